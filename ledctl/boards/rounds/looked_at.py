"""What a check looked at: of each sheet that hung there, which of the six elements, and which code. Pure.

The supervision team checks each quarter whether every sheet says 时间、公布单位、公开事项、
内容、公布人、审核人, one by one, and reads the code on it: the code of the sheet that was
printed from the approval, or another. A sheet nobody looked at, and a code nobody read
or that the record does not know, stay unknown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ledctl.screening.elements import Element


class Match(StrEnum):
    """Whether the code on the paper is that of the approved sheet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


MATCH_LABELS: dict[Match, tuple[str, str]] = {
    Match.YES: ("与批准件一致", "that of the approval"),
    Match.NO: ("与批准件不符", "not that of the approval"),
    Match.UNKNOWN: ("未核对", "not compared"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One posting as the team found it. ``code``: as on record; ``read``: as read off the paper."""

    posting: int
    notice: str
    title: str
    looked: bool
    present: frozenset[Element]
    code: str
    read: str

    @property
    def missing(self) -> tuple[Element, ...]:
        """The elements that were looked for and not found."""
        return tuple(one for one in Element if one not in self.present) if self.looked else ()

    @property
    def match(self) -> Match:
        if not (self.looked and self.read and self.code):
            return Match.UNKNOWN
        return Match.YES if clean_code(self.read) == clean_code(self.code) else Match.NO

    @property
    def wrong(self) -> bool:
        return bool(self.missing) or self.match is Match.NO

    def as_dict(self) -> dict[str, Any]:
        """The stable shape that is kept, and that ``--json`` and the API show."""
        return {
            **{
                name: getattr(self, name) for name in ("posting", "notice", "title", "looked", "code", "read")
            },
            "elements": {one.value: one in self.present for one in Element} if self.looked else None,
            "matches": self.match.value,
        }


def written(sheets: Iterable[Sheet]) -> str:
    """The text that is kept of them."""
    plain = [sheet.as_dict() for sheet in sheets]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> tuple[Sheet, ...]:
    """The sheets of a text that ``written`` gave."""
    return tuple(_sheet(plain) for plain in json.loads(text))


def clean_code(text: str) -> str:
    """A code as it is compared: whatever was typed between its characters, and in whichever case."""
    return "".join(text.upper().split()).replace("-", "")


def _sheet(plain: Mapping[str, Any]) -> Sheet:
    present = frozenset(Element(name) for name, there in (plain["elements"] or {}).items() if there)
    same = {name: plain[name] for name in ("posting", "notice", "title", "looked", "code", "read")}
    return Sheet(present=present, **same)
