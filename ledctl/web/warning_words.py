"""The words of warnings and their templates, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

WARNING_WORDS: dict[str, tuple[str, str]] = {
    "nav_warnings": ("预警", "Warnings"),
    "warnings_title": ("预警与应急", "Warnings"),
    "warnings_lead": (
        "预警由法定单位发布（气象预警由气象台站发布），本级只原文转发。发布单位和文字格式事先批准成模板，"
        "符合模板的预警由一位领导批准后立即上屏，审核和保密审查在规定时限内补办。",
        "Warnings are issued by the body the law names, and relayed as they are. Source and wording are "
        "approved as a template beforehand; a warning that keeps to it goes on the screen on one leader's "
        "word, and its reviews follow within the set time.",
    ),
    "templates_title": ("预警模板", "Warning templates"),
    "templates_none": ("还没有预警模板。", "There is no warning template."),
    "templates_waiting": ("有 {n} 个预警模板等待您审批", "{n} warning templates wait for your decision"),
    "template_propose": ("提出模板", "Propose a template"),
    "template_number": ("{n} 号", "number {n}"),
    "template_source": ("发布单位（全称）", "Source (full name)"),
    "template_category": ("类别", "Category"),
    "template_levels": ("适用级别", "Levels"),
    "template_pattern": ("文字格式", "Pattern of the text"),
    "template_pattern_hint": (
        "照来文的写法，可变处写 {{来源}}、{{时间}}、{{灾种}}、{{等级}}、{{内容}}；"
        "{{来源}} 和 {{时间}} 必须有。",
        "As the source words it; what varies is {{来源}} (source), {{时间}} (time of issue), "
        "{{灾种}} (hazard), {{等级}} (level), {{内容}} (the rest); the first two are required.",
    ),
    "template_phone": (
        "正文最后固定的一行（可不填，如值班电话）",
        "Fixed last line (optional; a duty telephone)",
    ),
    "template_phone_short": ("固定末行", "Last line"),
    "template_hours": (
        "未写解除时间的，多少小时后自动撤下",
        "Hours until it leaves by itself, where no end is given",
    ),
    "template_hours_short": ("自动撤下", "Leaves after"),
    "template_hours_value": ("{n} 小时", "{n} h"),
    "template_why": ("依据（必填）", "Basis (required)"),
    "template_opinion": (
        "意见（不予批准、撤回时必填）",
        "Opinion (required for a no and for taking back)",
    ),
    "template_proposed_line": ("{name} 于 {at} 提出", "proposed by {name}, {at}"),
    "template_withdraw_hint": (
        "撤回后不能再按此模板报批；已上屏的预警不变。",
        "No warning goes by it any more; what stands on a sign stays.",
    ),
    # on the page of one warning
    "warning_fast_title": ("应急报批", "The short way"),
    "warning_fast_lead": (
        "直接报一位领导批准，审核和保密审查在批准后 {hours} 小时内补办。",
        "Straight to one leader; the reviews follow within {hours} hours of approval.",
    ),
    "warning_fast_template": ("按哪个模板", "By which template"),
    "warning_fast_none": (
        "“{source}”没有已批准的预警模板，只能按一般程序提交审核。",
        "There is no approved template of {source}: it goes the long way.",
    ),
    "warning_to_templates": ("查看预警模板", "Warning templates"),
    "warning_lift_title": ("解除预警", "Lift the warning"),
    "warning_lift_reason": (
        "解除依据（必填，如：县气象台 16 时 12 分解除）",
        "On whose word (required; such as: lifted by the station at 16:12)",
    ),
    "warning_lift_hint": (
        "立即撤下，原来的公告自动恢复。",
        "It leaves at once; what it interrupted comes back.",
    ),
    "warning_supersedes": ("批准后立即替代 {id}", "takes the place of {id} when approved"),
    "warning_superseded": ("已由 {id} 替代", "superseded by {id}"),
    "warning_owed": (
        "应急程序上屏，尚欠：{parts}，须在 {due} 前补办",
        "Went the short way and owes: {parts}, by {due}",
    ),
    "warning_overdue": ("已逾期", "overdue"),
    "warning_opinion": ("意见（不同意时必填）", "Opinion (required when objecting)"),
    "warning_object": (
        "不同意的，写明理由，立即从大屏撤下。",
        "Whoever objects says why; it leaves the screen at once.",
    ),
    "warning_lost": (
        "{sign}：展示时段内被应急预警占用 {n} 分钟",
        "{sign}: emergencies took {n} minutes of its window",
    ),
    "owed_title": ("待补办审查的预警", "Warnings whose reviews are owed"),
    "owed_line": ("{parts} · {due} 前补办", "{parts} · due {due}"),
}
