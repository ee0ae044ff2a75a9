"""The words of the red button and its page, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

BLACKOUT_WORDS: dict[str, tuple[str, str]] = {
    "blackout_button": ("一键关屏", "All signs dark"),
    "blackout_hint": (
        "立即关闭全部显示屏，原因事后补填；误按由审批人解除",
        "Every sign dark at once; say why afterwards; an approver lifts it",
    ),
    "blackout_banner": (
        "已一键关屏（{at}，{name}）：解除之前，显示屏不显示任何内容。",
        "All signs were ordered dark ({at}, {name}): nothing is shown until that is lifted.",
    ),
    "blackout_banner_drill": (
        "正在关屏演练（{name}），几秒后自动恢复。",
        "A blackout drill is under way ({name}); it ends by itself in a few seconds.",
    ),
    "blackout_unrecorded": (
        "关屏已下达，但还没有记录在案：磁盘或数据库暂不能写入。",
        "It was ordered and is not on record yet: the disk or the database takes nothing.",
    ),
    "blackout_unrecorded_hint": (
        "恢复后系统会自动补记是谁、什么时候关的屏；在那之前一直黑屏，也不能解除。请通知维护人员处理磁盘。",
        "Who ordered it and when is written down by itself afterwards; until then all stays dark and "
        "cannot be lifted. Call whoever maintains the machine to see to the disk.",
    ),
    "blackout_details": ("查看各屏", "See every sign"),
    "blackout_link": ("关屏与演练", "Blackout and drills"),
    "blackout_title": ("一键关屏", "Blackout"),
    "blackout_reload": ("刷新", "Reload"),
    "blackout_number": ("第 {n} 号关屏", "Blackout {n}"),
    "blackout_drill_number": ("第 {n} 号（演练）", "Number {n} (drill)"),
    "blackout_by": ("{at} 由 {name} 下令", "Ordered {at} by {name}"),
    "blackout_sign": ("显示屏", "Sign"),
    "blackout_after": ("用时", "After"),
    "blackout_since": ("关屏时间", "Dark since"),
    "blackout_proof": ("依据", "Proof"),
    "blackout_now": ("此刻", "Now"),
    "blackout_ms": ("{ms} 毫秒", "{ms} ms"),
    "blackout_by_power": ("以关灯方式", "by switching its lamps off"),
    "blackout_why_not": ("未能确认：{why}", "Not confirmed: {why}"),
    "blackout_live_dark": ("黑屏", "dark"),
    "blackout_live_lit": ("有内容", "lit"),
    "blackout_live_away": ("没有应答", "not answering"),
    "blackout_live_unknown": ("发布程序未运行", "the publisher is not running"),
    "blackout_explain": ("关屏原因", "Why"),
    "blackout_reason": ("关屏原因（必填）", "Why the signs were made dark (required)"),
    "blackout_explain_go": ("保存原因", "Save the reason"),
    "blackout_explain_only": ("只保存原因，暂不解除", "Save the reason, do not lift yet"),
    "blackout_lift": ("解除关屏", "Lift it"),
    "blackout_lift_hint": (
        "解除后，在展示时段内的公告立即恢复显示。请先确认内容没有问题，有问题的先撤回。",
        "Whatever is inside its window is shown again at once. Withdraw first what must not come back.",
    ),
    "blackout_opinion": ("意见（可不填）", "Opinion (optional)"),
    "blackout_lift_go": ("解除关屏，恢复显示", "Lift the blackout"),
    "blackout_who_lifts": ("只有审批人可以解除关屏。", "Only an approver lifts a blackout."),
    "blackout_lead": (
        "按下后全部显示屏立即变黑，重启和断电后仍保持黑屏，直到审批人解除。不需要先填原因。",
        "Every sign goes dark at once and stays dark over restarts until an approver lifts it. "
        "No reason is asked beforehand.",
    ),
    "blackout_drill": ("关屏演练", "Blackout drill"),
    "blackout_drill_lead": (
        "每月做一次：全部显示屏变黑，各屏确认后立即恢复，最长 5 秒，记录各屏用时。",
        "Once a month: every sign goes dark and comes back as soon as all have confirmed, after 5 seconds at "
        "the latest; the time of each is recorded.",
    ),
    "blackout_drill_last": ("上次全部通过：{at}", "All signs last passed: {at}"),
    "blackout_drill_due": ("该做关屏演练了。", "A drill is due."),
    "blackout_drill_go": ("开始演练", "Start the drill"),
    "blackout_past": ("历次关屏和演练", "Blackouts and drills so far"),
    "blackout_ordered": ("时间", "Ordered"),
    "blackout_what": ("事项", "What"),
    "blackout_why": ("原因", "Why"),
    "blackout_signs_dark": ("各屏用时", "Signs"),
    "blackout_end": ("结束", "Ended"),
    "blackout_times": ("{sign} {ms} 毫秒", "{sign} {ms} ms"),
    "blackout_times_not": ("{sign} 未确认", "{sign} not confirmed"),
}
