"""What a board owes, term by term, and what became of it. Pure.

A town's board is gone through each quarter, a village's each month (公开栏每季度更新一次、
村每月); a special board (专项公示栏) owes each category it carries; the supervision team
looks at every board once a quarter (每季度检查一次). No rule says how often the board at a
site (项目现场公示牌) comes round, so it is checked and owes nothing else. A board owes
nothing for a term that ended before it was entered; what was done in the term in which it
was entered counts, also before its entry. A term that ended undone is overdue until
something is done: then it was done late. When a board is gone, the term that was running
is not owed any more.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ledctl.boards.facts import Board, Level
from ledctl.boards.rounds.terms import Rhythm, Term, terms

RHYTHMS = {
    Level.TOWN: Rhythm.QUARTER,
    Level.VILLAGE: Rhythm.MONTH,
    Level.GROUP: Rhythm.MONTH,
}


class What(StrEnum):
    """What is to be done at the board."""

    UPDATE = "update"
    CHECK = "check"


WHAT_LABELS: dict[What, tuple[str, str]] = {
    What.UPDATE: ("更新公开栏", "bring the board up to date"),
    What.CHECK: ("监督小组检查", "check by the supervision team"),
}


class State(StrEnum):
    """How a duty stands; what presses most comes first."""

    OVERDUE = "overdue"
    SOON = "soon"
    DUE = "due"
    LATE = "late"
    DONE = "done"


STATE_LABELS: dict[State, tuple[str, str]] = {
    State.OVERDUE: ("逾期", "overdue"),
    State.SOON: ("临近期限", "due soon"),
    State.DUE: ("待办", "due"),
    State.LATE: ("逾期补办", "done late"),
    State.DONE: ("已办", "done"),
}


@dataclass(frozen=True, slots=True)
class Owing:
    """From when until before when (``None``: still) a board owes something, and how often."""

    board: str
    what: What
    category: str
    rhythm: Rhythm
    since: dt.date
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed for one term. ``missed``: how many terms this line stands for, the first named."""

    board: str
    what: What
    category: str
    term: Term
    first: dt.date
    last: dt.date
    state: State
    done_on: dt.date | None
    overdue_days: int
    missed: int = 1

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {
            **{name: getattr(self, name) for name in ("board", "category", "overdue_days", "missed")},
            **{name: str(getattr(self, name)) for name in ("what", "first", "last", "state")},
            "term": self.term.name,
            "rhythm": self.term.rhythm.value,
            "done_on": self.done_on.isoformat() if self.done_on else None,
        }


def owings(board: Board, since: dt.date, until: dt.date | None = None) -> tuple[Owing, ...]:
    """Everything that such a board owes while it is in use."""
    carried = board.categories or ("",) if board.special else ("",)
    rhythm = RHYTHMS.get(board.level)
    updates = [Owing(board.code, What.UPDATE, one, rhythm, since, until) for one in carried if rhythm]
    return (*updates, Owing(board.code, What.CHECK, "", Rhythm.QUARTER, since, until))


def duties(
    owing: Owing,
    deeds: Sequence[dt.date],
    today: dt.date,
    warn_days: int,
    *,
    until: dt.date | None = None,
) -> Iterator[Duty]:
    """One for each term up to that of ``today`` or ``until``, as they stand ``today``.

    ``deeds``: the days it was done on, the first first.
    """
    for term in terms(owing.since, until or today, owing.rhythm):
        if owing.until is not None and owing.until <= term.last:
            return
        yield _duty(owing, term, deeds, today, warn_days)


def folded(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """The duties with those overdue for the same reason in one line, which names the first of them."""
    kept: dict[tuple[str, What, str, dt.date | None], Duty] = {}
    for duty in sorted(duties, key=lambda duty: duty.first):
        alone = None if duty.state is State.OVERDUE else duty.first
        key = (duty.board, duty.what, duty.category, alone)
        kept[key] = replace(kept[key], missed=kept[key].missed + 1) if key in kept else duty
    return tuple(sorted(kept.values(), key=_pressing))


def pressing(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """What is overdue, and what is due soon: of a board that is overdue with the same, that line alone."""
    every = tuple(duties)
    late = {(one.board, one.what, one.category) for one in every if one.state is State.OVERDUE}
    return tuple(
        one
        for one in every
        if one.state is State.OVERDUE
        or (one.state is State.SOON and (one.board, one.what, one.category) not in late)
    )


def _duty(owing: Owing, term: Term, deeds: Sequence[dt.date], today: dt.date, warn_days: int) -> Duty:
    first, last = max(term.first, owing.since), term.last
    at = bisect_left(deeds, term.first)
    done_on = deeds[at] if at < len(deeds) and deeds[at] <= today else None
    state = _state(last, done_on, today, warn_days)
    days = (today - last).days if state is State.OVERDUE else 0
    return Duty(owing.board, owing.what, owing.category, term, first, last, state, done_on, days)


def _state(last: dt.date, done_on: dt.date | None, today: dt.date, warn_days: int) -> State:
    if done_on is not None:
        return State.DONE if done_on <= last else State.LATE
    if last < today:
        return State.OVERDUE
    return State.SOON if (last - today).days <= warn_days else State.DUE


def _pressing(duty: Duty) -> tuple[int, dt.date, str, str, str, dt.date]:
    place = [*State].index(duty.state)
    return place, duty.last, duty.board, duty.what, duty.category, duty.first
