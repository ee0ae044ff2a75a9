"""``run``: random offices whose machine's clock is set, drifts, and dies, each judged from the facts (R15).

One office is some twenty happenings: approvals, withdrawals, clocks set a day
either way or to 1970, drift, a smeared leap second, kills, power cuts, over year
ends and leap days. After each the lamps are compared with what was approved and
is current by the time that truly passed; at the end the record. A seed repeats.

What the tests below ``tests/publishing`` say in words is not said again here.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from drivers.base import Frame
from ledctl.clock import FrozenClock
from ledctl.errors import Refused
from ledctl.ledger.checking.verify import verify
from ledctl.sites import init_site
from ledctl.station import open_station
from tests.publishing.office import actor, short_notice
from tests.publishing.untrusted import Gate, Wall

DAY = 86_400.0
IN_1970 = datetime(1970, 1, 1, 0, 0, 20, tzinfo=UTC)
BEGINS = (
    datetime(2026, 11, 23, 1, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 15, 59, tzinfo=UTC),
    datetime(2028, 2, 28, 15, 59, tzinfo=UTC),
    datetime(2027, 2, 28, 23, 59, tzinfo=UTC),
    datetime(2030, 12, 31, 23, 58, tzinfo=UTC),
)
SIGNS = """\
[signs.gate]
driver = "virtual"
panel = "64x32"
colour = "dual"
"""
STEPS = 20


def run(seed: int, runs: int, *, report: Callable[[str], None]) -> tuple[int, int]:
    """How many offices passed, and how many failed; ``report`` is told of each that failed."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        model = prepare(Path(folder) / "model")
        for number in range(runs):
            day = Day(seed, number, model, Path(folder) / str(number))
            try:
                day.live()
            except Exception:  # whatever it is: this office failed, and the next is tried
                failed += 1
                report(f"time, seed {seed}, run {number}: {day.story}\n{traceback.format_exc(limit=3)}")
            finally:
                day.end()
    return runs - failed, failed


def prepare(folder: Path) -> Path:
    """A site nobody has used; each office gets a copy."""
    init_site(folder)
    (folder / "signs.toml").write_text(SIGNS)
    open_station(folder, clock=FrozenClock(BEGINS[0])).close()
    return folder


class Day:
    """One office, told by chance what happens to it."""

    def __init__(self, seed: int, number: int, model: Path, folder: Path) -> None:
        self.chance = random.Random(f"{seed}-{number}")  # noqa: S311 - a seed that repeats, no secret
        self.folder = folder
        shutil.copytree(model, folder)
        begin = BEGINS[number % len(BEGINS)]
        self.gate = Gate(folder, Wall(FrozenClock(begin), begin))
        self.pages: dict[str, list[Frame]] = {}
        self.until: dict[str, datetime] = {}
        self.story: list[str] = []

    def live(self) -> None:
        self.approve()
        for _ in range(STEPS):
            happening = self.chance.choice(HAPPENINGS)
            self.story.append(happening.__name__)
            happening(self)
            self.judge()
        self.story.append("set right")
        self.set_right()
        self.judge()
        self.judge_record()

    def end(self) -> None:
        self.gate.die()
        shutil.rmtree(self.folder)

    # -- what may happen ----------------------------------------------------------------------

    def approve(self) -> None:
        """Only while the clock is trusted; else it is refused, and nothing is bound."""
        name, trusted = f"N{len(self.story)}", self.gate.clock.look().is_trusted
        try:
            self.pages[name] = self.gate.office.approve(short_notice(name))
        except Refused:
            assert not trusted
            return
        assert trusted, "approved by a clock nobody trusts"
        self.until[name] = self.gate.office.until[name]
        self.gate.run(1)

    def withdraw(self) -> None:
        if self.current:
            name = self.chance.choice(sorted(self.current))
            self.gate.office.withdraw(name)
            del self.until[name]
            self.gate.run(1)

    def pass_time(self) -> None:
        step = self.chance.choice([0.7, 5, 61, 3_600])
        self.gate.run(step * self.chance.randint(1, 12), step_s=step)

    def jump(self) -> None:
        """While the time is not known a later wall may be taken for right: that is another happening."""
        sizes = [-3_600, -DAY, -400 * DAY]
        if self.gate.clock.look().known:
            sizes += [3_600, DAY, 400 * DAY, 62]
        self.gate.machine.wall.step(self.chance.choice(sizes))
        self.gate.run(2)

    def drift(self) -> None:
        """An hour of poor quartz, or of a leap second smeared over a day."""
        per_million = self.chance.choice([200, -200, 500, 11.6, -11.6])
        for _ in range(60):
            self.gate.machine.wall.step(60 * per_million / 1e6)
            self.gate.run(60, step_s=60)

    def kill(self) -> None:
        self.gate.restart()

    def cut_power(self) -> None:
        """The clock of the machine survives it, or does not."""
        machine = self.gate.machine
        right = machine.wall.now() >= self.gate.clock.now() and self.gate.clock.look().is_trusted
        wall = None if right and self.chance.random() < 0.5 else IN_1970
        self.gate.power_cut(off_s=self.chance.choice([5, 600, 30 * 3600]), wall=wall)

    def set_right(self) -> None:
        """Somebody sets the clock; a person's word is asked for only where the record is ahead."""
        gate = self.gate
        gate.machine.set_to(gate.machine.really)
        gate.settle()
        if not gate.clock.look().is_trusted:
            watch = (gate.machine.really + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M")
            gate.station.timekeeping.accept(actor("approver"), watch)
            gate.run(1)
        assert abs(gate.clock.now() - gate.machine.really) < timedelta(seconds=61)

    # -- what must hold -----------------------------------------------------------------------

    @property
    def current(self) -> set[str]:
        now = self.gate.clock.now()
        return {name for name, end in self.until.items() if now < end}

    def judge(self) -> None:
        """The lamps show a page of what is approved and current, or nothing if nothing is."""
        allowed = [page for name in self.current for page in self.pages[name]]
        sign = self.gate.office.sign
        assert sign.current in allowed if allowed else self.gate.office.is_dark
        approved = [page for pages in self.pages.values() for page in pages]
        assert all(frame in approved for frame in sign.taken), "an unapproved frame was lit"
        if self.gate.clock.look().known:
            assert abs(self.gate.clock.now() - self.gate.machine.really) < timedelta(seconds=180)

    def judge_record(self) -> None:
        """The chain holds; rows follow each other but after a person's word; doubt and trust alternate."""
        assert verify(self.gate.station.database).ok
        told = self.gate.office.told()
        for before, after in pairwise(told):
            by_person = (after.kind, after.cause) == ("clock_trusted", "person")
            assert after.at >= before.at or by_person
        trust = [entry.kind for entry in told if entry.kind.startswith(("clock_trusted", "clock_untrusted"))]
        assert trust == [] or trust[-1] == "clock_trusted"
        lit = {entry.facts["frame"] for entry in told if entry.kind == "shown"}
        assert lit <= {page.digest for pages in self.pages.values() for page in pages}


HAPPENINGS: tuple[Callable[[Day], None], ...] = (
    Day.approve,
    Day.withdraw,
    Day.pass_time,
    Day.pass_time,
    Day.jump,
    Day.jump,
    Day.drift,
    Day.kill,
    Day.cut_power,
    Day.set_right,
)
