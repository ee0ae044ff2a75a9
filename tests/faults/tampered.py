"""The class *tampered*: a hand at the database's file, and the code of a checkpoint on paper elsewhere.

Bytes, values, rows and ends of every table, and bytes of the file. What holds: the change is found
where it was made, says nothing else than before, or lies behind that checkpoint (``tests.tampering``).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.faults.running import Report
from tests.tampering.judge import run as tamper
from tests.tampering.judge import town_of
from tests.tampering.site_of_weeks import build


def run(seed: int, times: int, *, report: Report) -> tuple[int, int]:
    """So many changes, each to a fresh copy of one small town."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        town = town_of(build(Path(folder) / "site"))
        for number in range(seed * 100_000, seed * 100_000 + times):
            done = tamper(town, Path(folder), number)
            if done.fault:
                failed += 1
                report(f"tampered: {number} {done.change.kind} {done.change.table}: {done.fault}")
    return times - failed, failed
