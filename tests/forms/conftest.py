"""A town whose count is told by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ledctl.forms.book import Forms
from ledctl.forms.model import Kind
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.periods import Period
from ledctl.station import Station
from tests.forms.figures import FORMS


class Town:
    """``items`` are all the town ever published; a test adds to them."""

    def __init__(self, station: Station) -> None:
        self.items: list[Item] = []
        self.checkpoint = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX"
        self.forms = Forms(
            station.office,
            station.site,
            town="鹭洲镇人民政府",
            count=self.count,
            checkpoint=lambda: self.checkpoint,
            sign=lambda: self.checkpoint,
        )

    def count(self, period: Period, as_of: date) -> PeriodCount:
        found = tuple(item for item in self.items if item.first_on in period and item.first_on <= as_of)
        days = max(0, (min(as_of, period.last) - period.first + timedelta(days=1)).days)
        return PeriodCount(period, as_of, found, displays=days, on_air_ms=days * 3_600_000)


@pytest.fixture
def town(station: Station) -> Town:
    return Town(station)


@pytest.fixture
def all_cells() -> Callable[..., dict[str, str]]:
    """``all_cells("2017")`` has a figure for every cell a person fills in, and the signatures."""

    def make(code: str, /, **said: str) -> dict[str, str]:
        form = FORMS[code]
        cells = {
            address: said.get(row.id, "0")
            for table in form.tables
            for address, row, column in table.addresses()
            if row.kind is Kind.MANUAL and not row.optional and not column.sum and column.id != "sum"
        }
        return cells | {signer.address: f"某{signer.label}" for signer in form.signers}

    return make
