"""A month at the gate, simulated: three notices a day, a reboot every night, thousands of page turns.

The real desk, worker, recorder and SQLite on a clock that is told the time; the sign is
memory that outlives the publisher, as a card does, and goes dark by itself when nobody speaks
to it. Half of the reboots are a stop, half a kill with no word: what the worker knew is gone,
the office is in another process and goes on. Beside it a judge who knows
only what was approved and withdrawn, and looks at the lamps after every step (R1, R10, R16,
R20, R21); at the end the record is compared with what the sign took (R24: a soak test).

``run(seed, runs)``: ``runs`` days, each one run.
"""

from __future__ import annotations

import gc
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from drivers.base import Frame, Panel, Receipt
from drivers.virtual import VirtualSign
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.log import events
from ledctl.ledger.model import ROLLUP
from ledctl.playlists.choose import level_of
from ledctl.publishing.changes import Changes
from ledctl.publishing.worker import SignWorker
from ledctl.sites import init_site
from ledctl.station import open_station
from tests.conftest import GATE, QUICK
from tests.publishing.office import actor, make_worker, short_notice

DAYS = 31
BEGINS = datetime(2026, 12, 9, 16, 0, tzinfo=UTC)
"""Midnight in Shanghai; the month ends in another year."""
LIFE_S = 120
BUSY = (timedelta(hours=8), timedelta(hours=8, minutes=20))
"""Every page is turned at its very time then; at other times there is a round in STEP_S."""
STEP_S = 55.0
FLUSH_S = 900.0
"""A month of commits every minute would wear this machine's disk and show nothing more."""
MOST_GROWTH = 64 * 1024
"""Bytes a day that are no leak: caches that are not full yet."""
URGENCIES = ("normal", "normal", "normal", "high", "emergency")


class GateSign(VirtualSign):
    """Memory that is there before and after the process that writes to it."""

    def __init__(self, panel: Panel, clock: FrozenClock) -> None:
        self.taken = 0
        self.strange = 0
        self.known: set[str] = set()
        super().__init__(panel, clock=clock.monotonic)

    def reopen(self) -> None:
        self._closed = False

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        self.taken += 1
        self.strange += frame.digest not in self.known
        return super()._show(frame, life_s)


@dataclass
class Approved:
    """What the judge knows of a notice."""

    pages: frozenset[str]
    """The digests of its frames."""
    start: datetime
    end: datetime
    level: int

    def runs_at(self, now: datetime) -> bool:
        return self.start <= now < self.end


@dataclass
class Judge:
    """Which frames may be lit now, from the approvals and withdrawals alone."""

    notices: dict[str, Approved] = field(default_factory=dict)
    due: set[str] = field(default_factory=set)
    """Those that had to be on the sign at some time."""

    def is_right(self, lit: Frame, now: datetime) -> bool:
        running = {name: one for name, one in self.notices.items() if one.runs_at(now)}
        top = max((one.level for one in running.values()), default=0)
        best = {name: one for name, one in running.items() if one.level == top}
        self.due |= best.keys() if len(best) == 1 else set()  # of several, each has its turn later
        if not best:
            return not any(lit.data)
        digest = lit.digest
        return any(digest in one.pages for one in best.values())


