"""The table of categories: for each kind of notice its period, channels, privacy profile and legal basis.

Here: the values and a strict reader for the TOML text of the table
(``config/defaults/categories.toml`` or a town's own copy). Not here: opening
the file, working days, or any rule of law in code: a citation is data that a
county may correct (statutory windows by category; a key that is absent means
that no number is known, never zero).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from types import MappingProxyType
from typing import cast

from ledctl.content.model import DayType
from ledctl.errors import BadInput


class Kind(StrEnum):
    """What a notice does in law, in the words of the office."""

    PUBLICITY = "公示"
    ANNOUNCEMENT = "公告"
    PUBLICATION = "公布"
    DISCLOSURE = "公开"
    WARNING = "预警"
    CORRECTION = "更正"


class Profile(StrEnum):
    """What a list of this category may tell about persons; explained in the table's head."""

    STANDARD = "standard"
    SOCIAL_AID = "social_aid"
    SOCIAL_AID_HEALTH = "social_aid_health"
    PAYMENTS = "payments"
    MONITORING = "monitoring"
    AGGREGATE_ONLY = "aggregate_only"
    BUSINESS = "business"
    MINORS = "minors"
    NONE = "none"


class Certainty(StrEnum):
    """How sure the citation is: rule text read, second hand, one office's practice, or nothing found."""

    TEXT = "text"
    SECONDARY = "secondary"
    PRACTICE = "practice"
    UNVERIFIED = "unverified"


CERTAINTY_MARKS: dict[Certainty, str] = {
    Certainty.TEXT: "",
    Certainty.SECONDARY: "（转引，未核对原文）",
    Certainty.PRACTICE: "（本地做法）",
    Certainty.UNVERIFIED: "（依据未核实）",
}
"""What stands on paper behind a citation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One kind of notice. ``min_days`` is the least publicity period, in ``day_type`` days."""

    code: str
    label_zh: str
    label_en: str
    kind: Kind
    led_allowed: bool
    board_allowed: bool
    led_default_days: int
    privacy_profile: Profile
    citation: str
    certainty: Certainty
    min_days: int | None = None
    day_type: DayType | None = None
    disclose_days: int | None = None
    """The term for publishing, in ``disclose_day_type`` days; the general term where it is absent."""
    disclose_day_type: DayType | None = None
    notes: str = ""
    signers: int = 1
    """How many of the leading group sign, one after another."""
    repeat_days: int | None = None
    """Days of publicity again after an objection was looked into (重庆低保条例 art. 18(3): three)."""
    standing: bool = False
    """固定性工作长期公开: the screen window has no end."""


@dataclass(frozen=True, slots=True)
class Categories:
    """All categories by code, in the order of the table."""

    by_code: Mapping[str, Category]

    def get(self, code: str) -> Category:
        """The category ``code``; ``BadInput`` says where the list is."""
        try:
            return self.by_code[code]
        except KeyError:
            raise BadInput.of("category_unknown", where="category", code=code) from None

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def __iter__(self) -> Iterator[Category]:
        return iter(self.by_code.values())

    def __len__(self) -> int:
        return len(self.by_code)


def load_categories(text: str) -> Categories:
    """Read the table; ``BadInput`` names the entry and the key that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput.of("categories_not_toml", detail=error) from None
    entries = data.pop("category", None)
    if data:
        raise BadInput.of("category_key_unknown", where=sorted(data)[0], code="-")
    if not isinstance(entries, list) or not entries:
        raise BadInput.of("categories_empty")
    return Categories(MappingProxyType(_by_code(entries)))


def _by_code(entries: list[object]) -> dict[str, Category]:
    found: dict[str, Category] = {}
    for number, entry in enumerate(entries, start=1):
        category = _read(entry, number)
        if category.code in found:
            raise BadInput.of("category_twice", where=category.code)
        found[category.code] = category
    return found


# What TOML must hold for each key; enumerations are text there.
_TYPES: dict[str, type] = {
    "led_allowed": bool,
    "board_allowed": bool,
    "led_default_days": int,
    "min_days": int,
    "disclose_days": int,
    "signers": int,
    "repeat_days": int,
    "standing": bool,
}
_CHOICES: dict[str, type[StrEnum]] = {
    "kind": Kind,
    "privacy_profile": Profile,
    "certainty": Certainty,
    "day_type": DayType,
    "disclose_day_type": DayType,
}
_MAX_DAYS = 366


def _read(entry: object, number: int) -> Category:
    if not isinstance(entry, dict):
        raise BadInput.of("category_value", where="category", code=f"#{number}")
    code = str(entry.get("code", f"#{number}"))
    known = {item.name for item in fields(Category)}
    needed = {item.name for item in fields(Category) if item.default is MISSING}
    if strange := sorted(entry.keys() - known):
        raise BadInput.of("category_key_unknown", where=strange[0], code=code)
    if lacking := sorted(needed - entry.keys()):
        raise BadInput.of("category_key_missing", where=lacking[0], code=code)
    values = {key: _value(key, value, code) for key, value in entry.items()}
    return Category(**values)  # type: ignore[arg-type]  # _value checked each type


def _value(key: str, value: object, code: str) -> object:
    if type(value) is not _TYPES.get(key, str) or value == "":  # not isinstance: true is an int in Python
        raise BadInput.of("category_value", where=key, code=code)
    if isinstance(value, int) and not 0 <= value <= _MAX_DAYS:
        raise BadInput.of("category_value", where=key, code=code)
    if choices := _CHOICES.get(key):
        try:
            return choices(cast("str", value))
        except ValueError:
            raise BadInput.of("category_value", where=key, code=code) from None
    return value
