"""Recompute the record from its facts and name the first row that does not hold.

Both chains over every stored column; every body unpacked and counted again,
against its own row, ``segment_notice``, ``rollup`` and the event that sealed it.
A verdict speaks of one moment: the ends of both chains and the roll-up are read
together first, then everything up to there in short reads, while the publisher
goes on writing. What no chain can show is in ``chain``.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    LargeBinary,
    Row,
    Table,
    cast,
    func,
    select,
    type_coerce,
)
from sqlmodel import Session

from ledctl.db import Database
from ledctl.ledger.chain import Link, verify_links
from ledctl.ledger.model import EVENT, OPEN_SEGMENT, ROLLUP, SEGMENT, SEGMENT_NOTICE, SENT_ONLY
from ledctl.ledger.sealing import counted, header
from ledctl.ledger.segments import unpack
from ledctl.ledger.tally import Count, Spell, Tally, tally

BATCH = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that does not hold: its table, its key, and what is wrong with it."""

    table: str
    key: str
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked and what was found; of each kind of problem, the first row."""

    events: int
    segments: int
    displays: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``verify --json``."""
        return {"ok": self.ok, **asdict(self)}


Check = Callable[[Session], Iterable[Problem]]
"""Compares tables the ledger does not know with the events that tell of them."""


_Day = tuple[str, str, bool, str]


@dataclass(slots=True)
class _Audit:
    """What is known so far while the record is walked."""

    last_event: int
    last_segment: int
    rollup: dict[_Day, Count]
    sent_only: dict[_Day, Count]
    events: int = 0
    segments: int = 0
    displays: int = 0
    sealed: dict[int, dict[str, Any]] = field(default_factory=dict)
    days: dict[_Day, Count] = field(default_factory=lambda: defaultdict(Count))
    sent: dict[_Day, Count] = field(default_factory=lambda: defaultdict(Count))
    problems: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def report(self, table: str, key: object, what: str) -> None:
        self.problems.setdefault((table, what), Problem(table, str(key), what))


def verify(database: Database, also: Iterable[Check] = ()) -> Verdict:
    """Check everything; see the module for what that is. ``also``: what stands above the ledger adds."""
    with database.read() as session:
        audit = _begin(session)
        _check_open(session, audit)
        _check_orphans(session, audit)
        for problem in (problem for check in also for problem in check(session)):
            audit.report(problem.table, problem.key, problem.what)
    _walk_chain("event", _event_links(database, audit), audit)
    _walk_chain("segment", _segment_links(database, audit), audit)
    _check_ends(audit)
    _check_rollup(audit)
    return Verdict(audit.events, audit.segments, audit.displays, tuple(audit.problems.values()))


def _begin(session: Session) -> _Audit:
    connection = session.connection()
    ends = [func.coalesce(func.max(key), 0) for key in (EVENT.c.seq, SEGMENT.c.id)]
    last_event, last_segment = (int(connection.execute(select(end)).scalar_one()) for end in ends)
    days = {_day(row): _row_count(row) for row in connection.execute(select(ROLLUP))}
    sent = {_day(r): Count(0, r.displays, r.on_air_ms) for r in connection.execute(select(SENT_ONLY))}
    return _Audit(last_event, last_segment, days, sent)


def _day(row: Row[Any]) -> _Day:
    return row.sign, row.notice, row.practice, row.day


def _row_count(row: Row[Any]) -> Count:
    return Count(row.shown, row.acked, row.on_air_ms)


def _walk_chain(table: str, links: Iterator[Link], audit: _Audit) -> None:
    if broken := verify_links(links):
        audit.report(table, broken.key, broken.why)
        deque(links, maxlen=0)  # the rest is still counted


def _rows(database: Database, table: Table, key: Column[Any], last: int) -> Iterator[list[Row[Any]]]:
    columns = [_raw(column) for column in table.c]
    done: int | None = None
    while True:
        query = select(*columns).where(key <= last).order_by(key).limit(BATCH)
        with database.read() as session:
            rows = list(session.connection().execute(query if done is None else query.where(key > done)))
        if not rows:
            return
        yield rows
        done = rows[-1]._mapping[key.name]


def _raw(column: Column[Any]) -> ColumnElement[Any]:
    """What is stored, not what a type makes of it: 2 is not true, and a body may have become text."""
    if column.name == "practice":
        return type_coerce(column, Integer).label(column.name)
    return cast(column, LargeBinary).label(column.name) if column.name == "body" else column


def _link(row: Row[Any], key: str) -> Link:
    fields = dict(row._mapping)
    prev, digest = fields.pop("prev"), fields.pop("hash")
    if fields.get("practice") in (0, 1):
        fields["practice"] = bool(fields["practice"])
    return Link(fields[key], prev, digest, fields)


