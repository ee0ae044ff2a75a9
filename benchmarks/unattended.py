"""The publisher as a process of its own, over a real socket: every change to its confirmation, and restarts.

From the commit of a deed in one process to the card's acknowledgement in the other: an
approval, a withdrawal and, where the office has it, a blackout. A restart is from starting
the program, after it was killed with no word while fifty notices were live, to the first
right page acknowledged.
"""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic_ns, sleep
from typing import Any

from benchmarks.approval import PAUSE_S, Sightings, publishing_beside, read_sightings
from benchmarks.figures import Line, Series, Table
from benchmarks.office import COLOUR, SIZE, carry_to_approval, make_site, person
from benchmarks.processes import running, simulated_card
from benchmarks.watching import DARK, Seen, commits_noted
from ledctl.accounts.model import Role
from ledctl.station import Station, open_station

ROUNDS, QUICK = 50, 3
STARTS, QUICK_STARTS = 10, 1
LIVE, QUICK_LIVE = 50, 3
ANSWER_S = 30

NOTES = (
    "128x32 red; office, publisher and card are three processes. From the commit to the acknowledgement.",
    "A restart: from starting the program after a kill to its first right page, its imports included.",
)


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    changes = measure_changes(folder / "changes", QUICK if quick else ROUNDS)
    live, starts = (QUICK_LIVE, QUICK_STARTS) if quick else (LIVE, STARTS)
    restarts = Series(f"restart, {live} live notices", "s", measure_restarts(folder / "starts", live, starts))
    lines = [
        Line(Series(name, "ms", tuple(took)), None, AIMS[name]) for name, took in changes.items() if took
    ]
    return [Table("Unattended, three processes", (*lines, Line(restarts, None, "3 s")), NOTES)]


AIMS = {"approval": "60 ms", "withdrawal": "60 ms", "blackout": "2000 ms"}


def measure_changes(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each kind of change, as often as there are rounds."""
    folder.mkdir(parents=True)
    took: dict[str, list[float]] = {name: [] for name in AIMS}
    with (
        simulated_card(SIZE, COLOUR) as port,
        closing(open_station(make_site(folder / "site", port))) as station,
        publishing_beside(station) as sightings,
    ):
        notices = [carry_to_approval(station, number) for number in range(1, rounds + 1)]
        _await(sightings, "")
        for notice in notices:
            _round(station, notice, sightings, took)
    return took


def _round(station: Station, notice: str, sightings: Sightings, took: dict[str, list[float]]) -> None:
    approver = person(Role.APPROVER)
    took["approval"].append(_time(lambda: station.desk.approve(approver, notice), sightings, notice))
    blackouts: Any = getattr(station, "blackouts", None)  # an office may be without
    if blackouts is not None:
        took["blackout"].append(_time(lambda: blackouts.order(approver), sightings, ""))
        blackouts.lift(approver, "演练结束", reason="演练")
        _await(sightings, notice)
    withdraw = station.desk.withdraw
    took["withdrawal"].append(_time(lambda: withdraw(approver, notice, "演练结束"), sightings, ""))


def _time(deed: Callable[[], object], sightings: Sightings, notice: str) -> float:
    """From the last commit of the deed to the sign's confirmation, in milliseconds."""
    sleep(PAUSE_S)
    with commits_noted() as committed:
        deed()
    return (_confirmed(_await(sightings, notice)) - committed[-1]) / 1e6


def measure_restarts(folder: Path, live: int, starts: int) -> tuple[float, ...]:
    """Seconds from starting the program to its first right page."""
    folder.mkdir(parents=True)
    with (
        simulated_card(SIZE, COLOUR) as port,
        closing(open_station(make_site(folder / "site", port))) as station,
    ):
        for number in range(1, live + 1):
            station.desk.approve(person(Role.APPROVER), carry_to_approval(station, number))
        return tuple(_restart(station.site) for _ in range(starts))


def _restart(site: Path) -> float:
    """Start it, see its first page, kill it."""
    began, seen = monotonic_ns(), Sightings()
    with running(["-m", "benchmarks.beside", str(site)], stdout=subprocess.PIPE) as process:
        reader = threading.Thread(target=read_sightings, args=(process, seen), daemon=True)
        reader.start()
        page = seen.get(timeout=ANSWER_S)
        while not page.notice:  # dark first, if it had to be
            page = seen.get(timeout=ANSWER_S)
        process.kill()
        reader.join(ANSWER_S)
    return (_confirmed(page) - began) / 1e9


def _confirmed(seen: Seen) -> int:
    return seen.marks["acknowledged" if seen.notice else DARK]


def _await(sightings: Sightings, notice: str) -> Seen:
    """The next sighting of this notice, or of darkness; a page turned meanwhile is none of ours."""
    while True:
        try:
            seen = sightings.get(timeout=ANSWER_S)
        except queue.Empty:
            raise RuntimeError(f"waited for {notice or 'darkness'} in vain") from None
        if seen.notice == notice:
            return seen
