"""Odd cases of the count, each written by hand as the ledger writes it, and the list each must stand in.

The ten counting rules of the statistics sheet, one line of the table for each way in which an
office has been counted wrongly: 147 items on the screen of 108, or a rate of 850 % (M7, M8).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from ledctl.clock import to_ms
from ledctl.db import Database, open_database, sqlite_file
from ledctl.ledger.log import append
from ledctl.ledger.sealing import write_open, write_segment
from ledctl.ledger.segments import Body, Display, Result, Slot
from ledctl.notices.around_model import Posting
from ledctl.notices.outside_model import OutsideItem, OutsideStrike
from ledctl.reports.cohort import period_count
from ledctl.reports.items import Item
from ledctl.reports.periods import Period, month, year
from ledctl.reports.rules import Rules
from tests.reports.small_town import ZONE

AS_OF = date(2026, 3, 31)
RULES = Rules(own_units=("示例镇",))
OWN, COUNTY = "示例镇民政办", "示例县民政局"


class Hand:
    """Writes one case down, in the words of the ledger."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def approve(self, notice: str, category: str = "budget", unit: str = OWN, corrects: str = "") -> None:
        facts = {"title": f"公告{notice}", "category": category, "version": 1}
        facts |= {"issuing_unit": unit, "correction_of": corrects}
        append(self._session, kind="approved", at=at("2025-12-01"), actor="zhao", notice=notice, **facts)

    def show(
        self,
        notice: str,
        when: str,
        minutes: int = 2,
        *,
        sign: str = "gate",
        proof: int = 3,
        result: Result = Result.ACKED,
        practice: bool = False,
        sealed: bool = True,
    ) -> None:
        start = to_ms(at(when))
        end = start + minutes * 60_000
        slot = Slot(notice, 1, "公告", "budget", "o1", "ab" * 32, 1, "zhao", practice, "plan", proof)
        body = Body((slot,), (Display(0, 0, start, end, 40, result, False),))
        if sealed:
            span = (start, end)
            write_segment(self._session, sign, body, zone=ZONE, span=span, why="hour", at=at(when))
        else:
            write_open(self._session, sign, body, zone=ZONE, heartbeat_ms=end)

    def withdraw(self, notice: str, when: str) -> None:
        append(self._session, kind="withdrawn", at=at(when), actor="zhao", notice=notice, reason="有误")

    def post(self, notice: str, when: str, channel: str = "website", known: str = "") -> None:
        posted = {"channel": channel, "place": "某处", "posted_at": at(when), "practice": False}
        self._session.add(Posting(notice_id=notice, **posted, **who(known or when)))

    def elsewhere(self, day: str, channel: str = "wechat", item: int | None = None, known: str = "") -> int:
        said = {"title": "外部信息", "category": "budget", "office": OWN, "document": "", "address": ""}
        row = OutsideItem(
            item=item,
            channel=channel,
            published_on=date.fromisoformat(day),
            source="",
            practice=False,
            **said,
            **who(known or day),
        )
        self._session.add(row)
        self._session.flush()
        return row.id or 0

    def strike(self, number: int, when: str) -> None:
        self._session.add(OutsideStrike(outside_id=number, reason="误登", **who(when)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def who(when: str) -> dict[str, Any]:
    return {"account": "li", "name": "李某", "via": "web", "at": at(when)}


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
def database(tmp_path: Path, new_database: Path) -> Any:
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
