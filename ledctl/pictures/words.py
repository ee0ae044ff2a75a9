"""The words in the pictures, Chinese and English. Pure.

Outages are called what the office calls them everywhere (``ledger.downtime``).
"""

from __future__ import annotations

from ledctl.ledger.downtime import OUTAGE_LABELS

Pair = tuple[str, str]

WORDS: dict[str, Pair] = {
    "timeline": ("展示时间线", "Time line"),
    "calendar": ("展示日历", "Calendar of displays"),
    "categories": ("各类别在屏时长", "Hours on air by category"),
    "months": ("逐月条数与次数", "Items and displays by month"),
    "practice": ("演练 PRACTICE 不作证据", "PRACTICE 演练 no evidence"),
    "practice_title": ("【演练】", "[PRACTICE] "),
    "days_span": ("{first} 至 {last}", "{first} to {last}"),
    "as_of": ("截至 {at}（{zone}）", "as of {at} ({zone})"),
    "zone": ("时区 {zone}", "zone {zone}"),
    "sign_lane": ("屏幕状态", "The sign"),
    "quiet": ("静默时段", "quiet hours"),
    "on": ("公告在屏（可与其他公告轮流）", "notice on (it may take turns)"),
    "sent": ("已发送，未证实", "sent, not verified"),
    "by_receipt": (
        "“在屏”以控制卡的回执为准（最低 P{n}），不等于有人看到；未回执的另有标记。",
        "“On” is by the card's receipts (P{n} at least), not that anybody saw it; what has none is marked.",
    ),
    "emergency": ("紧急发布", "emergency"),
    "display": ("有展示", "showing"),
    "dark": ("黑屏", "dark"),
    "estimated": ("未逐页确认", "not confirmed page by page"),
    "skipped": ("时钟调快，无此时段", "clock set forward"),
    "unknown": ("情况不明", "not known"),
    "disposed": ("逐页记录已处置，只留合计", "log given up, sums stay"),
    "gap": ("记录空白", "hole in the record"),
    "before": ("尚无记录", "no record yet"),
    "future": ("尚未到来", "still to come"),
    "several": ("几种原因，见表", "several causes, see the table"),
    "n_in_turn": ("{n} 条轮流", "{n} in turn"),
    "times": ("{label} {n} 次，共 {length}", "{label}: {n}, together {length}"),
    "state_hint": ("{label} {start}–{end}", "{label} {start}–{end}"),
    "marked": (
        "▼ 处的中断或空白比图上能画的还短，放宽画出；起止以表为准。",
        "▼ marks outages or holes too short to draw to scale; the table has their times.",
    ),
    "merged": (
        "有 {n} 段短于 {length}，图上每一点画出其中最长的状态。",
        "{n} stretches are shorter than {length}: each point shows what lasted longest in it.",
    ),
    "joined": (
        "同一公告两段之间短于 {length} 的间隔连着画。",
        "Gaps shorter than {length} between two times of one notice are drawn through.",
    ),
    "more_lanes": ("另有 {n} 条公告未画出，见表。", "{n} more notices are not drawn; see the table."),
    "coarse": (
        "超过 8 天的图按小时读取记录。",
        "Beyond 8 days the record is read hour by hour.",
    ),
    "nothing": ("这段时间没有展示。", "Nothing was shown in this time."),
    "all_signs": ("全部显示屏", "all signs"),
    "displays": ("展示次数", "displays"),
    "items": ("上屏信息条数", "items on signs"),
    "hours": ("小时", "hours"),
    "hours_n": ("{n} 小时", "{n} h"),
    "hours_figure": ("{n} 小时，{k} 次展示", "{n} h, {k} displays"),
    "no_hours": ("没有在屏时长。", "No time on air."),
    "day_hint": ("{day}：{n} 次展示，{hours} 小时", "{day}: {n} displays, {hours} h"),
    "day_sent": ("，另有 {n} 次只是发送", ", {n} more only sent"),
    "day_out": ("，中断 {length}", ", out for {length}"),
    "day_none": ("{day}：无记录", "{day}: no record"),
    "no_record": ("无记录", "no record"),
    "with_outage": ("当日有中断", "with an outage"),
    "days_out": ("有中断的天数", "days with an outage"),
    "days_unrecorded": ("无记录的天数", "days without a record"),
    "none_shown": ("0 次", "none"),
    "level": ("{low}–{high} 次", "{low}–{high}"),
    "level_one": ("{low} 次", "{low}"),
    "year_total": (
        "{n} 次展示；有展示 {d} 天，有中断 {o} 天，无记录 {r} 天",
        "{n} displays; {d} days with displays, {o} with outages, {r} without a record",
    ),
    "months_apart": (
        "条与次是两种不同的数，各用各的刻度，不得相加或互换。",
        "Items and displays are different figures, each on its own scale, never added or swapped.",
    ),
    "most": ("最多 {n}", "up to {n}"),
    "h_m": ("{h} 小时 {m} 分", "{h} h {m} min"),
    "m_s": ("{m} 分 {s} 秒", "{m} min {s} s"),
    "s": ("{s} 秒", "{s} s"),
    "board": ("公开栏", "Board"),
    "fixed_panel": (
        "固定版面（画在一侧，不是实际位置）",
        "fixed panels (drawn at one side, not where they are)",
    ),
    "board_free": ("可张贴部分", "room for notices"),
    "board_sheet": (
        "登记在栏的一页（虚线边：未登记纸型）",
        "a page entered as up (broken: paper not entered)",
    ),
    "board_empty": ("此时没有登记在栏的内容。", "Nothing was entered as up at this time."),
    "board_room": (
        "登记在栏 {n} 份 {pages} 页；可张贴 {area} 平方米，已占 {taken}，余 {free}，"
        "约可再贴 {a4} 页 A4（四周各留 2 厘米）。",
        "{n} sheets of {pages} pages entered as up; room for notices {area} m², taken {taken}, free {free}: "
        "about {a4} more pages of A4 (with 2 cm around each).",
    ),
    "board_over": ("已超出可张贴面积 {over} 平方米。", "{over} m² more hangs than there is room for."),
    "board_fixed": ("固定版面占 {share}%，{area} 平方米。", "Fixed panels take {share} %, {area} m²."),
    "board_unfit": (
        "有 {n} 份排不下，没有画出：编号 {numbers}。",
        "{n} sheets find no place and are not drawn: number {numbers}.",
    ),
    "board_unfit_mark": ("（图上排不下）", "(no place in the picture) "),
    "board_landscape": ("横", " landscape"),
    "board_guessed": ("纸型未登记，按 A4 估算", "paper not entered, taken for A4"),
    "board_guesses": (
        "其中 {n} 份没有登记纸型，按一页 A4 估算。",
        "Of {n} of them the paper was not entered; each is taken for one page of A4.",
    ),
    "board_tiny": (
        "有的页太小，图上写不下编号；全部内容见上表。",
        "Some pages are too small for their number; all of them stand in the list above.",
    ),
    "board_gone": ("这块公开栏已停用。", "This board is out of use."),
    "board_by_hand": (
        "按登记画出，大小按比例；各页的位置是排列示意，不是实际张贴位置。",
        "Drawn from what was entered, sizes to scale; where the pages really hang is not known.",
    ),
    "month_1": ("1月", "Jan"),
    "month_2": ("2月", "Feb"),
    "month_3": ("3月", "Mar"),
    "month_4": ("4月", "Apr"),
    "month_5": ("5月", "May"),
    "month_6": ("6月", "Jun"),
    "month_7": ("7月", "Jul"),
    "month_8": ("8月", "Aug"),
    "month_9": ("9月", "Sep"),
    "month_10": ("10月", "Oct"),
    "month_11": ("11月", "Nov"),
    "month_12": ("12月", "Dec"),
    "weekday_0": ("一", "Mon"),
    "weekday_1": ("二", "Tue"),
    "weekday_2": ("三", "Wed"),
    "weekday_3": ("四", "Thu"),
    "weekday_4": ("五", "Fri"),
    "weekday_5": ("六", "Sat"),
    "weekday_6": ("日", "Sun"),
}


def say(key: str, language: str, /, **facts: object) -> str:
    """The words for ``key``, or for the cause of an outage."""
    pair = OUTAGE_LABELS.get(key) or WORDS[key]
    return pair[language != "zh"].format(**facts)


def length(ms: int, language: str) -> str:
    """How long something was, to the second below an hour."""
    seconds = ms // 1000
    if seconds < 60:
        return say("s", language, s=f"{ms / 1000:.1f}".removesuffix(".0"))
    if seconds < 3600:
        return say("m_s", language, m=seconds // 60, s=seconds % 60)
    return say("h_m", language, h=seconds // 3600, m=seconds % 3600 // 60)
