"""What stands on one sign, kept from page to page: the publisher's side of the record.

The stretch in progress lives in memory and is put on disk every ``flush_s`` seconds,
so a power cut loses at most that much of the *page count* and never an event; a
row a page would wear out a memory card twenty times as fast (R32). It is sealed
at a full hour once it is worth a row of its own (``FULL``), after twelve hours at
the latest, when a notice goes up or comes down, at a stop, and where the wall
clock jumped: what stood before a jump is ended by the time that truly passed, not
by what the new clock claims (R15).

One recorder for one sign, used by one thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from math import inf
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, event, select
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from ledctl.clock import Clock, to_ms
from ledctl.db import Database
from ledctl.ledger.kinds import Cause
from ledctl.ledger.log import Entry, append
from ledctl.ledger.model import OPEN_SEGMENT
from ledctl.ledger.scribe import Scribe
from ledctl.ledger.sealing import erase_open, open_row, write_open, write_segment
from ledctl.ledger.segments import BadBody, Body, Display, Result, Slot, closed, unpack

HOUR_MS = 3_600_000
FULL = 800  # displays: what a segment costs besides them, some 1,500 bytes, is then under two bytes a display
LONGEST_MS = 12 * HOUR_MS  # a sign that turns a page a minute has as many by then
STEP_MS = 2_000  # a wall clock that moved this much more than time did was set, not read late


def is_due(displays: int, from_ms: int, hour_ms: int) -> bool:
    """Whether a segment with so many displays since then is sealed at that full hour."""
    return displays >= FULL or hour_ms - from_ms > LONGEST_MS - HOUR_MS


@dataclass(slots=True)
class _Stretch:
    """The segment in progress. Only its last display may still stand."""

    slots: dict[Slot, int] = field(default_factory=dict)
    displays: list[Display] = field(default_factory=list)
    on_disk: bool = False
    edge_ms: int = 0
    """The full hour at which it is next asked whether it is to be sealed."""

    @property
    def standing(self) -> bool:
        return bool(self.displays) and self.displays[-1].end_ms is None

    def open(self, slot: Slot, display: Display) -> None:
        if not self.displays:
            self.edge_ms = (display.start_ms // HOUR_MS + 1) * HOUR_MS
        self.displays.append(display._replace(slot=self.slots.setdefault(slot, len(self.slots))))

    def close(self, at_ms: int) -> None:
        self.displays[-1:] = closed(self.displays[-1:], at_ms)

    def rest(self, at_ms: int) -> _Stretch:
        """What goes on after a cut: nothing, or the same page, not counted again."""
        rest = _Stretch()
        if self.standing:
            last = self.displays[-1]
            slot = list(self.slots)[last.slot]
            rest.open(slot, last._replace(start_ms=at_ms, continued=True))
        return rest

    def body(self) -> Body:
        return Body(tuple(self.slots), tuple(self.displays))


class Recorder:
    """The record of one sign while the publisher runs. Times are milliseconds since 1970."""

    def __init__(
        self, database: Database, sign: str, zone: ZoneInfo, clock: Clock, flush_s: float = 60.0
    ) -> None:
        self._database = database
        self._sign = sign
        self._zone = zone
        self._clock = clock
        self._flush_s = flush_s
        self._flushed = clock.monotonic()
        self._offset_ms = self._read_offset()
        self._stretch = _Stretch()
        self._sealed_in: SessionTransaction | None = None
        self.scribe: Scribe | None = None
        """Who puts the stretch in progress on disk from time to time, for many signs at once; none: we do."""

    def started(self, slot: Slot, page: int, at_ms: int, ack_ms: int, result: Result) -> None:
        """A page stands since ``at_ms``; the one before it ended then."""
        self._follow(at_ms)
        self._stretch.close(at_ms)
        self._stretch.open(slot, Display(0, page, at_ms, None, ack_ms, result))

    def ended(self, at_ms: int) -> None:
        """The page that stood was taken away and nothing took its place."""
        self._follow(at_ms)
        self._stretch.close(at_ms)

    def flush(self, *, force: bool = False) -> bool:
        """Put the segment in progress on disk when that is due; call it as often as you like."""
        now = to_ms(self._clock.now())
        self._follow(now, self._offset_of(now))
        if not self._stretch.displays or not (force or self._due()):
            return False
        body = self._stretch.body()
        if self.scribe is not None and self._stretch.on_disk and not force:
            self.scribe.hand_in(open_row(self._sign, body, zone=self._zone, heartbeat_ms=now))
        else:
            with self._database.write() as session:
                self._take_back()
                write_open(session, self._sign, body, zone=self._zone, heartbeat_ms=now)
        self._stretch.on_disk = True
        self._flushed = self._clock.monotonic()
        return True

    def seal(self, at_ms: int, why: str, session: Session | None = None) -> None:
        """Close the segment at ``at_ms``; a page that still stands goes on in the next one.

        In a caller's ``session`` the recorder moves on when that transaction is
        committed; if it fails, nothing was forgotten. Commit before the next call.
        """
        if session is None:  # within a caller's transaction nobody else can write: no other seal there
            self._follow(at_ms)
        self._cut(at_ms, why, resume_ms=at_ms, session=session)

    def recover(self, now: datetime) -> Entry | None:
        """Seal what a power cut left behind, up to its last heartbeat, and name the gap."""
        with self._database.write() as session:
            query = select(OPEN_SEGMENT).where(OPEN_SEGMENT.c.sign == self._sign)
            row = session.connection().execute(query).first()
            return None if row is None else self._seal_left_over(session, row, now)

    def _seal_left_over(self, session: Session, row: Row[Any], now: datetime) -> Entry:
        unreadable = self._seal_if_readable(session, row, now)
        erase_open(session, self._sign)
        return append(
            session,
            kind="unclean_stop",
            at=now,
            actor="system",
            cause=Cause.START,
            sign=self._sign,
            heartbeat_ms=row.heartbeat_ms,
            gap_ms=max(0, to_ms(now) - row.heartbeat_ms),
            unreadable=unreadable,
            body_sha256=sha256(row.body).hexdigest(),
        )

    def _seal_if_readable(self, session: Session, row: Row[Any], now: datetime) -> str:
        try:
            body = unpack(row.body)
        except BadBody as error:  # named in the event, not fatal: the rest of the record goes on (R31)
            return str(error)
        ended = Body(body.slots, closed(body.displays, row.heartbeat_ms))
        span = (row.from_ms, max(row.heartbeat_ms, row.from_ms))
        write_segment(session, self._sign, ended, zone=self._zone, span=span, why="unclean_stop", at=now)
        return ""

    def _follow(self, at_ms: int, offset: int | None = None) -> None:
        """Catch up with the clock: a jump closes the segment, and so does a full hour when it is worth it."""
        offset = self._read_offset() if offset is None else offset
        step, self._offset_ms = offset - self._offset_ms, offset
        if abs(step) > STEP_MS:
            self._cut(at_ms - step, "clock_step", resume_ms=at_ms)
        while self._stretch.displays and at_ms >= self._stretch.edge_ms:
            edge = self._stretch.edge_ms
            if is_due(len(self._stretch.displays), self._stretch.displays[0].start_ms, edge):
                self._cut(edge, "hour", resume_ms=edge)
            else:
                self._stretch.edge_ms = edge + HOUR_MS

    def _cut(self, at_ms: int, why: str, *, resume_ms: int, session: Session | None = None) -> None:
        if not self._stretch.displays:
            return
        if session is not None:
            self._seal_in(session, at_ms, why, resume_ms)
        else:
            with self._database.write() as own:
                self._seal_in(own, at_ms, why, resume_ms)

    def _seal_in(self, session: Session, at_ms: int, why: str, resume_ms: int) -> None:
        if self._sealed_in is (transaction := session.get_transaction()) is not None:
            return  # two take-downs in one transaction seal once
        stretch, rest = self._stretch, self._stretch.rest(resume_ms)
        body = Body(tuple(stretch.slots), closed(stretch.displays, at_ms))
        ends = [display.end_ms or 0 for display in body.displays]
        span = (body.displays[0].start_ms, max(at_ms, *ends))
        now = self._clock.now()
        write_segment(session, self._sign, body, zone=self._zone, span=span, why=why, at=now)
        self._take_back()
        if stretch.on_disk:
            self._put_in_place(session, rest, resume_ms)

        def advance(_session: Session) -> None:
            self._stretch = rest
            if rest.on_disk:
                self._flushed = self._clock.monotonic()

        event.listen(session, "after_commit", advance, once=True)
        self._sealed_in = transaction

    def _put_in_place(self, session: Session, rest: _Stretch, at_ms: int) -> None:
        """What goes on is on disk with the seal: at a full hour no sign needs a second commit."""
        if rest.displays:
            write_open(session, self._sign, rest.body(), zone=self._zone, heartbeat_ms=at_ms)
            rest.on_disk = True
        else:
            erase_open(session, self._sign)

    def _take_back(self) -> None:
        """Within a transaction that writes something newer; should that fail, it is due again at once."""
        if self.scribe is not None and self.scribe.take_back(self._sign):
            self._flushed = -inf

    def _due(self) -> bool:
        # a segment not on disk yet is due at once: until then a power cut would leave no trace of it
        return not self._stretch.on_disk or self._clock.monotonic() - self._flushed >= self._flush_s

    def _read_offset(self) -> int:
        """How far wall time is ahead of passing time; it changes only when the clock is set."""
        return self._offset_of(to_ms(self._clock.now()))

    def _offset_of(self, now_ms: int) -> int:
        return now_ms - int(self._clock.monotonic() * 1000)
