"""Checks as plain values: what the supervision team found, and whether it was mended. Only looking."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from ledctl.boards.model import BoardCheck, BoardCheckMended
from ledctl.boards.rounds.bound import CHECK_SAYS, digest_of
from ledctl.boards.rounds.check_states import CheckState, check_state
from ledctl.boards.rounds.looked_at import Sheet, read
from ledctl.clock import stamp
from ledctl.errors import NotFound

MOST = 2**63
"""No number of a row is so large."""


@dataclass(frozen=True, slots=True)
class Mended:
    """That it was put right, and who wrote that down."""

    on: dt.date
    note: str
    photo: str
    name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``name``: whoever of the office wrote it down; ``mended``: or not yet."""

    id: int
    board: str
    checked_on: dt.date
    team: str
    sheets: tuple[Sheet, ...]
    findings: str
    photo: str
    mend_by: dt.date | None
    name: str
    at: dt.datetime
    practice: bool
    digest: str
    state: CheckState
    mended: Mended | None

    @property
    def unseen(self) -> int:
        """How many of the sheets that hung there nobody looked at."""
        return sum(not sheet.looked for sheet in self.sheets)

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        same = ("id", "board", "team", "findings", "photo", "name", "practice", "digest")
        done = self.mended
        return {
            **{name: getattr(self, name) for name in same},
            "checked_on": self.checked_on.isoformat(),
            "mend_by": self.mend_by.isoformat() if self.mend_by else None,
            "at": stamp(self.at),
            "state": self.state.value,
            "looked_at": [sheet.as_dict() for sheet in self.sheets],
            "mended_on": done.on.isoformat() if done else None,
            "mended_note": done.note if done else "",
            "mended_photo": done.photo if done else "",
            "mended_by": done.name if done else "",
        }


def checks_of(
    session: Session,
    today: dt.date,
    *,
    practice: bool,
    board: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[Check, ...]:
    """The checks made on these days, the newest first."""
    query = _all(practice=practice)
    if board is not None:
        query = query.where(BoardCheck.board == board)
    if since is not None:
        query = query.where(BoardCheck.checked_on >= since)
    if until is not None:
        query = query.where(BoardCheck.checked_on <= until)
    return tuple(_check(row, done, today) for row, done in session.exec(query))


def open_checks(session: Session, today: dt.date, *, practice: bool) -> tuple[Check, ...]:
    """What is still to be mended, whenever it was found; the day that is over first."""
    left = col(BoardCheck.mend_by).is_not(None) & col(BoardCheckMended.id).is_(None)
    query = _all(practice=practice).where(left)
    found = [_check(row, done, today) for row, done in session.exec(query)]
    return tuple(sorted(found, key=lambda one: (one.mend_by or today, one.id)))


def check_of(session: Session, number: int, today: dt.date, *, practice: bool) -> Check:
    """The check of that number; ``NotFound``."""
    row = session.get(BoardCheck, number) if 0 < number < MOST else None
    if row is None or row.practice is not practice:
        raise NotFound.of("no_such_check", where="id", id=number)
    query = select(BoardCheckMended).where(BoardCheckMended.check_id == number)
    return _check(row, session.exec(query).first(), today)


def _all(*, practice: bool) -> Select[BoardCheck, BoardCheckMended]:
    """Every check with its mending, the newest first."""
    return (
        select(BoardCheck, BoardCheckMended)
        .outerjoin(BoardCheckMended, col(BoardCheckMended.check_id) == col(BoardCheck.id))
        .where(BoardCheck.practice == practice)
        .order_by(col(BoardCheck.checked_on).desc(), col(BoardCheck.id).desc())
    )


def _check(row: BoardCheck, done: BoardCheckMended | None, today: dt.date) -> Check:
    mended = Mended(done.mended_on, done.note, done.photo, done.name, done.at) if done else None
    return Check(
        id=row.id or 0,
        board=row.board,
        checked_on=row.checked_on,
        team=row.team,
        sheets=read(row.looked_at),
        findings=row.findings,
        photo=row.photo,
        mend_by=row.mend_by,
        name=row.name,
        at=row.at,
        practice=row.practice,
        digest=digest_of(vars(row), CHECK_SAYS),
        state=check_state(row.mend_by, mended.on if mended else None, today),
        mended=mended,
    )
