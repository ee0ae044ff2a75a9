"""What stood on one sign over a stretch of days: the values a time line is drawn from.

Here: reading, from what is sealed and the hour in progress, so that today is right
(R35). Where a notice was on comes from the stretches of the record (``spells``); how
many displays that were from the roll-up; what was known of the sign from ``coverage``:
moment by moment up to ``EXACT_DAYS``, beyond that hour by hour, which a picture of so
many days shows as well. Not here: drawing (``pictures``), and any number that is no copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, union
from sqlmodel import Session, SQLModel

from ledctl.clock import from_ms, stamp, to_ms, unstamp
from ledctl.db import Database
from ledctl.ledger.coverage import Known
from ledctl.ledger.downtime import OUTAGE, Outage
from ledctl.ledger.kinds import Cause
from ledctl.ledger.model import EVENT, ON_SCREEN, OPEN_SEGMENT, ROLLUP, SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.outages import coverage, outages
from ledctl.ledger.segments import Body, Slot, closed, unpack
from ledctl.ledger.spans import Span, layered, united, within
from ledctl.ledger.tally import Count, tally
from ledctl.notices.office import Office
from ledctl.playlists.choose import LEVELS
from ledctl.reports.shares import Quiet
from ledctl.reports.spells import Piece, Spell, spells

EXACT_DAYS = 8
BEFORE, FUTURE = "before", "future"
"""Besides what is known (``Known``) and why a sign was out (``Outage``): no record yet, and not yet come."""

_LIT = frozenset({Known.DISPLAY, Known.ESTIMATED})
_ORDER = SQLModel.metadata.tables["display_order"]
_NORMAL = LEVELS["normal"]


@dataclass(frozen=True, slots=True)
class State:
    """How a sign was in ``[start_ms, end_ms)``: of ``Known``, of ``Outage``, ``before`` or ``future``."""

    kind: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Stood:
    """One notice on the sign within the stretch: copies of what it was, and its displays."""

    notice: str
    title: str
    category: str
    emergency: bool
    practice: bool
    count: Count


@dataclass(frozen=True, slots=True)
class DayLine:
    """One sign over ``[start_ms, end_ms)``, as far as is on record at ``now_ms``.

    ``exact``: whether its states were read display by display.
    """

    sign: str
    start_ms: int
    end_ms: int
    now_ms: int
    states: tuple[State, ...] = ()
    spells: tuple[Spell, ...] = ()
    quiet: tuple[Span, ...] = ()
    stood: tuple[Stood, ...] = ()
    practice: bool = False
    exact: bool = True
    lasted: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By kind of state: how often, and how many milliseconds together."""

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``picture timeline --json``."""
        return {
            "sign": self.sign,
            "since": stamp(from_ms(self.start_ms)),
            "until": stamp(from_ms(self.end_ms)),
            "as_of": stamp(from_ms(self.now_ms)),
            "practice": self.practice,
            "exact": self.exact,
            "states": [[s.kind, stamp(from_ms(s.start_ms)), stamp(from_ms(s.end_ms))] for s in self.states],
            "quiet": [[stamp(from_ms(start)), stamp(from_ms(end))] for start, end in self.quiet],
            "spells": [
                [s.notice, stamp(from_ms(s.start_ms)), stamp(from_ms(s.end_ms)), s.confirmed]
                for s in self.spells
            ],
            "notices": [
                {
                    "notice": one.notice,
                    "title": one.title,
                    "category": one.category,
                    "emergency": one.emergency,
                    "practice": one.practice,
                    "displays": one.count.acked,
                    "unconfirmed": one.count.shown - one.count.acked,
                    "on_air_ms": one.count.on_air_ms,
                }
                for one in self.stood
            ],
        }


def day_line(office: Office, sign: str, since: datetime, until: datetime, quiet: Quiet) -> DayLine:
    """One sign from local midnight ``since`` to local midnight ``until``."""
    database, now_ms = office.database, to_ms(office.now())
    whole = (to_ms(since), to_ms(until))
    past = (whole[0], max(whole[0], min(whole[1], now_ms)))
    exact = whole[1] - whole[0] <= EXACT_DAYS * 86_400_000 + 3_600_000  # a day may have 25 hours
    with database.read() as session:
        current = _in_progress(session, sign)
        pieces = _pieces(session, sign, whole) + _pieces_of(current)
        slots = _slots(session, sign, {piece.notice for piece in pieces}, whole, current)
        urgent = _urgent(session, sign, slots)
        left = _left(session, sign, whole)
        stood = _stood(session, office, sign, whole, slots, urgent, current)
    states = _states(database, sign, whole, past, exact)
    mine = spells(
        pieces, left=left, cuts=[(s.start_ms, s.end_ms) for s in states if s.kind not in _LIT], urgent=urgent
    )
    return DayLine(
        sign,
        *whole,
        now_ms,
        states,
        tuple(mine),
        tuple(within(quiet(sign, _NORMAL, whole), [whole])),
        stood,
        office.practice,
        exact,
        _lasted(states),
    )


def signs_on_record(database: Database, configured: Iterable[str]) -> list[str]:
    """The site's signs, then those only the record knows any more."""
    names = union(select(OUTAGE.c.sign), select(OPEN_SEGMENT.c.sign))
    with database.read() as session:
        found = sorted(session.connection().execute(names).scalars())
    return [*dict.fromkeys([*configured, *found])]


