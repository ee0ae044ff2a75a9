"""From what was published when and where to the items of a period. Pure.

The *cohort* of a period are the identities whose first publication on any channel
lies in it; every row by channel is counted over that same cohort, so no channel can
exceed the total and nothing is lost or doubled over New Year. A display is one page
standing once on one sign: displays belong to the days they began on, whatever
cohort their item is of. The two are never added and never share a name.

On a sign a thing was shown from ``Rules.least_proof`` on. What was only sent to a
sign that never answers (P0) and seen nowhere else is listed as unverified. Idle
pages inform of nothing and are no items; practice never comes in here on a live
site (``gather`` parts them).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ledctl.reports.items import Item, Line, PeriodCount
from ledctl.reports.periods import Period
from ledctl.reports.rules import NOTHING_KNOWN, Facts, Rules, document_of, identity_of, is_counted, kind_of

SENT = "sent"
"""Beside the channels: sent to a sign, and no receipt says more."""


class Sum(NamedTuple):
    """One notice on one sign over the days of the period; ``displays`` and ``on_air_ms`` at the least proof.

    ``begun``: all displays that began, also those nobody confirmed. ``unsealed``: of the displays,
    those of hours still in progress. A tuple, because a year of ten signs has thousands of them.
    """

    sign: str
    notice: str
    begun: int
    displays: int
    on_air_ms: int
    unsealed: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """What a count is made of; ``first`` is the first day of each notice on each channel, or ``SENT``.

    Whoever gathers it brings every notice that was published in the period, and with it
    all that has its identity, however long ago.
    """

    sums: tuple[Sum, ...] = ()
    first: Mapping[tuple[str, str], date] = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is known of one identity, all its notices together."""

    id: str
    channels: Mapping[str, date]
    sent_on: date | None
    displays: int
    on_air_ms: int
    signs: tuple[str, ...]


def count_period(
    material: Material, period: Period, *, as_of: date, rules: Rules, practice: bool = False
) -> PeriodCount:
    """The cohort of ``period`` as known on the day ``as_of``, with its displays."""
    wholes = tuple(_wholes(material, rules))
    items = [_item(one, min(one.channels.values()), material, rules) for one in wholes if one.channels]
    cohort = [item for item in items if item.first_on in period]
    older = [item for item in items if item.first_on < period.first and _reaches_more(item, period)]
    sent = [
        _item(one, one.sent_on, material, rules)
        for one in wholes
        if not one.channels and one.sent_on is not None and one.sent_on in period
    ]
    live = [part for part in material.sums if not is_idle(part.notice, material)]
    return PeriodCount(
        period,
        as_of,
        items=_in_order(cohort),
        further=_in_order(older),
        unverified=_in_order(sent),
        displays=sum(part.displays for part in live),
        on_air_ms=sum(part.on_air_ms for part in live),
        practice=practice,
        rules=rules,
        by_sign=_by_sign(live, cohort),
        not_yet_sealed=sum(part.unsealed for part in live),
    )


def is_idle(notice: str, material: Material) -> bool:
    """It stands for want of anything else."""
    return material.facts.get(notice, NOTHING_KNOWN).idle


def _wholes(material: Material, rules: Rules) -> Iterator[_Whole]:
    channels: dict[str, dict[str, date]] = defaultdict(dict)
    for (notice, channel), day in material.first.items():
        if not is_idle(notice, material):
            mine = channels[identity_of(notice, material.facts, rules)]
            mine[channel] = min(day, mine.get(channel, day))
    sums: dict[str, list[Sum]] = defaultdict(list)
    for part in material.sums:
        sums[identity_of(part.notice, material.facts, rules)].append(part)
    for name, days in channels.items():
        seen = {channel: days[channel] for channel in sorted(days) if channel != SENT}
        mine_shown = sums.get(name, [])
        yield _Whole(
            name,
            seen,
            days.get(SENT),
            *_times(mine_shown),
            tuple(sorted({part.sign for part in mine_shown if part.displays})),
        )


def _item(one: _Whole, first_on: date, material: Material, rules: Rules) -> Item:
    facts = material.facts.get(one.id, NOTHING_KNOWN)
    kind = kind_of(facts, rules)
    return Item(
        id=one.id,
        title=facts.title,
        category=facts.category,
        office=facts.issuing_unit,
        first_on=first_on,
        channels=one.channels,
        kind=kind,
        counted=is_counted(kind, rules),
        document=document_of(facts, rules),
        notice=facts.notice,
        displays=one.displays,
        on_air_ms=one.on_air_ms,
        signs=one.signs,
    )


def _by_sign(live: Iterable[Sum], cohort: Iterable[Item]) -> tuple[Line, ...]:
    """What stood on each sign in the period; items are those of the cohort, as in every row by channel."""
    stood = Counter(sign for item in cohort if item.counted for sign in item.signs)
    parts: dict[str, list[Sum]] = defaultdict(list)
    for part in live:
        parts[part.sign].append(part)
    return tuple(Line(sign, stood[sign], *_times(mine)) for sign, mine in sorted(parts.items()))


def _times(parts: Iterable[Sum]) -> tuple[int, int]:
    mine = tuple(parts)
    return sum(part.displays for part in mine), sum(part.on_air_ms for part in mine)


def _reaches_more(item: Item, period: Period) -> bool:
    return any(day in period for day in item.channels.values())


def _in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.first_on, item.id)))
