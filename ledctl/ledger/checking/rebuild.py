"""Make what is derived anew: ``segment_notice`` and ``rollup`` from the segments, which alone are facts.

What differs is found in short reads, against one moment of ``rollup``; a publisher
goes on sealing hours meanwhile. Then one writing transaction, in which nobody seals,
adds up the few segments that came since and puts the different rows right, with an
event (``rebuilt``) that says how many. Where nothing differs nothing is written; a
segment that does not hold stops it with nothing changed, because sums of a forged
body would only hide the forgery.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, Table, delete, func, insert, select, type_coerce

from ledctl.db import Database
from ledctl.errors import Refused
from ledctl.ledger.checking.derived import Bodies, notices_between
from ledctl.ledger.checking.links import Chain
from ledctl.ledger.checking.problems import Findings
from ledctl.ledger.checking.rawrows import Raw, batches, numbered
from ledctl.ledger.checking.recount import Recount, Spelled, Sums
from ledctl.ledger.checking.sums import DaySums
from ledctl.ledger.checking.verify import SEGMENT_COLUMNS
from ledctl.ledger.disposed import in_their_place
from ledctl.ledger.log import append
from ledctl.ledger.model import ROLLUP, SEGMENT, SEGMENT_NOTICE, SENT_ONLY

Day = tuple[Any, ...]
"""Sign, notice, day, practice."""
_COUNTS = ("shown", "acked", "on_air_ms")
_DAYS = "SELECT sign, notice, day, practice, shown, acked, on_air_ms FROM rollup"
_SENT = "SELECT sign, notice, day, practice, 0, displays, on_air_ms FROM sent_only"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many rows were not what the segments say, and were put right."""

    segment_notice: int = 0
    rollup: int = 0
    sent_only: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.segment_notice or self.rollup or self.sent_only)

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``audit rebuild --json``."""
        return {"changed": self.changed, **asdict(self)}


@dataclass(slots=True)
class _Wrong:
    """What is to be put right: of each segment its notices, of each day its sums (``None``: no such row)."""

    notices: dict[Any, Mapping[tuple[str, bool], Spelled]] = field(default_factory=dict)
    notice_rows: int = 0
    days: dict[Day, Sums | None] = field(default_factory=dict)
    sent: dict[Day, Sums | None] = field(default_factory=dict)


def rebuild(database: Database, *, at: datetime, actor: str, via: str) -> Rebuilt:
    """Put right what is derived; ``Refused`` when a segment does not hold."""
    last, wrong = _look(database)
    if not (wrong.notice_rows or wrong.days or wrong.sent):
        return Rebuilt()
    with database.write() as session:
        connection = session.connection()
        _add_newer(connection, last, wrong)
        done = Rebuilt(wrong.notice_rows, len(wrong.days), len(wrong.sent))
        _put_notices(connection, wrong)
        _put_days(connection, ROLLUP, wrong.days, _COUNTS)
        _put_days(connection, SENT_ONLY, wrong.sent, ("", "displays", "on_air_ms"))
        append(session, kind="rebuilt", at=at, actor=actor, via=via, cause="person", **asdict(done))
    return done


class _Reader:
    """Segments that hold, added up; ``Refused`` at the first that does not."""

    def __init__(self) -> None:
        self._chain = Chain(SEGMENT_COLUMNS)
        self._findings = Findings()
        self._bodies = Bodies(self._findings)

    def hold(self, rows: list[Raw]) -> None:
        self._chain.walk(rows)
        if bad := self._chain.broken:
            raise Refused.of("rebuild_broken", id=bad.key)

    def count(self, row: Raw) -> Recount:
        found = self._bodies.read("segment", row[0], row[7], row[8])
        if found is None:
            raise Refused.of("rebuild_broken", id=row[0])
        return found


def _look(database: Database) -> tuple[int, _Wrong]:
    """How far the segments go, and what is wrong up to there."""
    reader, wrong, done = _Reader(), _Wrong(), -1
    with DaySums() as sums, DaySums() as sent:
        last = _begin(database, sums, sent, wrong)
        for batch in numbered(database, SEGMENT, last):
            with database.engine.connect() as connection:
                rows = in_their_place(connection, batch)
                reader.hold(rows)
                stored = notices_between(connection, done, rows[-1][0])
            for row in rows:
                found = reader.count(row)
                _compare(row[0], stored.pop(row[0], {}), found.notices, wrong)
                for (notice, practice, day), counts in found.days.items():
                    sums.add(row[1], notice, day, practice, counts)
                for (notice, practice, day), counts in found.sent.items():
                    sent.add(row[1], notice, day, practice, counts)
            for orphan, notices in stored.items():
                _compare(orphan, notices, {}, wrong)
            done = rows[-1][0]
        wrong.days = dict(sums.different())
        wrong.sent = dict(sent.different())
    return last, wrong


def _begin(database: Database, sums: DaySums, sent: DaySums, wrong: _Wrong) -> int:
    """The last segment, the stored days, and what is stored of segments that are not there, of one moment."""
    with database.engine.connect() as connection, connection.begin():
        last = connection.execute(select(func.coalesce(func.max(SEGMENT.c.id), 0))).scalar_one()
        for kept, query in ((sums, _DAYS), (sent, _SENT)):
            for rows in batches(connection, query):
                kept.store(rows)
        for segment, notices in notices_between(connection, last, 2**63 - 1).items():
            _compare(segment, notices, {}, wrong)
        return int(last)


def _compare(
    segment: object,
    stored: Mapping[tuple[str, bool], Raw],
    found: Mapping[tuple[str, bool], Spelled],
    wrong: _Wrong,
) -> None:
    different = [key for key in stored.keys() | found.keys() if stored.get(key) != found.get(key)]
    if different:
        wrong.notices[segment] = found
        wrong.notice_rows += len(different)


def _add_newer(connection: Connection, last: int, wrong: _Wrong) -> None:
    """What was sealed since we looked counts as well, for the days that are put right."""
    reader, newer, sent = _Reader(), _none_yet(), _none_yet()
    names = ", ".join(column.name for column in SEGMENT.c)
    for rows in batches(connection, f"SELECT {names} FROM segment WHERE id > :last ORDER BY id", last=last):  # noqa: S608 - names of ours
        for row in rows:
            found = reader.count(row)
            if row[0] in wrong.notices:
                wrong.notices[row[0]] = found.notices
            _add(newer, row[1], found.days)
            _add(sent, row[1], found.sent)
    for days, more in ((wrong.days, newer), (wrong.sent, sent)):
        for key in days.keys() & more.keys():
            shown, acked, on_air = map(sum, zip(days[key] or (0, 0, 0), more[key], strict=True))
            days[key] = (shown, acked, on_air)


def _none_yet() -> defaultdict[Day, list[int]]:
    return defaultdict(lambda: [0, 0, 0])


def _add(
    newer: defaultdict[Day, list[int]], sign: object, days: Mapping[tuple[str, bool, str], Sums]
) -> None:
    for (notice, practice, day), counts in days.items():
        sums = newer[sign, notice, day, practice]
        sums[:] = map(sum, zip(sums, counts, strict=True))


def _put_notices(connection: Connection, wrong: _Wrong) -> None:
    for segment, notices in wrong.notices.items():
        connection.execute(delete(SEGMENT_NOTICE).where(SEGMENT_NOTICE.c.segment == segment))
        rows = [
            dict(zip(("notice", "practice", "first_ms", "last_ms", *_COUNTS), (*key, *spelled), strict=True))
            for key, spelled in notices.items()
        ]
        if rows:
            connection.execute(insert(SEGMENT_NOTICE), [{"segment": segment, **row} for row in rows])


def _put_days(
    connection: Connection, table: Table, days: Mapping[Day, Sums | None], columns: tuple[str, str, str]
) -> None:
    """Each of these days as it was found; a sum without a column ("") is not kept there."""
    for (sign, notice, day, practice), counts in days.items():
        key = {"sign": sign, "notice": notice, "day": day}
        same = [table.c[name] == value for name, value in key.items()]
        if connection.dialect.name == "sqlite":  # a forged 2 is found by what is stored
            same.append(type_coerce(table.c.practice, Integer) == practice)
        else:
            same.append(table.c.practice == bool(practice))
        connection.execute(delete(table).where(*same))
        if counts is not None:
            kept = {name: value for name, value in zip(columns, counts, strict=True) if name}
            connection.execute(insert(table), {**key, "practice": bool(practice), **kept})
