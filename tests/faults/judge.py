"""The judge: what a sign really lit, held against what was approved and what the record claims.

``Lamps`` is somebody who stands in front of the sign and writes down every change.
From that, and from the site's database alone, ``judge`` says what is wrong:

* a frame was lit that no approval bound, or outside its window (R1, R3);
* the record claims a page at a time at which the lamps showed something else (R10);
* it was lit while a blackout kept all dark (``darkness.py``);
* an approval, a withdrawal, a blackout or its end that was acknowledged is not there any more (R11);
* the chain, the segments or the sums do not hold (``verify``);
* time passed of which the record says nothing, neither what stood nor that it is not known (R15, R30).

Not here: what goes wrong (one module a class), and whether the right page is lit
*now*, which only whoever drives the run can wait for (``pages_due``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import select

from drivers.base import Frame
from ledctl.clock import from_ms, to_ms
from ledctl.db import Database
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.history import Shown, displays
from ledctl.ledger.outages import gaps
from ledctl.ledger.segments import Result
from ledctl.notices.frames import unpack
from ledctl.notices.model import DisplayOrder, OrderStop, StoredProgram
from tests.faults.darkness import blackouts, lit_in_blackout, lost_blackouts

FOREVER = 1 << 60
ROUND_MS = 60
"""Two processes read one clock and round it, and a thread that looks may be late by so much."""

LEVELS = ("idle", "normal", "high", "emergency")
"""Who makes whom wait; said once more, so that the judge does not ask the accused."""

Span = tuple[int, int]


@dataclass(slots=True)
class Lamps:
    """One sign, watched: each change with its time in milliseconds since 1970; ``""`` is dark."""

    changes: list[tuple[int, str]] = field(default_factory=list)

    def note(self, at_ms: int, frame: Frame) -> None:
        """What is lit now; the same again is no change."""
        digest = frame.digest if any(frame.data) else ""
        if not self.changes or self.changes[-1][1] != digest:
            self.changes.append((at_ms, digest))

    @property
    def now(self) -> str:
        return self.changes[-1][1] if self.changes else ""

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """``[from, to)`` and what was lit, oldest first; the last is not over."""
        for (start, digest), (end, _) in pairwise([*self.changes, (FOREVER, "")]):
            yield start, end, digest

    def of(self, digest: str) -> list[Span]:
        return [(start, end) for start, end, lit in self.spans() if lit == digest]


@dataclass(frozen=True, slots=True)
class Grace:
    """How far lamps and record may lawfully be apart, in milliseconds.

    ``leave``: until what is over has left a sign whose publisher is there. ``absent``: when it was not;
    what is over stays until it is back, or until the card clears itself. ``blind``: how long after a card
    lost its picture the publisher may not have noticed.
    """

    leave: int = 1000
    blind: int = 0
    absent: tuple[Span, ...] = ()

    def until(self, end: int) -> int:
        """The latest instant at which something over since ``end`` may stand."""
        for gone, back in self.absent:
            if gone < end + self.leave and back > end:
                end = back
        return end + self.leave


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What people were told is done: notices approved and taken back, blackouts ordered and lifted."""

    approved: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    darkened: frozenset[int] = frozenset()
    lifted: frozenset[int] = frozenset()


def judge(
    database: Database,
    sign: str,
    lamps: Lamps,
    *,
    grace: Grace,
    acknowledged: Acknowledged,
    since: int,
    until: int,
    least: str = LEVELS[0],
) -> list[str]:
    """Everything that is wrong, a sentence each; empty = all is well.

    ``least``: what the sign's quiet hours let through, if it has them all the while.
    """
    verdict = verify(database)
    return [
        *(f"the record does not hold: {problem}" for problem in verdict.problems),
        *unapproved(database, sign, lamps, grace, until, least),
        *lit_in_blackout(database, sign, lamps, grace, until),
        *overclaimed(database, sign, lamps, grace.blind),
        *lost(database, acknowledged),
        *lost_blackouts(database, acknowledged),
        *gaps_of(database, sign, since, until),
    ]


# -- the lamps against the approvals ----------------------------------------------------------------


def unapproved(
    database: Database, sign: str, lamps: Lamps, grace: Grace, until: int, least: str
) -> Iterator[str]:
    """Every stretch in which something was lit that no approval allowed then."""
    allowed = windows(database, sign, grace, least)
    for start, end, digest in lamps.spans():
        if not digest:
            continue
        if digest not in allowed:
            yield f"{sign}: lit {digest[:12]} at {_say(start)}, which nobody approved"
        elif not _covers(allowed[digest], start, min(end, until)):
            stretch = f"from {_say(start)} to {_say(min(end, until))}"
            yield f"{sign}: lit {digest[:12]} {stretch}, out of its window"


