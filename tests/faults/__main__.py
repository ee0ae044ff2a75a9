"""``make faults``: a fixed number of coverage-guided runs over everything that takes bytes from a wire.

Each target in a process of its own (``decoders.py``), as many at once as there
are processors. A line a target; exits 1 if one was not survived, with the input
that did it in ``artifacts/faults``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from time import monotonic

from tests.drivers.hostile import targets

RUNS = 200_000  # in all


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("targets", nargs="*", help="instead of all, such as onbon_bx/replies")
    reader.add_argument("--artifacts", default="artifacts/faults", help="where the input is kept")
    reader.add_argument("--runs", type=int, default=RUNS, help="in all, shared among the targets")
    given = reader.parse_args()
    if find_spec("atheris") is None:
        print("atheris is not installed: it is there for Linux on x86-64", file=sys.stderr)
        return 2
    names = given.targets or [target.name for target in targets()]
    share = -(-given.runs // len(names))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        survived = list(pool.map(partial(attack, runs=share, artifacts=given.artifacts), names))
    print(f"{sum(survived)} of {len(names)} targets survived {share} runs each")
    return 0 if all(survived) else 1


def attack(name: str, *, runs: int, artifacts: str) -> bool:
    """Run one target; whether it survived."""
    start = monotonic()
    command = [sys.executable, "-m", "tests.faults.decoders", name, "--runs", str(runs)]
    done = subprocess.run([*command, "--artifacts", artifacts], capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    taken = monotonic() - start
    said = "survived" if done.returncode == 0 else f"NOT survived ({done.returncode})"
    print(f"{name:32} {runs:8} runs {taken:6.1f} s  {said}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
