"""The counting rules, without a database."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.units import own_name
from ledctl.ledger.tally import Count
from ledctl.reports.counts import YearCount
from ledctl.reports.items import Line
from ledctl.reports.rules import Facts, Rules
from tests.reports.counted import Day, count_year

OWN = Facts("dibao_review", "示例镇民政办")
FACTS = {
    "list": OWN,
    "list-2": Facts("dibao_review", "示例镇民政办", correction_of="list"),
    "county": Facts("policy", "示例县民政局"),
    "village": Facts("village_finance", "示例镇东村"),
}


def day(notice: str, when: str, shown: int = 10, acked: int | None = None, **more: object) -> Day:
    acked = shown if acked is None else acked
    count = Count(shown, acked, acked * 8640)
    return Day(str(more.get("sign", "gate")), notice, bool(more.get("practice")), when, count)


def count(days: list[Day], year: int = 2026, as_of: date = date(2026, 12, 31), **rules: Any) -> YearCount:
    chosen = Rules(own_units=("示例镇",), **rules)
    return count_year(days, FACTS, year=year, as_of=as_of, zone="Asia/Shanghai", rules=chosen)


def test_one_item_many_displays() -> None:
    """An item is one however many days, signs and repeats; displays are counted beside it."""
    days = [day("list", "2026-05-03"), day("list", "2026-05-04"), day("list", "2026-05-04", sign="hall")]
    result = count(days)
    assert (result.items, result.displays, result.on_air_ms) == (1, 30, 30 * 8640)
    assert [(line.name, line.items, line.displays) for line in result.by_sign] == [
        ("gate", 1, 20),
        ("hall", 1, 10),
    ]


def test_shown_over_new_year_is_counted_in_the_old_year() -> None:
    """An item belongs to the year of its first display; its later displays to their own years."""
    days = [day("list", "2025-12-31", 5), day("list", "2026-01-01", 7)]
    assert [(r.items, r.displays) for r in (count(days, 2025), count(days, 2026))] == [(1, 5), (0, 7)]


def test_as_of_is_the_last_day_that_counts() -> None:
    """Every count takes an as-of day, itself included, and prints it."""
    days = [day("list", "2026-11-20"), day("county", "2026-11-21")]
    result = count(days, as_of=date(2026, 11, 20), relayed_are_items=True)
    assert (result.items, result.displays, result.as_of) == (1, 10, date(2026, 11, 20))


@pytest.mark.parametrize(("rule", "items"), [(False, 1), (True, 2)])
def test_correction_is_the_same_item_unless_the_town_says_otherwise(rule: bool, items: int) -> None:
    """A correction is not a new item by default; the setting is part of the result."""
    result = count([day("list", "2026-05-03"), day("list-2", "2026-05-04")], corrections_are_items=rule)
    assert (result.items, result.displays, result.beside.corrections) == (items, 20, 1)
    assert result.as_dict()["rules"]["corrections_are_items"] is rule


def test_correction_in_a_new_year_stays_in_the_old() -> None:
    """What was public last year is not new because it was corrected this year."""
    assert count([day("list", "2025-12-30"), day("list-2", "2026-01-02")]).items == 0


def test_circle_of_corrections_ends() -> None:
    """Two notices said to correct each other are still counted."""
    facts = {"a": Facts(correction_of="b"), "b": Facts(correction_of="a")}
    days = [day("a", "2026-05-03"), day("b", "2026-05-03")]
    result = count_year(days, facts, year=2026, as_of=date(2026, 12, 31), zone="Asia/Shanghai", rules=Rules())
    assert 1 <= result.items <= 2


@pytest.mark.parametrize(
    ("notice", "rule", "beside"),
    [
        ("county", "relayed_are_items", "relayed"),
        ("village", "village_affairs_are_items", "village_affairs"),
    ],
)
def test_other_peoples_notices_stand_beside(notice: str, rule: str, beside: str) -> None:
    """A county's notice and village affairs are shown, and counted beside, unless the town says so."""
    choices: list[dict[str, Any]] = [{rule: False}, {rule: True}]
    apart, inside = (count([day(notice, "2026-05-03")], **choice) for choice in choices)
    assert (apart.items, apart.displays, getattr(apart.beside, beside)) == (0, 10, 1)
    assert (inside.items, getattr(inside.beside, beside)) == (1, 0)


def test_practice_is_never_inside() -> None:
    """R7: practice displays are reported beside the year, and in none of its numbers."""
    result = count([day("list", "2026-05-03", practice=True)])
    assert (result.items, result.displays, result.on_air_ms, result.by_sign) == (0, 0, 0, ())
    assert (result.beside.practice.items, result.beside.practice.displays) == (1, 10)


def test_an_idle_page_is_no_item() -> None:
    """A clock informs of nothing: its minutes stand beside the year, and in none of its numbers."""
    facts = {**FACTS, "clock": Facts("general", "示例镇人民政府", idle=True)}
    days = [day("clock", "2026-05-03", 1440), day("list", "2026-05-03"), day("clock", "2026-05-04", 5, 2)]
    result = count_year(days, facts, year=2026, as_of=date(2026, 12, 31), zone="Asia/Shanghai", rules=Rules())
    assert (result.items, result.displays, result.on_air_ms) == (1, 10, 10 * 8640)
    assert [line.name for line in result.by_category] == ["dibao_review"]
    assert (result.beside.idle.displays, result.beside.unconfirmed_displays) == (1442, 0)


