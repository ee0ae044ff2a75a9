"""Sentences of what happens to an approved notice: extensions, revisions, corrections, re-runs."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "extend_over": (
        "展示已经结束，不能延期；如需再次展示，请“重新发布”，并重新审批。",
        "It is not on the signs any more and cannot be extended: run it again, with a new approval.",
    ),
    "extend_how": (
        "延期请写明再展示几天，或展示到哪一天（时刻），二者填一个。",
        "Say by how many days to extend, or until when: one of the two.",
    ),
    "extend_days": ("延期天数应为 1 至 {days} 天。", "Extend by 1 to {days} days."),
    "extend_shorter": (
        "新的截止时间必须晚于原截止时间 {end}；如需提前撤下，请用“提前结束”。",
        "The new end must be later than the present one, {end}; to take it down sooner, end it early.",
    ),
    "end_not_an_instant": (
        "截止时间看不懂，请写成 2026-12-05（当日 24 时止）或 2026-12-05T18:00。",
        "The end cannot be read: write 2026-12-05 (to its 24:00) or 2026-12-05T18:00.",
    ),
    "replaced_by_version": ("由第 {no} 版替换", "replaced by version {no}"),
    "nothing_stands": (
        "这条公告现在没有在大屏上展示，也没有待展示的时段，无须提前结束。",
        "Nothing of this notice stands on a sign or is still to come: there is nothing to end.",
    ),
    "still_stands": (
        "这条公告仍在展示，请用“延期”或“修订”；展示结束后才能重新发布。",
        "It still stands: extend or revise it; a re-run is for what is over.",
    ),
    "not_its_correction": (
        "这不是公告 {id} 的更正公告：类别须为更正，correction_of 须为 {id}。",
        "This is no correction of {id}: its category must be a correction and its correction_of {id}.",
    ),
    "correction_needs_revision": (
        "被更正的公告 {id} 仍在展示，更正公告须与更正后的公告一并批准：请先修订 {id} 并报到待审批，"
        "或先将其撤回。",
        "{id} still stands, so the correction is approved together with its corrected version: revise {id} "
        "and bring it to approval, or withdraw it first.",
    ),
    "approve_with_correction": (
        "这一版有更正公告 {id} 正在办理，请在批准 {id} 时一并批准。",
        "The correction {id} is on its way: approve this version together with it, by approving {id}.",
    ),
}
