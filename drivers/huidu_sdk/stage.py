"""The simulated card's programs: which it holds, which is due, what stands there now. Pure.

A card plays the programs that are due by its own clock, one after another, each
for as long as its pictures take. A list that was added to is rebuilt after a
while; until then the new programs are not there (measured on a C16L).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate

from drivers.huidu_sdk.programs import Area, Picture, Screen, StoredProgram

BUILT = datetime(2026, 1, 1)  # what the clock shows when the card is switched on
_SHORTEST_MS = 1000  # of a program without pictures


class Stage:
    """Programs and a clock."""

    def __init__(self, rebuild_ms: int = 0) -> None:
        self._rebuild_ms = rebuild_ms
        self._programs: dict[str, StoredProgram] = {}
        self._waiting: list[tuple[int, StoredProgram]] = []
        self._stamps = ""
        self._now_ms = self._since_ms = 0
        self._clock_set, self._set_at_ms = BUILT, 0
        self._current = ""

    @property
    def clock(self) -> datetime:
        try:
            return self._clock_set + timedelta(milliseconds=self._now_ms - self._set_at_ms)
        except OverflowError:  # set to the year 9999, and time went on
            return self._clock_set

    @clock.setter
    def clock(self, local: datetime) -> None:
        self._clock_set, self._set_at_ms = local, self._now_ms
        self._settle()

    @property
    def held(self) -> Screen:
        return Screen(self._stamps, tuple(self._programs.values()))

    @property
    def current(self) -> str:
        """The GUID of the program that plays, or nothing."""
        return self._current

    def restart(self) -> None:
        """The power came back: what was not taken in yet is gone, and playing begins anew."""
        self._waiting.clear()
        self._current = ""
        self._settle()

    def advance(self, ms: int) -> None:
        self._now_ms += ms
        self._settle()

    def add(self, screen: Screen) -> None:
        """Take programs in; another time stamp than before wipes what is there."""
        if screen.stamps and screen.stamps != self._stamps:
            self._programs.clear()
            self._waiting.clear()
            self._stamps = screen.stamps
        ready = self._now_ms + self._rebuild_ms
        self._waiting += [(ready, program) for program in screen.programs]
        self._settle()

    def replace(self, program: StoredProgram) -> bool:
        """Whether there was one of that GUID."""
        known = program.guid in self._programs
        if known:
            self._programs[program.guid] = program
        return known

    def delete(self, guid: str) -> None:
        self._programs.pop(guid, None)
        self._waiting = [(at, program) for at, program in self._waiting if program.guid != guid]
        self._settle()

    def switch(self, guid: str) -> bool:
        """Play this program from its beginning; whether it is there."""
        if guid not in self._programs:
            return False
        self._start(guid)
        self._settle()
        return True

    def shown(self) -> tuple[tuple[Area, Picture], ...]:
        """The picture that stands in each area now."""
        program = self._programs.get(self._current)
        elapsed = self._now_ms - self._since_ms
        areas = program.areas if program is not None else ()
        return tuple((area, _picture_at(area, elapsed)) for area in areas if _length(area))

    def _settle(self) -> None:
        while self._waiting and self._waiting[0][0] <= self._now_ms:
            program = self._waiting.pop(0)[1]
            self._programs[program.guid] = program
        due = [guid for guid, program in self._programs.items() if program.is_due(self.clock)]
        if self._current not in due:
            self._start(next(self._following(due), ""))
        else:
            self._turn(due)

    def _turn(self, due: list[str]) -> None:
        lengths = {guid: self._length_of(guid) for guid in due}
        cycle = sum(lengths.values())
        self._since_ms += (self._now_ms - self._since_ms) // cycle * cycle
        while self._now_ms - self._since_ms >= lengths[self._current]:
            self._since_ms += lengths[self._current]
            self._current = next(self._following(due))

    def _following(self, due: list[str]) -> Iterator[str]:
        """Those of ``due`` that come after the current program, beginning again at the front."""
        order = list(self._programs)
        at = order.index(self._current) + 1 if self._current in self._programs else 0
        return (guid for guid in order[at:] + order[:at] if guid in due)

    def _start(self, guid: str) -> None:
        self._current, self._since_ms = guid, self._now_ms

    def _length_of(self, guid: str) -> int:
        return max((_SHORTEST_MS, *map(_length, self._programs[guid].areas)))


def _length(area: Area) -> int:
    return sum(map(_time_of, area.pictures))


def _time_of(picture: Picture) -> int:
    return 100 * max(0, picture.tenths)


def _picture_at(area: Area, elapsed_ms: int) -> Picture:
    ends = list(accumulate(map(_time_of, area.pictures)))
    return area.pictures[bisect_right(ends, elapsed_ms % ends[-1])]
