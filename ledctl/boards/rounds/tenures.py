"""From when until when a board owes what: read from the register as it was entered and changed. Pure.

A board that changes from a town's to a village's owes by months from that day on; what
it owed by quarters before stays as it was. Changing its size or keeper changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ledctl.boards.facts import Board
from ledctl.boards.rounds.due import Owing, owings


@dataclass(frozen=True, slots=True)
class Entered:
    """The board as it was known from this day on."""

    on: dt.date
    board: Board


def tenures(entries: Iterable[Entered]) -> Iterator[Owing]:
    """What all boards of these entries owe or owed; the entries in the order they were made."""
    running: dict[str, dict[Owing, Owing]] = {}
    for entry in entries:
        now = running.setdefault(entry.board.code, {})
        wanted = _owed(entry)
        for key in [key for key in now if key not in wanted]:
            yield replace(now.pop(key), until=entry.on)
        for key, owing in wanted.items():
            now.setdefault(key, owing)
    for now in running.values():
        yield from now.values()


def still_owed(owed: Iterable[Owing]) -> list[Owing]:
    """What boards owe that owe the like now: a board that was put away and is back owes what it missed."""
    every = [*owed]
    now = {_whenever(one) for one in every if one.until is None}
    return [one for one in every if _whenever(one) in now]


def _whenever(owing: Owing) -> Owing:
    return replace(owing, since=dt.date.min, until=None)


def _owed(entry: Entered) -> dict[Owing, Owing]:
    """What it owes from that day on, by what it is whatever the day."""
    found = owings(entry.board, entry.on) if entry.board.in_use else ()
    return {_whenever(one): one for one in found}
