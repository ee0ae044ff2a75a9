"""Sentences of the count, and of what was published elsewhere."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "count_period_unknown": (
        "“{text}”不是这里的统计期。年份写成 2026，季度写成 2026Q2，月份写成 2026-05；"
        "报表还可写起止日期 2026-01-01..2026-11-20。",
        "“{text}” is no period here. Write a year as 2026, a quarter as 2026Q2, a month as 2026-05; "
        "for a form also two days as 2026-01-01..2026-11-20.",
    ),
    "count_period_twice": (
        "统计期只能用一种写法：年份、季度、月份、起止日期，只填一种。",
        "Say the period in one way only: a year, a quarter, a month, or two days.",
    ),
    "count_both_days": (
        "起止日期要一起填写。",
        "Give both days, the first and the last.",
    ),
    "count_list_unknown": (
        "没有这样的清单，可选：{choices}。",
        "There is no such list; choose one of {choices}.",
    ),
    "address_not_web": (
        "网站、微信、微博上的发布，要填可以打开的网址，以 http:// 或 https:// 开头。",
        "What is published on a website, WeChat or Weibo has an address with http:// or https://.",
    ),
    "address_too_long": (
        "网址太长或含有看不见的符号，最多 {most} 个字符。",
        "The address is too long or holds invisible signs; {most} characters at most.",
    ),
    "entry_channel_unknown": (
        "没有这个渠道。可填：政府网站、微信、微博、公报、镇公开栏、广播、电视、报纸、其他等。",
        "There is no such channel. Write website, wechat, weibo, board_town, press, other or the like.",
    ),
    "entry_without_title": ("没有标题。", "The title is missing."),
    "entry_too_long": ("太长，最多 {most} 个字。", "Too long; {most} characters at most."),
    "entry_day_wrong": (
        "没有发布日期，或看不懂；写成 2026-05-03 或 2026年5月3日。",
        "The day it was published is missing or no day; write 2026-05-03.",
    ),
    "entries_without_heads": (
        "找不到表头。表头要有“标题”，并且至少再有一列，如发布日期、渠道、网址、发布单位。",
        "No row names the columns: there must be 标题 (title) and one more, such as 发布日期, 渠道.",
    ),
    "entries_none": (
        "没有可以登记的行，请先改正表格。",
        "There is no row to write down; mend the list first.",
    ),
    "published_twice": (
        "“{title}”已经登记过（{key}），不再登记，也不会重复计数。",
        "{title} is on record already ({key}): it is not entered again, nor counted twice.",
    ),
    "published_as_what": (
        "已有同名信息（{keys}）。请说明“{title}”是同一条信息的又一渠道，还是另一条信息。",
        "On record with this title: {keys}. Say whether {title} is one more channel of it, or another item.",
    ),
    "published_not_that": (
        "“{title}”不能算作所选的信息，请重新选择。",
        "{title} cannot be a publication of the item that was chosen; choose again.",
    ),
    "no_such_publication": ("没有编号为 {id} 的登记。", "There is no entry {id}."),
    "struck_already": ("这条登记已经注销。", "This entry was struck already."),
}
