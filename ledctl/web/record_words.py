"""The words of the history of displays and of the report, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

RECORD_WORDS: dict[str, tuple[str, str]] = {
    # history
    "history_title": ("展示记录", "Displays"),
    "from_day": ("起", "From"),
    "to_day": ("止（含当天）", "To (inclusive)"),
    "sign": ("显示屏", "Sign"),
    "any_sign": ("全部显示屏", "Any sign"),
    "show": ("查询", "Show"),
    "displays_count": ("{n} 次展示（最新在前）", "{n} displays, newest first"),
    "displays_most": (
        "只列出最新的 {n} 次，请缩小日期范围。",
        "Only the newest {n} are listed; narrow the dates.",
    ),
    "displays_none": ("这段时间没有展示记录。", "No display in this time."),
    "shown_from": ("开始", "From"),
    "shown_to": ("结束", "To"),
    "still_on": ("展示中，记录到 {at}", "standing, on record to {at}"),
    "seconds": ("{n} 秒", "{n} s"),
    "page_of": ("{n}/{m} 页", "{n}/{m}"),
    "proof": ("证明", "Proof"),
    "cause": ("原因", "Cause"),
    "approved_by": ("审批人", "Approved by"),
    "duration": ("时长", "Stood"),
    "record_title": ("操作记录", "Actions"),
    "record_of": ("公告 {id} 的操作记录", "The record of notice {id}"),
    "at": ("时间", "Time"),
    "event": ("事项", "Event"),
    "who": ("人员", "Who"),
    "machine": ("系统", "the program"),
    "via": ("途径", "Via"),
    "notice": ("公告", "Notice"),
    "note": ("说明", "Note"),
    "verify_title": ("校验记录", "Verify the record"),
    "verify_hint": (
        "重新计算全部记录：改动或缺失的行会被指出。整条重写只有对照存放在外的检查点才能发现。",
        "Recomputes the whole record: a changed or missing row is named. That all of it was rewritten only a "
        "checkpoint kept outside can show.",
    ),
    "verify_quick": (
        "快速校验：只核对链条和内容校验值，不重新统计",
        "Quickly: the chains and the hashes of all bodies only, nothing is counted again",
    ),
    "verify_quick_done": (
        "只核对了链条和内容校验值，没有重新统计。用时 {seconds} 秒。",
        "Only the chains and the hashes of all bodies were checked. It took {seconds} s.",
    ),
    "verify_deep_done": (
        "逐段重新统计了全部展示，并与汇总、批准、公告、画面、展示任务、中断、关屏、字形、"
        "模板、报表、检查点和数据库文件相互核对。"
        "每类问题只列出第一行。用时 {seconds} 秒。",
        "Every display was counted again and held to the sums, decisions, notices, pixels, orders, outages, "
        "blackouts, glyphs, templates, forms, checkpoints and the database's own file. Of each kind of "
        "problem the first row is named. It took {seconds} s.",
    ),
    "verify_table": ("数据表", "Table"),
    "verify_key": ("行", "Row"),
    "verify_what": ("问题", "What is wrong"),
    "verify_go": ("开始校验", "Verify"),
    "verify_ok": (
        "记录完整，链条成立：{events} 条操作、{segments} 段、{displays} 次展示。",
        "The record is whole: {events} events, {segments} segments, {displays} displays.",
    ),
    "verify_bad": ("记录不成立，请立即报告：", "The record does not hold; report this at once:"),
    # report
    "report_title": ("{year} 年度统计", "Year {year}"),
    "report_year": ("年份", "Year"),
    "report_items": ("公开信息条数", "Items"),
    "report_items_hint": (
        "同一信息不论展示多少次、多少页，只计 1 条",
        "One piece of information counts once, however often it stood",
    ),
    "report_displays": ("展示次数", "Displays"),
    "report_displays_hint": (
        "每一页每展示一次、显示屏确认的计 1 次，不与条数相加",
        "One page standing once, as a sign confirmed; never added to items",
    ),
    "report_on_air": ("展示时长", "On air"),
    "report_on_air_hint": ("显示屏确认过的时间", "Time that a sign confirmed"),
    "report_displays_or_sent": ("展示或仅发送的次数", "Displays, or only sent"),
    "report_displays_or_sent_hint": (
        "按本站设置，只发送到不应答的显示屏的（P0）也计入，不与条数相加",
        "By this site's setting also what was sent to a sign that never answers (P0); never added to items",
    ),
    "report_on_air_or_sent": ("展示或仅发送的时长", "On air, or only sent"),
    "report_on_air_or_sent_hint": (
        "显示屏确认过的，和只发送、未经证实的时间",
        "Time a sign confirmed, and time only sent",
    ),
    "report_as_of": (
        "截至 {day}（{zone}），其中 {n} 次展示尚未封存。",
        "Through {day} ({zone}); {n} of the displays are not sealed yet.",
    ),
    "report_by_category": ("按类别", "By category"),
    "report_by_sign": ("按显示屏", "By sign"),
    "report_beside": ("另列，不计入以上数字", "Beside these figures, in none of them"),
    "report_corrections": ("上屏的更正公告", "Corrections on signs"),
    "report_relayed": ("转发其他机关的信息", "Relayed for other bodies"),
    "report_village": ("村务公开", "Village affairs"),
    "report_unconfirmed": ("已发送、显示屏未确认的次数", "Sent, and no sign confirmed"),
    "report_of_practice": ("这是演练的数字，不是本镇的统计。", "Numbers of practice, never the town's own."),
    "report_idle": ("待机页展示次数（如时钟）", "Displays of idle pages (such as a clock)"),
    "report_practice": ("演练展示次数", "Practice displays"),
    "hours": ("{n} 小时", "{n} h"),
    "report_none": ("这一年没有展示记录。", "Nothing was displayed that year."),
}
