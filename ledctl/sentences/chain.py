"""Sentences of the review chain: signers in order, stand-ins, people who come and go."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "not_your_turn": (
        "会签按顺序办理，现在轮到 {account} 签署。",
        "Signatures are given in order; it is the turn of {account}.",
    ),
    "signatures_missing": (
        "还有人没有签署，您的签署是会签，不是最后的批准；请刷新页面再办理。",
        "Others are still to sign, so yours is one signature and not the approval: reload the page.",
    ),
    "signature_is_last": (
        "其他人都已签署，您的签署就是批准；请刷新页面再办理。",
        "Everyone else has signed, so your signature is the approval: reload the page.",
    ),
    "signed_other_pixels": (
        "屏上画面在签署之后变了，须由 {accounts} 看过现在的画面重新签署，然后您再签。",
        "The pixels changed after they were signed: {accounts} must look at them and sign again, then you.",
    ),
    "stood_in_for_maker": (
        "您代的 {account} 是这一版的拟稿、修改或提交人，不能代其审查或审批，请交由他人办理。",
        "{account}, for whom you stand in, wrote, edited or submitted this version: another must decide.",
    ),
    "not_proactive": (
        "这条信息的公开属性不是“主动公开”，不得在大屏、公告栏或网站上公开；属性有误请退回修改。",
        "This item is not for publication of the office's own accord (it is on request, or withheld); "
        "it goes on no screen, board or website. If the attribute is wrong, return it.",
    ),
    "delegation_to_oneself": ("不能委托给自己。", "Nobody stands in for themselves."),
    "delegation_days": (
        "委托的起止日期不对：终止日不能早于起始日，不能早于今天，且最长一年。",
        "The days are wrong: the last not before the first and not before today, and a year at most.",
    ),
    "delegation_not_yours": (
        "只有本人或管理员可以办理这项委托。",
        "Only the person stood in for, or an administrator, may do that.",
    ),
    "delegation_reason": ("请写明委托或终止的理由（最多 500 字）。", "Say why (500 characters at most)."),
    "delegation_inactive": (
        "账号 {account} 已停用，不能委托或代办。",
        "The account {account} is inactive: it neither gives nor takes a delegation.",
    ),
    "delegation_nothing": (
        "{account} 没有可以代办的角色（审核、保密审查、审批或值班）。",
        "{account} has no role a stand-in could take: review, secrecy review, approval, operator.",
    ),
    "delegation_twice": (
        "这两个人在这段日期里已有委托。",
        "These two have a delegation in these days already.",
    ),
    "no_such_delegation": ("没有编号为 {id} 的委托。", "There is no delegation {id}."),
    "delegation_over": ("这项委托已经终止。", "The delegation has ended already."),
    "last_administrator": (
        "这是最后一名在用的管理员，不能停用，也不能去掉管理员角色；请先设另一名管理员。",
        "This is the last active administrator: make another one first.",
    ),
    "remark_empty": ("备注不能为空，最多 2000 字。", "A remark has 1 to 2000 characters."),
    "remark_not_yours": (
        "只有经办这些公告的人员可以写内部备注。",
        "Only those who handle notices write internal remarks.",
    ),
    "no_such_version": ("没有第 {no} 版。", "There is no version {no}."),
    "pixels_shape": (
        "--pixels 应写成“显示屏=画面摘要”，如 gate=3f…；摘要见 ledctl notice frames。",
        "--pixels is SIGN=DIGEST, such as gate=3f...; ledctl notice frames prints the digests.",
    ),
}
