"""The class *syscalls*: the writer dies, or its disk fails, at the n-th system call.

``strace`` injects a SIGKILL, an EIO of ``fdatasync`` or an ENOSPC of ``pwrite64`` at
a seeded place. What was acknowledged is there, the record holds, and a writer whose
disk failed goes on and ends in order (R23). The same place every time, because the
writer has one thread.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.faults.aftermath import Said, judge_aftermath
from tests.faults.desks import make_site
from tests.faults.running import Report, repeat

DEEDS = 8
LIMIT_S = 120
CALLS = {"pwrite64": 900, "fdatasync": 50}
"""About how many of each a writer of so many deeds makes."""


def run(seed: int, runs: int, *, report: Report) -> tuple[int, int]:
    if shutil.which("strace") is None:
        report("syscalls: strace is not installed, and every Debian has it: counted as failed")
        return 0, 1
    return repeat("syscalls", seed, runs, strike, report)


def strike(number: int, chance: Random) -> None:
    """One writer, one blow."""
    call, blow = _choose_blow(number, chance)
    with tempfile.TemporaryDirectory(prefix="ledctl-call-") as folder:
        site = Path(folder) / "site"
        make_site(site)
        said = _work_under(site, call, blow, str(chance.random()))
        assert said.lamps.changes, "it was over before it began: nothing is proven"
        if "signal" not in blow:
            assert said.through, "a disk that failed once must not end the program"
            assert said.failures, "the failure was never noticed"
        judge_aftermath(site, said)


def _choose_blow(number: int, chance: Random) -> tuple[str, str]:
    call = "fdatasync" if number % 2 else "pwrite64"
    at = chance.randrange(CALLS[call] // 8, CALLS[call])
    if chance.random() < 0.6:
        return call, f"signal=SIGKILL:when={at}"
    error = "EIO" if call == "fdatasync" else "ENOSPC"
    return call, f"error={error}:when={at}..{at + chance.randrange(4)}"


def _work_under(site: Path, call: str, blow: str, seed: str) -> Said:
    trace = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:{blow}",
    ]
    words = [sys.executable, "-m", "tests.faults.writer", str(site), "--seed", seed, "--deeds", str(DEEDS)]
    done = subprocess.run(  # noqa: S603 - our own module
        [*trace, *words], stdout=subprocess.PIPE, text=True, timeout=LIMIT_S, check=False
    )
    return Said.read(done.stdout)
