"""Boards that were gone through, as plain values. Only looking."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from ledctl.boards.model import BoardUpdate
from ledctl.clock import stamp


@dataclass(frozen=True, slots=True)
class Update:
    """A board was gone through on that day; ``name``: whoever wrote it down."""

    id: int
    board: str
    done_on: dt.date
    note: str
    photo: str
    name: str
    at: dt.datetime

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        plain = {name: getattr(self, name) for name in ("id", "board", "note", "photo", "name")}
        return plain | {"done_on": self.done_on.isoformat(), "at": stamp(self.at)}


def updates_of(
    session: Session, *, practice: bool, since: dt.date, until: dt.date, board: str | None = None
) -> tuple[Update, ...]:
    """Those of these days, the newest first."""
    query = (
        select(BoardUpdate)
        .where(BoardUpdate.practice == practice, col(BoardUpdate.done_on).between(since, until))
        .order_by(col(BoardUpdate.done_on).desc(), col(BoardUpdate.id).desc())
    )
    if board is not None:
        query = query.where(BoardUpdate.board == board)
    return tuple(_update(row) for row in session.exec(query))


def _update(row: BoardUpdate) -> Update:
    return Update(row.id or 0, row.board, row.done_on, row.note, row.photo, row.name, row.at)
