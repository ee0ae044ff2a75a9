"""Sentences of days, windows, periods, deadlines and channels."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # days off a site has loaded
    "holidays_name": (
        "节假日文件“{where}”的名称应为四位年份，如 2027.toml，请改名。",
        "The file of days off “{where}” must be named after its year, such as 2027.toml; rename it.",
    ),
    "holidays_key": (
        "节假日文件“{where}”中的“{key}”不是可用的键，只有 source 和 [[day]]。",
        "“{key}” in the file of days off “{where}” is not a key; there are source and [[day]].",
    ),
    "holidays_shape": (
        "节假日文件“{where}”的写法不对：每个 [[day]] 只写 date（日期）、"
        "off（true 放假、false 上班）和 name（名称）。",
        "The file of days off “{where}” is not written as it should be: each [[day]] has date, "
        "off (true: a day off, false: a working day) and name, nothing else.",
    ),
    "holidays_twice": (
        "节假日文件“{where}”中有一天写了两次，请删去一个。",
        "A day is listed twice in the file of days off “{where}”; remove one.",
    ),
    "holidays_other_year": (
        "节假日文件“{where}”中的 {day} 不在 {year} 年，请核对年份。",
        "{day} in the file of days off “{where}” is not in {year}; check the year.",
    ),
    "holidays_work_on_weekday": (
        "节假日文件“{where}”把 {day} 写成调休上班，但这一天本来就是工作日，请核对日期。",
        "{day} in the file of days off “{where}” is called a make-up working day but is no Saturday or "
        "Sunday; check the date.",
    ),
    "holidays_lacks_day": (
        "节假日文件“{where}”缺少法定节假日 {day}，请对照国务院办公厅的通知补全。",
        "The file of days off “{where}” lacks the statutory day {day}; complete it from the yearly notice.",
    ),
    # channels
    "channel_unknown": (
        "第 {number} 个渠道不是可用的渠道代码，请改用 docs/cli.md 中列出的代码，不在其中的写 other。",
        "Channel number {number} is none that is known; use one that docs/cli.md lists, or other.",
    ),
    "channel_forbidden": (
        "“{label}”不得在{channel_zh}公布，请去掉这个渠道。",
        "“{label}” must not be published by this channel ({channel_en}); take the channel out.",
    ),
    "durable_channel_missing": (
        "“{label}”须在整个公示期内不间断公布，大屏只轮流展示，不能代替。请加选公开栏（张贴到公示期最后一天）或政府网站。",
        "“{label}” must be open to all through its whole period, and a screen shows it only in turn. Add a "
        "board (posted until the period's last day) or the website.",
    ),
    # periods and windows
    "period_ends_early": (
        "公示期写到 {written}；发布当日不算，最后一天遇休息日顺延，应到 {end}"
        "（民法典第二百零一条、第二百零三条）{provisional_zh}，请更正。",
        "The period is written to end on {written}; the day of posting is not counted and a last day off "
        "rolls forward, so it ends on {end} (Civil Code art. 201, 203){provisional_en}. Correct its end.",
    ),
    "window_until_lifted": (
        "没有写明结束时间，展示到解除为止（最长一年）；解除或更新时请立即撤下。",
        "No end is given: it stands until it is lifted, a year at most; take it down at once then.",
    ),
    "window_standing": (
        "属于长期公开，一直展示到撤下为止；最长一年，到期前须复核后重新批准。",
        "A standing item: it stands until it is taken down, a year at most; look at it again before that.",
    ),
    "window_posted_wrong": (
        "“{text}”不是有效的时刻，请写成 2026-11-23T09:00 或 2026-11-23T09:00+08:00。",
        "“{text}” is not a time; write it as 2026-11-23T09:00 or 2026-11-23T09:00+08:00.",
    ),
}
