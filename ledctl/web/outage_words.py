"""The words of outages and of the time a notice really stood; ``words`` takes them in."""

from __future__ import annotations

OUTAGE_WORDS: dict[str, tuple[str, str]] = {
    "outages_title": ("中断记录", "Outages"),
    "outages_lead": (
        "显示屏没有按要求展示的每一段时间及原因；各原因重叠时只计一次。",
        "Every time a sign did not show what it should, and why; where causes overlap, time counts once.",
    ),
    "outages_none": ("这段时间没有中断。", "No outage in this time."),
    "outages_most": (
        "只列出最近 {n} 次，请缩小日期范围。",
        "Only the newest {n} are listed: choose fewer days.",
    ),
    "outage_from": ("开始", "From"),
    "outage_to": ("结束", "To"),
    "outage_cause": ("原因", "Cause"),
    "outage_lasting": ("仍未恢复", "still out"),
    "outage_latest": ("最迟", "at the latest"),
    "outage_silent": (
        "最近 {length} 没有记录，请查看发布程序是否在运行",
        "nothing on record for the last {length}: is the publisher running?",
    ),
    "outage_share": ("正常率", "In order"),
    "outage_span": ("{start} 至 {end}", "{start} to {end}"),
    "outage_out": ("中断时长", "Out for"),
    "length_hours": ("{h} 小时 {m} 分", "{h} h {m} min"),
    "length_minutes": ("{m} 分钟", "{m} min"),
    "length_seconds": ("{s} 秒", "{s} s"),
    "short_title": ("屏幕中断，请考虑延长", "Time on the sign was lost: please consider extending"),
    "short_line": (
        "{sign}：少展示 {missing}，占{whole} {percent}（{causes}）",
        "{sign}: {missing} missing, {percent} of the {whole} ({causes})",
    ),
    "short_period": ("公示期", "publicity period"),
    "short_window": ("展示时段", "screen window"),
    "short_extend": ("延长到 {day} 可补足", "Extend to {day} to make it good"),
    "short_reason": (
        "屏幕中断等占用展示时间 {missing}（{causes}），延期补足",
        "{missing} on the sign were lost ({causes}); extended to make that good",
    ),
    "short_cause": ("{cause} {length}", "{cause} {length}"),
    "short_none_good": ("不再补足", "Do not make it good"),
    "short_none_good_hint": (
        "写明理由并留存记录；以后再有中断，仍会提示。",
        "The reason is on record; what is lost from now on asks again.",
    ),
    "short_note": ("说明（必填）", "Why (required)"),
    "stood_title": ("实际展示", "Time on the signs"),
    "stood_time": ("实际展示时长", "Stood"),
    "stood_guess": (
        "另有推算 {length}（控制卡自行翻页，未逐页确认）",
        "estimated {length} more (turned by the card, not confirmed)",
    ),
    "stood_guess_long": (
        "另有控制卡自行翻页的时间，未逐页确认",
        "and time turned by the card, not confirmed",
    ),
    "stood_lost": ("失去的时间", "Lost"),
    "stood_quiet": ("静默时段 {length}（不计）", "quiet hours {length} (not counted)"),
    "stood_missing": ("尚缺", "Missing"),
    "stood_nothing": ("无", "none"),
    "stood_turns": (
        "与其他公告轮流展示不算中断。",
        "Taking turns with other notices is no loss.",
    ),
}
