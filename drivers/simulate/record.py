"""What a simulated card was asked and what it lights, on record: JSON lines and a picture.

Here: writing. Not here: when (``simulate/board.py``: always before the client has
its answer) and what a card says of a request (``cards.Handled.summary``).
"""

from __future__ import annotations

import json
from pathlib import Path
from time import monotonic
from typing import TextIO

from drivers.base import Frame
from drivers.cards import Handled
from drivers.picture import replace_png


class Record:
    """What happened, as JSON lines, and what is lit, as a picture."""

    def __init__(self, out: TextIO, dump: Path | None) -> None:
        self._out, self._dump = out, dump
        self._start = monotonic()
        self._lit: Frame | None = None
        if dump is not None:
            dump.mkdir(parents=True, exist_ok=True)

    def write(self, handled: Handled, connection: int, lit: Frame) -> None:
        """One line; ``lit`` is the digest once all that arrived together has been dealt with."""
        at_ms = int(1000 * (monotonic() - self._start))
        facts = {"at_ms": at_ms, "connection": connection, **handled.summary, "lit": lit.digest}
        line = json.dumps(facts, ensure_ascii=False) + "\n"
        self._out.write(line)
        self._out.flush()
        if self._dump is not None:
            with (self._dump / "requests.jsonl").open("a", encoding="utf-8") as lines:
                lines.write(line)

    def show(self, lit: Frame) -> None:
        """Replace ``screen.png`` if the lamps changed."""
        if self._dump is not None and lit != self._lit:
            replace_png(lit, self._dump / "screen.png")
        self._lit = lit
