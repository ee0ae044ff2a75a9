"""The displays as people ask for them: one row for one page standing once, newest first.

The ledger cuts a standing page at every seal; here the pieces are one again. What was given up of them
after its time is told by ``given_up``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from ledctl.clock import from_ms, stamp
from ledctl.db import Database
from ledctl.ledger.history import Shown, displays
from ledctl.ledger.segments import Result


@dataclass(frozen=True, slots=True)
class DisplayRow:
    """One display. ``end`` is ``None`` while it stands; ``page`` counts from 0."""

    sign: str
    notice: str
    version: int
    title: str
    category: str
    page: int
    pages: int
    start: datetime
    end: datetime | None
    known_until: datetime
    proof: int
    acknowledged: bool
    cause: str
    approver: str
    program: str
    practice: bool

    @property
    def seconds(self) -> float:
        """How long it stood, as far as is on record."""
        return ((self.end or self.known_until) - self.start).total_seconds()

    def as_dict(self) -> dict[str, object]:
        """The stable shape of ``history --json``; pages count from 1 there."""
        return {
            "sign": self.sign,
            "notice": self.notice,
            "version": self.version,
            "title": self.title,
            "category": self.category,
            "page": self.page + 1,
            "pages": self.pages,
            "start": stamp(self.start),
            "end": stamp(self.end) if self.end else None,
            "seconds": round(self.seconds, 3),
            "proof": self.proof,
            "acknowledged": self.acknowledged,
            "cause": self.cause,
            "approver": self.approver,
            "program": self.program,
            "practice": self.practice,
        }


class Wanted(TypedDict, total=False):
    """Which displays: of ``[since, until)``, of one sign, of one notice."""

    since: datetime | None
    until: datetime | None
    sign: str | None
    notice: str | None


def listing(
    database: Database,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    sign: str | None = None,
    notice: str | None = None,
    limit: int = 1000,
) -> list[DisplayRow]:
    """At most ``limit`` displays of ``[since, until)``, newest first."""
    found = displays(database, since=since, until=until, sign=sign, notice=notice, newest=True)
    rows: list[DisplayRow] = []
    for row in _joined(found):
        rows.append(row)
        if len(rows) == limit:
            break
    return rows


def _joined(newest_first: Iterable[Shown]) -> Iterator[DisplayRow]:
    """Whole displays: a piece that goes on from the segment before waits for its beginning."""
    later: dict[str, Shown] = {}
    for shown in newest_first:
        tail = later.pop(shown.sign, None)
        if tail is not None and not _goes_on(shown, tail):
            yield _row(tail, tail)  # its beginning lies outside what was asked for
            tail = None
        if shown.continued:
            later[shown.sign] = shown if tail is None else _spanning(shown, tail)
        else:
            yield _row(shown, tail or shown)
    yield from (_row(tail, tail) for tail in later.values())


def _goes_on(first: Shown, tail: Shown) -> bool:
    return first.slot.order == tail.slot.order and first.page == tail.page and first.end_ms == tail.start_ms


def _spanning(first: Shown, tail: Shown) -> Shown:
    """The beginning of one piece with the end of the next."""
    return Shown(
        first.sign, first.segment, first.slot, first.page, first.start_ms, tail.end_ms, tail.known_ms,
        first.ack_ms, first.result, first.continued,
    )  # fmt: skip


def _row(first: Shown, last: Shown) -> DisplayRow:
    slot = first.slot
    return DisplayRow(
        sign=first.sign,
        notice=slot.notice,
        version=slot.version,
        title=slot.title,
        category=slot.category,
        page=first.page,
        pages=slot.pages,
        start=from_ms(first.start_ms),
        end=None if last.end_ms is None else from_ms(last.end_ms),
        known_until=from_ms(last.known_ms),
        proof=slot.proof,
        acknowledged=first.result is Result.ACKED,
        cause=slot.cause,
        approver=slot.approver,
        program=slot.program,
        practice=slot.practice,
    )
