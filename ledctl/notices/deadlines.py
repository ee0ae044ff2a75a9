"""Which notices must still be published, and by when: overdue ones first. Nothing here changes anything.

The term counts from the day the information came to be (``created_on``), else from
the day its draft was begun; of a notice that was approved before and is being
changed, from the day of the change. A notice that is approved, rejected (not to be
disclosed) or withdrawn waits for nothing; one that came back, or lapsed, still has
its term (Disclosure Regulation art. 26, 53).
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from ledctl.calendars.deadlines import Deadline, deadline
from ledctl.calendars.periods import is_countable
from ledctl.calendars.workdays import WEEKENDS, Workdays
from ledctl.notices.model import Decision, NoticeRow, Version
from ledctl.notices.office import Office
from ledctl.notices.states import State, Step

WAITS_FOR_NOTHING = frozenset({State.APPROVED, State.REJECTED, State.WITHDRAWN})

_NOTICE = SQLModel.metadata.tables[NoticeRow.__tablename__]
_VERSION = SQLModel.metadata.tables[Version.__tablename__]
_DECISION = SQLModel.metadata.tables[Decision.__tablename__]


@dataclass(frozen=True, slots=True)
class Due:
    """One notice and its term, as of a day."""

    id: str
    title: str
    category: str
    state: State
    created_on: dt.date
    term: Deadline
    overdue: bool
    soon: bool

    @property
    def pressing(self) -> bool:
        """Overdue, or nearly."""
        return self.overdue or self.soon

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {
            "id": self.id,
            "title": self.title,
            "category": self.category,
            "state": self.state.value,
            "created_on": self.created_on.isoformat(),
            "due": self.term.due.isoformat(),
            "days": self.term.days,
            "day_type": self.term.day_type.value,
            "provisional": self.term.provisional,
            "overdue": self.overdue,
            "soon": self.soon,
        }


def deadlines(office: Office) -> list[Due]:
    """Every notice of this mode not published yet, the earliest due first."""
    approved = select(_DECISION.c.notice_id).where(_DECISION.c.step == Step.APPROVE)
    query = (
        select(*(_NOTICE.c[name] for name in ("id", "title", "category", "state")))
        .add_columns(_VERSION.c.content, _VERSION.c.created_at.label("changed_at"), _NOTICE.c.created_at)
        .add_columns(_NOTICE.c.id.in_(approved).label("is_change"))
        .join(_VERSION, (_VERSION.c.notice_id == _NOTICE.c.id) & (_VERSION.c.no == _NOTICE.c.version))
        .where(_NOTICE.c.state.not_in([*WAITS_FOR_NOTHING]), _NOTICE.c.practice == office.practice)
    )
    with office.database.engine.connect() as connection:
        rows = connection.execute(query).all()
    workdays = office.workdays() if rows else WEEKENDS
    found = [_due(office, workdays, row._mapping) for row in rows]
    return sorted(found, key=lambda due: (due.term.due, due.id))


def _due(office: Office, workdays: Workdays, row: Any) -> Due:
    created_on, category = _created_on(row, office.zone), row["category"]
    term = deadline(
        created_on,
        office.categories.get(category) if category in office.categories else None,
        workdays,
        general_days=office.rules.disclose_days,
        roll_forward=office.rules.roll_forward,
    )
    today = office.today()
    facts = {name: row[name] for name in ("id", "title", "category")}
    return Due(
        **facts,
        state=State(row["state"]),
        created_on=created_on,
        term=term,
        overdue=term.is_overdue(today),
        soon=term.is_soon(today),
    )


def _created_on(row: Any, zone: dt.tzinfo) -> dt.date:
    """The day the term counts from."""
    begun: dt.datetime = row["changed_at"] if row["is_change"] else row["created_at"]
    written = None if row["is_change"] else json.loads(row["content"]).get("created_on")
    said = dt.date.fromisoformat(written) if written else None
    return said if said and is_countable(said) else begun.astimezone(zone).date()
