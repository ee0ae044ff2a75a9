"""Odd cases of the count, each written by hand as the ledger writes it, and the list each must stand in.

The counting rules of the statistics sheet, one line of the table for each way in which an
office has been counted wrongly: 147 items on the screen of 108, or a rate of 850 %.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledctl.db import Database, open_database, sqlite_file
from ledctl.ledger.segments import Result
from ledctl.reports.cohort import period_count
from ledctl.reports.items import Item
from ledctl.reports.periods import Period, month, year
from ledctl.reports.rules import Rules
from tests.reports.hand import ZONE, Hand

AS_OF = date(2026, 3, 31)
RULES = Rules(own_units=("示例镇",))
COUNTY = "示例县民政局"


def approved_only(hand: Hand) -> None:
    hand.approve("A")


def sent_only(hand: Hand) -> None:
    hand.approve("A")
    hand.show("A", "2025-12-31T23:00", proof=0, sign="poster")
    hand.show("A", "2026-01-02T08:00", proof=0, sign="poster", sealed=False)


def sent_and_corrected(hand: Hand) -> None:
    hand.approve("A")
    hand.approve("B", corrects="A")
    hand.show("A", "2025-12-30T08:00", proof=0, sign="poster")
    hand.show("B", "2026-01-02T08:00", proof=0, sign="poster")


def unknown_only(hand: Hand) -> None:
    hand.approve("A")
    hand.show("A", "2026-01-02T08:00", result=Result.UNKNOWN)


def approved_and_withdrawn(hand: Hand) -> None:
    hand.approve("A")
    hand.withdraw("A", "2026-01-02T08:00")


def over_new_year(hand: Hand) -> None:
    hand.approve("A")
    hand.show("A", "2025-12-31T23:59", minutes=600)


def withdrawn_after_a_minute(hand: Hand) -> None:
    hand.approve("A")
    hand.show("A", "2026-01-02T08:00", minutes=1)
    hand.withdraw("A", "2026-01-02T08:01")


def correction_in_the_new_year(hand: Hand) -> None:
    over_new_year(hand)
    hand.approve("B", category="correction", corrects="A")
    hand.show("B", "2026-02-01T08:00")
    hand.post("B", "2026-02-01T08:00")


def correction_of_what_never_stood(hand: Hand) -> None:
    hand.approve("A")
    hand.approve("B", category="correction", corrects="A")
    hand.show("B", "2026-02-01T08:00")


def wechat_first(hand: Hand) -> None:
    hand.approve("A")
    hand.post("A", "2025-12-20T09:00", "wechat")
    hand.show("A", "2026-01-02T08:00")


def midnight_in_the_towns_zone(hand: Hand) -> None:
    """00:30 in the town is still the old year in UTC."""
    hand.approve("A")
    hand.show("A", "2026-01-01T00:30")


def practice(hand: Hand) -> None:
    hand.approve("A")
    hand.show("A", "2026-01-02T08:00", practice=True)


def posting_taken_down(hand: Hand) -> None:
    hand.approve("A")
    hand.take_down(hand.post("A", "2025-12-30T08:00"), "2025-12-30T09:00")
    hand.show("A", "2026-01-02T08:00")


def signs_boards_days_and_pages(hand: Hand) -> None:
    hand.approve("A")
    for day in range(2, 9):
        hand.show("A", f"2026-01-0{day}T08:00", sign="gate")
        hand.show("A", f"2026-01-0{day}T08:00", sign="hall")
    for channel in ("board_town", "website", "website"):
        hand.post("A", "2026-01-05T08:00", channel)


def village(hand: Hand) -> None:
    hand.approve("A", "village_finance", "示例镇某村")
    hand.show("A", "2026-01-02T08:00")


def county(hand: Hand) -> None:
    hand.approve("A", unit=COUNTY)
    hand.show("A", "2026-01-02T08:00")


def warning(hand: Hand) -> None:
    hand.approve("A", "emergency_warning", "示例县气象台")
    hand.show("A", "2026-01-02T08:00")


def elsewhere_twice(hand: Hand) -> None:
    first = hand.elsewhere("2025-12-30", "wechat")
    hand.elsewhere("2026-01-05", "website", item=first)


def root_struck(hand: Hand) -> None:
    """The December entry was a slip: what is left is an item of January."""
    first = hand.elsewhere("2025-12-30", "wechat")
    hand.elsewhere("2026-01-05", "website", item=first)
    hand.strike(first, "2026-01-06")


def struck(hand: Hand) -> None:
    hand.strike(hand.elsewhere("2026-01-05"), "2026-01-06")


def struck_later(hand: Hand) -> None:
    hand.strike(hand.elsewhere("2026-01-05"), "2026-04-01")


def entered_later(hand: Hand) -> None:
    hand.elsewhere("2026-01-05", known="2026-04-01")


def posted_and_entered_later(hand: Hand) -> None:
    hand.approve("A")
    hand.show("A", "2026-01-02T08:00")
    hand.post("A", "2025-12-20T09:00", known="2026-04-01")


Case = Callable[[Hand], None]
NOWHERE, OLD, NEW, OLD_THEN_NEW = (0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 0, 1)
CASES: list[tuple[Case, tuple[int, int, int]]] = [
    (approved_only, NOWHERE),
    (approved_and_withdrawn, NOWHERE),
    (sent_only, NOWHERE),
    (sent_and_corrected, NOWHERE),
    (unknown_only, NOWHERE),
    (over_new_year, OLD),
    (withdrawn_after_a_minute, NEW),
    (correction_in_the_new_year, OLD_THEN_NEW),
    (correction_of_what_never_stood, NEW),
    (wechat_first, OLD_THEN_NEW),
    (midnight_in_the_towns_zone, NEW),
    (practice, NOWHERE),
    (posting_taken_down, OLD_THEN_NEW),
    (signs_boards_days_and_pages, NEW),
    (village, NOWHERE),
    (county, NOWHERE),
    (warning, NOWHERE),
    (elsewhere_twice, OLD_THEN_NEW),
    (root_struck, NEW),
    (struck, NOWHERE),
    (struck_later, NEW),
    (entered_later, NOWHERE),
    (posted_and_entered_later, NEW),
]
"""Each with how many items count in 2025 and 2026, and how many reach one more channel in 2026."""


@pytest.fixture
def database(tmp_path: Path, new_database: Path) -> Iterator[Database]:
    shutil.copy(new_database, tmp_path)
    database = open_database(sqlite_file(tmp_path / "ledctl.db"))
    yield database
    database.close()


def written(database: Database, case: Case) -> None:
    with database.write() as session:
        case(Hand(session))


def items(database: Database, period: Period, which: str = "counted", **rules: Any) -> tuple[Item, ...]:
    count = period_count(database, period, as_of=AS_OF, zone=ZONE, rules=replace(RULES, **rules))
    found: tuple[Item, ...] = getattr(count, which)
    return found


@pytest.mark.parametrize(("case", "numbers"), CASES, ids=[case.__name__ for case, _ in CASES])
def test_an_odd_case_counts_where_it_belongs(
    case: Case, numbers: tuple[int, int, int], database: Database
) -> None:
    """Rules 1 to 8 of the sheet: once, in the period it first went out, and only what really did."""
    written(database, case)
    old, new = year(2025), year(2026)
    found = items(database, old), items(database, new), items(database, new, "further")
    assert tuple(map(len, found)) == numbers


@pytest.mark.parametrize("case", [sent_only, sent_and_corrected])
def test_what_was_only_sent_is_unverified_once(case: Case, database: Database) -> None:
    """Sent in December and again in January, or corrected then: one item, unverified in the old year only."""
    written(database, case)
    found = [items(database, days, "unverified") for days in (year(2025), year(2026), month(2026, 1))]
    assert [[item.id for item in each] for each in found] == [["A"], [], []]
    trusted = [items(database, days, least_proof=0) for days in (year(2025), year(2026))]
    assert [len(each) for each in trusted] == [1, 0]


def test_a_display_over_midnight_is_one_of_the_old_year_and_stands_in_both(database: Database) -> None:
    """A display belongs to the day it began on, its time to the days it stood on."""
    written(database, over_new_year)
    found = [
        period_count(database, year(number), as_of=AS_OF, zone=ZONE, rules=RULES) for number in (2025, 2026)
    ]
    assert [(one.displays, one.on_air_ms) for one in found] == [(1, 60_000), (0, 599 * 60_000)]


@pytest.mark.parametrize(
    ("case", "rule"),
    [
        (village, "village_affairs_are_items"),
        (county, "relayed_are_items"),
        (warning, "warnings_are_items"),
        (correction_in_the_new_year, "corrections_are_items"),
    ],
)
def test_each_choice_of_the_town_changes_its_own_number(case: Case, rule: str, database: Database) -> None:
    """Rules 5 to 8: a setting each, and none of them moves what another is about."""
    written(database, case)
    every = ("village_affairs_are_items", "relayed_are_items", "warnings_are_items", "corrections_are_items")
    without = len(items(database, year(2026)))
    assert {name: len(items(database, year(2026), **{name: True})) - without for name in every} == {
        name: int(name == rule) for name in every
    }


def test_as_of_an_earlier_day_nothing_later_is_known(database: Database) -> None:
    """Not the display of the morrow, not what was entered later, not a strike that came later."""
    written(database, signs_boards_days_and_pages)
    written(database, struck)
    for day, channels, displays in (
        (1, [], 0),
        (4, ["led_gate"], 6),
        (5, ["board_town", "led_gate", "website"], 8),
    ):
        count = period_count(database, month(2026, 1), as_of=date(2026, 1, day), zone=ZONE, rules=RULES)
        known = [item for item in count.counted if item.notice]
        assert [sorted(item.channels) for item in known] == ([channels] if channels else [])
        assert (count.displays, len(count.counted) - len(known)) == (displays, int(day == 5))
