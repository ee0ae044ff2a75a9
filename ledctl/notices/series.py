"""Lists that come out again and again: starting the next number, and what is different from the last.

The numbers of a series are tied by ``schedule.series``; the first one, begun before
anybody thought of a second, is known by its id. Who came, who left and whose figures
changed is told from the two public versions, for whoever checks the new one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import col, or_, select

from ledctl.accounts.model import Actor
from ledctl.calendars.categories import Kind
from ledctl.content.files import notice_from
from ledctl.content.model import Notice, Urgency
from ledctl.db import Database
from ledctl.errors import Refused
from ledctl.intake.changes import Changes, compare
from ledctl.notices.desk import Desk
from ledctl.notices.facts import Dossier
from ledctl.notices.following import follow
from ledctl.notices.model import NoticeRow, Version
from ledctl.notices.numbering import free_id
from ledctl.notices.office import Office
from ledctl.notices.queries import one
from ledctl.notices.states import State

_GONE = (State.WITHDRAWN, State.REJECTED, State.LAPSED)
_ALONE = frozenset({Kind.WARNING, Kind.CORRECTION})


@dataclass(frozen=True, slots=True)
class Compared:
    """The number before this one. ``changes`` is missing where the lists cannot be compared."""

    id: str
    title: str
    changes: Changes | None
    same_text: bool
    """The text is word for word the last one's: old dates may stand in it."""

    @property
    def unchanged(self) -> bool:
        found = self.changes
        return found is not None and not (found.came or found.left or found.changed)


class Series:
    """The use cases on a series."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def next_of(self, notice_id: str, *, new_id: str = "") -> Notice:
        """What the next number would say; ``Refused`` for what has none, such as a warning."""
        notice = one(self._office.database, notice_id).current.content
        kind = self._office.categories.get(notice.category).kind
        if kind in _ALONE or notice.urgency is Urgency.IDLE or notice.correction_of:
            raise Refused.of("series_has_no_next", where="id", id=notice_id)
        today = self._office.today()
        number = new_id or free_id(self._office.database, today)
        following = follow(notice, notice_id=number, today=today)
        return notice_from(following.model_dump(mode="json", exclude_none=True))

    def start_next(self, actor: Actor, notice_id: str, *, new_id: str = "") -> Notice:
        """Begin the next number as a draft, and say what it says."""
        notice = self.next_of(notice_id, new_id=new_id)
        Desk(self._office).draft(actor, notice)
        return notice

    def compared(self, file: Dossier) -> Compared | None:
        """This number beside the last one; nothing for a notice of no series, or its first number."""
        notice = file.current.content
        if notice.schedule is None or not notice.schedule.series:
            return None
        earlier = _earlier(self._office.database, notice.schedule.series, file)
        if earlier is None:
            return None
        changes = compare(earlier.table, notice.table) if earlier.table and notice.table else None
        return Compared(earlier.id, earlier.title, changes, earlier.body == notice.body)


def _earlier(database: Database, series: str, file: Dossier) -> Notice | None:
    """The number before this one: the newest that was begun earlier and was not taken back."""
    tied = f'"series":{json.dumps(series, ensure_ascii=False)}'
    query = (
        select(Version.content)
        .join(NoticeRow, (col(NoticeRow.id) == Version.notice_id) & (col(NoticeRow.version) == Version.no))
        .where(
            or_(col(Version.content).contains(tied, autoescape=True), NoticeRow.id == series),
            NoticeRow.created_at <= file.notice.created_at,
            NoticeRow.id != file.id,
            NoticeRow.practice == file.notice.practice,
            col(NoticeRow.state).not_in([*_GONE]),
        )
        .order_by(col(NoticeRow.created_at).desc(), col(NoticeRow.id).desc())
        .limit(1)
    )
    with database.read() as session:
        found = session.exec(query).first()
    return None if found is None else notice_from(json.loads(found))
