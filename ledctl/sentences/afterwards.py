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
    "number_needed": ("“{where}”请填写数字。", "“{where}” is a number."),
    "note_missing": ("请写明“{zh}”。", "Fill in “{en}”."),
    "note_personal": (
        "写入的内容含有个人信息（身份证号、电话、银行卡号等），请删去；登记中不写异议人的姓名和联系方式。",
        "There is personal data in it (an ID, phone or account number): take it out. "
        "Who objected, and how to reach them, is not written here.",
    ),
    "not_published_yet": (
        "公告 {id} 还没有批准公开，不能登记。",
        "The notice {id} was never approved for publication: there is nothing to record yet.",
    ),
    "day_ahead": ("日期不能晚于今天 {today}。", "The day cannot be after today, {today}."),
    "day_before_received": (
        "处理日期不能早于收到异议的日期 {day}。",
        "It cannot be decided before it was received, on {day}.",
    ),
    "no_such_objection": ("没有编号为 {id} 的异议。", "There is no objection {id}."),
    "objection_decided_already": ("这条异议已经处理过。", "This objection was decided already."),
    "no_such_posting": ("没有编号为 {id} 的张贴记录。", "There is no posting {id}."),
    "posting_down_already": ("这条张贴记录已经登记撤下。", "This posting was taken down already."),
    "posting_on_sign": (
        "大屏展示由系统自动记录，不用登记；这里登记公示栏、网站等其他渠道。",
        "What signs show is recorded by itself; postings are for boards, the website and other channels.",
    ),
    "instant_ahead": ("时间不能晚于现在。", "The time cannot be later than now."),
    "down_before_up": ("撤下时间必须晚于张贴时间。", "It comes down after it went up."),
    "not_standing": (
        "这条公告不是长期公开的事项，不需要定期复核。",
        "This notice is no standing item: there is nothing to look at again.",
    ),
    "refresh_day": (
        "下次复核日期应晚于今天，并在一年之内。",
        "The next look is after today and within a year.",
    ),
}
