"""How a quarter went at the boards: done in time, late or never; checked, clean or mended. Pure.

The figures of the quarterly report (分季度现场检查) are counts of boards, so a village's
board of which one month was missed is a board that missed, not a third of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ledctl.boards.facts import Board
from ledctl.boards.rounds.check_states import CheckState
from ledctl.boards.rounds.checked import Check
from ledctl.boards.rounds.due import Duty, State, What
from ledctl.boards.rounds.terms import Rhythm, Term, term_of
from ledctl.boards.rounds.updates import Update

_UNDONE = (State.SOON, State.DUE)
_WORST = (State.OVERDUE, *_UNDONE, State.LATE, State.DONE)


@dataclass(frozen=True, slots=True)
class Line:
    """One board. ``terms``: how many it owed by state; ``state``: the worst of them, if it owed any."""

    board: Board
    terms: Mapping[State, int]
    checks: tuple[Check, ...]
    updates: tuple[Update, ...]
    check_owed: State | None

    @property
    def state(self) -> State | None:
        return next((state for state in _WORST if self.terms.get(state)), None)

    def as_dict(self) -> dict[str, Any]:
        return {
            "board": self.board.code,
            "label": self.board.label,
            "village": self.board.village,
            "state": self.state.value if self.state else None,
            "terms": {state.value: self.terms.get(state, 0) for state in State},
            "checks": [{"id": one.id, "state": one.state.value} for one in self.checks],
            "updates": [one.as_dict() for one in self.updates],
            "check_owed": self.check_owed.value if self.check_owed else None,
        }


@dataclass(frozen=True, slots=True)
class Quarter:
    """All boards that owed something in the quarter, or were checked in it."""

    term: Term
    lines: tuple[Line, ...]

    @property
    def boards(self) -> Counter[State]:
        """How many boards by how they stand."""
        return Counter(line.state for line in self.lines if line.state is not None)

    @property
    def checks(self) -> Counter[CheckState]:
        """How many checks by how they stand."""
        return Counter(check.state for line in self.lines for check in line.checks)

    @property
    def unchecked(self) -> int:
        """How many boards nobody checked that had to be."""
        return sum(line.check_owed is State.OVERDUE and not line.checks for line in self.lines)

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {
            "quarter": self.term.name,
            "boards": {state.value: self.boards[state] for state in State},
            "checks": {state.value: self.checks[state] for state in CheckState},
            "unchecked": self.unchecked,
            "lines": [line.as_dict() for line in self.lines],
        }


def quarter_of(
    term: Term,
    boards: Mapping[str, Board],
    duties: Iterable[Duty],
    checks: Iterable[Check],
    updates: Iterable[Update] = (),
) -> Quarter:
    """The quarter, from all duties there are, and the checks and updates made in it."""
    own = [duty for duty in duties if term_of(duty.term.first, Rhythm.QUARTER) == term]
    made, gone_through = [*checks], [*updates]
    lines = (_line(board, own, made, gone_through) for board in boards.values())
    return Quarter(term, tuple(line for line in lines if line.state or line.check_owed or line.checks))


def _line(board: Board, duties: Iterable[Duty], checks: Iterable[Check], updates: Iterable[Update]) -> Line:
    own = [duty for duty in duties if duty.board == board.code]
    terms = Counter(duty.state for duty in own if duty.what is What.UPDATE)
    check = next((duty.state for duty in own if duty.what is What.CHECK), None)
    made = tuple(one for one in checks if one.board == board.code)
    return Line(board, terms, made, tuple(one for one in updates if one.board == board.code), check)
