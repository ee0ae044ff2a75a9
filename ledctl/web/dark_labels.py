"""Why a sign is dark, in Chinese and English: each reason of ``playlists.cue`` in a sentence of its own.

A dark sign is asked about more than a lit one. Of a curb that has no sentence here,
the label of its cause is told.
"""

from __future__ import annotations

from collections.abc import Mapping

from ledctl.web import labels
from ledctl.web.words import Pair

DARK: Mapping[str, Pair] = {
    "": ("显示屏尚未确认画面", "The sign has not confirmed yet what it shows"),
    "nothing": ("黑屏：现在没有要展示的公告", "Dark: nothing is to be shown now"),
    "refused": (
        "黑屏：应展示的公告未能上屏，原因见操作记录",
        "Dark: what is to be shown was kept back, or the sign would not take it; the record says why",
    ),
    "quiet": (
        "黑屏：静默时段，到时自动恢复展示",
        "Dark: quiet hours; when they are over, notices come back by themselves",
    ),
    "blackout": (
        "黑屏：已一键关屏，审批人解除后恢复展示",
        "Dark: blackout; notices come back when an approver lifts it",
    ),
}

DARK_PROOFS: Mapping[int, Pair] = {
    0: ("已发出，未经确认", "sent, not confirmed"),
    1: ("设备已接收", "accepted by the device"),
    2: ("设备回读一致", "read back the same"),
    3: ("设备确认现为黑屏", "device says it is dark"),
    4: ("设备实测不亮", "device measured no light"),
    5: ("人员或摄像头看到", "seen by camera or person"),
}
"""How far it is proven that a sign is dark; a dark sign shows nothing, and is not said to."""


def why_dark(why: str) -> Pair:
    zh, en = labels.of(labels.CAUSES, why)
    return DARK.get(why, (f"黑屏：{zh}", f"Dark: {en}"))
