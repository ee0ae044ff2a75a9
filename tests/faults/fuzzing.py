"""The class *decoders*: coverage-guided bytes for everything that takes bytes from a wire.

Each target in a process of its own (``decoders.py``), as many at once as there
are processors; the runs are shared among the targets. A process takes a second to
begin, so few runs reach few targets, another choice with every seed. The input
that did it is kept in ``artifacts/faults``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec

from tests.drivers.hostile import targets
from tests.faults.running import NotHere, Report, chance_of

ARTIFACTS = "artifacts/faults"
LEAST, SHARE = 2, 500
"""So many targets at least, and one more for so many runs."""
LINES = 30
"""The end of what a fuzzer says: the error, and where the input is kept."""


def run(seed: int, runs: int, *, report: Report) -> tuple[int, int]:
    if find_spec("atheris") is None:
        raise NotHere("atheris is there for Linux on x86-64 only")
    names = [target.name for target in targets()]
    chosen = chance_of("decoders", seed, 0).sample(names, min(runs, len(names), max(LEAST, runs // SHARE)))
    shares = [runs // len(chosen) + (place < runs % len(chosen)) for place in range(len(chosen))]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        survived = list(pool.map(partial(attack, seed=seed, report=report), chosen, shares))
    passed = sum(share for share, well in zip(shares, survived, strict=True) if well)
    return passed, survived.count(False)


def attack(name: str, runs: int, *, seed: int, report: Report, artifacts: str = ARTIFACTS) -> bool:
    """Run one target; whether it survived."""
    command = [sys.executable, "-m", "tests.faults.decoders", name, "--runs", str(runs)]
    command += ["--seed", str(seed), "--artifacts", artifacts]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode:
        told = (line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("INFO:"))
        said = "\n".join([*told][-LINES:])
        report(f"decoders: SEED={seed} {name} not survived ({done.returncode})\n{said}")
    return done.returncode == 0
