"""Sentences about screening, categories, windows and word lists.

None of them repeats a personal datum. ``{at_zh}`` and ``{at_en}`` say the place.
"""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # personal data in running text
    "personal_id_number": (
        "{at_zh}中有身份证号码，不得公开。公开版本已隐去，请在原文中删去后重新提交。",
        "There is an ID number in {at_en}; it must not be public. It is hidden in the public version: "
        "remove it from the text and submit again.",
    ),
    "personal_mobile": (
        "{at_zh}中有手机号码，不得公开。请删去，或改用办公电话。",
        "There is a mobile number in {at_en}; it must not be public. Remove it or give an office telephone.",
    ),
    "personal_bank_card": (
        "{at_zh}中有银行卡号或账号，不得公开，请删去。",
        "There is a bank card or account number in {at_en}; it must not be public. Remove it.",
    ),
    "personal_plate": (
        "{at_zh}中有车牌号，不得公开，请删去。",
        "There is a number plate in {at_en}; it must not be public. Remove it.",
    ),
    "personal_email": (
        "{at_zh}中有电子邮箱地址，不得公开，请删去，或改用办公电话。",
        "There is an e-mail address in {at_en}; it must not be public. Remove it or give an office number.",
    ),
    "personal_birth": (
        "{at_zh}中有出生日期，不得公开，请删去。",
        "There is a date of birth in {at_en}; it must not be public. Remove it.",
    ),
    "id_mistyped": (
        "{at_zh}的身份证号码可能录错（位数、日期或校验码不符），请对照证件核对。",
        "The ID number in {at_en} may be mistyped (length, date or check digit); compare it with the card.",
    ),
    "id_empty": (
        "{at_zh}没有填写身份证号码。公开时不显示该列，但发放前请补齐。",
        "There is no ID number in {at_en}. The column is not shown, but complete it before paying out.",
    ),
    # columns
    "column_dropped": (
        "{at_zh}不公开，公开版本已去掉。",
        "The {at_en} is not public; the public version leaves it out.",
    ),
    "column_dropped_by_head": (
        "{at_zh}从列名看属于不公开的个人信息，虽标为可公开，公开版本已去掉。",
        "The {at_en} holds personal data by its head; although marked public it is left out.",
    ),
    "column_generalised": (
        "{at_zh}只公开事由类别（如因病、因灾），具体内容已去掉。",
        "The {at_en} shows only the class of reason (such as 因病); the particulars are left out.",
    ),
    "column_to_review": (
        "请逐行核对{at_zh}：确认没有病情、残疾、收入、住址等不宜公开的内容。",
        "Look through the {at_en} row by row: no illness, disability, income or address may be in it.",
    ),
    "reason_unknown": (
        "{at_zh}无法归类，公开为“其他原因”。请改写为因病、因残、因灾、因意外、因学或因失业。",
        "{at_en}: no class fits, it is shown as 其他原因. Write 因病, 因残, 因灾, 因意外, 因学 or 因失业.",
    ),
    "no_column_left": (
        "表格的所有列都不能公开，去掉后没有内容可公布。请补充可公开的列。",
        "No column of the table may be public, so nothing is left to show. Add columns that may.",
    ),
    "persons_in_totals_only": (
        "“{label}”只公布汇总数字，表格中不得列出个人。请改为按村汇总。",
        "“{label}” publishes totals only; the table must not list persons. Give totals by village.",
    ),
    # children
    "child_name_masked": (
        "{at_zh}：该行涉及未满十四周岁的儿童或须隐名，姓名已隐为“姓＋**”。如是监护人姓名，请写明监护人。",
        "{at_en}: the row is about a child under fourteen or the name must be hidden; it is masked to the "
        "surname. If it is the guardian's, say so.",
    ),
    "child_named_in_text": (
        "{at_zh}中写有须隐名者的全名，请在原文中改掉后重新提交。",
        "{at_en} has the full name of somebody whose name must be hidden; change the text and submit again.",
    ),
    # characters and words
    "character_normalised": (
        "{at_zh}中的字符 {before} 已换成通用字符“{after}”，请核对。",
        "In {at_en} the character {before} was replaced by the standard “{after}”; compare with the source.",
    ),
    "glyph_missing": (
        "{at_zh}第 {place} 个字“{character}”（{code}）无法在屏上显示：{why_zh}。{advice_zh}",
        "Character {place} of {at_en}, “{character}” ({code}), cannot be shown: {why_en}. {advice_en}",
    ),
    "word_blocked": (
        "{at_zh}中有“{word}”，带有该字样的内容不得公开。请先办理保密审查或删去。",
        "“{word}” stands in {at_en}; text so marked must not be public. Have it reviewed or remove it.",
    ),
    "word_to_review": (
        "{at_zh}中有“{word}”，请核对是否可以公开。",
        "“{word}” stands in {at_en}; check whether it may be public.",
    ),
    "locked_text_needs_change": (
        "预警原文不得改动，但其中有不能公开的内容。请与发布单位联系，改发可公开的文本。",
        "A warning's text must not be changed, but something in it must not be public. "
        "Ask the issuer for a text that can be shown.",
    ),
    # figures
    "amount_differs": (
        "{at_zh}写的是 {written}，按数量乘以标准应为 {computed}，相差 {difference}，请核对。",
        "{at_en} says {written}; quantity times standard gives {computed}, a difference of {difference}.",
    ),
    "total_unchecked": (
        "合计“{where}”没有核对：名单第 {row} 行的这一格不是单纯的数字，请改成数字，或人工核对合计。",
        "The total “{where}” was not checked: in row {row} of the list this cell is no plain number. "
        "Write a number, or check the total by hand.",
    ),
    "total_differs": (
        "{at_zh}写的是 {written}，各行相加为 {computed}，相差 {difference}，请核对。",
        "{at_en} says {written}; the rows add up to {computed}, a difference of {difference}.",
    ),
    # form and dates
    "same_name_in_group": (
        "{at_zh}与第 {other} 行同村同组同名，群众无法区分。请加注户别（不要用身份证号）。",
        "{at_en} is the same name in the same group as row {other}; add a household label (no ID number).",
    ),
    "period_missing": (
        "“{label}”属于公示，但没有写公示期，请补上起止日期。",
        "“{label}” is open to objections, but no publicity period is given; add its first and last day.",
    ),
    "period_over_before_posted": (
        "公示期截止于 {end}，早于发布日期 {posted}，请更正。",
        "The publicity period ends on {end}, before the posting on {posted}; correct it.",
    ),
    "period_counts_posting_day": (
        "发布当日（{posted}）不计入公示期，公示期应自次日起算，请更正起始日期。",
        "The day of posting ({posted}) is not counted; the period begins on the next day. Correct its start.",
    ),
    "period_days_differ": (
        "写明公示 {days} 天，起止日期却只有 {given} 天，请更正。",
        "The notice says {days} days, its dates give only {given}; correct one of them.",
    ),
    "period_below_minimum": (
        "公示期 {days} 天，少于该类别至少 {least} 天的要求（{citation}），请延长或说明依据。",
        "A period of {days} days is less than the {least} this category asks for ({citation}); "
        "lengthen it or give the rule you follow.",
    ),
    "signed_after_start": (
        "落款日期 {date} 晚于公示期起始日期，请核对。",
        "The signing date {date} is after the period's first day; check both.",
    ),
    "board_shorter_than_period": (
        "公开栏张贴到 {until}，公示期到 {end}：公开栏应贴满整个公示期。",
        "The board carries it until {until}, the period lasts until {end}: the board must cover the period.",
    ),
    "screen_after_period": (
        "屏幕开始显示时公示期（到 {end}）已经结束，请更正。",
        "The screen would start after the period's end ({end}); correct one of them.",
    ),
    "warning_without_level": (
        "预警没有写明级别（蓝、黄、橙、红），请补上 warning_level。",
        "The warning names no level (blue, yellow, orange, red); add warning_level.",
    ),
    "correction_without_link": (
        "更正公告没有写明更正哪一条，请在 correction_of 中填写原公告编号。",
        "The correction does not say what it corrects; give the id of the notice in correction_of.",
    ),
    "correction_repeats_old_text": (
        "{at_zh}把原来的错误内容又公布一次，请核对其中有没有不宜公开的个人信息。",
        "The {at_en} shows the wrong text once more; check that it repeats no personal data.",
    ),
    "share_impossible": (
        "{at_zh}的进度不在0％到100％之间，屏幕上只写数字、不画进度条，请核对。",
        "The progress in {at_en} is not between 0 % and 100 %; signs show it without a bar. Check it.",
    ),
    # windows
    "window_over": (
        "展示时段已于 {end} 结束，不能再上屏。请重新填写展示时段后再提交审批。",
        "The screen window ended on {end}, so the notice is not shown. Give a new window and submit again.",
    ),
    "period_over": (
        "公示期已于 {end} 届满，无人能再提出异议，不能上屏。请重新确定公示期后再提交审批。",
        "The publicity period ended on {end}: nobody can object any more. Set a new period, submit again.",
    ),
    "window_running": (
        "展示时段已经开始，截止时间按原定起始时间计算，不顺延。",
        "The screen window has begun already; its end counts from the wished start and is not put off.",
    ),
    "window_no_end_given": (
        "没有写明结束时间，先展示 24 小时；解除或更新时请立即撤下。",
        "No end is given: it stands for 24 hours; take it down at once when it is lifted or replaced.",
    ),
    "window_reversed": (
        "结束时间 {end} 早于开始时间，请更正“{where}”。",
        "The end {end} is before the start; correct “{where}”.",
    ),
    "window_too_far": (
        "“{where}”在 {days} 天以后，请核对年份。",
        "“{where}” is more than {days} days away; check the year.",
    ),
    "window_too_long": (
        "展示时段超过 {days} 天，请核对结束日期。",
        "The screen window is longer than {days} days; check its end.",
    ),
    "until_not_an_instant": (
        "“{where}”中的“{text}”不是有效的时刻，请写成 2026-06-19T03:20+08:00。",
        "“{text}” in “{where}” is not a time; write it as 2026-06-19T03:20+08:00.",
    ),
    # the table of categories
    "category_unknown": (
        "没有类别“{code}”。类别清单见 config/defaults/categories.toml（或本单位自己的清单）。",
        "There is no category “{code}”. The list is in config/defaults/categories.toml, or in your own copy.",
    ),
    "categories_not_toml": (
        "类别清单不是有效的 TOML 文件：{detail}",
        "The list of categories is not valid TOML: {detail}",
    ),
    "categories_empty": (
        "类别清单中没有任何类别，请至少写一个 [[category]]。",
        "The list of categories holds none; write at least one [[category]].",
    ),
    "category_twice": (
        "类别“{where}”在清单中写了两次，请删去一个。",
        "The category “{where}” is listed twice; remove one.",
    ),
    "category_key_unknown": (
        "类别清单（{code}）中的“{where}”不是可用的键，请检查拼写。",
        "“{where}” in the list of categories ({code}) is not a key; check the spelling.",
    ),
    "category_key_missing": (
        "类别“{code}”缺少“{where}”，请补上。",
        "The category “{code}” has no “{where}”; add it.",
    ),
    "category_value": (
        "类别“{code}”的“{where}”取值不对，请对照默认清单更正。",
        "“{where}” of the category “{code}” has a wrong value; compare with the default list.",
    ),
    # the list of words
    "words_not_toml": (
        "词表不是有效的 TOML 文件：{detail}",
        "The word list is not valid TOML: {detail}",
    ),
    "words_key_unknown": (
        "词表中的“{where}”不是可用的键，只有 block 和 warn。",
        "“{where}” in the word list is not a key; there are block and warn.",
    ),
    "words_not_a_list": (
        "词表的“{where}”应是不超过 5000 个词的清单，每个词都不能为空。",
        "“{where}” in the word list must be a list of at most 5000 words, none of them empty.",
    ),
    "words_twice": (
        "词表“{where}”中“{word}”写了两次，请删去一个。",
        "“{word}” is in the word list “{where}” twice; remove one.",
    ),
}
