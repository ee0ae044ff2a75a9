"""What the judge says of blackouts: while one is on nothing is lit, and none that was acknowledged is lost.

Read from the rows alone, not by the program's own reading of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from ledctl.blackout.model import BlackoutEnd, BlackoutRow
from ledctl.clock import from_ms, to_ms
from ledctl.db import Database

if TYPE_CHECKING:
    from tests.faults.judge import Acknowledged, Grace, Lamps

FOREVER = 1 << 60
GLIMPSE_MS = 60
"""What rounding and two processes' looks at one clock may make of nothing."""


def blackouts(database: Database) -> list[tuple[int, int]]:
    """From when until when all signs were ordered dark; a drill is over by itself, whatever happens."""
    with database.read() as session:
        ends = {one.blackout_id: to_ms(one.at) for one in session.execute(select(BlackoutEnd)).scalars()}
        rows = session.execute(select(BlackoutRow)).scalars().all()
    by_itself = {row.id: FOREVER if row.until is None else to_ms(row.until) for row in rows}
    return [(to_ms(row.at), min(ends.get(row.id or 0, FOREVER), by_itself[row.id])) for row in rows]


def lit_in_blackout(database: Database, sign: str, lamps: Lamps, grace: Grace, until: int) -> Iterator[str]:
    """Every stretch in which something was lit though all was ordered dark, once that had time to go."""
    for ordered, lifted in blackouts(database):
        dark_from, dark_to = grace.until(ordered), min(lifted, until)
        for start, end, digest in lamps.spans():
            if digest and min(end, dark_to) - max(start, dark_from) > GLIMPSE_MS:
                at = from_ms(max(start, dark_from)).strftime("%H:%M:%S.%f")[:-3]
                yield f"{sign}: lit {digest[:12]} at {at}, in a blackout"


def lost_blackouts(database: Database, acknowledged: Acknowledged) -> Iterator[str]:
    """Blackouts that were ordered or lifted, people were told, and that are not there."""
    with database.read() as session:
        there = set(session.execute(select(BlackoutRow.id)).scalars())  # type: ignore[call-overload] # a column
        ended = set(session.execute(select(BlackoutEnd.blackout_id)).scalars())  # type: ignore[call-overload] # as above
    for number in sorted(acknowledged.darkened - there):
        yield f"blackout {number} was ordered, and there is none"
    for number in sorted(acknowledged.lifted - ended):
        yield f"blackout {number} was lifted, and is still on"
