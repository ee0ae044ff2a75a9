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
    "blackout_reason_missing": (
        "请先写明关屏原因，再解除关屏。",
        "Say first why the signs were made dark.",
    ),
}
