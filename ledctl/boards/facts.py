"""A board as plain values: where it is, how large, what it carries, how it is. Pure.

The rules of size are the county's: a town's board at least 20 m2, a village's at least
10 m2, fixed panels on at most 70 % of it (``settings.boards``); what hangs decides the rest.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """Whose board it is; each is a channel of its own."""

    TOWN = "town"
    VILLAGE = "village"
    GROUP = "group"
    SITE = "site"


LEVEL_LABELS: dict[Level, tuple[str, str]] = {
    Level.TOWN: ("镇公开栏", "town board"),
    Level.VILLAGE: ("村公开栏", "village board"),
    Level.GROUP: ("村民小组公开栏", "villager-group board"),
    Level.SITE: ("项目现场公示牌", "board at the site"),
}


class Condition(StrEnum):
    """How a board is kept (更换残旧公开栏)."""

    GOOD = "good"
    WORN = "worn"
    DAMAGED = "damaged"


CONDITION_LABELS: dict[Condition, tuple[str, str]] = {
    Condition.GOOD: ("完好", "good"),
    Condition.WORN: ("残旧", "worn"),
    Condition.DAMAGED: ("损坏", "damaged"),
}


@dataclass(frozen=True, slots=True)
class Board:
    """A board as it stands in the register. ``categories``: codes, none means every one.

    ``special``: the theme of a special board (民政专栏), empty for others; ``photo``: the
    digest of its picture, or empty.
    """

    code: str
    level: Level
    label: str
    place: str
    width_cm: int
    height_cm: int
    village: str = ""
    fixed_percent: int = 0
    categories: tuple[str, ...] = ()
    special: str = ""
    keeper: str = ""
    condition: Condition = Condition.GOOD
    condition_note: str = ""
    photo: str = ""
    in_use: bool = True

    @property
    def channel(self) -> str:
        """The code of the channel that a posting on it belongs to (``content.channels``)."""
        return f"board_{self.level}"

    @property
    def area_m2(self) -> float:
        return self.width_cm * self.height_cm / 10_000

    def carries(self, category: str) -> bool:
        """Whether notices of this category hang here."""
        return not self.categories or category in self.categories

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {**asdict(self), "categories": list(self.categories), "channel": self.channel}
