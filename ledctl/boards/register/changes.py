"""What became different between two entries of one board. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ledctl.boards.facts import Board
from ledctl.boards.register.entering import VALUES
from ledctl.clock import stamp


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a board, before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Entry:
    """A board as it was entered: by whom, when, and what changed; the first entry changed nothing."""

    number: int
    board: Board
    at: dt.datetime
    account: str
    name: str
    via: str
    changes: tuple[Change, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names."""
        values = self.board.as_dict()
        return {
            "number": self.number,
            "at": stamp(self.at),
            "account": self.account,
            "name": self.name,
            "board": values,
            "changed": [one.field for one in self.changes],
        }


def changes(before: Board, after: Board) -> tuple[Change, ...]:
    """Every value that is another one."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in VALUES)
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)


def told(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of one board, given the oldest first: each with what it changed, the newest first."""
    later = (replace(now, changes=changes(before.board, now.board)) for before, now in pairwise(entries))
    return tuple(reversed([*entries[:1], *later]))
