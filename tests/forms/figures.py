"""Counts made by hand, and the figures one township published for 2017, without any name in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ledctl.forms.filled import Entry
from ledctl.forms.library import forms_of
from ledctl.forms.model import Form, Kind, Span
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.periods import Period, cumulative, year

FORMS = forms_of(None)
SHEET = FORMS["2017"]
IN_2017 = year(2017)

STAFF = {"8.1": "1", "8.3.2": "1", "8.4": "5", "e.printed": "86"}
"""What the published sheet says besides the counted rows; all else is 0 (8.3 too, though 8.3.2 is 1)."""


def item(name: str, *channels: str, on: date = date(2017, 5, 3), **more: Any) -> Item:
    return Item(
        id=name,
        title=f"公告{name}",
        category=more.pop("category", "general"),
        office="民政办",
        first_on=on,
        channels=dict.fromkeys(channels, on),
        **more,
    )


def published_items() -> tuple[Item, ...]:
    """222 items: 192 on the website, 30 by other ways, none by both."""
    website = (item(f"W{n}", "website") for n in range(192))
    return (*website, *(item(f"B{n}", "board_town") for n in range(30)))


def count(period: Period = IN_2017, *items: Item, **more: Any) -> PeriodCount:
    return PeriodCount(period, more.pop("as_of", period.last), items, **more)


def counts(one: PeriodCount, of_year: PeriodCount | None = None) -> Mapping[Span, PeriodCount]:
    """The same for both spans, unless another is given for the year."""
    whole = of_year or PeriodCount(cumulative(one.period), one.as_of, one.items)
    return {Span.PERIOD: one, Span.CUMULATIVE: whole}


def entry(value: str) -> Entry:
    return Entry(value, "某填报人", "2018-03-18T01:00:00.000Z", "登记簿")


def entered(form: Form, values: Mapping[str, str], column: str = "now") -> dict[str, Entry]:
    """An entry in every manual cell: 0 where nothing else is said."""
    return {
        address: entry(values.get(row.id, "0"))
        for table in form.tables
        for address, row, at in table.addresses()
        if row.kind is Kind.MANUAL and not at.sum and (at.id == column or column == "*")
    } | {signer.address: entry(f"某{signer.label}") for signer in form.signers}
