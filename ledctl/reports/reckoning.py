"""The count of a period as an office reads it: items, rows, availability, figures, a year before.

Use cases: pages, the API and the command line ask here. Everybody who may read the
record may ask; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from ledctl.clock import unstamp
from ledctl.errors import BadInput
from ledctl.ledger.model import EVENT
from ledctl.notices.office import Office
from ledctl.reports.availability import Availability, availability, together
from ledctl.reports.chosen import rules_of
from ledctl.reports.counting import count_period
from ledctl.reports.figures import figures
from ledctl.reports.gather import Wanted, gather
from ledctl.reports.happened import FACTS, TERMS, Happened, terms
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.periods import Period
from ledctl.reports.tables import Row, by_category, by_channel, by_office, total
from ledctl.settings import Settings


@dataclass(frozen=True, slots=True)
class Account:
    """A count, and what stands beside it. ``before``: the same days a year before, if anything is known.

    ``begins``: the first day on record, absent of an empty one: of what lies before it nothing is known.
    """

    count: PeriodCount
    before: PeriodCount | None
    availability: tuple[Availability, ...]
    begins: date | None
    zone: str

    @property
    def total(self) -> Row:
        return total(self.count, self.before)

    @property
    def channels(self) -> tuple[Row, ...]:
        return by_channel(self.count, self.before)

    @property
    def categories(self) -> tuple[Row, ...]:
        return by_category(self.count, self.before)

    @property
    def offices(self) -> tuple[Row, ...]:
        return by_office(self.count, self.before)

    @property
    def is_compared_in_part(self) -> bool:
        """The record begins within the days compared with."""
        return self.before is not None and self.begins is not None and self.begins > self.before.period.first

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names; ``items`` and ``displays`` stay apart."""
        count = self.count
        rows = {name: getattr(self, name) for name in ("channels", "categories", "offices")}
        return {
            "period": _days(count.period),
            "as_of": count.as_of.isoformat(),
            "zone": self.zone,
            "practice": count.practice,
            "rules": asdict(count.rules),
            "items": self.total.items,
            "displays": count.displays,
            "on_air_ms": count.on_air_ms,
            "not_yet_sealed": count.not_yet_sealed,
            "electronic": len(count.electronic),
            "electronic_rate": count.electronic_rate,
            **{f"by_{singular}": [row.as_dict() for row in rows[name]] for name, singular in _ROWS.items()},
            "by_sign": [asdict(line) for line in count.by_sign],
            "beside": _kinds(item for item in count.items if not item.counted),
            "further": [plain(item) for item in count.further],
            "unverified": [plain(item) for item in count.unverified],
            "facts": dict(count.facts),
            "availability": [one.as_dict() for one in self.availability],
            "year_before": self._before(),
        }

    def _before(self) -> dict[str, Any] | None:
        if self.before is None:
            return None
        days, row = _days(self.before.period), self.total
        return {**days, "items": row.before, "more": row.more, "percent": row.percent} | {
            "displays": self.before.displays,
            "in_part": self.is_compared_in_part,
        }


_ROWS = {"channels": "channel", "categories": "category", "offices": "office"}


class Reckoning:
    """Counting periods of one site."""

    def __init__(self, office: Office, settings: Settings) -> None:
        self._office = office
        self._rules = rules_of(settings, office.categories)
        self._signs = tuple(settings.signs)

    def count(self, period: Period, as_of: date) -> PeriodCount:
        """The items of the period as known on ``as_of``, with its figures."""
        wanted = self._wanted(period, as_of)
        count = self.items(period, as_of)
        return replace(count, facts=figures(self._office, wanted, count))

    def items(self, period: Period, as_of: date) -> PeriodCount:
        """The same without figures: for lists of items."""
        wanted = self._wanted(period, as_of)
        material = gather(self._office.database, wanted)
        return count_period(material, period, as_of=as_of, rules=wanted.rules, practice=wanted.practice)

    def happened(self, period: Period, as_of: date, which: str) -> tuple[Happened, ...]:
        """What stands behind the figure of that name; ``BadInput`` where nothing does."""
        if which not in (*FACTS, *TERMS):
            raise BadInput.of("count_list_unknown", where="which", choices=", ".join((*FACTS, *TERMS)))
        made_here = [one for one in self.items(period, as_of).counted if one.notice] if which in TERMS else []
        with self._office.database.read() as session:
            if which in FACTS:
                return FACTS[which](session.connection(), self._wanted(period, as_of))
            return terms(session.connection(), self._office, made_here)[which]

    def for_forms(self, period: Period, as_of: date) -> PeriodCount:
        """The count, with the availability of all signs together among its figures, as far as it is known."""
        wanted, count = self._wanted(period, as_of), self.count(period, as_of)
        known = together(self._availability(wanted, self._signs_of(count)))
        return count if known is None else replace(count, facts={**count.facts, "availability": known})

    def account(self, period: Period, as_of: date) -> Account:
        """The count with availability, and beside the same days a year before."""
        wanted, count = self._wanted(period, as_of), self.count(period, as_of)
        in_order = tuple(self._availability(wanted, self._signs_of(count)))
        return Account(count, self._before(wanted), in_order, self._begins(), self._office.zone.key)

    def _wanted(self, period: Period, as_of: date) -> Wanted:
        return Wanted(period, as_of, self._office.zone, self._rules, self._office.practice)

    def _before(self, wanted: Wanted) -> PeriodCount | None:
        """The days that have passed, a year before; ``None`` where nothing is on record of them."""
        if wanted.days is None:
            return None
        count = self.items(wanted.days.a_year_before(), wanted.as_of)
        return count if count.items or count.unverified or count.displays else None

    def _availability(self, wanted: Wanted, signs: Iterable[str]) -> Iterable[Availability]:
        """Of the signs of the site, and of those that only the record knows any more."""
        office, (since, until) = self._office, wanted.span
        return availability(office.database, signs, office.now(), since, min(until, wanted.until))

    def _signs_of(self, count: PeriodCount) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self._signs, *(line.name for line in count.by_sign)]))

    def _begins(self) -> date | None:
        with self._office.database.read() as session:
            first = session.connection().execute(select(EVENT.c.at).order_by(EVENT.c.seq).limit(1)).scalar()
        return unstamp(first).astimezone(self._office.zone).date() if first else None


def plain(item: Item) -> dict[str, Any]:
    """An item under stable names, with days as text."""
    days = {channel: day.isoformat() for channel, day in item.channels.items()}
    return {**asdict(item), "first_on": item.first_on.isoformat(), "channels": days}


def _kinds(items: Iterable[Item]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for item in items:
        found[item.kind] = found.get(item.kind, 0) + 1
    return found


def _days(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}
