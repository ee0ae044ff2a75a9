"""Publications beside the signs: postings of notices, and what was published elsewhere only.

Both are facts of the record. One counts on the day it was published, from the moment
it was entered: a count as of an earlier day does not know it. What was struck by then
is not counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, Select, func, or_, select
from sqlmodel import SQLModel

from ledctl.notices import around_model, outside_model
from ledctl.reports.named import parts
from ledctl.reports.periods import Period
from ledctl.reports.rules import Facts

_POSTING = SQLModel.metadata.tables[around_model.Posting.__tablename__]
_OUTSIDE = SQLModel.metadata.tables[outside_model.OutsideItem.__tablename__]
_MISTAKE = SQLModel.metadata.tables[around_model.PostingStrike.__tablename__]
_STRIKE = SQLModel.metadata.tables[outside_model.OutsideStrike.__tablename__]
_ITEM = func.coalesce(_OUTSIDE.c.item, _OUTSIDE.c.id)
PREFIX = "elsewhere:"
"""Before the number of what was entered: no notice is named so."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the register of a kind knows: the first day by item and channel, and what each item is."""

    first: dict[tuple[str, str], date]
    facts: dict[str, Facts]


def posted_within(
    connection: Connection, span: tuple[datetime, datetime], until: datetime, practice: bool
) -> set[str]:
    """The notices that went up on any channel within the span."""
    query = _postings(until, practice).where(_POSTING.c.posted_at >= span[0], _POSTING.c.posted_at < span[1])
    return {row.notice_id for row in connection.execute(query)}


def postings_of(
    connection: Connection, notices: Collection[str], until: datetime, zone: ZoneInfo, practice: bool
) -> dict[tuple[str, str], date]:
    """The first day of each of these notices on each channel."""
    first: dict[tuple[str, str], date] = {}
    for part in parts(notices):
        query = _postings(until, practice).where(_POSTING.c.notice_id.in_(part))
        for row in connection.execute(query):
            key, day = (row.notice_id, row.channel), row.posted_at.astimezone(zone).date()
            first[key] = min(day, first.get(key, day))
    return first


def outside_of(connection: Connection, period: Period, as_of: date, until: datetime, practice: bool) -> Known:
    """Every item published elsewhere with a publication in the period, whole, through ``as_of``."""
    known = (
        select(_OUTSIDE, _ITEM.label("whole"))
        .outerjoin(_STRIKE, _STRIKE.c.outside_id == _OUTSIDE.c.id)
        .where(or_(_STRIKE.c.id.is_(None), _STRIKE.c.at >= until))
        .where(_OUTSIDE.c.at < until, _OUTSIDE.c.published_on <= as_of, _OUTSIDE.c.practice == practice)
    )
    within = _OUTSIDE.c.published_on.between(period.first, period.last)
    wholes = known.with_only_columns(_ITEM).where(within).correlate(None)
    return _known(connection.execute(known.where(_ITEM.in_(wholes)).order_by(_OUTSIDE.c.id)))


def _known(rows: Iterable[Row[tuple[object, ...]]]) -> Known:
    first: dict[tuple[str, str], date] = {}
    facts: dict[str, Facts] = {}
    for row in rows:
        name = f"{PREFIX}{row.whole}"
        first[name, row.channel] = min(row.published_on, first.get((name, row.channel), row.published_on))
        facts.setdefault(
            name,
            Facts(row.category, row.office, title=row.title, document=row.document, notice=False),
        )
    return Known(first, facts)


def _postings(until: datetime, practice: bool) -> Select[tuple[object, ...]]:
    """What went up and was entered by then, but for what was known by then to be a mistake."""
    struck = select(_MISTAKE.c.posting_id).where(_MISTAKE.c.at < until)
    return select(_POSTING.c.notice_id, _POSTING.c.channel, _POSTING.c.posted_at).where(
        _POSTING.c.posted_at < until,
        _POSTING.c.at < until,
        _POSTING.c.practice == practice,
        _POSTING.c.id.not_in(struck),
    )
