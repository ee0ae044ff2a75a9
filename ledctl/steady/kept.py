"""What is believed of the time, handed to the next process of the same boot: ``SITE/run/clock``.

The counter goes on over the end of a process, so a publisher that was killed
while the wall stood wrong begins where it was, and a command that runs for a
second knows what the publisher knows. After a boot the counter begins anew; the
file then says nothing. A file that cannot be read or written is none: the start
is then judged by the record alone.
"""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from pathlib import Path

from ledctl.clock import stamp, unstamp
from ledctl.steady.belief import Belief, taken_over


def keep(file: Path, belief: Belief, boot: str) -> None:
    """Write it down, whole or not at all."""
    if not boot:
        return
    fresh = file.with_suffix(".new")
    text = json.dumps({"boot": boot, "origin": stamp(belief.origin), "known": belief.known})
    with contextlib.suppress(OSError):
        fresh.write_text(text)
        fresh.replace(file)


def find(file: Path, boot: str, mono: float) -> Belief | None:
    """What was believed before in this boot."""
    try:
        said = json.loads(file.read_text())
        origin, known = _origin(said["origin"]), said["known"] is True
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return taken_over(origin, mono, known=known) if boot and said["boot"] == boot else None


def _origin(text: object) -> datetime:
    if not isinstance(text, str):
        raise TypeError
    return unstamp(text)
