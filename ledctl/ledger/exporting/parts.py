"""Which rows an export holds: the whole record, a stretch of days, or what there is of one notice.

Read in short reads while the publisher goes on writing, up to the ends of all
chains at one moment. The rows of one notice lie far from each other: each fact and
each segment of it is followed by the bare links up to the next checkpoint, so that
the part is anchored without telling what the other rows say (the link of a fact
holds a digest, that of a segment its counts). An event has no bare link: events are
given alone, and the verifier says that the links between them were not checked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session

from ledctl.clock import from_ms, stamp, to_ms
from ledctl.db import Database
from ledctl.ledger.anchoring.checkpoints import CHECKPOINT, checkpoints, heads
from ledctl.ledger.anchoring.facts import FACT
from ledctl.ledger.anchoring.statements import Head, Statement, parse
from ledctl.ledger.chain import Gone
from ledctl.ledger.disposed import DISPLAY_LOG, given_up
from ledctl.ledger.exporting.file import Part, Row
from ledctl.ledger.exporting.rows import (
    INTERNAL,
    bare,
    event_row,
    fact_rows,
    notice_facts,
    rows_as_dicts,
    segment_row,
    stored,
)
from ledctl.ledger.exporting.sealed_events import seals_of
from ledctl.ledger.model import EVENT, SEGMENT, SEGMENT_NOTICE

BATCH = 500
NOTHING = 1 << 62
"""Where a stretch begins that holds no row."""

BEGIN = from_ms(0)

Run = tuple[int, int]
"""The first and the last row of a stretch of a chain, both in it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The ends of the three chains and the last checkpoint, read together."""

    events: Head
    segments: Head
    facts: Head
    checkpoint: int
    public_key: str | None

    @property
    def heads(self) -> dict[str, dict[str, int | str]]:
        return {
            "events": {"seq": self.events.number, "hash": self.events.hash},
            "segments": {"id": self.segments.number, "hash": self.segments.hash},
            "facts": {"seq": self.facts.number, "hash": self.facts.hash},
        }


def moment(database: Database) -> Moment:
    """How far the record goes now."""
    with database.read() as session:
        last = next(checkpoints(session, limit=1), None)
        signed = (0, None) if last is None else (last.no, last.public_key)
        return Moment(*heads(session), *signed)


def whole(database: Database) -> Part:
    """Every row there is."""
    now = moment(database)
    runs = [(1, head.number) for head in (now.events, now.segments, now.facts)]
    return _stretch(database, now, {"all": True}, runs, first=1)


def stretch(database: Database, since: datetime, until: datetime) -> Part:
    """What was written in ``[since, until)``, and the displays that stood in it.

    Without holes: where a clock went back, the rows between are in it, too. It goes on to the next
    checkpoint, which anchors it; facts name no time and begin after the checkpoint before.
    """
    now = moment(database)
    begin, end = to_ms(since), to_ms(until)
    at = EVENT.c.at
    events = _span(database, EVENT.c.seq, at >= stamp(since), at < stamp(until))
    segments = _span(database, SEGMENT.c.id, SEGMENT.c.to_ms > begin, SEGMENT.c.from_ms < end)
    first, last = _checkpoints_around(database, stamp(since), stamp(until))
    facts = (first.facts.number + 1 if first else 1, 0)
    ends = (last.events, last.segments, last.facts) if last else (now.events, now.segments, now.facts)
    runs = [
        (low, max(high, end.number)) for (low, high), end in zip((events, segments, facts), ends, strict=True)
    ]
    what = {"since": stamp(since), "until": stamp(until)}
    return _stretch(database, now, what, runs, first=first.no if first else 1)


def part_of(database: Database, notice: str, *, withheld: frozenset[str] = INTERNAL) -> Part:
    """What there is of one notice, its segments with the displays of others that stood in the same hours.

    Of facts in ``withheld`` tables, as of those of other notices, there are links alone.
    """
    now = moment(database)
    with database.read() as session:
        named = [parse(text) for text in session.connection().execute(_statements(now.checkpoint)).scalars()]
        own_facts = notice_facts(session, notice, now.facts.number, withheld)
        own_segments = _segments_of(session, notice, now.segments.number)
    segments = _up_to_checkpoints(own_segments, [one.segments.number for one in named])
    facts = _up_to_checkpoints(own_facts, [one.facts.number for one in named])
    first = min(_reaching(named, "facts", own_facts), _reaching(named, "segments", own_segments))
    rows = {
        "events": _events_of(database, notice, own_segments, now.events.number),
        "segments": _segments(database, segments, frozenset(own_segments)),
        "facts": _facts(database, facts, frozenset(own_facts)),
        "checkpoints": _checkpoints(database, first, now.checkpoint),
    }
    return Part({"notice": notice}, now.public_key, now.heads, rows)


def _stretch(database: Database, now: Moment, what: Row, runs: Sequence[Run], *, first: int) -> Part:
    events, segments, facts = runs
    rows = {
        "events": map(event_row, _paged(database, select(*stored(EVENT)), EVENT.c.seq, [events])),
        "segments": _segments(database, [segments], None),
        "facts": _facts(database, [facts], None),
        "checkpoints": _checkpoints(database, first, now.checkpoint),
    }
    return Part(what, now.public_key, now.heads, rows)


def _span(database: Database, key: Any, begun: ColumnElement[bool], not_over: ColumnElement[bool]) -> Run:
    with database.read() as session:
        first = session.connection().execute(select(func.min(key)).where(begun)).scalar()
        last = session.connection().execute(select(func.max(key)).where(not_over)).scalar()
    return (NOTHING, 0) if first is None or last is None or last < first else (int(first), int(last))


def _checkpoints_around(
    database: Database, since: str, until: str
) -> tuple[Statement | None, Statement | None]:
    """The last checkpoint before ``since`` and the first after ``until``."""
    said, at = CHECKPOINT.c.statement, CHECKPOINT.c.at
    before = select(said).where(at <= since).order_by(CHECKPOINT.c.no.desc()).limit(1)
    after = select(said).where(at >= until).order_by(CHECKPOINT.c.no).limit(1)
    with database.read() as session:
        first, last = (session.connection().execute(query).scalar() for query in (before, after))
    return first and parse(first), last and parse(last)


def _statements(last: int) -> Select[Any]:
    return select(CHECKPOINT.c.statement).where(CHECKPOINT.c.no <= last).order_by(CHECKPOINT.c.no)


def _segments_of(session: Session, notice: str, last: int) -> list[int]:
    column = SEGMENT_NOTICE.c.segment
    query = (
        select(column).where(SEGMENT_NOTICE.c.notice == notice, column <= last).distinct().order_by(column)
    )
    return list(session.connection().execute(query).scalars())


def _up_to_checkpoints(keys: Sequence[int], named: Sequence[int]) -> list[Run]:
    """Each of these rows and all that follow it up to the next row a checkpoint names."""
    runs: list[Run] = []
    ends = sorted(set(named))
    for key in keys:
        place = bisect_left(ends, key)
        last = ends[place] if place < len(ends) else key
        if runs and key <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((key, last))
    return runs


def _reaching(named: Sequence[Statement], chain: str, keys: Sequence[int]) -> int:
    """The first checkpoint that reaches one of these rows; the last one for none."""
    ends = [getattr(one, chain).number for one in named]
    place = bisect_left(ends, keys[0]) if keys else len(ends) - 1
    return named[min(place, len(ends) - 1)].no if named else 0


def _events_of(database: Database, notice: str, segments: Sequence[int], last: int) -> Iterator[Row]:
    own = select(*stored(EVENT)).where(EVENT.c.notice == notice)
    told = _paged(database, own, EVENT.c.seq, [(1, last)])
    rows = merge(told, seals_of(database, segments, last), key=lambda row: row["seq"])
    return map(event_row, rows)


def _segments(database: Database, runs: Sequence[Run], whole: frozenset[int] | None) -> Iterator[Row]:
    for row in _paged(database, select(*stored(SEGMENT)), SEGMENT.c.id, runs, batch=50):
        given = segment_row(row, _gone(database, row))
        yield given if whole is None or row["id"] in whole else bare(given, "body")


def _gone(database: Database, row: Mapping[str, Any]) -> Gone | None:
    """What is written down of a body that was given up."""
    if row["body"] != b"":
        return None
    with database.read() as session:
        return given_up(session.connection(), DISPLAY_LOG, [row["id"]]).get(str(row["id"]))


def _facts(database: Database, runs: Sequence[Run], whole: frozenset[int] | None) -> Iterator[Row]:
    links: list[Mapping[str, Any]] = []
    for link in _paged(database, select(FACT), FACT.c.seq, runs):
        links.append(link)
        if len(links) == BATCH:
            yield from fact_rows(database, links, whole)
            links = []
    yield from fact_rows(database, links, whole)


def _checkpoints(database: Database, first: int, last: int) -> Iterator[Row]:
    columns = select(*(CHECKPOINT.c[name] for name in ("no", "statement", "signature", "public_key")))
    for row in _paged(database, columns, CHECKPOINT.c.no, [(first, last)]):
        yield {name: row[name] for name in ("statement", "signature", "public_key")}


def _paged(
    database: Database, query: Select[Any], key: Any, runs: Sequence[Run], batch: int = BATCH
) -> Iterator[Mapping[str, Any]]:
    """The rows of these stretches in order, some at a time: no reader stays open."""
    for first, last in runs:
        done = first - 1
        while done < last:
            page = query.where(key > done, key <= last).order_by(key).limit(batch)
            with database.read() as session:
                rows = rows_as_dicts(session, page)
            yield from rows
            done = rows[-1][key.name] if rows else last
