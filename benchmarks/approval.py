"""From the commit of the approval to the acknowledged first page: in one process, and across two.

Every round is a fresh put-up from dark: a notice that waits for its last
signature is approved, its first page is acknowledged by the card, the notice is
withdrawn and the sign goes dark. The floor is measured in each round's pause.
"""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import sleep

from benchmarks.figures import Line, Series, Table
from benchmarks.floor import Floor, FloorRig, floor_rig
from benchmarks.office import COLOUR, SIZE, carry_to_approval, first_page, make_site, person
from benchmarks.processes import running, simulated_card
from benchmarks.watching import STAGES, Seen, commits_noted, watched
from ledctl.accounts.model import Role
from ledctl.station import Station, open_station

ROUNDS, QUICK = 100, 10
PAUSE_S = 0.03
"""Between rounds, so that publisher and card are asleep again, as they are in an office."""
ANSWER_S = 30

NOTES = (
    "Each round is a fresh put-up from dark; panel 128x32 red, the card a process of its own.",
    "The approval's own commit ends before the clock starts: hence also the line beside one commit.",
)

Sightings = queue.Queue[Seen]
Publishing = Callable[[Station], AbstractContextManager[Sightings]]


@dataclass(frozen=True, slots=True)
class Round:
    """One put-up: what each stage took, in order, and the floor beside it; nanoseconds."""

    stages: tuple[int, ...]
    floor: Floor

    @property
    def whole(self) -> int:
        return sum(self.stages)


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    rounds = QUICK if quick else ROUNDS
    return [
        tabulate("in one process", measure(folder / "one", publishing_here, rounds), aim="5x"),
        tabulate("across two processes", measure(folder / "two", publishing_beside, rounds), aim="60 ms"),
    ]


def measure(folder: Path, publishing: Publishing, rounds: int) -> list[Round]:
    """So many rounds, after one that is not counted."""
    folder.mkdir(parents=True)
    with (
        simulated_card(SIZE, COLOUR) as port,
        closing(open_station(make_site(folder / "site", port))) as station,
        floor_rig(folder, port, first_page(station)) as rig,
    ):
        notices = [carry_to_approval(station, number) for number in range(1, rounds + 2)]
        with publishing(station) as sightings:
            _await(sightings, "")  # the publisher came up and made the sign dark
            return [_round(station, notice, sightings, rig) for notice in notices][1:]


@contextmanager
def publishing_here(station: Station) -> Iterator[Sightings]:
    """The publisher as threads of this process, as in ``ledctl serve``."""
    sightings = Sightings()
    with watched(sightings.put):
        station.start_publishing()
        try:
            yield sightings
        finally:
            station.close()  # before the marks are taken off: the worker must not outlive them


@contextmanager
def publishing_beside(station: Station) -> Iterator[Sightings]:
    """The publisher as a process of its own: ``ledctl publish``, with marks."""
    sightings = Sightings()
    with running(["-m", "benchmarks.beside", str(station.site)], stdout=subprocess.PIPE) as process:
        reader = threading.Thread(target=read_sightings, args=(process, sightings), daemon=True)
        reader.start()
        try:
            yield sightings
        finally:
            process.terminate()
            reader.join(ANSWER_S)


def read_sightings(process: subprocess.Popen[str], sightings: Sightings) -> None:
    """Put what ``benchmarks.beside`` tells into ``sightings``, until it ends."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.endswith("\n"):  # not the half line of one that was killed
            sightings.put(Seen.from_line(line))


def _round(station: Station, notice: str, sightings: Sightings, rig: FloorRig) -> Round:
    sleep(PAUSE_S)
    floor = rig.measure()
    sleep(PAUSE_S)
    with commits_noted() as committed:
        station.desk.approve(person(Role.APPROVER), notice)
    shown = _await(sightings, notice)
    station.desk.withdraw(person(Role.APPROVER), notice, "演练结束")
    _await(sightings, "")
    return Round(_stages(committed[-1], shown), floor)


def _stages(committed: int, shown: Seen) -> tuple[int, ...]:
    """What lies between the marks. The first is below zero when a poll began before the commit and saw it."""
    edges = [committed, *(shown.marks[stage] for stage in STAGES)]
    return tuple(after - before for before, after in pairwise(edges))


def _await(sightings: Sightings, notice: str) -> Seen:
    """The next sighting, which has to be of this notice."""
    seen = sightings.get(timeout=ANSWER_S)
    if seen.notice != notice:
        raise RuntimeError(f"waited for {notice or 'darkness'}, saw {seen}")
    return seen


def tabulate(how: str, rounds: Sequence[Round], *, aim: str) -> Table:
    whole = _series("commit of the approval to acknowledged page", (r.whole for r in rounds))
    floor = _series("two commits + round trip", (r.floor.whole for r in rounds))
    single = _series("one commit + round trip", (r.floor.single for r in rounds))
    commit = _series("one commit", (r.floor.commits[1] for r in rounds))
    wire = _series("round trip", (r.floor.round_trip for r in rounds))
    beside = {"sending committed": commit, "acknowledged": wire}
    stages = (
        Line(_series(f"  .. {stage}", (r.stages[i] for r in rounds)), beside.get(stage))
        for i, stage in enumerate(STAGES)
    )
    return Table(f"Approval to pixels, {how}", (Line(whole, floor, aim), Line(whole, single), *stages), NOTES)


def _series(name: str, nanoseconds: Iterable[int]) -> Series:
    return Series(name, "ms", tuple(ns / 1e6 for ns in nanoseconds))
