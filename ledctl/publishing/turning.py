"""Which page of a program stands, and until when: by turns, or by the time of day. Pure.

Pages that go round stand for the time each was approved with; how many of them
make a turn is not said here (``playlists.turns``). A clock asks the wall, in the
site's zone, at every look; waiting for the next minute is done on the monotonic
clock like all waiting, so a wall that jumps is put right at the next look and not
when a wait begun before it is over.
"""

from __future__ import annotations

from datetime import datetime

from drivers.base import Pace, Program


def first_page(program: Program, local: datetime, left_off: int = 0) -> int:
    """The page a turn begins with; ``local`` is the time where the sign stands."""
    return _minute(local) if program.pace is Pace.MINUTE else left_off


def page_after(program: Program, page: int) -> int | None:
    """The next page of the same round; ``None`` when the round is over, and the turn with it.

    A minute of a clock is a turn of its own: another idle page may have the next one.
    """
    last = program.pace is Pace.MINUTE or page + 1 == len(program.pages)
    return None if last else page + 1


def is_of_now(program: Program, page: int, local: datetime) -> bool:
    """Whether the page may go on standing: a clock never shows a time that is not."""
    return program.pace is Pace.ROUND or page == _minute(local)


def seconds_left(program: Program, page: int, local: datetime) -> float:
    """How long the page stands if it was put up just now."""
    if program.pace is Pace.ROUND:
        return program.pages[page].dwell_ms / 1000
    if page != _minute(local):  # the minute ended while the page was on its way
        return 0.0
    return 60 - local.second - local.microsecond / 1_000_000


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute
