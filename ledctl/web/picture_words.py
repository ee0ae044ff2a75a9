"""The words around the pictures of the record; ``words`` takes them in, the pictures have their own."""

from __future__ import annotations

PICTURE_WORDS: dict[str, tuple[str, str]] = {
    "timeline_title": ("展示时间线", "Time line"),
    "timeline_lead": (
        "每块屏何时展示了什么，何时黑屏、中断或情况不明。公告轮流展示时，从第一页到最后一页画成一段；次数和时长以表为准。",
        "What each sign showed when, and when it was dark, out or unknown. Notices that take turns are drawn"
        " from their first page to their last; displays and hours stand in the table.",
    ),
    "calendar_title": ("展示日历", "Calendar"),
    "calendar_lead": (
        "每格一天，颜色越深展示次数越多；黑角表示当日有中断。",
        "A square is a day, darker with more displays; a black corner marks an outage.",
    ),
    "picture_all_signs": ("全部显示屏", "All signs"),
    "picture_before": ("上一段", "Earlier"),
    "picture_after": ("下一段", "Later"),
    "picture_day": ("当天", "Day"),
    "picture_week": ("当周", "Week"),
    "picture_month": ("当月", "Month"),
    "picture_file": ("下载图片（SVG）", "Download the picture (SVG)"),
    "picture_notices": ("在屏公告", "Notices on the sign"),
    "picture_states": ("屏幕状态", "How the sign was"),
    "picture_states_most": (
        "只列出前 {n} 段，请缩小日期范围。",
        "Only the first {n} are listed: choose fewer days.",
    ),
    "picture_emergency": ("紧急发布", "emergency"),
    "picture_none": ("这段时间没有展示。", "Nothing was shown in this time."),
    "picture_state": ("状态", "State"),
    "picture_displays": ("展示次数", "Displays"),
    "picture_unconfirmed": ("未确认次数", "Not confirmed"),
    "picture_sent": ("仅发送（P0）", "Only sent (P0)"),
    "picture_out": ("中断时长", "Out for"),
    "picture_by_day": ("逐日数字", "Day by day"),
    "picture_no_record": ("无记录", "no record"),
    "picture_days_out": ("有中断的天数", "Days with an outage"),
    "picture_days_unrecorded": ("无记录的天数", "Days without a record"),
    "picture_day_column": ("日期", "Day"),
    "picture_month_column": ("月份", "Month"),
    "picture_items_new": (
        "上屏信息条数（计入首次公开的月份）",
        "Items on signs (in the month they first went out)",
    ),
    "picture_of_months": ("逐月条数与次数", "Items and displays by month"),
    "picture_of_categories": ("各类别在屏时长", "Hours on air by category"),
}
