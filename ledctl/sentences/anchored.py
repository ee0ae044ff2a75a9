"""Sentences of checkpoints and the facts they bind: what is wrong with one, and what is not anchored."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "public_key_wrong": (
        "“{where}”不是公钥：公钥是 64 个十六进制字符（0-9、a-f）。请照另存的公钥重新输入。",
        "“{where}” is no public key: 64 hex digits (0-9, a-f). Type it again from where it is kept.",
    ),
    "checkpoint_unread": ("无法读出：{why}。", "cannot be read: {why}"),
    "checkpoint_order": ("不是次序中的下一个检查点。", "is not the next in the row of checkpoints"),
    "checkpoint_unchained": ("没有接在前一个检查点之后。", "does not name the checkpoint before it"),
    "checkpoint_instant": ("时间与签署的内容不符。", "is not of the instant its statement names"),
    "checkpoint_less": ("写明的记录比前一个检查点少。", "names less than the checkpoint before it"),
    "checkpoint_unsigned": ("签名不成立。", "its signature does not hold"),
    "checkpoint_no_key": ("所附的公钥不是公钥。", "its public key is none"),
    "checkpoint_names_other": ("签署的内容写的是另一把密钥。", "does not name the key it is signed with"),
    "checkpoint_not_ours": ("签名用的不是本站点当时的密钥。", "is signed with a key that was not the site's"),
    "checkpoint_missing": ("缺失：有事件记载了它的签署。", "is missing: an event tells of its signing"),
    "checkpoint_other": ("不是事件记载的那一个。", "is not the one whose signing is told of"),
    "checkpoint_untold": ("没有事件记载它的签署。", "no event tells of its signing"),
    "checkpoint_head": (
        "与检查点写明的不符：有行被改动或缺失（第 {no} 号检查点）。",
        "is not what a checkpoint names: rows were changed or are missing (checkpoint {no})",
    ),
    "checkpoint_none_of_key": (
        "没有用外部保存的公钥（{named}）签署的检查点。",
        "none is signed with the key held outside ({named})",
    ),
    "checkpoint_none_of_code": (
        "没有外部保存的这个代码。请先照纸再核对一遍；代码无误的，就是记录被重写过，或换成了旧的备份。",
        "none has the code held outside: type it again from the paper; if it is right, the record was "
        "written anew, or an older copy was put back",
    ),
    "fact_strange": ("所指的不是事实数据表。", "names no table of facts"),
    "fact_slipped_in": ("是后来插入到已固定各行之间的。", "was put among rows that were linked before"),
    "fact_changed": ("被改动：不是当时接入的那一行。", "was changed: it is not the row that was linked"),
    "fact_missing": ("缺失：有链接指明它。", "is missing: a link names it"),
    "row_unread": ("无法读出。", "cannot be read"),
    "unanchored_rest": (
        "操作 {events} 条、片段 {segments} 段、其他事实 {facts} 条。",
        "{events} events, {segments} segments, {facts} other facts.",
    ),
    "unanchored_none": (
        "还没有检查点为证，全部尚未固定：{zh}",
        "No checkpoint vouches for anything: not yet anchored are {en}",
    ),
    "unanchored_held": (
        "外部所存为证：固定到第 {no} 号检查点（{of}）。此后尚未固定：{zh}",
        "By what is held outside, anchored up to checkpoint no. {no} ({of}). Not yet anchored since: {en}",
    ),
    "unanchored_own": (
        "最新检查点为第 {no} 号（{of}），只有代码或公钥另存在别处才算数。此后尚未固定：{zh}",
        "The newest checkpoint is no. {no} ({of}); it counts where its code or key is held elsewhere. "
        "Not yet anchored since: {en}",
    ),
}
