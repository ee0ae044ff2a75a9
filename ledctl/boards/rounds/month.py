"""村务公开任务清单: what a village's boards owe in a month, what hangs there, what is to go up. Pure.

One list for each village and month: the boards, the categories they carry, what hangs
already and until when its publicity period runs, and approved notices meant for these
boards in that month. A notice names channels, not villages: what the committee of another
village of the register issues is that village's, anything else is for every village. Who
signs for it does so on paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledctl.boards.facts import Board
from ledctl.boards.hanging import Stay
from ledctl.boards.rounds.due import Duty, State, folded
from ledctl.boards.rounds.planned import Planned
from ledctl.boards.rounds.terms import Term


@dataclass(frozen=True, slots=True)
class Hanging:
    """A posting of the month, ``up`` on and ``down`` on these days; ``until``: the last of its period."""

    posting: int
    notice: str
    title: str
    category: str
    up: dt.date
    down: dt.date | None
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class BoardMonth:
    """One board in the month. ``planned``: what was approved for it and does not hang there."""

    board: Board
    duties: tuple[Duty, ...]
    hanging: tuple[Hanging, ...]
    planned: tuple[Planned, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "board": self.board.as_dict(),
            "duties": [duty.as_dict() for duty in self.duties],
            "hanging": [_plain(one, "posting", "notice", "title", "category", "up", "down", "until")
                        for one in self.hanging],
            "planned": [_plain(one, "notice", "title", "category", "first", "last") for one in self.planned],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class VillageMonth:
    """The list of a village, as known on the day ``as_of``."""

    village: str
    month: Term
    as_of: dt.date
    practice: bool
    boards: tuple[BoardMonth, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {
            "village": self.village,
            "month": self.month.name,
            "as_of": self.as_of.isoformat(),
            "practice": self.practice,
            "boards": [one.as_dict() for one in self.boards],
        }


def board_month(
    board: Board,
    month: Term,
    *,
    duties: Iterable[Duty],
    stays: Iterable[Stay],
    planned: Iterable[Planned],
    villages: Container[str],
    ends: Mapping[int, dt.date],
    zone: dt.tzinfo,
) -> BoardMonth:
    """The board in that month, from everything there is of it and of other boards.

    ``villages``: all of the register; ``ends``: the last day of the period by the posting's number.
    """
    hanging = tuple(_hanging(stay, ends, zone) for stay in stays if stay.board == board.code)
    up = {one.notice for one in hanging}
    wanted = (one for one in planned if _is_meant_for(board, one, villages))
    todo = (one for one in wanted if one.notice not in up and one.overlaps(month.first, month.last))
    owed = (duty for duty in duties if duty.board == board.code and _belongs(duty, month))
    return BoardMonth(board, folded(owed), _in_month(hanging, month), tuple(todo))


def _is_meant_for(board: Board, plan: Planned, villages: Container[str]) -> bool:
    if plan.village != board.village and plan.village in villages:
        return False
    return board.channel in plan.channels and board.carries(plan.category)


def _belongs(duty: Duty, month: Term) -> bool:
    """What runs in the month, and what was still open before it."""
    runs = duty.first <= month.last and duty.last >= month.first
    return runs or (duty.state is State.OVERDUE and duty.last < month.first)


def _in_month(hanging: Sequence[Hanging], month: Term) -> tuple[Hanging, ...]:
    return tuple(
        one for one in hanging if one.up <= month.last and (one.down is None or one.down >= month.first)
    )


def _hanging(stay: Stay, ends: Mapping[int, dt.date], zone: dt.tzinfo) -> Hanging:
    down = stay.ended_at.astimezone(zone).date() if stay.ended_at else None
    up = stay.posted_at.astimezone(zone).date()
    until = ends.get(stay.posting)
    return Hanging(stay.posting, stay.notice, stay.title, stay.category, up, down, until)


def _plain(one: object, *names: str) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in names}
    return {name: str(value) if isinstance(value, dt.date) else value for name, value in values.items()}
