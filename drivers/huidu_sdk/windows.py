"""A span of time as a card can keep it: days, and hours of each day. Pure.

A card has no "from Monday 10:00 to Friday 18:30". It has date ranges and, daily,
time ranges, and a program is due when both hold (``playControl`` in the
manufacturer's description). So a span becomes up to three *slices*: the rest of
the first day, whole days, the beginning of the last. They never overlap, and
none crosses midnight, which is documented nowhere.

Ends are inclusive to the second on the wire (the manufacturer's program does so;
not confirmed on hardware). Where a card took them as exclusive a second would be
missing, never too much. A window with an end and no beginning begins with
``KNOWN_TIME``: on a card that lost its clock it would otherwise never end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2099, 12, 31)
BEGINNING = datetime.combine(FIRST_DAY, time())
KNOWN_TIME = datetime(2020, 1, 1)  # a clock before it was lost, and falls back to 1970, 2000 or thereabouts
END = datetime.combine(LAST_DAY + timedelta(days=1), time())

_SECOND, _DAY = timedelta(seconds=1), timedelta(days=1)
_DAYBREAK, _LATEST = time(0, 0, 0), time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Slice:
    """Days from ``first`` to ``last`` and on each of them ``opens`` to ``closes``, all inclusive."""

    first: date = FIRST_DAY
    last: date = LAST_DAY
    opens: time = _DAYBREAK
    closes: time = _LATEST

    @property
    def all_day(self) -> bool:
        return (self.opens, self.closes) == (_DAYBREAK, _LATEST)

    def holds(self, at: datetime) -> bool:
        second = at.time().replace(microsecond=0)
        return self.first <= at.date() <= self.last and self.opens <= second <= self.closes


def slices_of(begins: datetime | None, ends: datetime | None) -> tuple[Slice, ...]:
    """The whole seconds from ``begins`` up to and without ``ends``; none for less than a second."""
    begins, ends = _bounds(begins, ends)
    return tuple(_cut(begins, ends - _SECOND))


def gaps_of(
    spans: Iterable[tuple[datetime | None, datetime | None]],
) -> Iterator[tuple[datetime, datetime]]:
    """The whole seconds in which none of ``spans`` stands, as spans."""
    free = BEGINNING
    for begins, ends in sorted(_bounds(*span) for span in spans):
        if free < begins:
            yield free, begins
        free = max(free, begins, ends)
    if free < END:
        yield free, END


def _bounds(begins: datetime | None, ends: datetime | None) -> tuple[datetime, datetime]:
    """The whole seconds of a span that a calendar has, half-open."""
    opening = BEGINNING if ends is None else KNOWN_TIME
    first = _next_second(min(END, begins or opening))
    return max(BEGINNING, first), max(BEGINNING, min(END, ends or END).replace(microsecond=0))


def _next_second(at: datetime) -> datetime:
    whole = at.replace(microsecond=0)
    return whole if whole == at else whole + _SECOND


def _cut(start: datetime, last: datetime) -> Iterator[Slice]:
    if start > last:
        return
    if start.date() == last.date():
        yield Slice(start.date(), last.date(), start.time(), last.time())
        return
    from_day, to_day = start.date(), last.date()
    if start.time() != _DAYBREAK:
        yield Slice(from_day, from_day, start.time(), _LATEST)
        from_day += _DAY
    if last.time() != _LATEST:
        to_day -= _DAY
    if from_day <= to_day:
        yield Slice(from_day, to_day)
    if to_day != last.date():
        yield Slice(last.date(), last.date(), _DAYBREAK, last.time())
