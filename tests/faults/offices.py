"""The class *offices*: random offices, every use case, any roles, any state (``tests/every_command``)."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.faults.running import Report


def run(seed: int, runs: int, *, report: Report) -> tuple[int, int]:
    """A failure prints hypothesis's own smallest example; the seed is hypothesis's, too."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/every_command"]
    done = subprocess.run(  # noqa: S603 - our own tests
        [*command, f"--hypothesis-seed={seed}"],
        env={**os.environ, "RANDOM_OFFICES": str(runs)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        report(f"offices: SEED={seed} failed\n{done.stdout}{done.stderr}")
    return (runs, 0) if done.returncode == 0 else (0, 1)