def _event_links(database: Database, audit: _Audit) -> Iterator[Link]:
    for rows in _rows(database, EVENT, EVENT.c.seq, audit.last_event):
        for row in rows:
            audit.events += 1
            if row.kind == "segment_sealed":
                _note_sealed(row, audit)
            yield _link(row, "seq")


def _note_sealed(row: Row[Any], audit: _Audit) -> None:
    try:
        facts = json.loads(row.payload)
        audit.sealed[facts["segment"]] = {**facts, "sign": row.sign}
    except (ValueError, TypeError, KeyError):
        audit.report("event", row.seq, "does not say which segment was sealed")


def _segment_links(database: Database, audit: _Audit) -> Iterator[Link]:
    for rows in _rows(database, SEGMENT, SEGMENT.c.id, audit.last_segment):
        notices = _notices(database, rows[0].id, rows[-1].id)
        for row in rows:
            audit.segments += 1
            _recount(row, notices.get(row.id, {}), audit)
            yield _link(row, "id")


def _notices(database: Database, first: int, last: int) -> dict[int, dict[tuple[str, bool], Spell]]:
    query = select(SEGMENT_NOTICE).where(SEGMENT_NOTICE.c.segment.between(first, last))
    found: dict[int, dict[tuple[str, bool], Spell]] = defaultdict(dict)
    with database.read() as session:
        for row in session.connection().execute(query):
            spell = Spell(row.first_ms, row.last_ms, _row_count(row))
            found[row.segment][row.notice, row.practice] = spell
    return found


def _recount(row: Row[Any], notices: dict[tuple[str, bool], Spell], audit: _Audit) -> None:
    if (sums := _sums("segment", row.id, row, audit)) is None:
        return
    if _row_count(row) != sums.total:
        audit.report("segment", row.id, "its counts are not those of its body")
    if notices != sums.notices:
        audit.report("segment_notice", row.id, "is not what the segment's body holds")
    told = {"sign": row.sign, "hash": row.hash, "from_ms": row.from_ms, "to_ms": row.to_ms}
    told |= {"segment": row.id, **counted(sums.total)}
    event = audit.sealed.pop(row.id, {})
    if any(event.get(name) != value for name, value in told.items()):
        audit.report("segment", row.id, "no event tells of its sealing as it is")
    for (notice, practice, day), count in sums.days.items():
        audit.days[row.sign, notice, practice, day] += count
    for (notice, practice, day), count in sums.sent.items():
        audit.sent[row.sign, notice, practice, day] += count


def _sums(table: str, key: object, row: Row[Any], audit: _Audit) -> Tally | None:
    try:
        body = unpack(row.body)
        says = json.loads(row.header)
        zone, why = ZoneInfo(says["zone"]), says["why"]
    except (ValueError, TypeError, KeyError) as error:
        audit.report(table, key, f"its header or body cannot be read: {error}")
        return None
    if header(body, zone=zone, why=why) != row.header:
        audit.report(table, key, "its header is not that of its body")
    if not body.displays or body.displays[0].start_ms != row.from_ms:
        audit.report(table, key, "does not begin with its first display")
    audit.displays += sum(not display.continued for display in body.displays)
    return tally(body, zone)


def _check_open(session: Session, audit: _Audit) -> None:
    for row in session.connection().execute(select(OPEN_SEGMENT)):
        sums = _sums("open_segment", row.sign, row, audit)
        if sums is not None and (row.shown, row.acked) != (sums.total.shown, sums.total.acked):
            audit.report("open_segment", row.sign, "its counts are not those of its body")


def _check_orphans(session: Session, audit: _Audit) -> None:
    known = select(SEGMENT.c.id)
    query = select(SEGMENT_NOTICE.c.segment).where(SEGMENT_NOTICE.c.segment.not_in(known)).limit(1)
    for segment in session.connection().execute(query).scalars():
        audit.report("segment_notice", segment, "names a segment that is not there")


def _check_ends(audit: _Audit) -> None:
    """The segment chain ends where the event chain says it ends."""
    for segment in sorted(audit.sealed, key=str):
        audit.report("segment", segment, "is missing: an event tells of its sealing")


def _check_rollup(audit: _Audit) -> None:
    pairs = (("rollup", audit.rollup, audit.days), ("sent_only", audit.sent_only, audit.sent))
    for table, stored, recounted in pairs:
        for key in sorted(stored.keys() | recounted.keys()):
            if stored.get(key) != recounted.get(key):
                audit.report(table, " ".join(map(str, key)), "is not the sum of the segments")
