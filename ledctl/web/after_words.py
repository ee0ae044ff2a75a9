"""The words of what happens to an approved notice, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

AFTER_WORDS: dict[str, tuple[str, str]] = {
    "stands_until": ("第 {no} 版展示至 {until}", "v{no} stands until {until}"),
    "stands_beside": (
        "第 {draft} 版正在办理；已批准的第 {no} 版继续展示至 {until}。",
        "v{draft} is on its way; the approved v{no} stands until {until}.",
    ),
    "ended_early_at": ("已于 {at} 提前结束：{reason}", "Ended early at {at}: {reason}"),
    "extend_days_label": ("再展示几天", "By days"),
    "extend_until_label": ("或展示到（当日 24 时止）", "or until (24:00 of the day)"),
    "extend_hint": (
        "从原截止时刻起接着展示同一画面，中间不中断。",
        "The same pixels go on from the very instant the old window ends.",
    ),
    "end_hint": ("大屏立即撤下，批准和记录保留。", "Off the signs at once; approval and record stay."),
    "revise_hint": (
        "另起新版，重走审批；新版批准前，现在这一版继续展示。",
        "A new version goes the whole chain; until it is approved the present one stands.",
    ),
    "rerun": ("重新发布", "Run again"),
    "rerun_hint": (
        "沿用原文，清除已过的日期，重新审批后才能再次展示。",
        "The same text without its past days; shown again once it is approved anew.",
    ),
    "correct": ("更正", "Correct"),
    "correct_hint": (
        "起草更正公告，并另起修订版；两者一并批准，名单原位替换。",
        "Begins a correction and a revision of this notice: both are approved together.",
    ),
    "correction_id": ("更正公告编号", "Id of the correction"),
    "correction_text": ("更正内容（更正前、更正后）", "What is corrected (before, after)"),
    "around_title": ("公示期间的办理", "During publicity"),
    "link_corrects": ("更正的是", "Corrects"),
    "link_clarifies": ("澄清的是", "Clarifies"),
    "link_corrected_by": ("已有更正公告", "Corrected by"),
    "link_clarified_by": ("已有澄清公告", "Clarified by"),
    "objections_title": ("异议", "Objections"),
    "objections_none": ("没有收到异议。", "No objection came in."),
    "objection_late": ("公示期后收到", "late"),
    "objection_open": ("待处理", "open"),
    "objection_line": ("{day} {how}，{name}登记", "{day}, {how}, taken in by {name}"),
    "objection_waits": ("{day} 收到的异议等待处理：", "An objection of {day} waits for a decision: "),
    "objection_choose": ("请选择", "Choose"),
    "objection_result": ("{day} {name}：{note}", "{day}, {name}: {note}"),
    "objection_repeat": (
        "经复核处理，须再公示 {days} 天，至 {until}。",
        "Decided after a re-check: the publicity is repeated for {days} days, until {until}.",
    ),
    "repeat_wanted": (
        "现有展示不足以覆盖再次公示，请延期（截止日期已填好）；展示已结束的请重新发布。",
        "What stands does not reach so far: extend it (the end is filled in), or run it again if it is over.",
    ),
    "repeat_reason": (
        "异议复核后再公示 {days} 天",
        "Publicity repeated for {days} days after a re-check",
    ),
    "objection_add": ("登记异议", "Take an objection in"),
    "objection_how": ("方式", "How"),
    "objection_day": ("收到日期", "Came in on"),
    "objection_summary": (
        "内容（不写异议人姓名、电话、证件号）",
        "What it says (no name, telephone or ID of the objector)",
    ),
    "objection_decide": ("处理异议", "Decide"),
    "objection_outcome": ("结果", "Outcome"),
    "objection_rechecked": ("经过入户或资料复核", "After a re-check"),
    "objection_note": ("处理说明", "What was found"),
    "postings_title": ("其他渠道张贴", "Postings elsewhere"),
    "postings_none": ("没有张贴记录。", "No posting on record."),
    "postings_planned": ("计划渠道：{codes}", "Planned channels: {codes}"),
    "posting_line": (
        "{channel} · {place}：{start} 起，{name}登记",
        "{channel} · {place}: from {start}, by {name}",
    ),
    "posting_ended": ("{at} 撤下（{reason}）", "down at {at} ({reason})"),
    "posting_gap": (
        "公示期缺口：{start} 至 {end} 没有张贴",
        "Gap in the publicity period: nothing posted from {start} to {end}",
    ),
    "posting_add": ("登记张贴", "Write a posting down"),
    "posting_channel": ("渠道", "Channel"),
    "posting_place": ("地点或网址", "Place or address"),
    "posting_since": ("张贴时间（不填为现在）", "Since (now when empty)"),
    "posting_down": ("登记撤下", "Taken down"),
    "posting_down_reason": ("撤下原因", "Why it came down"),
    "posting_until": ("撤下时间（不填为现在）", "Until (now when empty)"),
    "refresh_title": ("长期公开复核", "Standing notice"),
    "refresh_do": ("复核无误", "Still right"),
    "refresh_next": ("下次复核日期", "Next look on"),
    "refresh_note": ("说明", "Note"),
    "due_title": ("到期事项", "Due"),
    "due_refresh": ("长期公开事项待复核", "a standing notice to look at again"),
    "due_next": ("下一期应公开", "the next number"),
    "due_stage": ("下一阶段应公开", "the next stage"),
    "due_overdue": ("已逾期", "overdue"),
    "companion_line": (
        "被更正的公告仍在展示，本次一并批准《{title}》第 {no} 版（画面和比较见上）。",
        "What it corrects still stands: version {no} of “{title}” above is approved in the same step.",
    ),
    "companion_first": (
        "被更正的公告也已另起修订版（第 {no} 版），请改好、提交，两条走完审查后一并批准：",
        "What it corrects has a revision of its own (version {no}): mend and submit that, too; "
        "both are approved together: ",
    ),
    "stands_longer": (
        "现在展示的第 {no} 版原定到 {until}；批准新版后以上面的时段为准，会提前结束；需要时请再延期。",
        "Version {no}, which stands, was to stand until {until}; the window above ends earlier and takes its "
        "place. Extend it after approval if need be.",
    ),
    "companion_title": ("一并批准的更正后公告（第 {no} 版）：", "Approved in the same step, version {no}: "),
}