@dataclass
class Gate:
    """The town for a month."""

    site: Path
    random: Random
    clock: FrozenClock = field(default_factory=lambda: FrozenClock(BEGINS))
    judge: Judge = field(default_factory=Judge)
    steps: int = 0
    wrong: list[datetime] = field(default_factory=list)
    traced: list[int] = field(default_factory=list)
    """Bytes held after each of the last days."""

    def __post_init__(self) -> None:
        cheap = Passwords(QUICK())
        self.station = open_station(self.site, clock=self.clock, passwords=cheap)
        self.sign = GateSign(self.station.settings.signs["gate"].make_panel(), self.clock)
        self._begin()

    # -- a day ------------------------------------------------------------------------------

    def live_a_day(self, number: int) -> None:
        """From midnight to midnight."""
        midnight = BEGINS + timedelta(days=number)
        for at, deed in sorted(self._deeds(number), key=lambda one: one[0]):
            self._pass(midnight, midnight + timedelta(hours=at))
            deed()
            self._step()
        self._pass(midnight, midnight + timedelta(days=1))

    def _deeds(self, number: int) -> Iterator[tuple[float, Callable[[], None]]]:
        """What people do that day, and the power at night, each with its hour."""
        yield self.random.uniform(1, 4), self._reboot
        yield self.random.uniform(8, 18), self._withdraw_any
        for name in (f"N{3 * number + i:03d}" for i in range(3)):
            hour, urgency = self.random.uniform(8, 18), self.random.choice(URGENCIES)
            yield hour, partial(self._approve, name, urgency)
            if urgency != "normal":  # it makes way again the same day
                yield hour + self.random.uniform(0.5, 3), partial(self._withdraw, name)

    def _pass(self, midnight: datetime, until: datetime) -> None:
        """Let time go on, stepping as the publisher would, though not at every page all day."""
        while (now := self.clock.now()) < until:
            wait = self._step()
            least = 0.01 if BUSY[0] <= now - midnight < BUSY[1] else STEP_S
            self.clock.advance(min(max(wait, least), (until - now).total_seconds()))
        self._step()

    def _step(self) -> float:
        self.changes.look()
        wait = self.worker.step()
        self.steps += 1
        if not self.judge.is_right(self.sign.current, self.clock.now()):
            self.wrong.append(self.clock.now())
        return wait

    # -- what happens -------------------------------------------------------------------------

    def _approve(self, name: str, urgency: str) -> None:
        desk, hours = self.station.desk, 0 if urgency != "normal" else self.random.choice([0, 0, 7, 20])
        start = self.clock.now() + timedelta(hours=hours) if hours else None
        desk.draft(actor("drafter"), short_notice(name, urgency=urgency, start=start))
        desk.submit(actor("drafter"), name)
        desk.review(actor("reviewer"), name, "pass")
        desk.secrecy(actor("secrecy_reviewer"), name, "pass")
        bound = desk.approve(actor("approver"), name)
        pages = frozenset(page.frame.digest for page in bound.programs["gate"].pages)
        self.sign.known |= pages
        window = bound.window
        self.judge.notices[name] = Approved(pages, window.start, window.end, level_of(urgency))

    def _withdraw(self, name: str) -> None:
        if self.judge.notices[name].end > self.clock.now():
            self.station.desk.withdraw(actor("approver"), name, "内容有误")
            self.judge.notices[name].end = self.clock.now()

    def _withdraw_any(self) -> None:
        """Often the notice that stands."""
        now = self.clock.now()
        if running := [name for name, one in self.judge.notices.items() if one.runs_at(now)]:
            self._withdraw(self.random.choice(running))

    def _reboot(self) -> None:
        """A stop, or a kill; then the power is off for a while."""
        if self.random.random() < 0.5:
            self.worker.stop()
        self.clock.advance(self.random.choice([2.0, 40.0, 900.0]))
        self.sign.reopen()
        self._begin()

    def _begin(self) -> None:
        """As the publisher begins: nothing is known but what the database says."""
        self.worker: SignWorker = make_worker(self.station, self.sign, life_s=LIFE_S)
        self.worker._recorder._flush_s = FLUSH_S
        self.changes = Changes(self.station.database, self.clock, stale_s=5.0)
        self.worker.join(self.changes, rest_s=10.0)

    # -- at the end -----------------------------------------------------------------------------

    def complaints(self) -> list[str]:
        """What was not right, in words; none for a good month."""
        self.worker.stop()
        with self.station.database.read() as session:
            shown = {entry.notice for entry in events(session, kind="shown", limit=100_000)}
            claimed = session.connection().execute(select(func.sum(ROLLUP.c.shown))).scalar_one() or 0
        verdict = verify(self.station.database)
        found = {
            "other pixels than were approved for now": len(self.wrong),
            "frames nobody approved": self.sign.strange,
            "approved notices never shown": len(self.judge.due - shown),
            "displays claimed that the sign did not take": max(0, claimed - self.sign.taken),
            "the chain does not hold": not verdict.ok,
        }
        return [f"{what}: {int(count)}" for what, count in found.items() if count]

    def growth(self) -> float:
        """Bytes a day by which memory grew over the days that were traced."""
        days = len(self.traced) - 1
        return (self.traced[-1] - self.traced[0]) / days if days > 0 else 0.0


@contextmanager
def gate(seed: int) -> Iterator[Gate]:
    """A town in a folder of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ledctl-month-") as folder:
        site = Path(folder) / "site"
        init_site(site)
        (site / "signs.toml").write_text(GATE)
        made = Gate(site, Random(seed))  # noqa: S311 - a month that can be lived again
        try:
            yield made
        finally:
            made.station.close()


def live(town: Gate, days: int) -> None:
    """So many days; over the last third, if that is two, it is noted what is held in memory."""
    try:
        for number in range(days):
            if number == days - max(2, days // 3) and days > 2:
                tracemalloc.start()
            town.live_a_day(number)
            if tracemalloc.is_tracing():
                gc.collect()
                town.traced.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()


def run(seed: int, runs: int, *, report: Callable[[str], None]) -> tuple[int, int]:
    """A month of at most ``runs`` days; how many days were good, and how many complaints there are."""
    days = max(1, min(runs, DAYS))
    with gate(seed) as town:
        live(town, days)
        complaints = town.complaints()
        if (grew := town.growth()) > MOST_GROWTH:
            complaints.append(f"memory grew by {grew:.0f} bytes a day")
        report(f"month: {days} days, {town.steps} rounds, {town.sign.taken} frames, {grew:.0f} bytes a day")
    for complaint in complaints:
        report(f"month, seed {seed}: {complaint}")
    return max(0, days - len(complaints)), len(complaints)
