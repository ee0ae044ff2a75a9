"""Sentences about warnings: their templates, the short way, lifting, the reviews that follow."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # templates
    "no_such_template": ("没有 {id} 号预警模板。", "There is no warning template {id}."),
    "template_source_missing": (
        "请填写预警的发布单位全称，如“沅岭县气象台”（不超过 200 字）。",
        "Give the issuing body's full name (at most 200 characters).",
    ),
    "template_levels_missing": (
        "请至少选择一个预警级别（蓝、黄、橙、红）。",
        "Choose at least one level (blue, yellow, orange, red).",
    ),
    "template_hours": (
        "自动解除的时限应为 1 至 {most} 小时。",
        "The hours until a warning lifts itself are 1 to {most}.",
    ),
    "template_too_long": (
        "文字格式最多 500 字，固定电话行最多 200 字，请缩短。",
        "The pattern is at most 500 characters, the telephone line 200: shorten them.",
    ),
    "template_places": (
        "文字格式中的大括号只能是 {known}，每个最多用一次，且要成对。",
        "Braces in the pattern are {known}, each once at most, and in pairs.",
    ),
    "template_place_missing": (
        "文字格式中缺少 {place}：预警必须写明发布单位和发布时间（气象灾害防御条例第三十条）。",
        "The pattern lacks {place}: a warning names its issuer and the time of issue.",
    ),
    "template_not_for_warnings": (
        "模板只用于预警类公告，请选择预警类别。",
        "Templates are for warnings: choose a category of that kind.",
    ),
    "template_own_work": (
        "这个模板是您提出的，不能由您审批，请交由他人办理。",
        "You proposed this template: someone else must decide on it.",
    ),
    "template_not_yours": (
        "拟稿人只能撤回自己提出、尚未批准的模板；已批准的请由审批人或值班操作员撤回。",
        "A drafter may withdraw only own templates not yet approved; ask an approver or the operator.",
    ),
    "template_step_not_possible": (
        "这个模板现在是“{state_zh}”，不能“{step_zh}”。",
        "The template is “{state_en}” now; “{step_en}” is not possible.",
    ),
    "template_changed": (
        "这个模板与您看到的（或当初提出的）不一致，请刷新页面看清后再办理；仍不一致请报告管理员。",
        "The template is not the one you saw, or not as proposed: reload; if that does not help, "
        "tell an administrator.",
    ),
    "template_of_other_mode": (
        "这个模板是在另一种运行模式（演练或正式）下提出的，不能在这里办理；请重新提出。",
        "This template was proposed in the other mode (practice or live): propose it anew.",
    ),
    "template_not_in_use": (
        "{id} 号预警模板没有批准、已撤回，或属于另一种运行模式，不能使用；"
        "请选择已批准的模板，或按一般程序提交审核。",
        "Template {id} is not approved, was withdrawn, or belongs to the other mode: choose an approved one, "
        "or submit the long way.",
    ),
    # the short way
    "not_a_warning": (
        "这不是预警类公告，请按一般程序办理。",
        "This is no warning: it goes the long way.",
    ),
    "warning_of_own": (
        "预警只能由法定发布单位发布（气象预警由气象台站发布：气象灾害防御条例第三十条），本级单位只能转发。"
        "请把公布单位和落款写成预警的发布单位；本级通知请改用其他类别。",
        "Only the body the law names issues warnings; the town relays them. Name that body as issuing and "
        "signing unit, or choose another category for a notice of the town's own.",
    ),
    "warning_other_category": (
        "类别与模板的类别不同，请改用相应的模板或类别。",
        "The category is not the template's: choose the one that fits.",
    ),
    "warning_not_emergency": (
        "紧急程度不是“紧急”，不能走应急程序。请改为“紧急”，或提交审核。",
        "The urgency is not “emergency”: set it, or submit the long way.",
    ),
    "warning_not_of_source": (
        "“{where}”应与模板的发布单位“{source}”完全一致。",
        "“{where}” must be the template's source, {source}, to the letter.",
    ),
    "warning_level_not_covered": (
        "预警级别不在这个模板的范围内（{levels}）。请核对级别，或按一般程序提交审核。",
        "The level is not among the template's ({levels}): check it, or submit the long way.",
    ),
    "warning_text_off_pattern": (
        "正文与模板的文字格式不符，应为：{pattern}。请原文照录，不得增删；确需不同格式的，请按一般程序提交审核。",
        "The text does not follow the template's pattern: {pattern}. Copy the source's text as it is, "
        "or submit the long way.",
    ),
    "warning_phone_missing": (
        "正文末尾应是模板规定的一行：“{phone}”。",
        "The text must end with the template's line: {phone}",
    ),
    "warning_level_differs": (
        "标题、正文中的预警级别与所选级别不一致，请核对原文。",
        "The level in the title or the text is not the one chosen: check the source.",
    ),
    "warning_time_wrong": (
        "正文中的发布时间不是有效的日期和时间，请核对原文。",
        "The time of issue in the text is no date and time: check the source.",
    ),
    "warning_time_ahead": (
        "正文中的发布时间还没有到，请核对原文和服务器时间。",
        "The time of issue lies ahead: check the source, and the server's clock.",
    ),
    "warning_time_old": (
        "这条预警已发布超过 {hours} 小时，不能再走应急程序。请核对是否已有更新的预警。",
        "The warning was issued more than {hours} hours ago: see whether there is a newer one.",
    ),
    # superseding and lifting
    "supersedes_nothing": (
        "“{id}”不是已批准的预警，不能替代；请核对编号。",
        "{id} is no approved warning that could be superseded: check the number.",
    ),
    "supersedes_other_source": (
        "被替代的预警由“{source}”发布；只有同一发布单位、同一类别的预警才能替代它。",
        "The earlier warning is of {source}: only one of the same source and category takes its place.",
    ),
    "supersedes_later": (
        "新预警要到以后才开始，原预警会出现空档。请去掉开始时间，或到时再批准。",
        "The new warning starts later and would leave a gap: remove its start, or approve it then.",
    ),
    "warning_superseded": (
        "这条预警已由“{later}”替代，不能再上屏；需要时请另拟新的预警。",
        "{later} took this warning's place and it does not come back: write a new one.",
    ),
    "warning_not_standing": (
        "这条预警已不在展示时段内，无须解除。",
        "This warning does not stand any more: there is nothing to lift.",
    ),
    "lift_not_yours": (
        "拟稿人只能解除自己经办的预警，其他的请由审批人或值班操作员解除。",
        "A drafter lifts only own warnings; ask an approver or the operator.",
    ),
    # reviews afterwards
    "reviews_owed_first": (
        "这条预警还欠事后审查，请先补签（或由审查人撤下），再修订；来源机关升级、降级或更正的，请另发新的预警替代它。",
        "This warning still owes its reviews: sign them off (or object) before it is revised; for an "
        "upgrade, a downgrade or a correction of its source, hand in a new warning that takes its place.",
    ),
    "sign_off_not_owed": (
        "这条公告没有待补的这一项审查（没有走应急程序，或已经补签）。",
        "That review is not owed: the notice did not take the short way, or it was signed off already.",
    ),
}
