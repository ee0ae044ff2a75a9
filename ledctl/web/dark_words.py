"""Why a sign is dark, in Chinese and English; ``words`` takes them in.

A dark sign is asked about more than a lit one, so each reason of ``playlists.cue``
has its sentence; of a cause that came later, its label is told.
"""

from __future__ import annotations

DARK_WORDS: dict[str, tuple[str, str]] = {
    "dark_for": ("黑屏：{cause}", "Dark: {cause}"),
    "dark_unconfirmed": ("显示屏尚未确认画面", "The sign has not confirmed yet what it shows"),
    "dark_nothing": ("黑屏：现在没有要展示的公告", "Dark: nothing is to be shown now"),
    "dark_refused": (
        "黑屏：应展示的公告未能上屏，原因见操作记录",
        "Dark: what is to be shown was kept back, or the sign would not take it; the record says why",
    ),
    "dark_quiet": (
        "黑屏：静默时段，到时自动恢复展示",
        "Dark: quiet hours; when they are over, notices come back by themselves",
    ),
    "dark_blackout": (
        "黑屏：已一键关屏，审批人解除后恢复展示",
        "Dark: blackout; notices come back when an approver lifts it",
    ),
}
DARK_BECAUSE = {
    "": "dark_unconfirmed",
    "nothing": "dark_nothing",
    "refused": "dark_refused",
    "quiet": "dark_quiet",
    "blackout": "dark_blackout",
}
