"""The class *powercut*: the process and the page cache are lost at a seeded instant.

The site is on ext4 in a loop image on a memory disk. The writer is stopped, the
image copied as it is (what the kernel had not written back is not in it), the
copy mounted, and everything acknowledged must be there (R23). Every tenth run, and
the first, is the control: the same with ``synchronous=OFF`` must be caught.

Needs root and loop mounts. What it is not: a disk that reorders or lies about a
flush; that needs a device mapper, which most test machines lack.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import IO

from tests.faults.aftermath import Said, judge_aftermath
from tests.faults.desks import make_site
from tests.faults.running import NotHere, Report, repeat

SIZE = 24 * 1024 * 1024
CONTROL_EVERY = 10
MEMORY_DISK = Path("/dev/shm")  # noqa: S108 (where Linux has it)


def run(seed: int, runs: int, *, report: Report) -> tuple[int, int]:
    with tempfile.TemporaryDirectory(prefix="ledctl-cut-", dir=MEMORY_DISK) as folder:
        base = Path(folder) / "base.img"
        make_base(base)
        return repeat("powercut", seed, runs, partial(cut, base), report)


def make_base(image: Path) -> None:
    """A file system with a site that nobody has used. ``NotHere`` where it cannot be mounted."""
    if os.geteuid() != 0:
        raise NotHere("loop mounts need root")
    with image.open("wb") as file:
        file.truncate(SIZE)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)  # noqa: S603, S607 - the system's own
    with mounted(image) as folder:
        make_site(folder / "site")


@contextmanager
def mounted(image: Path, *options: str) -> Iterator[Path]:
    """The image's file system; ``NotHere`` if this machine mounts none."""
    folder = Path(tempfile.mkdtemp(prefix="mount-", dir=image.parent))
    words = ["mount", "-o", ",".join(["loop", *options]), str(image), str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - the system's own
    if done.returncode:
        folder.rmdir()
        raise NotHere(f"no loop mounts: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607 - the system's own
        folder.rmdir()


def cut(base: Path, number: int, chance: Random) -> None:
    """One cut; the control must be caught."""
    careless = number % CONTROL_EVERY == 0
    with tempfile.TemporaryDirectory(dir=base.parent) as folder:
        live, left = Path(folder) / "live.img", Path(folder) / "left.img"
        shutil.copyfile(base, live)
        said = _work_until_cut(live, left, chance, careless=careless)
        with mounted(left) as there:
            if careless:
                _expect_loss(there / "site", said)
            else:
                judge_aftermath(there / "site", said)


def _work_until_cut(live: Path, left: Path, chance: Random, *, careless: bool) -> Said:
    with mounted(live) as folder:
        words = [sys.executable, "-m", "tests.faults.writer", str(folder / "site")]
        words += ["--seed", str(chance.random()), *(["--careless"] if careless else [])]
        writer = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own module
        try:
            assert writer.stdout is not None
            first = _until_approved(writer.stdout)  # before that there is nothing to lose
            threading.Event().wait(chance.uniform(0.3 if careless else 0.0, 1.0))
            writer.send_signal(signal.SIGSTOP)
            shutil.copyfile(live, left)
        finally:
            writer.kill()
            rest, _ = writer.communicate()
        return Said.read(first + rest)


def _until_approved(said: IO[str]) -> str:
    lines = []
    for line in said:
        lines.append(line)
        if line.startswith("approved"):
            break
    return "".join(lines)


def _expect_loss(site: Path, said: Said) -> None:
    """Without ``fsync`` something acknowledged is lost, or the judge is blind."""
    try:
        judge_aftermath(site, said)
    except Exception:  # lost rows, a damaged file: both are what was to be seen
        return
    raise AssertionError("the control lost nothing: this run proves nothing")
