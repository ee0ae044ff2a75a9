"""Other programs, started, watched until ready, and stopped again.

All run from the top of the checkout, so that they are the very code measured
here and not an installed copy.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
STOP_S = 15


@contextmanager
def running(
    arguments: Sequence[str],
    *,
    stdin: int | None = None,
    stdout: int = subprocess.DEVNULL,
    stderr: int | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """``python ARGUMENTS`` until the block ends."""
    # the arguments are our own modules and numbers
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments],
        cwd=ROOT,
        env=_environment(),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        text=True,
    )
    try:
        yield process
    finally:
        _stop(process)


def _environment() -> dict[str, str]:
    """Ours, but compiled files are kept, as they are where the program is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


@contextmanager
def simulated_card(panel: str, colour: str) -> Iterator[int]:
    """``ledctl simulate onbon_bx`` as a process of its own; gives its port."""
    command = ["-m", "ledctl", "simulate", "onbon_bx", "--panel", panel, "--colour", colour, "--port", "0"]
    with running(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        _, _, port = said.rpartition(":")
        if not port.strip().isdigit():
            raise RuntimeError(f"the simulator did not come up: {said}{process.stderr.read()}")
        yield int(port)
