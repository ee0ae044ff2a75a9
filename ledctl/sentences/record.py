"""Sentences of the record: what ``verify`` found wrong with a row, and what ``audit rebuild`` says."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "row_missing": ("缺少这一行：下一行是 {next}。", "missing: the next row is {next}"),
    "row_unchained": ("没有接在前一行之后。", "does not name the row before it"),
    "row_changed": ("被改动过：校验值与内容不符。", "was changed: its hash does not fit its columns"),
    "row_no_number": ("编号不是整数。", "its number is no whole number"),
    "chain_cut": (
        "缺失：外部保存的校验值表明记录至少到第 {least} 行。",
        "is missing: a hash held outside says that the record goes on to row {least}",
    ),
    "chain_rewritten": (
        "与外部保存的校验值不符：这一行或更早的行被重写过。",
        "is not the row whose hash is held outside: it, or one before it, was written anew",
    ),
    "segment_unreadable": (
        "表头或内容无法读出：{why}。",
        "its header or body cannot be read: {why}",
    ),
    "segment_header": ("表头与内容不符。", "its header is not that of its body"),
    "segment_start": ("开始时间不是首次展示的时间。", "does not begin with its first display"),
    "segment_counts": ("次数与内容不符。", "its counts are not those of its body"),
    "segment_unsealed": (
        "没有与之相符的封存事件。",
        "no event tells of its sealing as it is",
    ),
    "segment_missing": (
        "缺失：有事件记载了它的封存。",
        "is missing: an event tells of its sealing",
    ),
    "sealing_unread": ("没有说明封存的是哪一段。", "does not say which segment was sealed"),
    "open_beat": (
        "最后记录时间不在它所属的小时之内。",
        "its last sign of life does not lie in its hour, after its displays",
    ),
    "notices_differ": ("与该段内容不符。", "is not what the segment's body holds"),
    "notices_orphan": ("所指的段不存在。", "names a segment that is not there"),
    "rollup_differs": ("不是各段之和。", "is not the sum of the segments"),
    "database_damaged": ("数据库文件损坏：{why}。", "the database's file is damaged: {why}"),
    "schema_changed": (
        "数据库结构被改动：{what}不是程序建立时的样子。",
        "the database was rebuilt by hand: {what} is not as the program makes it",
    ),
    "untold": ("没有与之相符的事件。", "no event tells of it as it is"),
    "told_missing": ("缺失：有事件 {kind} 记载了它。", "is missing: the record tells of {kind}"),
    "row_moved": (
        "次序与事件记载的不符。",
        "does not stand in the order in which the events tell of it",
    ),
    "program_missing": (
        "缺失：展示任务 {order} 要用的画面不在了。",
        "is missing: order {order} shows it",
    ),
    "content_digest": ("摘要与内容不符。", "its digest is not that of what it says"),
    "pixel_digest": ("摘要与画面不符。", "its digest is not that of its pixels"),
    "program_head": ("屏幕规格或页数与画面不符。", "its panel or pages are not those of its pixels"),
    "order_unbound": (
        "与批准所绑定的内容不符：{what}。",
        "is not what its decision bound: {what}",
    ),
    "order_missing": (
        "缺失：批准绑定了 {sign} 的展示任务。",
        "is missing: its decision binds an order for {sign}",
    ),
    "stop_baseless": (
        "没有与之相符的决定。",
        "no decision or approval explains that the order was stopped so",
    ),
    "stop_missing": (
        "缺失：撤下的决定没有停止展示任务 {order}。",
        "is missing: a decision took order {order} down",
    ),
    "notice_differs": (
        "与版本和决定不符：{what}。",
        "is not what its versions and decisions make of it: {what}",
    ),
    "version_differs": (
        "与提交它的决定不符：{what}。",
        "is not what the decision on it says: {what}",
    ),
    "outage_differs": ("与事件不符：{what}。", "is not what the events say: {what}"),
    "verified_deep": (
        "已核对：{events} 条操作、{segments} 段、{displays} 次展示，逐段重新统计，并与汇总、批准、公告、"
        "画面、展示任务、中断、关屏和数据库文件相互核对；用时 {seconds} 秒。",
        "Checked: {events} events, {segments} segments, {displays} displays, each counted again and held to "
        "sums, decisions, notices, pixels, orders, outages, blackouts and the database's file; {seconds} s.",
    ),
    "verified_quick": (
        "已快速核对：{events} 条操作、{segments} 段的链条和内容校验值；没有重新统计。用时 {seconds} 秒。",
        "Checked quickly: the chains of {events} events and {segments} segments and the hash of every body; "
        "nothing was counted again; {seconds} s.",
    ),
    "rebuilt_nothing": (
        "汇总与各段一致，没有改动。",
        "the sums are those of the segments; nothing was changed",
    ),
    "rebuilt_rows": (
        "汇总已按各段重新计算：segment_notice {segment_notice} 行、rollup {rollup} 行、"
        "sent_only {sent_only} 行与各段不符，已更正。",
        "recomputed from the segments: {segment_notice} rows of segment_notice, {rollup} of rollup and "
        "{sent_only} of sent_only differed and were put right",
    ),
    "rebuild_broken": (
        "第 {id} 段无法读出，汇总不能重新计算，什么都没有改动。请先运行 ledctl verify。",
        "Segment {id} cannot be read, so the sums cannot be recomputed; nothing was changed. "
        "Run ledctl verify first.",
    ),
}
