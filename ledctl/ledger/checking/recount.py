"""A body added up by whole columns, for whoever adds up a hundred thousand of them. Pure.

``tally(unpack(body))`` says what is right, display by display; ``by_display`` gives it in
the shape of this module, and a test holds ``recount`` to it. Nearly every body lies
within one local day, follows the clock, and holds small numbers: those are added up
without an object a display. Anything else goes the slow way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import compress
from zoneinfo import ZoneInfo

from ledctl.clock import from_ms, to_ms
from ledctl.ledger.columns import slots_of, small
from ledctl.ledger.segments import Slot, opened, unpack
from ledctl.ledger.tally import Count, tally

Notice = tuple[str, bool]
Sums = tuple[int, int, int]
"""Displays that began, those confirmed, milliseconds on air."""
Spelled = tuple[int, int, int, int, int]
"""When it first stood, until when, and the sums."""


@dataclass(frozen=True, slots=True)
class Recount:
    """What a body comes to. ``last_ms`` is where its last display ends, as far as it has ended."""

    displays: int
    first_ms: int | None
    last_ms: int | None
    last_start_ms: int | None
    total: Sums
    notices: Mapping[Notice, Spelled]
    days: Mapping[tuple[str, bool, str], Sums]
    sent: Mapping[tuple[str, bool, str], Sums]
    """The part of ``days`` that was sent and no more (P0): no beginnings, displays, milliseconds."""


class Days:
    """The local day of an instant; it remembers the last one, because neighbours share it."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._start, self._end, self._name = 0, 0, ""

    def day_of(self, ms: int) -> tuple[int, str]:
        """Where the day of ``ms`` ends, and its name."""
        if not self._start <= ms < self._end:
            day = from_ms(ms).astimezone(self.zone).date()
            self._start, self._end = self._midnight(day), self._midnight(day + timedelta(days=1))
            self._name = day.isoformat()
        return self._end, self._name

    def _midnight(self, day: date) -> int:
        return to_ms(datetime.combine(day, time.min, self.zone))


def recount(body: bytes, days: Days) -> Recount:
    """Add up a body; ``BadBody`` for what is none."""
    text, planes, count = opened(body)
    return _by_column(slots_of(text), planes, count, days) or by_display(body, days.zone)


def by_display(body: bytes, zone: ZoneInfo) -> Recount:
    """The definition: every display looked at by itself."""
    read = unpack(body)
    sums, shown = tally(read, zone), read.displays
    return Recount(
        displays=len(shown),
        first_ms=shown[0].start_ms if shown else None,
        last_ms=max((d.start_ms if d.end_ms is None else d.end_ms for d in shown), default=None),
        last_start_ms=shown[-1].start_ms if shown else None,
        total=_sums(sums.total),
        notices={
            key: (spell.first_ms, spell.last_ms, *_sums(spell.count)) for key, spell in sums.notices.items()
        },
        days={key: _sums(one) for key, one in sums.days.items()},
        sent={key: _sums(one) for key, one in sums.sent.items()},
    )


_ACKED, _CONTINUED = 1, 2
_NEW = bytes(not flags & _CONTINUED for flags in range(256))
_NEW_ACKED = bytes(flags & (_ACKED | _CONTINUED) == _ACKED for flags in range(256))
_IS_ACKED = bytes(flags & _ACKED for flags in range(256))


def _sums(count: Count) -> Sums:
    return count.shown, count.acked, count.on_air_ms


def _by_column(slots: tuple[Slot, ...], planes: bytes, count: int, days: Days) -> Recount | None:
    """``None`` where something unusual asks for the slow way."""
    if (columns := small(slots, planes, count)) is None:
        return None
    end, day = days.day_of(columns.edges[0])
    if columns.edges[-2] >= end or columns.edges[-1] > end:
        return None
    return _added(slots, columns.slots, columns.flags, columns.lengths, columns.edges, day)


def _added(
    slots: tuple[Slot, ...],
    used: bytes,
    flags: bytes,
    lengths: Sequence[int],
    edges: Sequence[int],
    day: str,
) -> Recount:
    """Everything within ``day``, each display where the one before ended."""
    shown = _counted(used, flags.translate(_NEW), len(slots))
    acked = _counted(used, flags.translate(_NEW_ACKED), len(slots))
    on_air = _stood(used, flags.translate(_IS_ACKED), lengths, len(slots))
    notices: dict[Notice, Spelled] = {}
    sent: dict[tuple[str, bool, str], Sums] = {}
    for index, slot in enumerate(slots[:256]):
        if (begins := used.find(index)) >= 0:
            key, ends = (slot.notice, slot.practice), used.rfind(index) + 1
            spelled = (edges[begins], edges[ends], shown[index], acked[index], on_air[index])
            notices[key] = _joined(notices[key], spelled) if key in notices else spelled
            if not slot.proof and (acked[index] or on_air[index]):
                _, displays, ms = sent.get((*key, day), (0, 0, 0))
                sent[*key, day] = (0, displays + acked[index], ms + on_air[index])
    return Recount(
        displays=len(used),
        first_ms=edges[0],
        last_ms=edges[-1],
        last_start_ms=edges[-2],
        total=(sum(shown), sum(acked), sum(on_air)),
        notices=notices,
        days={(*key, day): spelled[2:] for key, spelled in notices.items()},
        sent=sent,
    )


def _counted(used: bytes, mask: bytes, slots: int) -> Sequence[int]:
    """How many displays of each slot the mask lets through."""
    counts = [*map(used.count, range(min(256, slots)))]
    out = mask.find(0)
    while out >= 0:  # few: a page that went on from the hour before
        counts[used[out]] -= 1
        out = mask.find(0, out + 1)
    return counts


def _is_all(mask: bytes) -> bool:
    return mask.count(1) == len(mask)


def _stood(used: bytes, mask: bytes, lengths: Sequence[int], slots: int) -> list[int]:
    """For how long those of each slot stood that the mask lets through."""
    sums = [0] * slots
    pairs = zip(used, lengths, strict=True)
    for index, length in pairs if _is_all(mask) else compress(pairs, mask):
        sums[index] += length
    return sums


def _joined(old: Spelled, new: Spelled) -> Spelled:
    first, last = min(old[0], new[0]), max(old[1], new[1])
    return first, last, old[2] + new[2], old[3] + new[3], old[4] + new[4]
