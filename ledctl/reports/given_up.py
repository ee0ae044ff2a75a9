"""Stretches of the display log that were given up under a decision: what a list of displays says of them.

Their pages are in no list any more, so whoever asks for those days is told of them: from when until when,
under which disposal, and what they added up to (R30, R35). Told as whole stretches, as they were given up,
also where the days asked for are a part of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ledctl.clock import to_ms
from ledctl.db import Database
from ledctl.ledger.disposed import GoneLog, gone_logs, gone_of
from ledctl.ledger.segments import MAX_MS


def given_up(
    database: Database,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    sign: str | None = None,
    notice: str | None = None,
) -> list[GoneLog]:
    """Those that reach into ``[since, until)``, oldest first; of one notice what it was shown in them."""
    span = to_ms(since) if since else 0, to_ms(until) if until else MAX_MS
    with database.engine.connect() as connection:
        if notice is None:
            return _joined(gone_logs(connection, span, sign))
        found = [one for one in gone_of(connection, notice) if sign in (None, one.sign)]
    return [one for one in found if one.to_ms > span[0] and one.from_ms < span[1]]


def _joined(segments: Iterable[GoneLog]) -> list[GoneLog]:
    """Segments given up together, as one stretch of a sign."""
    found: dict[tuple[str, int], GoneLog] = {}
    for one in segments:
        before = found.get(key := (one.sign, one.disposal))
        found[key] = one if before is None else _both(before, one)
    return [*found.values()]


def _both(before: GoneLog, one: GoneLog) -> GoneLog:
    return replace(
        before,
        to_ms=max(before.to_ms, one.to_ms),
        shown=before.shown + one.shown,
        acked=before.acked + one.acked,
        on_air_ms=before.on_air_ms + one.on_air_ms,
    )
