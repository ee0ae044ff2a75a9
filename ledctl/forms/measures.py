"""How the count fills a cell: named measures over one ``PeriodCount``, each with the items behind it. Pure.

A figure is never handed on without the ids it was counted from, so that every
derived cell can be opened and looked into. The channel rows are counted over the
cohort of the total (``reports.items``); a screen and a board together are one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ledctl.content.channels import CHANNELS
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.percent import percent

OTHER = frozenset(CHANNELS) - {"gazette", "website", "weibo", "wechat"}
"""其他方式: screens, boards, broadcasts, meetings and all else that has no row of its own."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure and the ids of the items it was counted from; ``None`` where there is none to be had."""

    value: Decimal | None
    items: tuple[str, ...]


Selection = tuple[Item, ...]


def _all(count: PeriodCount) -> Selection:
    return count.counted


def _through(*channels: str) -> Callable[[PeriodCount], Selection]:
    return lambda count: count.through(channels)


def _of_document(document: str) -> Callable[[PeriodCount], Selection]:
    return lambda count: tuple(item for item in count.counted if item.document == document)


SELECTIONS: Mapping[str, Callable[[PeriodCount], Selection]] = {
    "items": _all,
    "items.normative": _of_document("normative"),
    "items.gazette": _through("gazette"),
    "items.website": _through("website"),
    "items.weibo": _through("weibo"),
    "items.wechat": _through("wechat"),
    "items.other_channels": _through(*OTHER),
    "items.screen": _through("led_gate"),
    "items.electronic": lambda count: count.electronic,
    "policy_readings": _of_document("policy_reading"),
    "clarifications": _of_document("clarification"),
}
"""Measures that count items."""

RATE = "electronic_rate"
MEASURES = frozenset({*SELECTIONS, RATE})


def derive(measure: str, count: PeriodCount, *, categories: Collection[str] = ()) -> Derived:
    """The figure of ``measure``, of these categories only where any are named; ``KeyError`` for no measure.

    The rate is in percent, to one decimal, and never above 100 (the same items are below and above the line).
    """
    if measure == RATE:
        return _rate(count)
    found = [item for item in SELECTIONS[measure](count) if not categories or item.category in categories]
    return Derived(Decimal(len(found)), tuple(item.id for item in found))


def _rate(count: PeriodCount) -> Derived:
    found = count.electronic
    return Derived(percent(len(found), len(count.counted)), tuple(item.id for item in found))
