"""What a count is made of, read from the record: ``gather`` gives ``counting.Material``.

The roll-up answers for everything sealed; hours in progress are added, so that today
is right. Of every notice found in the period the whole past is looked up, and of all
that has its identity: a correction of what was public last year is not new. What was
entered after the as-of day is not known to the count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from ledctl.content.channels import GATE_SCREEN
from ledctl.db import Database
from ledctl.ledger.model import OPEN_SEGMENT
from ledctl.ledger.segments import Body, closed, unpack
from ledctl.ledger.tally import Count, Tally, tally
from ledctl.reports.counting import SENT, Material, Sum
from ledctl.reports.elsewhere import outside_of, posted_within, postings_of
from ledctl.reports.known import Register, stood_as
from ledctl.reports.on_signs import first_sent, first_shown, sealed
from ledctl.reports.periods import Period
from ledctl.reports.rules import Rules

FirstDays = dict[tuple[str, str], date]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which count is asked for. ``practice``: of practice, or of everything else (R7)."""

    period: Period
    as_of: date
    zone: ZoneInfo
    rules: Rules
    practice: bool = False

    def in_practice(self) -> Wanted:
        """The same of what was shown for practice."""
        return replace(self, practice=True)

    @property
    def until(self) -> datetime:
        """The end of the as-of day: what was entered later is not known."""
        return self.begin(self.as_of + timedelta(days=1))

    def begin(self, day: date) -> datetime:
        """The instant at which a day begins at the site."""
        return datetime.combine(day, time.min, self.zone)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The period as instants, half-open (R16)."""
        return self.begin(self.period.first), self.begin(self.period.last + timedelta(days=1))

    @property
    def days(self) -> Period | None:
        """The days whose displays count; none before the period has begun."""
        last = min(self.period.last, self.as_of)
        return Period(self.period.first, last) if self.period.first <= last else None


def gather(database: Database, wanted: Wanted) -> Material:
    """Everything that was published in the period, and all that has the same identity."""
    with database.read() as session:
        connection = session.connection()
        current = _in_progress(connection)
        sums = _on_signs(connection, wanted, current)
        return _with_the_past(connection, wanted, current, sums)


def _on_signs(connection: Connection, wanted: Wanted, current: Mapping[str, Body]) -> tuple[Sum, ...]:
    """The displays of the period, sealed or not."""
    if (days := wanted.days) is None:
        return ()
    found = sealed(connection, days, wanted.practice, wanted.rules.least_proof)
    sums = {(one.sign, one.notice): one for one in found}
    for one in _unsealed(wanted, days, current):
        key = (one.sign, one.notice)
        sums[key] = _together(sums[key], one) if key in sums else one
    return tuple(sums.values())


def _with_the_past(
    connection: Connection, wanted: Wanted, current: Mapping[str, Body], sums: tuple[Sum, ...]
) -> Material:
    practice, until, least = wanted.practice, wanted.until, wanted.rules.least_proof
    concerned = {one.notice for one in sums}
    concerned |= posted_within(connection, wanted.span, until, practice)
    facts = Register(connection, until).with_kin(concerned, wanted.rules)
    facts |= stood_as(connection, concerned - facts.keys(), current.values())
    family = concerned | facts.keys()
    first: FirstDays = postings_of(connection, family, until, wanted.zone, practice)
    on_signs = first_shown(connection, family, wanted.as_of, practice, least)
    first |= {(notice, GATE_SCREEN): day for notice, day in on_signs.items()}
    sent = first_sent(connection, family, wanted.as_of, practice)
    first |= {(notice, SENT): day for notice, day in sent.items()}
    _meet_current(wanted, current, family, first)
    outside = outside_of(connection, wanted.period, wanted.as_of, until, practice)
    return Material(sums, first | outside.first, facts | outside.facts)


def _in_progress(connection: Connection) -> dict[str, Body]:
    """The hour in progress on each sign, as far as it is known."""
    rows = connection.execute(select(OPEN_SEGMENT))
    bodies = {row.sign: (unpack(row.body), row.heartbeat_ms) for row in rows}
    return {
        sign: Body(body.slots, closed(body.displays, heartbeat_ms))
        for sign, (body, heartbeat_ms) in bodies.items()
    }


def _unsealed(wanted: Wanted, days: Period, current: Mapping[str, Body]) -> list[Sum]:
    """What the hours in progress add to these days."""
    return [
        Sum(sign, notice, count.shown, proven.acked, proven.on_air_ms, unsealed=proven.acked)
        for sign, body in current.items()
        for (notice, practice, day), count, proven in _cells(tally(body, wanted.zone), wanted.rules)
        if practice is wanted.practice and date.fromisoformat(day) in days
    ]


def _meet_current(wanted: Wanted, current: Mapping[str, Body], family: set[str], first: FirstDays) -> None:
    """First days that lie in an hour in progress."""
    for body in current.values():
        for (notice, practice, name), count, proven in _cells(tally(body, wanted.zone), wanted.rules):
            day = date.fromisoformat(name)
            if practice is wanted.practice and notice in family and day <= wanted.as_of and count.acked:
                key = (notice, GATE_SCREEN if proven.acked else SENT)
                first[key] = min(day, first.get(key, day))


_Cell = tuple[tuple[str, bool, str], Count, Count]


def _cells(sums: Tally, rules: Rules) -> list[_Cell]:
    """Each day of each notice: all of it, and what is proven enough to count."""
    return [(key, count, _proven(key, count, sums, rules)) for key, count in sums.days.items()]


def _proven(key: tuple[str, bool, str], count: Count, sums: Tally, rules: Rules) -> Count:
    sent = sums.sent.get(key, Count()) if rules.least_proof else Count()
    return Count(count.shown, count.acked - sent.acked, count.on_air_ms - sent.on_air_ms)


def _together(one: Sum, more: Sum) -> Sum:
    return one._replace(
        begun=one.begun + more.begun,
        displays=one.displays + more.displays,
        on_air_ms=one.on_air_ms + more.on_air_ms,
        unsealed=one.unsealed + more.unsealed,
    )
