"""What stands beside the segments and follows from them: held to each body as it is counted again.

``segment_notice`` and ``rollup`` are sums of bodies, the open hour a body of its own.
Here a body meets its row and all of these; how it is added up is in ``recount``, how
many sums are kept is in ``sums``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table

from ledctl.ledger.chain import Gone
from ledctl.ledger.checking.problems import Findings
from ledctl.ledger.checking.rawrows import UNREAD, Raw, batches, by_bytes, raw
from ledctl.ledger.checking.recount import Days, Recount, recount
from ledctl.ledger.checking.remains import read_remains
from ledctl.ledger.checking.sums import DaySums
from ledctl.ledger.model import OPEN_SEGMENT, ROLLUP, SEGMENT, SEGMENT_NOTICE, SENT_ONLY
from ledctl.ledger.recorder import LONGEST_MS, STEP_MS
from ledctl.ledger.sealing import header_text

SEGMENT_COLUMNS = tuple(column.name for column in SEGMENT.c)
_AT = {name: i for i, name in enumerate(SEGMENT_COLUMNS)}
_OPEN_AT = {column.name: i for i, column in enumerate(OPEN_SEGMENT.c)}
_NOTICES = ", ".join(column.name for column in SEGMENT_NOTICE.c)


@dataclass(slots=True)
class Bodies:
    """Adds bodies up, in the zone each was counted in."""

    findings: Findings
    _zones: dict[str, Days] = field(default_factory=dict)

    def read(self, table: str, key: object, header: object, body: object) -> Recount | None:
        """What a body comes to; ``None`` where it cannot be read, and that is found."""
        try:
            says = _said(header)
            found = self._added_up(body, says.zone)
        except (ValueError, TypeError, KeyError, OSError) as error:
            self.findings.report("segment_unreadable", table, key, why=error)
            return None
        if found.displays != says.displays:
            self.findings.report("segment_header", table, key)
        return found

    def _added_up(self, body: object, zone: str) -> Recount:
        if isinstance(body, Gone):
            return read_remains(body.left)
        if not isinstance(body, bytes):
            raise TypeError(f"the body is {type(body).__name__}")
        return recount(body, self._days(zone))

    def _days(self, zone: str) -> Days:
        known = self._zones.get(zone)
        if known is None:
            known = self._zones[zone] = Days(ZoneInfo(zone))
        return known


class _Says(NamedTuple):
    """What a header says; ``displays`` is ``None`` where it is not written as headers are."""

    zone: str
    displays: int | None


@lru_cache(maxsize=1024)
def _said(header: object) -> _Says:
    if not isinstance(header, str):
        raise TypeError(f"the header is {type(header).__name__}")
    says = json.loads(header)
    zone, displays, why = says["zone"], says["displays"], says["why"]
    written = header_text(displays, zone=ZoneInfo(zone), why=why)
    return _Says(zone, displays if header == written else None)


class Recounting:
    """Holds each segment to its body, and what is derived from it to both."""

    def __init__(self, findings: Findings, sums: DaySums, sent: DaySums) -> None:
        self._findings = findings
        self._sums = sums
        self._sent = sent
        self._bodies = Bodies(findings)
        self.displays = 0

    def begin(self, connection: Connection) -> None:
        """What is stored of the days, at the moment the verdict speaks of."""
        for rows in _days_of(connection, ROLLUP, ("shown", "acked", "on_air_ms")):
            self._sums.store(rows)
        for rows in _days_of(connection, SENT_ONLY, ("0", "displays", "on_air_ms")):
            self._sent.store(rows)

    def segments(self, rows: list[Raw], notices: Mapping[object, Mapping[tuple[str, bool], Raw]]) -> None:
        """A batch of segments, with what ``segment_notice`` says of each."""
        for row in rows:
            found = self._bodies.read("segment", row[0], row[_AT["header"]], row[_AT["body"]])
            if found is not None:
                self._hold(row, found, notices.get(row[0], {}))

    def open_hours(self, connection: Connection) -> None:
        """The hours in progress."""
        for row in raw(connection, OPEN_SEGMENT, "ORDER BY sign"):
            sign, header, body = (row[_OPEN_AT[name]] for name in ("sign", "header", "body"))
            found = self._bodies.read("open_segment", sign, header, body)
            if found is not None:
                self._hold_open(row, found)

    def end(self) -> None:
        """Whether the days are the sums of what was read."""
        for (sign, notice, day, practice), _ in self._sums.different():
            self._findings.report("rollup_differs", "rollup", f"{sign} {notice} {practice} {day}")
        for (sign, notice, day, practice), _ in self._sent.different():
            self._findings.report("rollup_differs", "sent_only", f"{sign} {notice} {practice} {day}")

    def _hold(self, row: Raw, found: Recount, notices: Mapping[tuple[str, bool], Raw]) -> None:
        number, sign, from_ms, _, *counts = row[:7]
        where = _storable(sign)
        self.displays += found.total[0]
        if found.first_ms != from_ms:
            self._findings.report("segment_start", "segment", number)
        if (*counts,) != found.total:
            self._findings.report("segment_counts", "segment", number)
        if notices != found.notices:
            self._findings.report("notices_differ", "segment_notice", number)
        for (notice, practice, day), sums in found.days.items():
            self._sums.add(where, notice, day, practice, sums)
        for (notice, practice, day), sums in found.sent.items():
            self._sent.add(where, notice, day, practice, sums)

    def _hold_open(self, row: Raw, found: Recount) -> None:
        sign, from_ms, beat = (row[_OPEN_AT[name]] for name in ("sign", "from_ms", "heartbeat_ms"))
        self.displays += found.total[0]
        if found.first_ms is None or found.first_ms != from_ms:
            self._findings.report("segment_start", "open_segment", sign)
        elif not _lies_within(beat, found):
            self._findings.report("open_beat", "open_segment", sign)
        if (row[_OPEN_AT["shown"]], row[_OPEN_AT["acked"]]) != found.total[:2]:
            self._findings.report("segment_counts", "open_segment", sign)


def _days_of(connection: Connection, table: Table, sums: tuple[str, ...]) -> Iterator[list[Raw]]:
    """The stored sums, some at a time; where one holds text that is none, all as bytes it can be named by."""
    names = ("sign", "notice", "day", "practice", *sums)
    try:
        yield from batches(connection, f"SELECT {', '.join(names)} FROM {table.name}")  # noqa: S608 - names of ours
    except UNREAD:
        yield [[*map(_storable, row)] for row in by_bytes(connection, table.name, names)]


def _storable(value: Any) -> Any:
    """Text that is none, as its bytes."""
    if not isinstance(value, str):
        return value
    text = value.encode("utf-8", "surrogateescape")
    return value if text == value.encode("utf-8", "replace") else text


def notices_between(connection: Connection, first: object, last: object) -> dict[object, dict[Any, Raw]]:
    """What ``segment_notice`` says of the segments after ``first`` up to ``last``."""
    found: dict[object, dict[Any, Raw]] = defaultdict(dict)
    for row in raw(
        connection, SEGMENT_NOTICE, "WHERE segment > :first AND segment <= :last", first=first, last=last
    ):
        found[row[0]][row[1], row[2]] = row[3:]
    return found


def _lies_within(beat: object, found: Recount) -> bool:
    """A stretch in progress was last looked after in it, after what began in it (R15: a clock may step)."""
    if not isinstance(beat, int) or found.first_ms is None or found.last_start_ms is None:
        return False
    last = found.first_ms + LONGEST_MS + STEP_MS
    return max(found.last_start_ms, found.last_ms or 0) - STEP_MS <= beat < last


def orphans(connection: Connection, last: int) -> Iterator[object]:
    """Numbers in ``segment_notice`` that no segment up to the last one can have."""
    rows = batches(
        connection,
        "SELECT segment FROM segment_notice WHERE segment > :last OR segment < 1 ORDER BY segment LIMIT 1",
        last=last,
    )
    return (row[0] for batch in rows for row in batch)