def out_by_cause(database: Database, sign: str, whole: Span) -> dict[Outage, list[Span]]:
    """When a sign was out within ``whole``, each moment for the cause that counts first."""
    rows = outages(database, sign=sign, since=from_ms(whole[0]), until=from_ms(whole[1]))
    raw = [(one.cause, (to_ms(one.start), to_ms(one.end) if one.end else whole[1])) for one in rows]
    return layered([whole], {cause: [span for of, span in raw if of is cause] for cause in Outage})


def _in_progress(session: Session, sign: str) -> Body | None:
    """The hour in progress, as far as it is known."""
    query = select(OPEN_SEGMENT.c.body, OPEN_SEGMENT.c.heartbeat_ms).where(OPEN_SEGMENT.c.sign == sign)
    row = session.connection().execute(query).first()
    if row is None:
        return None
    body = unpack(row.body)
    return Body(body.slots, closed(body.displays, row.heartbeat_ms))


def _pieces(session: Session, sign: str, whole: Span) -> list[Piece]:
    query = (
        select(
            SEGMENT_NOTICE.c.notice,
            SEGMENT_NOTICE.c.first_ms,
            SEGMENT_NOTICE.c.last_ms,
            SEGMENT_NOTICE.c.on_air_ms,
        )
        .select_from(SEGMENT.join(SEGMENT_NOTICE, SEGMENT_NOTICE.c.segment == SEGMENT.c.id))
        .where(SEGMENT.c.sign == sign, SEGMENT.c.to_ms > whole[0], SEGMENT.c.from_ms < whole[1])
    )
    rows = session.connection().execute(query)
    cut = ((row[0], max(row[1], whole[0]), min(row[2], whole[1]), row[3] > 0) for row in rows)
    return [Piece(*row) for row in cut]


def _pieces_of(body: Body | None) -> list[Piece]:
    if body is None:
        return []
    begins: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for one in body.displays:
        key = (body.slots[one.slot].notice, int(one.result))
        begins[key].append((one.start_ms, one.end_ms or one.start_ms))
    return [
        Piece(notice, min(s for s, _ in mine), max(e for _, e in mine), bool(acked))
        for (notice, acked), mine in begins.items()
    ]


def _slots(
    session: Session, sign: str, notices: set[str], whole: Span, current: Body | None
) -> dict[str, Slot]:
    """What each notice was, in the copies of the record: one body is read for each (R30)."""
    first = (
        select(SEGMENT_NOTICE.c.notice, func.min(SEGMENT.c.id).label("segment"))
        .select_from(SEGMENT.join(SEGMENT_NOTICE, SEGMENT_NOTICE.c.segment == SEGMENT.c.id))
        .where(SEGMENT.c.sign == sign, SEGMENT.c.to_ms > whole[0], SEGMENT.c.from_ms < whole[1])
        .group_by(SEGMENT_NOTICE.c.notice)
        .subquery()
    )
    wanted = select(first.c.segment).distinct()
    query = select(SEGMENT.c.body).where(SEGMENT.c.id.in_(wanted)).order_by(SEGMENT.c.id)
    bodies = [unpack(body) for body in session.connection().execute(query).scalars()]
    found: dict[str, Slot] = {}
    for body in (*bodies, *([current] if current else [])):
        for slot in body.slots:
            if slot.notice in notices:
                found.setdefault(slot.notice, slot)
    return found


