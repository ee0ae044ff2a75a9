"""How long a notice really stood on each sign, beside what it lost there.

Time on a sign is added up from what segments were sealed with (an index answers for a
year in milliseconds), and says of itself how far it is proven: the weakest receipt
any of its displays had (R22). What a card turned by itself nobody saw: that is given
apart, as an estimate, or not at all where adding it up would take long.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from ledctl.db import Database
from ledctl.ledger.history import displays
from ledctl.ledger.model import EVENT, OPEN_SEGMENT, SEGMENT, SEGMENT_NOTICE
from ledctl.ledger.segments import Result, unpack
from ledctl.reports.shares import Quiet, Share, shares

MOST_SEGMENTS = 24 * 31
"""What a card turned by itself is added up for so many hours of its record, not for a year."""


@dataclass(frozen=True, slots=True)
class Stood:
    """How long a notice stood on a sign: what the sign took, at its weakest proof, and what nobody saw."""

    ms: int
    proof: int
    estimated_ms: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One notice on one sign: what it lost, and how long it stood."""

    share: Share
    stood: Stood

    def as_dict(self) -> dict[str, Any]:
        stood = {"ms": self.stood.ms, "proof": self.stood.proof, "estimated_ms": self.stood.estimated_ms}
        return self.share.as_dict() | {"stood": stood}


def standing(database: Database, notice_id: str, now: datetime, quiet: Quiet) -> list[Standing]:
    """Every sign the notice was ordered for: its windows, its losses, the time it stood."""
    found = shares(database, [notice_id], now, quiet)
    with database.read() as session:
        connection = session.connection()
        shown = _on_air(connection, notice_id)
        proofs = _proofs(connection, notice_id)
    stood = {one.window.sign: shown.get(one.window.sign, (0, 0, 0)) for one in found}
    return [
        Standing(
            one, Stood(stood[sign][0], proofs.get(sign, 0), _estimate(database, notice_id, sign, stood[sign]))
        )
        for one in found
        if (sign := one.window.sign)
    ]


def _on_air(connection: Connection, notice_id: str) -> dict[str, tuple[int, int, int]]:
    """By sign: confirmed milliseconds, displays nobody confirmed, segments they lie in."""
    sums = (
        func.sum(SEGMENT_NOTICE.c.on_air_ms),
        func.sum(SEGMENT_NOTICE.c.shown - SEGMENT_NOTICE.c.acked),
        func.count(),
    )
    query = (
        select(SEGMENT.c.sign, *sums)
        .select_from(SEGMENT_NOTICE.join(SEGMENT, SEGMENT.c.id == SEGMENT_NOTICE.c.segment))
        .where(SEGMENT_NOTICE.c.notice == notice_id)
        .group_by(SEGMENT.c.sign)
    )
    found = {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in connection.execute(query)}
    for row in connection.execute(select(OPEN_SEGMENT)):
        body = unpack(row.body)
        mine = [one for one in body.displays if body.slots[one.slot].notice == notice_id]
        if mine:
            ms = sum((one.end_ms or row.heartbeat_ms) - one.start_ms for one in mine if one.result)
            unseen = sum(one.result is Result.UNKNOWN for one in mine)
            before = found.get(row.sign, (0, 0, 0))
            found[row.sign] = (before[0] + max(0, ms), before[1] + unseen, before[2] + 1)
    return found


def _proofs(connection: Connection, notice_id: str) -> dict[str, int]:
    """By sign: the weakest receipt the notice went up with."""
    query = select(EVENT.c.sign, EVENT.c.payload).where(EVENT.c.notice == notice_id, EVENT.c.kind == "shown")
    found: dict[str, int] = {}
    for row in connection.execute(query):
        proof = int(json.loads(row.payload)["proof"])
        found[row.sign] = min(proof, found.get(row.sign, proof))
    return found


def _estimate(database: Database, notice_id: str, sign: str, counted: tuple[int, int, int]) -> int | None:
    _, unseen, segments = counted
    if not unseen:
        return 0
    if segments > MOST_SEGMENTS:
        return None
    found = displays(database, sign=sign, notice=notice_id)
    return sum(one.known_ms - one.start_ms for one in found if one.result is Result.UNKNOWN)
