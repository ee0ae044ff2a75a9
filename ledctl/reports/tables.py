"""A count in rows: by channel, category and office, each over the same cohort. Pure.

A row by channel counts items, so no channel exceeds the total and their sum usually
does: an item on two channels stands in two rows and once in the total. What a reader
clicks on is a ``Choice``: the same words select the items of a row again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.percent import percent


@dataclass(frozen=True, slots=True)
class Row:
    """So many items; ``before``: of the same days a year before, absent where there is nothing to compare."""

    name: str
    items: int
    before: int | None = None

    @property
    def more(self) -> int | None:
        return None if self.before is None else self.items - self.before

    @property
    def percent(self) -> float | None:
        """By how much it grew, in percent; ``None`` where there was nothing a year before."""
        share = None if self.before is None else percent(self.items - self.before, self.before)
        return None if share is None else float(share)

    def as_dict(self) -> dict[str, object]:
        grown = {"before": self.before, "more": self.more, "percent": self.percent}
        return {"name": self.name, "items": self.items, **grown}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which items of a count somebody wants to see; an empty word chooses all."""

    channel: str = ""
    category: str | None = None
    office: str | None = None
    kind: str = ""
    document: str = ""
    sign: str = ""
    which: str = "counted"
    """``counted``, ``beside`` (of the cohort, by setting no items), ``further`` or ``unverified``."""

    def takes(self, item: Item, electronic: Iterable[str]) -> bool:
        """Whether the item belongs to what was chosen."""
        wanted = frozenset(electronic) if self.channel == "electronic" else frozenset({self.channel})
        return (
            (not self.channel or bool(wanted & item.channels.keys()))
            and self.category in (None, item.category)
            and self.office in (None, item.office)
            and self.kind in ("", item.kind)
            and self.document in ("", item.document)
            and (not self.sign or self.sign in item.signs)
        )


LISTS: Mapping[str, Callable[[PeriodCount], tuple[Item, ...]]] = {
    "counted": lambda count: count.counted,
    "beside": lambda count: tuple(item for item in count.items if not item.counted),
    "further": lambda count: count.further,
    "unverified": lambda count: count.unverified,
}


def chosen(count: PeriodCount, choice: Choice) -> tuple[Item, ...]:
    """The items behind a figure."""
    every = LISTS[choice.which](count)
    return tuple(item for item in every if choice.takes(item, count.rules.electronic))


def by_channel(count: PeriodCount, before: PeriodCount | None) -> tuple[Row, ...]:
    """Over the counted items, each channel they went out on, the fullest first."""
    return _rows(count, before, lambda item: tuple(item.channels))


def by_category(count: PeriodCount, before: PeriodCount | None) -> tuple[Row, ...]:
    return _rows(count, before, lambda item: (item.category,))


def by_office(count: PeriodCount, before: PeriodCount | None) -> tuple[Row, ...]:
    return _rows(count, before, lambda item: (item.office,))


def total(count: PeriodCount, before: PeriodCount | None) -> Row:
    return Row("", len(count.counted), None if before is None else len(before.counted))


def _rows(
    count: PeriodCount, before: PeriodCount | None, names: Callable[[Item], tuple[str, ...]]
) -> tuple[Row, ...]:
    now = Counter(name for item in count.counted for name in names(item))
    then = Counter(name for item in before.counted for name in names(item)) if before else None
    every = now.keys() | (then or {}).keys()
    rows = (Row(name, now[name], None if then is None else then[name]) for name in every)
    return tuple(sorted(rows, key=lambda row: (-row.items, row.name)))