def _urgent(session: Session, sign: str, slots: dict[str, Slot]) -> frozenset[str]:
    """Notices that stood as emergencies: by the cause they went up with, or by their orders."""
    query = select(_ORDER.c.notice_id).where(
        _ORDER.c.sign == sign, _ORDER.c.urgency == "emergency", _ORDER.c.notice_id.in_(slots)
    )
    ordered = session.connection().execute(query).scalars()
    return frozenset(ordered) | {name for name, slot in slots.items() if slot.cause == Cause.EMERGENCY}


def _left(session: Session, sign: str, whole: Span) -> dict[str, list[int]]:
    """By notice, when it left the sign."""
    query = (
        select(EVENT.c.notice, EVENT.c.at)
        .where(ON_SCREEN, EVENT.c.sign == sign, EVENT.c.kind == "taken_down")
        .where(EVENT.c.at >= stamp(from_ms(whole[0])), EVENT.c.at < stamp(from_ms(whole[1])))
        .order_by(EVENT.c.at)
    )
    found: dict[str, list[int]] = defaultdict(list)
    for row in session.connection().execute(query):
        found[row.notice].append(to_ms(unstamp(row.at)))
    return found


def _stood(
    session: Session,
    office: Office,
    sign: str,
    whole: Span,
    slots: dict[str, Slot],
    urgent: frozenset[str],
    current: Body | None,
) -> tuple[Stood, ...]:
    """What was on, with its displays of these days; who stood longest comes first."""
    first, last = (from_ms(at).astimezone(office.zone).date() for at in (whole[0], whole[1] - 1))
    days = (first.isoformat(), last.isoformat())
    query = (
        select(ROLLUP.c.notice, *(func.sum(ROLLUP.c[name]) for name in ("shown", "acked", "on_air_ms")))
        .where(ROLLUP.c.sign == sign, ROLLUP.c.notice.in_(slots), ROLLUP.c.day.between(*days))
        .group_by(ROLLUP.c.notice)
    )
    sums = {row[0]: Count(*map(int, row[1:])) for row in session.connection().execute(query)}
    for (notice, _, day), count in tally(current, office.zone).days.items() if current else ():
        if days[0] <= day <= days[1]:
            sums[notice] = sums.get(notice, Count()) + count
    found = [
        Stood(name, slot.title, slot.category, name in urgent, slot.practice, sums.get(name, Count()))
        for name, slot in slots.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count.on_air_ms, one.notice)))


def _states(database: Database, sign: str, whole: Span, past: Span, exact: bool) -> tuple[State, ...]:
    """Every moment of the stretch, each with one answer."""
    parts = coverage(database, sign, from_ms(past[0]), from_ms(past[1]), stood=None if exact else _hours)
    causes = out_by_cause(database, sign, past)
    out = [(one.start_ms, one.end_ms) for one in parts if one.known is Known.OUTAGE]
    found = [State(one.known, one.start_ms, one.end_ms) for one in parts if one.known is not Known.OUTAGE]
    found += [State(cause, *span) for cause, spans in causes.items() for span in within(spans, out)]
    begins = parts[0].start_ms if parts else past[1]
    edges = [State(BEFORE, past[0], begins), State(FUTURE, past[1], whole[1])]
    found += [one for one in edges if one.start_ms < one.end_ms]
    return tuple(sorted(found, key=lambda one: one.start_ms))


def _hours(database: Database, sign: str, since: datetime, until: datetime) -> tuple[list[Span], list[Span]]:
    """In place of displays the sealed stretches they lie in: those the sign told of, and the others."""
    columns = (SEGMENT.c.from_ms, SEGMENT.c.to_ms, SEGMENT.c.acked)
    where = (SEGMENT.c.sign == sign, SEGMENT.c.to_ms > to_ms(since), SEGMENT.c.from_ms < to_ms(until))
    current = select(OPEN_SEGMENT.c.from_ms, OPEN_SEGMENT.c.heartbeat_ms, OPEN_SEGMENT.c.acked)
    with database.read() as session:
        connection = session.connection()
        sealed = connection.execute(select(*columns).where(*where).order_by(SEGMENT.c.to_ms)).all()
        open_ones = connection.execute(current.where(OPEN_SEGMENT.c.sign == sign)).all()
    rows = [(int(start), int(end), bool(acked)) for start, end, acked in (*sealed, *open_ones)]
    told = united((start, end) for start, end, acked in rows if acked)
    unseen = united((start, end) for start, end, acked in rows if not acked)
    return told, unseen


def _lasted(states: Sequence[State]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for one in states:
        times, ms = found.get(one.kind, (0, 0))
        found[one.kind] = (times + 1, ms + one.end_ms - one.start_ms)
    return found
