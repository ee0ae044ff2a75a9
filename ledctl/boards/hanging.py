"""What hung on which board, and what hangs there: postings with their board, sheet and photos. Only looking.

A posting that was struck never hung. One that says no board (a website, or an entry
made before there was a register) has none here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, SQLModel, select

from ledctl.boards import model as _model
from ledctl.clock import stamp
from ledctl.notices import around_model
from ledctl.notices import model as notice_model


def _table(of: type[SQLModel]) -> Any:
    return SQLModel.metadata.tables[str(of.__tablename__)]


_POSTING, _END = _table(around_model.Posting), _table(around_model.PostingEnd)
_ON, _OFF = _table(_model.BoardPosting), _table(_model.BoardPostingEnd)
_SHEET, _STRIKE = _table(_model.SheetRow), _table(around_model.PostingStrike)
_NOTICE = _table(notice_model.NoticeRow)


@dataclass(frozen=True, slots=True)
class Stay:
    """One posting. ``board``, ``paper`` and ``photo`` are empty where nobody said; ``pages`` is then 1."""

    posting: int
    notice: str
    title: str
    category: str
    channel: str
    place: str
    board: str
    posted_at: dt.datetime
    by: str
    photo: str
    ended_at: dt.datetime | None
    reason: str
    ended_by: str
    end_photo: str
    sheet: int | None
    version: int | None
    code: str
    copy: int | None
    paper: str
    landscape: bool
    pages: int

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        ended = stamp(self.ended_at) if self.ended_at else None
        return {**asdict(self), "posted_at": stamp(self.posted_at), "ended_at": ended}

    def hangs_at(self, instant: dt.datetime) -> bool:
        return self.posted_at <= instant and (self.ended_at is None or instant < self.ended_at)


def stays(
    session: Session,
    *,
    practice: bool,
    board: str | None = None,
    notice: str | None = None,
    at: dt.datetime | None = None,
    since: dt.datetime | None = None,
) -> tuple[Stay, ...]:
    """Postings, the first first: of a board or notice; those that hung ``at`` an instant, or ``since``."""
    query = _QUERY.where(_POSTING.c.practice == practice)
    if board is not None:
        query = query.where(_ON.c.board == board)
    if notice is not None:
        query = query.where(_POSTING.c.notice_id == notice)
    if at is not None:
        query = query.where(_POSTING.c.posted_at <= at, (_END.c.ended_at.is_(None)) | (_END.c.ended_at > at))
    if since is not None:
        query = query.where((_END.c.ended_at.is_(None)) | (_END.c.ended_at > since))
    return tuple(_stay(row) for row in session.connection().execute(query))


def days_up(session: Session, zone: dt.tzinfo, *, practice: bool) -> Iterator[tuple[str, str, dt.date]]:
    """Board, category and day of every posting on a board of the register that was not struck."""
    query = (
        select(_ON.c.board, _NOTICE.c.category, _POSTING.c.posted_at)
        .join(_ON, _ON.c.posting_id == _POSTING.c.id)
        .join(_NOTICE, _NOTICE.c.id == _POSTING.c.notice_id)
        .outerjoin(_STRIKE, _STRIKE.c.posting_id == _POSTING.c.id)
        .where(_STRIKE.c.id.is_(None), _POSTING.c.practice == practice)
    )
    for board, category, at in session.connection().execute(query):
        yield board, category, at.astimezone(zone).date()


_QUERY = (
    select(
        _POSTING.c.id.label("posting"),
        _POSTING.c.notice_id.label("notice"),
        *(_NOTICE.c[name] for name in ("title", "category")),
        *(_POSTING.c[name] for name in ("channel", "place", "posted_at")),
        _POSTING.c.name.label("by"),
        *(_ON.c[name] for name in ("board", "photo")),
        *(_END.c[name] for name in ("ended_at", "reason")),
        _END.c.name.label("ended_by"),
        _OFF.c.photo.label("end_photo"),
        _SHEET.c.id.label("sheet"),
        _SHEET.c.version_no.label("version"),
        _SHEET.c.copy_no.label("copy"),
        *(_SHEET.c[name] for name in ("code", "paper", "landscape", "pages")),
    )  # type: ignore[call-overload]  # columns of tables, more than it has overloads for
    .join(_NOTICE, _NOTICE.c.id == _POSTING.c.notice_id)
    .outerjoin(_END, _END.c.posting_id == _POSTING.c.id)
    .outerjoin(_STRIKE, _STRIKE.c.posting_id == _POSTING.c.id)
    .outerjoin(_ON, _ON.c.posting_id == _POSTING.c.id)
    .outerjoin(_OFF, _OFF.c.posting_id == _POSTING.c.id)
    .outerjoin(_SHEET, _SHEET.c.id == _ON.c.sheet_id)
    .where(_STRIKE.c.id.is_(None))
    .order_by(_POSTING.c.posted_at, _POSTING.c.id)
)


_UNSAID: dict[str, Any] = {
    **dict.fromkeys(("board", "photo", "reason", "ended_by", "end_photo", "code", "paper"), ""),
    **dict.fromkeys(("ended_at", "sheet", "version", "copy")),
    "landscape": False,
    "pages": 1,
}
"""What a stay is where nobody said anything else."""


def _stay(row: Any) -> Stay:
    return Stay(**_UNSAID | {name: value for name, value in row._mapping.items() if value is not None})
