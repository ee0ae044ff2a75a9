"""Sentences about making every sign dark at once, and lighting them again."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "blackout_not_yours": (
        "审计员和村级张贴员不能一键关屏，请立即找办公室其他人员或值班操作员。",
        "Auditors and village posters cannot make the signs dark: find anybody else of the office at once.",
    ),
    "blackout_not_yours_to_explain": (
        "关屏原因由关屏的人或审批人填写。",
        "Whoever ordered the blackout says why, or an approver.",
    ),
    "blackout_is_off": (
        "现在没有关屏，无需说明或解除。",
        "The signs are not ordered dark, so there is nothing to explain or lift.",
    ),
    "blackout_is_on": (
        "现在已一键关屏，解除之后再演练。",
        "The signs are ordered dark already: drill after that is lifted.",
    ),
    "drill_under_way": (
        "关屏演练正在进行，几秒后自动结束，请稍候。",
        "A drill is under way; it ends by itself in a few seconds.",
    ),
    "blackout_not_signed_in": (
        "登录已过期，关屏没有下达，屏幕仍在显示。请马上重新登录再按一次；来不及时请关掉显示屏电源。",
        "The sign-in is over: the signs were not ordered dark and are still lit. Sign in and press again "
        "at once, or switch the signs off at their power.",
    ),
    "blackout_not_on_record": (
        "已下令关屏，但还没有记录在案（磁盘或数据库暂不能写入），还不能说明或解除。"
        "请先恢复磁盘，系统会自动补记，然后再解除。",
        "All signs are ordered dark, but that is not on record yet (the disk or the database takes nothing): "
        "it can be neither explained nor lifted. See to the disk first; it is then written down by itself.",
    ),
    "blackout_unwritten": (
        "没有办成：磁盘或数据库暂不能写入，屏幕保持原样。请先恢复磁盘，再办一次。",
        "This was not done: the disk or the database takes nothing, and the signs stay as they are. "
        "See to the disk, then do it again.",
    ),
    "blackout_not_ordered": (
        "关屏没有下达：数据库不能写入，发布程序也没有应答。请立即关掉显示屏电源，并通知维护人员。",
        "The signs were not ordered dark: the database takes nothing and the publisher does not answer. "
        "Switch the signs off at their power now, and call whoever maintains the machine.",
    ),
    "blackout_reason_missing": (
        "请先写明关屏原因，再解除关屏。",
        "Say first why the signs were made dark.",
    ),
}
