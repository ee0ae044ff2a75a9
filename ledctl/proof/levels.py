"""What each proof level lets us say on paper, and what it does not. Pure.

The one place for these words: the certificate, the list of displays and the page
take them from here, so that no paper says more than a receipt (``drivers.base.Proof``,
R22). ``says`` of one level uses no word of a higher one, ``leaves_open`` no word of
any level's claim: both are held by the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from drivers.base import Proof

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Level:
    """One rung: what may be said, what stays open, the words nobody below it may use."""

    proof: Proof
    says: Pair
    leaves_open: Pair
    claim: Pair

    @property
    def name(self) -> str:
        return f"P{self.proof.value}"


LEVELS: dict[Proof, Level] = {
    level.proof: level
    for level in (
        Level(
            Proof.SENT,
            ("已发送，无回执", "sent, no receipt"),
            (
                "不能证明显示屏收到，也不能证明画面展示过",
                "no proof that the sign got it, nor that it was shown",
            ),
            ("已发送", "sent"),
        ),
        Level(
            Proof.ACCEPTED,
            ("显示屏控制卡已确认接收", "accepted by the sign's card"),
            ("不能证明画面在灯板上亮起", "no proof that the lamps showed it"),
            ("确认接收", "accepted"),
        ),
        Level(
            Proof.STORED,
            ("控制卡回读内容一致，已存入", "stored: the card gave the same content back"),
            (
                "不能证明当时播的就是它，也不能证明灯板亮起",
                "no proof that it was on then, nor that lamps were on",
            ),
            ("回读", "stored"),
        ),
        Level(
            Proof.SELECTED,
            ("控制卡报告当时选定的就是这一画面", "selected, by the card's own word"),
            ("不能证明灯板实际亮起", "no proof that the lamps were on"),
            ("选定", "selected"),
        ),
        Level(
            Proof.LIT,
            ("显示屏实测灯板已点亮", "lit: the sign measured its own lamps"),
            ("不能证明有人看清画面", "no proof that anybody could read it"),
            ("实测", "measured"),
        ),
        Level(
            Proof.SEEN,
            ("有人或摄像头看到画面", "seen by a person or a camera"),
            ("只说明看的那一刻", "true of that very moment only"),
            ("看到", "seen"),
        ),
    )
}

UNCONFIRMED: Level = Level(
    Proof.SENT,
    ("按节目单推算，未逐次确认", "estimated from the program list, not confirmed one by one"),
    ("不能证明展示过，不计入次数和时长", "no proof of display; in no count of times or hours"),
    ("推算", "estimated"),
)
"""What a card turned by itself, or what nobody knows the end of: no level at all."""


def level_of(proof: int) -> Level:
    """The words of this level; a number no receipt has is taken for the weakest."""
    return next((level for level in LEVELS.values() if level.proof == proof), LEVELS[Proof.SENT])


def between(weakest: int, strongest: int) -> Pair:
    """The range of two levels in words, the weakest first; of one level once."""
    low, high = level_of(weakest), level_of(strongest)
    if low is high:
        return (f"{low.name} {low.says[0]}", f"{low.name} {low.says[1]}")
    return (
        f"最弱 {low.name} {low.says[0]}；最强 {high.name} {high.says[0]}",
        f"weakest {low.name} {low.says[1]}; strongest {high.name} {high.says[1]}",
    )
