"""A wall clock that one process alone sees shifted: ``wallshift.c``, compiled and driven.

In a process of its own everything is real but what the wall says: threads,
waits, APScheduler, SQLite's own clock, the kernel's word on time servers.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("wallshift.c")


def compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc")


@dataclass(frozen=True)
class Shift:
    """The library, and the file with the number of seconds."""

    library: Path
    file: Path

    @classmethod
    def make(cls, folder: Path) -> Shift:
        """Compile it into ``folder``; the shift is none at first."""
        cc = compiler()
        if cc is None:
            raise FileNotFoundError("no C compiler: install gcc (.ci/debian-packages does)")
        library = folder / "wallshift.so"
        command = [cc, "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", str(library), str(SOURCE), "-ldl"]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own source
        made = cls(library, folder / "shift")
        made.by(0)
        return made

    def by(self, seconds: int) -> None:
        """From now on the wall of the process is off by so much: in one write, so never by half."""
        with self.file.open("r+b" if self.file.exists() else "wb", buffering=0) as file:
            file.write(struct.pack("=q", seconds))

    @property
    def environment(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self.library), "WALLSHIFT": str(self.file)}
