"""How long one round of a program's pages takes, and how that is written. Pure."""

from __future__ import annotations

from drivers.base import Program


def round_ms(program: Program) -> int:
    """Every page once."""
    return sum(page.dwell_ms for page in program.pages)


def clock_time(milliseconds: int) -> str:
    """``1:03`` or ``1:02:03``, rounded up: whoever waits that long has seen it."""
    minutes, seconds = divmod(-(-milliseconds // 1000), 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