def windows(database: Database, sign: str, grace: Grace, least: str) -> dict[str, list[Span]]:
    """For every approved frame the stretches in which it may be lit, joined where they meet."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for order, stopped, pages in orders(database, sign, least):
        end = min(to_ms(order.ends_at), stopped)
        for digest in set(pages):
            found[digest].append((to_ms(order.starts_at), grace.until(end)))
    return {digest: _joined(spans) for digest, spans in found.items()}


def pages_due(database: Database, sign: str, now: int, *, least: str = LEVELS[0]) -> set[str]:
    """The pages of what may be lit at this instant: of the highest level only, as nothing else may."""
    if any(start <= now < end for start, end in blackouts(database)):
        return set()
    open_now = [
        (order, pages)
        for order, stopped, pages in orders(database, sign, least)
        if to_ms(order.starts_at) <= now < min(to_ms(order.ends_at), stopped)
    ]
    top = max((LEVELS.index(order.urgency) for order, _ in open_now), default=0)
    return {digest for order, pages in open_now if order.urgency == LEVELS[top] for digest in pages}


def orders(
    database: Database, sign: str, least: str = LEVELS[0]
) -> Iterator[tuple[DisplayOrder, int, list[str]]]:
    """Each order of a sign from this level on, when it was stopped, and the digests of its pages."""
    with database.read() as session:
        found = session.execute(select(DisplayOrder).where(DisplayOrder.sign == sign)).scalars().all()  # type: ignore[arg-type] # a column
        stops = {stop.order_id: to_ms(stop.at) for stop in session.execute(select(OrderStop)).scalars()}
        bodies = {one.digest: one.body for one in session.execute(select(StoredProgram)).scalars()}
    levels = LEVELS[LEVELS.index(least) :]
    for order in [one for one in found if one.urgency in levels]:
        program = unpack(bodies[order.program_digest], digest=order.program_digest)
        yield order, stops.get(order.id, FOREVER), [page.frame.digest for page in program.pages]


# -- the record against the lamps -------------------------------------------------------------------


def overclaimed(database: Database, sign: str, lamps: Lamps, blind: int) -> Iterator[str]:
    """Every confirmed display that the lamps did not show for as long as it says."""
    shown = list(displays(database, sign=sign))
    pages = {order.program_digest: digests for order, _, digests in orders(database, sign)}
    for display, after in pairwise([*shown, None]):
        assert display is not None
        late = blind + ROUND_MS + (after.ack_ms if after is not None else 0)
        start, end = display.start_ms + ROUND_MS, display.known_ms - late
        if display.result is not Result.ACKED or display.known_ms == display.start_ms:
            continue
        digest = pages[display.slot.program][display.page]
        if not _covers(lamps.of(digest), start, max(start, end)):
            yield f"{sign}: the record claims {_claim(display)}, and the lamps did not show it"


def lost(database: Database, acknowledged: Acknowledged) -> Iterator[str]:
    """What was acknowledged and is not there."""
    with database.read() as session:
        there: defaultdict[str, list[int | None]] = defaultdict(list)
        for order in session.execute(select(DisplayOrder)).scalars():
            there[order.notice_id].append(order.id)
        stopped = {stop.order_id for stop in session.execute(select(OrderStop)).scalars()}
    for notice in sorted(acknowledged.approved - there.keys()):
        yield f"{notice} was approved, and there is no order"
    for notice in sorted(acknowledged.withdrawn & there.keys()):
        if not stopped.issuperset(there[notice]):
            yield f"{notice} was taken back, and an order of it is not stopped"


# -- the record against time ------------------------------------------------------------------------


def gaps_of(database: Database, sign: str, since: int, until: int) -> list[str]:
    """Stretches of which the record says nothing at all: neither what stood nor that nobody knows."""
    return [
        f"{sign}: the record says nothing of {_say(gap.start_ms)} to {_say(gap.end_ms)}"
        for gap in gaps(database, sign, from_ms(since), from_ms(until))
    ]


# -- spans ------------------------------------------------------------------------------------------


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as possible, oldest first."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + ROUND_MS:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _covers(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the spans holds the whole of ``[start, end)``, give or take a rounding."""
    place = bisect_right(spans, (start + ROUND_MS, FOREVER)) - 1
    return place >= 0 and spans[place][0] <= start + ROUND_MS and spans[place][1] >= end - ROUND_MS


def _say(ms: int) -> str:
    return "the end" if ms >= FOREVER else from_ms(ms).strftime("%H:%M:%S.%f")[:-3]


def _claim(shown: Shown) -> str:
    what = f"page {shown.page + 1} of {shown.slot.notice}"
    return f"{what} from {_say(shown.start_ms)} to {_say(shown.known_ms)}"
