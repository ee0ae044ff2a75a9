"""The count against an independent recount of the raw displays (R34): items and displays are two numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ledctl.db import Database, open_database, upgrade
from ledctl.ledger.checking.verify import verify
from ledctl.reports.cohort import period_count
from ledctl.reports.items import PeriodCount
from ledctl.reports.periods import Period, month, year
from ledctl.reports.rules import Rules
from ledctl.reports.tables import by_category, by_channel, by_office
from ledctl.reports.year import year_count
from tests.reports.hand import ZONE
from tests.reports.recounted import Recount
from tests.reports.small_town import SIGNS, SmallTown

AS_OF = date(2026, 1, 31)
EVERYTHING = Rules(village_affairs_are_items=True, relayed_are_items=True, warnings_are_items=True)
PERIODS = {
    "2025": year(2025),
    "2026": year(2026),
    "January": month(2026, 1),
    "New Year's Eve": Period(date(2025, 12, 31), date(2025, 12, 31)),
    "three days": Period(date(2025, 12, 31), date(2026, 1, 2)),
}
SEEDS = range(4)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("town") / "empty.db"
    database = open_database(f"sqlite:///{path}")
    upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(scope="module", params=SEEDS)
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty: Path
) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("town") / "ledctl.db"
    path.write_bytes(empty.read_bytes())
    database = open_database(f"sqlite:///{path}")
    SmallTown(database, request.param).build()
    yield database
    database.close()


@pytest.fixture(scope="module")
def recount(town: Database) -> Recount:
    return Recount(town, ZONE)


@pytest.fixture(params=PERIODS.values(), ids=list(PERIODS))
def period(request: pytest.FixtureRequest) -> Period:
    chosen: Period = request.param
    return chosen


def count(town: Database, period: Period, rules: Rules = EVERYTHING) -> PeriodCount:
    return period_count(town, period, as_of=AS_OF, zone=ZONE, rules=rules)


def test_items_are_those_of_the_raw_displays(town: Database, recount: Recount, period: Period) -> None:
    """An item on many channels, days, signs, with corrections, counts once, where it first went out."""
    found = {item.id: item.first_on.isoformat() for item in count(town, period).counted}
    assert found == recount.items(period)


def test_rows_by_channel_are_over_the_same_cohort(town: Database, recount: Recount, period: Period) -> None:
    """No channel exceeds the total (M8.1); each row holds exactly the cohort's items that went out there."""
    counted = count(town, period)
    recounted = recount.by_channel(period)
    assert {name: {item.id for item in counted.through([name])} for name in recounted} == recounted
    rows = by_channel(counted, None)
    assert {row.name for row in rows} == recounted.keys()
    assert all(row.items <= len(counted.counted) for row in rows)
    assert sum(row.items for row in by_category(counted, None)) == len(counted.counted)


def test_rows_by_category_and_office_are_the_towns_own(
    town: Database, recount: Recount, period: Period
) -> None:
    """Disclosure Regulation art. 10: without settings to the contrary only what the town made is counted."""
    counted = count(town, period, Rules(own_units=("示例镇",)))
    for column, rows in (("category", by_category), ("unit", by_office)):
        assert {row.name: row.items for row in rows(counted, None)} == recount.own_by(column, period)


def test_displays_and_hours_are_those_of_the_raw_displays(
    town: Database, recount: Recount, period: Period
) -> None:
    """A display counts on the day it began, its time on the days it stood; hours in progress are in both."""
    counted = count(town, period)
    assert (counted.displays, counted.on_air_ms) == (recount.displays(period), recount.on_air_ms(period))
    shown = {line.name: line.displays for line in counted.by_sign if line.displays}
    assert shown == {sign: n for sign in SIGNS if (n := recount.displays(period, sign))}


def test_what_was_only_sent_is_listed_and_not_counted(
    town: Database, recount: Recount, period: Period
) -> None:
    """P0 proves that bytes left: what was seen nowhere else is unverified, and in no number."""
    counted = count(town, period)
    assert {item.id for item in counted.unverified} == recount.only_sent(period)
    assert not {item.id for item in counted.unverified} & {item.id for item in counted.items}
    assert all(line.displays == 0 for line in counted.by_sign if line.name == "poster")


def test_a_town_that_trusts_what_it_sends_counts_it(town: Database) -> None:
    """``least_proof = 0``: the poster counts, nothing is unverified, and verified items stay."""
    strict, trusting = (count(town, year(2026), replace(EVERYTHING, least_proof=n)) for n in (1, 0))
    assert trusting.unverified == ()
    assert trusting.displays > strict.displays
    assert {item.id for item in strict.items} | {item.id for item in strict.unverified} <= {
        item.id for item in (*trusting.items, *trusting.further)
    } | {item.id for item in count(town, year(2025), replace(EVERYTHING, least_proof=0)).items}


def test_the_year_of_the_signs_is_a_view_of_the_same_count(town: Database) -> None:
    """``report year`` and ``report count`` cannot say different numbers of the screen."""
    for number in (2025, 2026):
        counted = count(town, year(number))
        seen = year_count(town, number, zone=ZONE, as_of=AS_OF, rules=EVERYTHING)
        assert (seen.items, seen.displays) == (len(counted.through(["led_gate"])), counted.displays)
        assert sum(line.items for line in seen.by_category) == seen.items
        assert seen.by_sign == counted.by_sign


def test_two_years_share_no_item_and_lose_none(town: Database, recount: Recount) -> None:
    """Every item that ever went out belongs to exactly one year."""
    both = [item.id for number in (2025, 2026) for item in count(town, year(number)).items]
    assert sorted(both) == sorted(recount.items(Period(date(2020, 1, 1), AS_OF)))


def test_verify_recomputes_what_was_only_sent(town: Database) -> None:
    """``sent_only`` is derived: a changed row of it is named (R12)."""
    assert verify(town).ok
    with town.write() as session:
        session.connection().exec_driver_sql("UPDATE sent_only SET displays = displays + 1")
    (problem,) = verify(town).problems
    assert problem.table == "sent_only"
    with town.write() as session:
        session.connection().exec_driver_sql("UPDATE sent_only SET displays = displays - 1")
