"""``make faults``: every class of fault, so many seeded runs of each, and one line at the end.

Each class runs in a process of its own, two at a time, and says what it finds as
it goes. With one class named (``--only kill``) this process runs it, which is
also how a find is repeated: the same ``--seed``, the same class. Exits 1 when
anything failed; a class that is not there or that dies has failed.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from time import monotonic

from tests.faults.running import NotHere

LANES = 2
LIMIT_S = 3600.0
"""No class may take longer: one that hangs has failed."""


@dataclass(frozen=True, slots=True)
class Class:
    """Where a class's ``run`` is, and how many runs it gets unless told otherwise."""

    module: str
    runs: int


CLASSES = {  # the long ones first, so that both lanes end together
    "kill": Class("tests.faults.kill", 300),
    "links": Class("tests.faults.links", 10_000),
    "decoders": Class("tests.faults.fuzzing", 200_000),
    "offices": Class("tests.faults.offices", 300),
    "powercut": Class("tests.faults.powercut", 60),
    "syscalls": Class("tests.faults.syscalls", 80),
    "month": Class("tests.faults.month", 31),
    "disk": Class("tests.faults.disk", 120),
    "cards": Class("tests.faults.cards", 172),
    "time": Class("tests.faults.times", 60),
    "tampered": Class("tests.faults.tampered", 200),
    "forged": Class("tests.faults.forged", 200),
}

Score = tuple[int, int]


def main() -> int:
    given = _read_arguments()
    logging.disable()  # every run makes the program complain; what counts is in its record
    names = given.only or list(CLASSES)
    if len(names) == 1:
        score = run_here(names[0], given.seed, given.runs)
    else:
        with ThreadPoolExecutor(LANES) as lanes:
            scores = list(lanes.map(partial(run_beside, seed=given.seed, runs=given.runs), names))
        score = sum(passed for passed, _ in scores), sum(failed for _, failed in scores)
    print(f"{score[0]} passed, {score[1]} failed", flush=True)
    return 1 if score[1] else 0


def run_here(name: str, seed: int, runs: int | None) -> Score:
    """One class, in this process."""
    start = monotonic()
    say = partial(print, flush=True)
    times = CLASSES[name].runs if runs is None else runs
    try:
        score: Score = import_module(CLASSES[name].module).run(seed, times, report=say)
    except NotHere as why:
        say(f"{name}: NOT RUN, this machine cannot offer it: {why}")
        score = 0, 0
    except ImportError as error:
        say(f"{name}: the class is not there: {error}")
        score = 0, 1
    say(f"{name:9} SEED={seed} {score[0]:7} passed {score[1]:4} failed {monotonic() - start:7.1f} s")
    return score


def run_beside(name: str, *, seed: int, runs: int | None) -> Score:
    """One class in a process of its own, with whatever it started ended after it."""
    words = ["--only", name, "--seed", str(seed), *([] if runs is None else ["--runs", str(runs)])]
    child = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.faults", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = child.communicate(timeout=LIMIT_S)
    except subprocess.TimeoutExpired:
        said = f"{name}: not through after {LIMIT_S:.0f} s"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    lines = said.splitlines() or [""]
    found = re.fullmatch(r"(\d+) passed, (\d+) failed", lines[-1])
    if found is None:
        print("\n".join([*lines, f"{name}: died ({child.returncode}) before it was through"]), flush=True)
        return 0, 1
    print("\n".join(lines[:-1]), flush=True)
    return int(found[1]), int(found[2])


def _read_arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    reader.add_argument("--only", nargs="+", choices=sorted(CLASSES), help="these classes, not all")
    reader.add_argument("--runs", type=_count, default=None, help="of every class; else each has its own")
    reader.add_argument("--seed", type=int, default=1, help="what the points of failure follow from")
    return reader.parse_args()


def _count(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least one run")
    return number


if __name__ == "__main__":
    sys.exit(main())
