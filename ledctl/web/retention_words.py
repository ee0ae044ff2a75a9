"""The words of the page of retention, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

RETENTION_WORDS: dict[str, tuple[str, str]] = {
    "retention_title": ("保管期限与处置", "Retention"),
    "retention_lead": (
        "期限以内的记录任何人都不能删除。期满以后，须由一人申请、另一位审批人批准，方可处置；"
        "处置只去掉内容，编号、摘要值、合计和处置决定永久保留。未列出的记录（事件、审批、题名、统计）永久保管。",
        "Nobody can delete anything inside its time. After it, one person proposes and another approver "
        "decides; only the content goes: numbers, digests, sums and the decision stay for good. Records not "
        "listed here (events, decisions, titles, counts) are kept for good.",
    ),
    "retention_class": ("档案类别", "Class of record"),
    "retention_years": ("保管期限", "Kept for"),
    "retention_years_n": ("{n} 年", "{n} years"),
    "retention_for_good": ("永久", "for good"),
    "retention_due": ("期满件数", "Past their time"),
    "retention_before": ("{day} 以前结束的", "ended before {day}"),
    "retention_propose": ("申请处置", "Propose disposal"),
    "retention_reason": ("理由（必填）", "Why (required)"),
    "retention_proposals": ("处置申请", "Disposals"),
    "retention_none": ("还没有人申请处置记录。", "Nobody has proposed to give anything up."),
    "retention_records": ("{done} / {n} 件已处置", "{done} of {n} given up"),
    "retention_go_on": ("继续处置（还有 {n} 件）", "Go on ({n} left)"),
    "retention_opinion": ("意见（不批准、撤回时必填）", "Opinion (required to reject or to take back)"),
    "retention_proposed_line": ("{name} 申请，{at}", "Proposed by {name}, {at}"),
}
