"""Which pages of a program a person is shown before approval. Pure.

All of them, in order; but nobody looks at 1,440 pictures of a clock that differ
in four digits. Of a clock a few minutes are shown: that of now, and those in
which every digit's place is filled differently and the day begins and ends.
"""

from __future__ import annotations

from datetime import datetime

from drivers.base import Pace, Program

SAMPLE_MINUTES = (0, 8 * 60 + 8, 12 * 60, 23 * 60 + 59)


def sample_pages(program: Program, local: datetime | None = None) -> tuple[int, ...]:
    """Numbers of pages, from 0; of a clock the minute of ``local`` first, if it is given."""
    if program.pace is Pace.ROUND:
        return tuple(range(len(program.pages)))
    now = () if local is None else (local.hour * 60 + local.minute,)
    return tuple(dict.fromkeys((*now, *SAMPLE_MINUTES)))


def time_of(program: Program, page: int) -> str:
    """When the page of a clock stands, as ``08:08``; empty for pages that go round."""
    return f"{page // 60:02}:{page % 60:02}" if program.pace is Pace.MINUTE else ""
