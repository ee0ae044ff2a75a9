"""Sentences about the form of a notice: its number, its elements, its characters, its contradictions.

None of them repeats a personal datum: they are said of the public version. ``{at_zh}`` and
``{at_en}`` say the place.
"""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "doc_no_shape": (
        "文号的写法不规范，应如“鹭政示〔2026〕41号”（六角括号，不加“第”，序号前不加 0）。",
        "The document number is not in the usual form, such as 鹭政示〔2026〕41号: the brackets 〔〕, no 第, "
        "no zeros before the number.",
    ),
    "doc_no_should_be": (
        "文号的写法不规范，应写作“{right}”。",
        "The document number is not in the usual form; write it as “{right}”.",
    ),
    "doc_no_year": (
        "文号的年份是 {year}，落款日期却在 {signed} 年，请核对。",
        "The document number is of {year}, the signing date of {signed}; check both.",
    ),
    "content_empty": (
        "正文没有内容（只有空格），请写明公开的内容。",
        "The text is empty (nothing but spaces); say what is to be public.",
    ),
    "publisher_open": (
        "没有写公布人：以提交审核的人为公布人。",
        "No person who publishes is named: whoever submits it stands as the one.",
    ),
    "character_not_standard": (
        "{at_zh}第 {place} 个字“{character}”（{code}）不在《通用规范汉字表》中，请改用规范字；"
        "确系人名、地名的可以保留。",
        "Character {place} of {at_en}, “{character}” ({code}), is not in the table of standard characters; "
        "use the standard one. In the name of a person or place it may stay.",
    ),
    "character_traditional": (
        "{at_zh}第 {place} 个字“{character}”不是规范字，应写作“{standard}”。",
        "Character {place} of {at_en}, “{character}”, is not a standard form; write “{standard}”.",
    ),
    # dates, days, rows and totals
    "date_impossible": (
        "{at_zh}中的“{date}”日历上没有这一天，请更正。",
        "“{date}” in {at_en} is on no calendar; correct it.",
    ),
    "weekday_wrong": (
        "{at_zh}中写的是“{date}”星期{named}，这一天是星期{right}，请更正。",
        "{at_en} calls “{date}” 星期{named}, but that day is 星期{right}; correct one of them.",
    ),
    "period_dates_contradict": (
        "{at_zh}写的公示期是 {first} 至 {last}，公示期一栏却是 {start} 至 {end}，请改为一致。",
        "{at_en} says {first} to {last}, the notice's own period is {start} to {end}; make them agree.",
    ),
    "period_days_contradict": (
        "{at_zh}写的是公示 {said_zh}，公示期一栏却是 {given_zh}，请改为一致。",
        "{at_en} says {said_en} of publicity, the notice's own period has {given_en}; make them agree.",
    ),
    "signing_date_contradicts": (
        "{at_zh}的日期“{date}”与落款日期 {signed} 不一致，请改为一致。",
        "The date “{date}” in {at_en} is not the signing date {signed}; make them agree.",
    ),
    "count_contradicts": (
        "{at_zh}写的数目是 {said}，表格却有 {rows} 行，请核对。",
        "{at_en} counts {said}, the table has {rows} rows; check both.",
    ),
    "total_contradicts": (
        "{at_zh}写的合计是 {said}，表格合计为 {total}，请核对。",
        "{at_en} gives a total of {said}, the table {total}; check both.",
    ),
    # the lists
    "form_wrong": (
        "规范字对照表中的“{where}”不是一对字，或写了两次，请更正。",
        "“{where}” in the table of standard forms is not a pair of characters, or stands twice; correct it.",
    ),
}