def test_unconfirmed_is_not_counted_as_shown() -> None:
    """What no sign confirmed is named, and counted neither as an item nor as a display."""
    result = count([day("list", "2026-05-03", 10, 0), day("village", "2026-05-03", 4, 3)])
    assert (result.items, result.displays) == (0, 3)
    assert (result.beside.unconfirmed_items, result.beside.unconfirmed_displays) == (1, 11)


def test_json_names_items_and_displays_apart() -> None:
    """``--json`` has stable names, with items and displays as two numbers."""
    text = json.dumps(count([day("list", "2026-05-03")]).as_dict())
    assert list(json.loads(text)) == [
        "year",
        "as_of",
        "zone",
        "rules",
        "items",
        "displays",
        "on_air_ms",
        "by_category",
        "by_sign",
        "beside",
        "not_yet_sealed",
        "practice",
    ]


days = st.builds(
    day,
    notice=st.sampled_from([*FACTS, "unknown"]),
    when=st.dates(date(2025, 12, 1), date(2027, 1, 31)).map(date.isoformat),
    shown=st.integers(0, 3),
    acked=st.just(0),
    sign=st.sampled_from(["gate", "hall"]),
    practice=st.booleans(),
) | st.builds(
    day,
    notice=st.sampled_from([*FACTS, "unknown"]),
    when=st.dates(date(2025, 12, 1), date(2027, 1, 31)).map(date.isoformat),
    shown=st.integers(0, 3),
    sign=st.sampled_from(["gate", "hall"]),
    practice=st.booleans(),
)
rules = st.builds(
    Rules,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from([(), ("示例镇",)]),
)


@given(st.lists(days, max_size=12), rules)
def test_no_part_exceeds_the_whole(days: list[Day], rules: Rules) -> None:
    """Items never exceed displays; parts add up; no sign has more items than the whole year."""
    end = date(2026, 12, 31)
    result = count_year(days, FACTS, year=2026, as_of=end, zone="Asia/Shanghai", rules=rules)
    whole = Line("", result.items, result.displays, result.on_air_ms)
    for line in (*result.by_category, *result.by_sign, result.beside.practice, whole):
        assert 0 <= line.items <= line.displays
    for lines in (result.by_category, result.by_sign):
        assert sum(line.displays for line in lines) == result.displays
        assert sum(line.on_air_ms for line in lines) == result.on_air_ms
        assert all(line.items <= result.items for line in lines)
    assert sum(line.items for line in result.by_category) == result.items


@given(st.lists(days, max_size=12))
def test_order_of_rows_does_not_matter(days: list[Day]) -> None:
    """A count does not depend on the order in which days are read."""
    shuffled = sorted(days, key=lambda d: (d.count.shown, d.day, d.sign))
    assert count(days) == count(shuffled)


@given(st.lists(days, max_size=12))
def test_years_share_no_item_and_lose_none(days: list[Day]) -> None:
    """Every item belongs to exactly one year."""
    live = {d.notice for d in days if d.count.acked and not d.practice}
    identities = {"list" if notice == "list-2" else notice for notice in live}
    everything: dict[str, Any] = {"relayed_are_items": True, "village_affairs_are_items": True}
    results = [count(days, year, date(year, 12, 31), **everything) for year in (2025, 2026, 2027)]
    assert sum(result.items for result in results) == len(identities)


@given(st.lists(days, max_size=12), st.integers(0, 400))
def test_a_later_day_never_takes_away(days: list[Day], more: int) -> None:
    """As the as-of day moves on, displays only grow; items only move from unconfirmed to confirmed."""
    early = date(2026, 1, 1)
    before, after = (count(days, as_of=when) for when in (early, early + timedelta(days=more)))
    assert before.displays <= after.displays
    assert before.items <= after.items


@pytest.mark.parametrize(
    ("town", "name"),
    [
        ("沅岭县鹭洲镇人民政府", "鹭洲镇"),
        ("鹭洲镇人民政府", "鹭洲镇"),
        ("沅岭县鹭洲镇", "鹭洲镇"),
        ("示例市示例区城关街道办事处", "城关街道"),
        ("县直机关", "县直机关"),
        ("人民政府", "人民政府"),
        ("", ""),
    ],
)
def test_a_town_is_known_by_its_own_name(town: str, name: str) -> None:
    """With or without its county and its 人民政府, it is the same town."""
    assert own_name(town) == name


@pytest.mark.parametrize(
    ("unit", "items"),
    [("沅岭县鹭洲镇人民政府", 1), ("鹭洲镇民政办", 1), ("", 1), ("沅岭县人民政府", 0), ("沅岭县气象台", 0)],
)
def test_a_units_county_does_not_make_its_notice_a_relayed_one(unit: str, items: int) -> None:
    """A year is not emptied because papers are signed with the county's name in front."""
    days = [Day("gate", "n", practice=False, day="2026-05-03", count=Count(1, 1, 8640))]
    facts = {"n": Facts("general", unit)}
    rules = Rules(own_units=(own_name("鹭洲镇人民政府"),))
    counted = count_year(days, facts, year=2026, as_of=date(2026, 12, 31), zone="Asia/Shanghai", rules=rules)
    assert counted.items == items
