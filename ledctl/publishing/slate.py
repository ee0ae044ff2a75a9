"""A short text in a file that was given its size beforehand: it can be changed on a full disk.

What stands in blocks the file has already needs no new ones. A read-only disk takes
nothing; whoever writes is told, and keeps the text in memory alone.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

SIZE = 2048
"""Longer than anything that is written here."""


class Slate:
    """One such file. ``None`` for the file: nothing is ever kept."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def prepare(self) -> None:
        """Give the file its size while there is room; what stands in it stays."""
        file = self._file
        with suppress(OSError):
            if file is not None and not (file.exists() and file.stat().st_size == SIZE):
                file.touch(mode=0o600)
                self._fill(file, "")

    def read(self) -> str:
        """What was written last; empty when nothing was, or nothing can be read."""
        with suppress(OSError):
            if self._file is not None:
                return self._file.read_bytes().decode("ascii", "replace").strip()
        return ""

    def write(self, text: str) -> bool:
        """Keep ``text``, over a power cut; whether that worked."""
        try:
            return self._file is not None and self._fill(self._file, text)
        except OSError:
            return False

    def _fill(self, file: Path, text: str) -> bool:
        line = text.encode("ascii").ljust(SIZE)
        if len(line) > SIZE:
            return False
        with file.open("r+b") as opened:
            opened.write(line)
            opened.flush()
            os.fsync(opened.fileno())
        return True
