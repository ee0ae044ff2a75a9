"""All of a category in a range of days: every item that was written, decided or displayed then.

No state is left out, and practice stands beside, never in a sum with the real thing (R7). An item is of
the category its notice has now, or any of its display orders had: a record that was copied then counts
as it was (R30). Items and displays are different numbers with different names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, select, union

from ledctl.clock import from_ms, stamp
from ledctl.db import Database
from ledctl.ledger.model import OPEN_SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.segments import unpack
from ledctl.ledger.tally import Count
from ledctl.questions.days import SignDay, days_of
from ledctl.questions.tables import DECISION, NOTICE, ORDER

_FIRST, _LAST = "", "9999"


@dataclass(frozen=True, slots=True)
class Taken:
    """One decision in the range."""

    at: datetime
    step: str
    version: int
    account: str
    name: str
    opinion: str

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__} | {"at": stamp(self.at)}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One notice: where it stands, when it was first displayed at all, and what the range holds of it."""

    notice: str
    title: str
    state: str
    practice: bool
    created_at: datetime
    first_display: datetime | None
    count: Count
    signs: tuple[str, ...]
    decisions: tuple[Taken, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "notice": self.notice,
            "title": self.title,
            "state": self.state,
            "practice": self.practice,
            "created_at": stamp(self.created_at),
            "first_display": stamp(self.first_display) if self.first_display else None,
            **_figures(self.count),
            "signs": list(self.signs),
            "decisions": [one.as_dict() for one in self.decisions],
        }


@dataclass(frozen=True, slots=True)
class CategoryFile:
    """A category over a range: its items, the newest first."""

    category: str
    since: datetime | None
    until: datetime | None
    items: tuple[ItemLine, ...]

    def total(self, *, practice: bool) -> Count:
        return sum((one.count for one in self.items if one.practice is practice), Count())

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``audit category --json``."""
        sums = {
            name: {"items": sum(one.practice is practice for one in self.items)}
            | _figures(self.total(practice=practice))
            for name, practice in (("total", False), ("practice", True))
        }
        bounds = {"since": self.since, "until": self.until}
        return {
            "category": self.category,
            **{name: stamp(at) if at else None for name, at in bounds.items()},
            "items": [one.as_dict() for one in self.items],
            **sums,
        }


def category_file(
    database: Database,
    zone: ZoneInfo,
    category: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> CategoryFile:
    """Everything of ``category`` in ``[since, until)``, whole days of ``zone``."""
    with database.read() as session:
        connection = session.connection()
        rows = connection.execute(_notices(category)).all()
        ids = [row.id for row in rows]
        decisions = _decisions(connection, category, since, until)
        first = _first_displays(connection, category, ids)
    days = _by_notice(days_of(database, zone, ids, first=_day(since, zone), last=_last_day(until, zone)))
    found = (_line(row, first, days, decisions) for row in rows)
    items = (one for one in found if _is_within(one, since, until))
    return CategoryFile(category, since, until, tuple(items))


def _notices(category: str) -> Any:
    of = _ids_of(category)
    columns = (NOTICE.c.id, NOTICE.c.title, NOTICE.c.state, NOTICE.c.practice, NOTICE.c.created_at)
    return select(*columns).where(NOTICE.c.id.in_(of)).order_by(NOTICE.c.created_at.desc(), NOTICE.c.id)


def _ids_of(category: str) -> Any:
    now = select(NOTICE.c.id).where(NOTICE.c.category == category)
    return union(now, select(ORDER.c.notice_id).where(ORDER.c.category == category))


def _decisions(
    connection: Connection, category: str, since: datetime | None, until: datetime | None
) -> Mapping[str, list[Taken]]:
    query = select(DECISION).where(DECISION.c.notice_id.in_(_ids_of(category))).order_by(DECISION.c.id)
    if since is not None:
        query = query.where(DECISION.c.at >= since)
    if until is not None:
        query = query.where(DECISION.c.at < until)
    found: dict[str, list[Taken]] = defaultdict(list)
    for row in connection.execute(query):
        taken = Taken(row.at, row.step, row.version_no, row.account, row.name, row.opinion)
        found[row.notice_id].append(taken)
    return found


def _first_displays(connection: Connection, category: str, ids: Collection[str]) -> Mapping[str, int]:
    query = (
        select(SEGMENT_NOTICE.c.notice, func.min(SEGMENT_NOTICE.c.first_ms))
        .where(SEGMENT_NOTICE.c.notice.in_(_ids_of(category)))
        .group_by(SEGMENT_NOTICE.c.notice)
    )
    first = {row[0]: int(row[1]) for row in connection.execute(query)}
    for row in connection.execute(select(OPEN_SEGMENT.c.body)):
        body = unpack(row.body)
        for display in body.displays:
            notice = body.slots[display.slot].notice
            if notice in ids:
                first[notice] = min(display.start_ms, first.get(notice, display.start_ms))
    return first


def _by_notice(days: Iterable[SignDay]) -> Mapping[str, list[SignDay]]:
    found: dict[str, list[SignDay]] = defaultdict(list)
    for day in days:
        found[day.notice].append(day)
    return found


def _line(
    row: Row[Any],
    first: Mapping[str, int],
    days: Mapping[str, list[SignDay]],
    decisions: Mapping[str, list[Taken]],
) -> ItemLine:
    mine = days.get(row.id, [])
    began = first.get(row.id)
    return ItemLine(
        notice=row.id,
        title=row.title,
        state=row.state,
        practice=bool(row.practice),
        created_at=row.created_at,
        first_display=None if began is None else from_ms(began),
        count=sum((Count(day.shown, day.acked, day.on_air_ms) for day in mine), Count()),
        signs=tuple(sorted({day.sign for day in mine})),
        decisions=tuple(decisions.get(row.id, ())),
    )


def _is_within(one: ItemLine, since: datetime | None, until: datetime | None) -> bool:
    """Whether anything of it happened in the range."""
    written = (since is None or one.created_at >= since) and (until is None or one.created_at < until)
    return written or bool(one.decisions) or bool(one.signs)


def _figures(count: Count) -> dict[str, int]:
    return {"sent": count.shown, "confirmed": count.acked, "on_air_ms": count.on_air_ms}


def _day(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat() if at else _FIRST


def _last_day(until: datetime | None, zone: ZoneInfo) -> str:
    return _day(until - timedelta(microseconds=1), zone) if until else _LAST
