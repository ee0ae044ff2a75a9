"""Recompute the record from its facts and name the first row that does not hold.

Quick: both chains over every stored column, the hash of every body, and every seal
against its event; nothing is unpacked. Deep, besides: every body is counted again and
held to its row, ``segment_notice`` and ``rollup``. ``also`` adds the rest, such as the
database's own file (``storage``), and what stands above the ledger; ``audits`` says which.

A verdict speaks of one moment: the ends of both chains and what is derived are read
together first, then everything up to there in short reads, while the publisher goes
on writing. What no chain can show is in ``chain``; ``heads``, hashes held outside, do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, Table
from sqlmodel import Session

from ledctl.db import Database
from ledctl.ledger.checking.derived import Recounting, notices_between, orphans
from ledctl.ledger.checking.links import Chain, Holds
from ledctl.ledger.checking.problems import Findings, Problem, problem
from ledctl.ledger.checking.rawrows import DAMAGE, Raw, numbered, raw, why_of
from ledctl.ledger.checking.seals import Seal, Sealed, Seals
from ledctl.ledger.checking.sums import DaySums
from ledctl.ledger.disposed import in_their_place
from ledctl.ledger.model import EVENT, SEGMENT
from ledctl.ledger.sealing import SEALED
from ledctl.ledger.unanchored import Unanchored

__all__ = ["Check", "Head", "Problem", "Verdict", "problem", "verify"]


@dataclass(frozen=True, slots=True)
class Head:
    """A row of a chain whose hash is held outside of the machine: ``chain`` is ``event`` or ``segment``."""

    chain: str
    key: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked and what was found; of each kind of problem, the first row.

    ``heads`` are the ends of both chains as they were recomputed, for whoever keeps them;
    ``not_yet_anchored`` is what no checkpoint covers that counts, where somebody asked.
    """

    events: int
    segments: int
    displays: int
    problems: tuple[Problem, ...]
    deep: bool = True
    seconds: float = field(default=0.0, compare=False)
    heads: tuple[Head, ...] = field(default=(), compare=False)
    not_yet_anchored: Unanchored | None = field(default=None, compare=False)

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``verify --json``."""
        return {"ok": self.ok, **asdict(self), "seconds": round(self.seconds, 3)}


Check = Callable[[Session], Iterable[Problem]]
"""Compares tables the ledger does not know with the events that tell of them."""

_TEXT, _NUMBER = Holds.TEXT, Holds.NUMBER
EVENT_COLUMNS = {
    "seq": _NUMBER,
    "at": _TEXT,
    "kind": _TEXT,
    "actor": _TEXT,
    "via": _TEXT,
    "cause": _TEXT,
    "notice": Holds.TEXT_OR_NONE,
    "sign": Holds.TEXT_OR_NONE,
    "practice": Holds.TRUTH,
    "payload": _TEXT,
}
SEGMENT_COLUMNS = {
    "id": _NUMBER,
    "sign": _TEXT,
    "from_ms": _NUMBER,
    "to_ms": _NUMBER,
    "shown": _NUMBER,
    "acked": _NUMBER,
    "on_air_ms": _NUMBER,
    "header": _TEXT,
    "body": Holds.BYTES,
}


def verify(
    database: Database, also: Iterable[Check] = (), *, heads: Iterable[Head] = (), quick: bool = False
) -> Verdict:
    """Check everything; see the module for what that is. ``also``: what stands above the ledger adds."""
    began, findings = time.monotonic(), Findings()
    with DaySums() as sums, DaySums() as sent:
        walk = _Walk(database, findings, Recounting(findings, sums, sent), [*heads], deep=not quick)
        walk.go(also)
        return Verdict(
            walk.events,
            walk.segments,
            walk.recounting.displays,
            tuple(findings),
            not quick,
            time.monotonic() - began,
            tuple(Head(name, chain.key, chain.head) for name, chain in walk.chains.items() if chain.key),
        )


class _Walk:
    """One verification, from the beginning of both chains to where they ended when it began."""

    def __init__(
        self,
        database: Database,
        findings: Findings,
        recounting: Recounting,
        heads: list[Head],
        *,
        deep: bool,
    ) -> None:
        self._database = database
        self._findings = findings
        self._heads = heads
        self._deep = deep
        self.recounting = recounting
        self.chains = {"event": Chain(EVENT_COLUMNS), "segment": Chain(SEGMENT_COLUMNS)}
        self.events = self.segments = 0
        self._last_event = self._last_segment = 0

    def go(self, also: Iterable[Check]) -> None:
        with self._surviving("database"), self._database.read() as session:
            self._begin(session.connection())
        for check in also:
            self._ask(check)
        seals = Seals(self._events(), self._findings)
        with self._surviving("segment"):
            self._walk_segments(seals)
        seals.end()  # and with it the events behind the last seal
        if self._deep:
            self.recounting.end()
        for name, chain in self.chains.items():
            self._hold_to_heads(name, chain)

    @contextmanager
    def _surviving(self, table: str) -> Iterator[None]:
        """What the database cannot read is found, and the rest goes on."""
        try:
            yield
        except DAMAGE as error:
            self._findings.report("database_damaged", table, "", why=why_of(error))

    def _begin(self, connection: Connection) -> None:
        self._last_event = self._end_of(connection, EVENT)
        self._last_segment = self._end_of(connection, SEGMENT)
        if self._deep:
            self.recounting.begin(connection)
            self.recounting.open_hours(connection)
            for number in orphans(connection, self._last_segment):
                self._findings.report("notices_orphan", "segment_notice", number)

    def _end_of(self, connection: Connection, table: Table) -> int:
        """The largest number; one that is none is a finding, because no walk by numbers meets it."""
        key = table.c[0]
        if connection.dialect.name == "sqlite":
            strange = raw(connection, table, f"WHERE typeof({key.name}) <> 'integer' LIMIT 1")
            for row in strange:
                self._findings.report("row_no_number", table.name, row[0])
        rows = raw(connection, table, f"WHERE {key.name} < 9e18 ORDER BY {key.name} DESC LIMIT 1")
        return int(rows[0][0]) if rows else 0

    def _ask(self, check: Check) -> None:
        with self._surviving(_name_of(check)), self._database.read() as session:
            for found in check(session):
                self._findings.add(found)

    def _events(self) -> Iterator[Seal]:
        """Walks the events as far as the seals are asked for: both chains are read once, side by side."""
        with self._surviving("event"):
            for rows in numbered(self._database, EVENT, self._last_event):
                self.events += len(rows)
                self._walk_on("event", rows)
                yield from [Seal(row[0], row[7], row[9]) for row in rows if row[2] == SEALED]

    def _walk_segments(self, seals: Seals) -> None:
        done = 0
        for stored in numbered(self._database, SEGMENT, self._last_segment):
            rows = self._with_gone(stored)
            self.segments += len(rows)
            self._walk_on("segment", rows)
            seals.hold([Sealed._make((*row[:8], row[-1])) for row in rows])
            if self._deep:
                self._recount(done, rows)
            done = rows[-1][0]

    def _with_gone(self, rows: list[Raw]) -> list[Raw]:
        with self._database.engine.connect() as connection:
            return in_their_place(connection, rows)

    def _recount(self, done: int, rows: list[Raw]) -> None:
        with self._database.engine.connect() as connection:
            notices = notices_between(connection, done, rows[-1][0])
        self.recounting.segments(rows, notices)
        for number in sorted(notices.keys() - {row[0] for row in rows}, key=str)[:1]:
            self._findings.report("notices_orphan", "segment_notice", number)

    def _walk_on(self, table: str, rows: list[Raw]) -> None:
        chain = self.chains[table]
        anchored = [head for head in self._heads if head.chain == table and _is_among(head.key, rows)]
        for head in anchored:
            stored = next((row[-1] for row in rows if row[0] == head.key), None)
            if stored is not None and stored != head.hash:
                self._findings.report("chain_rewritten", table, head.key)
        if chain.broken is None:
            chain.walk(rows)
            if bad := chain.broken:
                self._findings.report(bad.code, table, bad.key, next=bad.next)

    def _hold_to_heads(self, table: str, chain: Chain) -> None:
        """No row up to a hash held outside may be gone; where the chain broke, that is told already."""
        last = self._last_event if table == "event" else self._last_segment
        for head in self._heads:
            if head.chain == table and head.key > last:
                self._findings.report("chain_cut", table, last + 1, least=head.key)


def _is_among(key: int, rows: list[Raw]) -> bool:
    first, last = rows[0][0], rows[-1][0]
    return isinstance(first, int) and isinstance(last, int) and first <= key <= last


def _name_of(check: Check) -> str:
    return getattr(check, "__name__", "database").removeprefix("check_")
