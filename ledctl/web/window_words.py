"""The words of windows, periods, deadlines and channels, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

WINDOW_WORDS: dict[str, tuple[str, str]] = {
    "not_on_signs": (
        "这条公告不上屏，只在所选的其他渠道（公开栏、网站等）公开。",
        "This notice is not for the signs: it goes to the other channels chosen (boards, website ...).",
    ),
    "plan_screen": ("大屏展示", "On the screen"),
    "plan_open": ("{start} 起，至撤下或解除为止", "from {start} until it is taken down"),
    "plan_barred": ("此类信息不上大屏", "This category keeps off the screen"),
    "plan_publicity": ("公示期", "Publicity period"),
    "plan_publicity_line": (
        "{first} 至 {last}（含首尾两日，最后一日到 24:00；{days} {kind}）",
        "{first} to {last} (both days count, the last to 24:00; {days} {kind})",
    ),
    "plan_publicity_none": (
        "该类别没有规定天数，公告也没有写公示期",
        "The category sets no number of days, and the notice gives no period",
    ),
    "plan_calendar": ("天", "calendar days"),
    "plan_working": ("个工作日", "working days"),
    "plan_basis": ("依据", "Basis"),
    "plan_provisional": (
        "暂定：用到的年份放假安排尚未公布，公布后请重新核对。",
        "Provisional: a year's days off are not announced yet; check again when they are.",
    ),
    "plan_counting": (
        "发布当日不计入公示期，最后一天遇休息日顺延（民法典第二百零一条、第二百零三条）。大屏时段与公示期分别计算。",
        "The day of posting is not counted, and a last day off rolls forward (Civil Code art. 201, 203). "
        "The screen's window and the publicity period are counted apart.",
    ),
    "term_title": ("公开期限", "To be published by"),
    "term_overdue": ("已逾期", "overdue"),
    "term_soon": ("临近", "soon"),
    "term_more": ("另有 {n} 件尚未临近期限", "{n} more, not due soon"),
    "term_none_soon": ("{n} 件待公开，都未临近期限", "{n} to be published, none due soon"),
    "term_line": ("最迟 {due} 公开", "by {due} at the latest"),
    "term_provisional": ("暂定", "provisional"),
    "targets_group": ("上哪些屏", "Which signs"),
    "targets_hint": (
        "都不勾选：上全部屏。分组是 signs.toml 中 groups 的名称。",
        "None ticked: all signs. Groups are the words under groups in signs.toml.",
    ),
    "target_group": ("分组 {name}（{n} 块屏）", "group {name} ({n} signs)"),
    "on_sign_signs": ("只上：{signs}", "Only on: {signs}"),
    "channels_group": ("公开渠道", "Channels"),
    "channels_hint": (
        "公示、公告须加选公开栏或政府网站，并保证整个公示期内不撤下。",
        "What is open to objections needs a board or the website, through its whole period.",
    ),
}
