"""Until when the publicity period of what hangs runs, read from the version that hangs. Only looking.

A sheet says which version it is; where no sheet was entered, the newest approved version
is taken, as it is what may hang. A text that was given up (``archive``) says no period any
more: then none is told.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlmodel import Session, SQLModel, select

from ledctl.boards.hanging import Stay
from ledctl.notices import model as notice_model
from ledctl.notices.states import Step

_VERSION = SQLModel.metadata.tables[str(notice_model.Version.__tablename__)]
_DECISION = SQLModel.metadata.tables[str(notice_model.Decision.__tablename__)]
_AT_ONCE = 400
"""Keys in one question; databases take a thousand or so."""


def period_ends(session: Session, stays: Iterable[Stay]) -> dict[int, dt.date]:
    """The last day of the period by the number of the posting; none where there is no period."""
    hanging = tuple(stays)
    ends: dict[tuple[str, int], dt.date | None] = {}
    approved: dict[str, int] = {}
    for notice, no, content, was_approved in _versions(session, {stay.notice for stay in hanging}):
        ends[notice, no] = _end(content)
        if was_approved:
            approved[notice] = max(no, approved.get(notice, 0))
    found = {
        stay.posting: ends.get((stay.notice, stay.version or approved.get(stay.notice, 0)))
        for stay in hanging
    }
    return {posting: end for posting, end in found.items() if end is not None}


def _versions(session: Session, notices: set[str]) -> Iterator[tuple[str, int, str, bool]]:
    """Every version of these notices, and whether it was approved."""
    keys = iter(sorted(notices))
    approval = (
        select(_DECISION.c.id)
        .where(
            _DECISION.c.notice_id == _VERSION.c.notice_id,
            _DECISION.c.version_no == _VERSION.c.no,
            _DECISION.c.step == Step.APPROVE.value,
        )
        .exists()
        .label("approved")
    )
    while some := [*islice(keys, _AT_ONCE)]:
        query: Any = select(_VERSION.c.notice_id, _VERSION.c.no, _VERSION.c.content, approval)
        for row in session.connection().execute(query.where(_VERSION.c.notice_id.in_(some))):
            yield row.notice_id, row.no, row.content, bool(row.approved)


def _end(content: str) -> dt.date | None:
    """The last day that a version's text names."""
    said = json.loads(content) if content else {}
    period = said.get("publicity_period") if isinstance(said, dict) else None
    return dt.date.fromisoformat(period["end"]) if period else None
