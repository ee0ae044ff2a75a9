"""A board as it stands at an instant: its entry, what hangs, the room that is left, what is amiss. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ledctl.boards.facts import Board
from ledctl.boards.hanging import Stay
from ledctl.boards.register.changes import Entry
from ledctl.boards.register.room import Room, is_guessed
from ledctl.clock import stamp
from ledctl.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Standing:
    """``number``: the entry that stood; ``hanging``: what was entered as up then, the first first."""

    board: Board
    number: int
    at: dt.datetime
    practice: bool
    hanging: tuple[Stay, ...]
    room: Room
    warnings: tuple[Sentence, ...]

    @property
    def is_empty(self) -> bool:
        return not self.hanging

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {
            "number": self.number,
            "at": stamp(self.at),
            "practice": self.practice,
            "board": self.board.as_dict(),
            "room": self.room.as_dict(),
            "warnings": [{"code": one.code, "zh": one.zh, "en": one.en} for one in self.warnings],
            "hanging": [plain_stay(stay) for stay in self.hanging],
        }


def plain_stay(stay: Stay) -> dict[str, Any]:
    """One posting in plain values; ``guessed``: nobody entered which paper hangs there."""
    names = ("posting", "notice", "title", "category", "channel", "place", "board", "by", "photo", "reason")
    more = ("ended_by", "end_photo", "sheet", "version", "code", "paper", "landscape", "pages")
    said = {name: getattr(stay, name) for name in (*names, *more)}
    ended = stamp(stay.ended_at) if stay.ended_at else None
    worked_out = {"posted_at": stamp(stay.posted_at), "ended_at": ended, "guessed": is_guessed(stay)}
    return said | {"copy_no": stay.copy} | worked_out


def whole_story(stands: Standing, entries: Iterable[Entry], hung: Iterable[Stay]) -> dict[str, Any]:
    """A board with all its entries and all that hung there, in plain values."""
    past = {"entries": [one.as_dict() for one in entries], "hung": [plain_stay(stay) for stay in hung]}
    return stands.as_dict() | past


@dataclass(frozen=True, slots=True)
class Today:
    """What was entered as up on all boards at an instant.

    ``elsewhere``: postings on boards that do not say which; ``ends``: the last day of the publicity
    period by the number of the posting.
    """

    at: dt.datetime
    practice: bool
    boards: tuple[Standing, ...]
    elsewhere: tuple[Stay, ...]
    ends: Mapping[int, dt.date]

    @property
    def empty(self) -> tuple[Standing, ...]:
        """Boards in use on which nothing hangs."""
        return tuple(one for one in self.boards if one.is_empty)

    @property
    def sheets(self) -> int:
        return sum(one.room.sheets for one in self.boards) + len(self.elsewhere)

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names; ``period_end`` is null where there is no period."""
        return {
            "at": stamp(self.at),
            "practice": self.practice,
            "boards": [
                {"board": one.board.code, "label": one.board.label, "hanging": self._told(one.hanging)}
                for one in self.boards
            ],
            "empty": [one.board.code for one in self.empty],
            "no_board": self._told(self.elsewhere),
        }

    def _told(self, stays: tuple[Stay, ...]) -> list[dict[str, Any]]:
        ends = ((stay, self.ends.get(stay.posting)) for stay in stays)
        return [plain_stay(stay) | {"period_end": end and end.isoformat()} for stay, end in ends]
