"""The events that tell of the sealing of given segments, found without an index on what they say.

A segment and its event are written in one transaction, so both stand in the same
order; the next one wanted is nearly always among the next few, and else it is
found by halving. In a record somebody tampered with it may be found nowhere: then
it is not given, and whoever checks sees that it is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from ledctl.db import Database
from ledctl.ledger.exporting.rows import rows_as_dicts, stored
from ledctl.ledger.model import EVENT

AHEAD = 100

_SEALS = select(*stored(EVENT)).where(EVENT.c.kind == "segment_sealed").order_by(EVENT.c.seq)


def seals_of(database: Database, segments: Sequence[int], last: int) -> Iterator[Mapping[str, Any]]:
    """The sealing events of these segments (ascending) up to event ``last``, in order."""
    near: dict[int, Mapping[str, Any]] = {}
    for segment in segments:
        if segment not in near:
            with database.read() as session:
                near = _ahead(session, _place(session, segment, last), last)
        if segment in near:
            yield near[segment]


def _place(session: Session, segment: int, last: int) -> int:
    """From which event on the sealing of ``segment`` is the next one."""
    low, high = 1, last
    while low < high:
        middle = (low + high) // 2
        found = rows_as_dicts(session, _SEALS.where(EVENT.c.seq > middle, EVENT.c.seq <= last).limit(1))
        if found and _sealed(found[0]) <= segment:
            low = found[0]["seq"]
        else:
            high = middle
    return low


def _ahead(session: Session, place: int, last: int) -> dict[int, Mapping[str, Any]]:
    query = _SEALS.where(EVENT.c.seq >= place, EVENT.c.seq <= last).limit(AHEAD)
    return {_sealed(row): row for row in rows_as_dicts(session, query)}


def _sealed(row: Mapping[str, Any]) -> int:
    """Which segment the event tells of; 0 for what tells of none."""
    try:
        return int(json.loads(row["payload"])["segment"])
    except (ValueError, TypeError, KeyError):
        return 0
