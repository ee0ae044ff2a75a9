"""Many signs in one process: how late pages turn, and what a sign costs, beside a loop that only sends.

Both turn pages on cards of their own, with the same driver over real sockets, at the same
time, so that whatever else the machine does it does to both.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from benchmarks.figures import Line, Series, Table
from benchmarks.office import COLOUR, SIZE, carry_to_approval, person
from benchmarks.processes import running
from benchmarks.turning import Sample
from drivers.base import Frame
from ledctl.accounts.model import Role
from ledctl.publishing.orders import load, open_orders
from ledctl.sites import init_site
from ledctl.station import Station, open_station

SIZES, QUICK = (1, 100, 1000), (1, 5)
SLOW = "size = 16\npitch = 17\nmin_text_ms = {}\n"
PAGE_MS = 8000
WINDOW_S, QUICK_S = 64.0, 2.0
"""Eight pages of eight seconds, and one putting on disk of the hour in progress (``flush_s``)."""
NOTICES = 2
READY_S = 300.0

NOTES = (
    "128x32 red, pages of 8 s; every card decodes and acknowledges each page, all in a process of their own.",
    "Late: from the instant a page was due to its acknowledgement. Beside: a loop that only sends ready",
    "frames, a thread a sign, the same driver, its own cards, at the same time. CPU and memory of the",
    "whole process.",
)


@dataclass(frozen=True, slots=True)
class Spent:
    """What one process did in the window."""

    late_ms: tuple[float, ...]
    cpu_s: float
    rss_kb: int


@dataclass(frozen=True, slots=True)
class Turned:
    """The publisher and the loop beside it, in the same window."""

    signs: int
    window_s: float
    ours: Spent
    bare: Spent


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    found = [
        measure(folder / str(signs), signs, QUICK_S if quick else WINDOW_S)
        for signs in (QUICK if quick else SIZES)
    ]
    return [tabulate(one) for one in found]


def measure(folder: Path, signs: int, window_s: float, page_ms: int = PAGE_MS) -> Turned:
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        mine, others = (stack.enter_context(_cards(signs)) for _ in range(2))
        page_s, frames = prepare(folder / "site", mine, page_ms)
        data = [frame.data.hex() for frame in frames]
        said = {"panel": [SIZE, COLOUR], "ports": others, "page_s": page_s, "frames": data}
        (folder / "bare.json").write_text(json.dumps(said))
        ours = stack.enter_context(_turning("publisher", folder / "site"))
        bare = stack.enter_context(_turning("bare", folder / "bare.json"))
        _await_all(ours, signs, page_s)
        before = ours(), bare()
        sleep(window_s)
        after = ours(), bare()
    spent = [_spent(a, b) for a, b in zip(before, after, strict=True)]
    return Turned(signs, window_s, spent[0], spent[1])


def prepare(site: Path, ports: list[int], page_ms: int) -> tuple[float, list[Frame]]:
    """A site of so many signs with notices that run on all of them; how long a page stands, and the pages."""
    init_site(site)
    (site / "presets").mkdir(exist_ok=True)
    (site / "presets" / "slow.toml").write_text(SLOW.format(page_ms))
    (site / "signs.toml").write_text("".join(map(_sign, range(len(ports)), ports)), "utf-8")
    with closing(open_station(site)) as station:
        for number in range(1, NOTICES + 1):
            station.desk.approve(person(Role.APPROVER), carry_to_approval(station, number))
        return _pages(station)


def _sign(number: int, port: int) -> str:
    link = f"tcp://127.0.0.1:{port}"
    return (
        f'[signs.s{number}]\ndriver = "onbon_bx"\nlink = "{link}"\n'
        f'panel = "{SIZE}"\ncolour = "{COLOUR}"\npreset = "slow"\n'
    )


def _pages(station: Station) -> tuple[float, list[Frame]]:
    orders = open_orders(station.database, "s0", station.clock.now())
    loaded = [load(station.database, order) for order in orders]
    pages = [page for approved in loaded if approved is not None for page in approved.program.pages]
    return sum(page.dwell_ms for page in pages) / 1000 / len(pages), [page.frame for page in pages]


@contextmanager
def _cards(number: int) -> Iterator[list[int]]:
    with running(["-m", "benchmarks.cards", str(number)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())


@contextmanager
def _turning(which: str, what: Path) -> Iterator[Callable[[], Sample]]:
    """The process, as a function that asks it for a sample."""
    command = ["-m", "benchmarks.turning", which, str(what)]
    with running(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:

        def ask() -> Sample:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("\n")
            process.stdin.flush()
            for line in process.stdout:
                if line.startswith("{"):  # the rest is what the command says to people
                    return Sample(**json.loads(line))
            raise RuntimeError(f"{which} ended with exit code {process.wait()}")

        yield ask


def _await_all(ask: Callable[[], Sample], signs: int, page_s: float) -> None:
    """Until a page has turned on every sign, and a while more: all are up."""
    until, turned = monotonic() + READY_S, 0
    while turned < signs:
        if monotonic() > until:
            raise RuntimeError(f"pages turned on {turned} of {signs} signs")
        sleep(0.5)
        turned = ask().signs
    sleep(page_s)


def _spent(before: Sample, after: Sample) -> Spent:
    return Spent(tuple(after.late_ms), after.cpu_s - before.cpu_s, after.rss_kb)


def tabulate(found: Turned) -> Table:
    ours, bare = found.ours, found.bare

    def line(name: str, unit: str, of: Callable[[Spent], float], aim: str = "") -> Line:
        return Line(Series(name, unit, (of(ours),)), Series("bare loop", unit, (of(bare),)), aim)

    late = Series("late, a page", "ms", ours.late_ms)
    return Table(
        f"Turning pages, {found.signs} signs, {len(ours.late_ms)} pages in {found.window_s:.0f} s",
        (
            Line(late, None, "p99 100 ms"),
            Line(Series("  .. bare loop", "ms", bare.late_ms)),
            line("latest", "ms", lambda one: max(one.late_ms)),
            line("CPU a page", "ms", lambda one: 1000 * one.cpu_s / len(one.late_ms), "2x"),
            line("CPU of one core", "%", lambda one: 100 * one.cpu_s / found.window_s),
            line("resident memory", "MB", lambda one: one.rss_kb / 1024),
            line("resident memory a sign", "kB", lambda one: one.rss_kb / found.signs),
        ),
        NOTES,
    )
