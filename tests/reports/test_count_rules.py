"""The rules of the count of a period, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.calendars.categories import Kind
from ledctl.errors import BadInput
from ledctl.notices.rulebook import shipped_categories
from ledctl.reports.asked import Asked, as_of_day, read_period
from ledctl.reports.chosen import rules_of
from ledctl.reports.counting import SENT, Material, Sum, count_period
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.percent import percent
from ledctl.reports.periods import Period, month, quarter, year
from ledctl.reports.rules import Facts, Rules, document_of, identity_of, is_counted, kind_of
from ledctl.reports.tables import Choice, Row, by_category, by_channel, by_office, chosen, total
from ledctl.settings import CountSettings, DeskSettings, Settings

MAY = date(2026, 5, 3)
NOTICES = ("a", "b", "c", "d")
CHANNELS = ("led_gate", "website", "wechat", "board_town", SENT)
TODAY = date(2026, 11, 22)


def counted(material: Material, period: Period, **rules: object) -> PeriodCount:
    return count_period(material, period, as_of=date(2027, 12, 31), rules=replace(Rules(), **rules))  # type: ignore[arg-type]  # names of rules


facts = st.builds(
    Facts,
    category=st.sampled_from(["budget", "village_finance", "emergency_warning", "policy_reading"]),
    issuing_unit=st.sampled_from(["", "示例镇民政办", "示例县民政局"]),
    correction_of=st.sampled_from([None, *NOTICES]),
    idle=st.booleans(),
)
materials = st.builds(
    Material,
    st.lists(
        st.builds(Sum, st.sampled_from(["gate", "hall"]), st.sampled_from(NOTICES), *[st.integers(0, 9)] * 3)
    ).map(tuple),
    st.dictionaries(
        st.tuples(st.sampled_from(NOTICES), st.sampled_from(CHANNELS)),
        st.dates(date(2025, 12, 1), date(2027, 1, 31)),
    ),
    st.dictionaries(st.sampled_from(NOTICES), facts),
)
rules = st.builds(
    Rules,
    *[st.booleans()] * 3,
    own_units=st.sampled_from([(), ("示例镇",)]),
    warnings_are_items=st.booleans(),
    electronic=st.sampled_from([("website", "wechat"), (), ("led_gate",)]),
)


@given(materials, rules)
def test_no_channel_exceeds_the_total_and_no_rate_is_above_one(material: Material, rules: Rules) -> None:
    """M8.1 and M7: 147 items on the screen of 108, or a rate of 850 %, cannot come out of this."""
    count = count_period(material, year(2026), as_of=date(2027, 1, 31), rules=rules)
    whole = len(count.counted)
    assert all(row.items <= whole for row in by_channel(count, None))
    assert sum(row.items for row in by_category(count, None)) == whole
    assert sum(row.items for row in by_office(count, None)) == whole
    assert count.electronic_rate is None or 0 <= count.electronic_rate <= 1
    assert all(line.items <= whole for line in count.by_sign)


@given(materials, rules)
def test_quarters_share_no_item_and_make_the_year(material: Material, rules: Rules) -> None:
    """An item belongs to one quarter, so the quarters of a sheet add up to its year."""
    whole = count_period(material, year(2026), as_of=date(2027, 1, 31), rules=rules)
    parts = [
        count_period(material, quarter(2026, n), as_of=date(2027, 1, 31), rules=rules) for n in (1, 2, 3, 4)
    ]
    assert sorted(item.id for part in parts for item in part.items) == sorted(i.id for i in whole.items)


@given(materials, rules)
def test_an_item_stands_in_one_list(material: Material, rules: Rules) -> None:
    """Of the cohort, of an earlier one, or unverified: never two of them."""
    count = count_period(material, year(2026), as_of=date(2027, 1, 31), rules=rules)
    names = [item.id for item in (*count.items, *count.further, *count.unverified)]
    assert len(names) == len(set(names))
    assert all(item.first_on in count.period for item in (*count.items, *count.unverified))
    assert all(item.first_on < count.period.first for item in count.further)


def test_a_later_channel_is_listed_and_not_counted_again() -> None:
    """Public on the website last year, on the sign this year: an item of last year, listed as further."""
    first = {("a", "website"): date(2025, 12, 30), ("a", "led_gate"): date(2026, 1, 2)}
    material = Material((), first, {"a": Facts("budget", title="预算")})
    (old,), new = counted(material, year(2025)).items, counted(material, year(2026))
    assert old.channels == {"led_gate": date(2026, 1, 2), "website": date(2025, 12, 30)}
    assert (new.items, [item.id for item in new.further]) == ((), ["a"])


def test_corrections_are_the_item_they_correct_unless_the_town_says_otherwise() -> None:
    """N10: corrected three times, still one item, of the period in which it first went out."""
    known = {"a": Facts("budget"), **{n: Facts("correction", correction_of=o) for n, o in ("ba", "cb", "da")}}
    first = {(name, "led_gate"): MAY + timedelta(days=40 * at) for at, name in enumerate(NOTICES)}
    material = Material((), first, known)
    assert [item.id for item in counted(material, year(2026)).items] == ["a"]
    assert counted(material, month(2026, 6)).items == ()
    apart = counted(material, year(2026), corrections_are_items=True)
    assert [item.kind for item in apart.items] == ["own", "correction", "correction", "correction"]


def test_a_circle_of_corrections_ends() -> None:
    """Two notices said to correct each other have identities all the same."""
    circle = {"a": Facts(correction_of="b"), "b": Facts(correction_of="a")}
    assert {identity_of(name, circle, Rules()) for name in circle} <= {"a", "b"}


@pytest.mark.parametrize(
    ("facts", "kind", "document"),
    [
        (Facts("budget", "示例镇财政所"), "own", ""),
        (Facts("budget"), "own", ""),
        (Facts("budget", "示例县财政局"), "relayed", ""),
        (Facts("village_finance", "示例县民政局"), "village", ""),
        (Facts("emergency_warning", "示例县气象台"), "warning", ""),
        (Facts("correction", "示例镇财政所", correction_of="gone"), "correction", ""),
        (Facts("policy_reading", "示例镇财政所"), "own", "policy_reading"),
        (Facts("normative_document", "示例镇财政所"), "own", "normative"),
        (Facts("budget", "示例镇财政所", document="clarification"), "own", "clarification"),
    ],
)
def test_whose_information_it_is(facts: Facts, kind: str, document: str) -> None:
    """Disclosure Regulation art. 10: who made it discloses it; the town's setting says what it counts."""
    chosen = Rules(own_units=("示例镇",))
    assert (kind_of(facts, chosen), document_of(facts, chosen)) == (kind, document)
    everything = Rules(relayed_are_items=True, village_affairs_are_items=True, warnings_are_items=True)
    assert is_counted(kind, everything)
    assert is_counted(kind, chosen) is (kind in ("own", "correction"))


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        (Asked(), "2026-01-01", "2026-12-31"),
        (Asked(year="2025"), "2025-01-01", "2025-12-31"),
        (Asked(quarter="2026Q2"), "2026-04-01", "2026-06-30"),
        (Asked(quarter="2026-q2"), "2026-04-01", "2026-06-30"),
        (Asked(quarter="2026Q2", cumulative=True), "2026-01-01", "2026-06-30"),
        (Asked(month="2026-05"), "2026-05-01", "2026-05-31"),
        (Asked(month="2026-5", cumulative=True), "2026-01-01", "2026-05-31"),
        (Asked(year="2026", quarter="2"), "2026-04-01", "2026-06-30"),
        (Asked(year=" 2026 ", month="05"), "2026-05-01", "2026-05-31"),
        (Asked(any="2026"), "2026-01-01", "2026-12-31"),
        (Asked(any="2026Q2"), "2026-04-01", "2026-06-30"),
        (Asked(any="2026-05", cumulative=True), "2026-01-01", "2026-05-31"),
        (Asked(any=" 2025-12-30..2026-01-02 "), "2025-12-30", "2026-01-02"),
        (Asked(since="2025-12-30", until="2026-01-02"), "2025-12-30", "2026-01-02"),
    ],
)
def test_a_period_is_said_in_one_way(said: Asked, first: str, last: str) -> None:
    """Year, quarter, month, two days, or from January on; a form and a count read the same word alike."""
    found = said.period(TODAY)
    assert not said.any or said.cumulative or read_period(said.any) == found
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Asked(year="1800"), "count_period_unknown"),
        (Asked(year="²026"), "count_period_unknown"),
        (Asked(month="2026-13"), "count_period_unknown"),
        (Asked(year="2026", since="2026-01-01"), "count_period_twice"),
        (Asked(until="2026-01-01"), "count_both_days"),
        (Asked(since="2026-01-01", until="0001-01-01"), "field_not_a_date"),
        (Asked(since="2026-02-01", until="2026-01-01"), "days_reversed"),
        (Asked(since="gestern", until="2026-01-01"), "field_not_a_date"),
        (Asked(quarter="2026-2"), "count_period_unknown"),
        (Asked(quarter="2"), "count_period_unknown"),
        (Asked(year="2026", quarter="5"), "count_period_unknown"),
        (Asked(year="2026", quarter="1", month="2"), "count_period_twice"),
        (Asked(year="2026", any="2026Q1"), "count_period_twice"),
        (Asked(year="2026-01-01..2026-02-01"), "count_period_unknown"),
        (Asked(any="26"), "count_period_unknown"),
        (Asked(any="1899"), "count_period_unknown"),
        (Asked(any="2026-02-30..2026-03-01"), "field_not_a_date"),
        (Asked(any="2026-03-01..2026-02-01"), "days_reversed"),
    ],
)
def test_what_is_no_period_is_refused(said: Asked, code: str) -> None:
    """A slip is told, not counted."""
    with pytest.raises(BadInput) as refused:
        said.period(TODAY)
    assert refused.value.sentences[0].code == code


def test_a_count_speaks_of_no_day_to_come() -> None:
    """As of today unless said; what will be known on a later day, nobody knows."""
    assert as_of_day("", TODAY) == as_of_day(" 2026-11-22 ", TODAY) == TODAY
    with pytest.raises(BadInput, match="2026-11-22"):
        as_of_day("2026-11-23", TODAY)


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(1, 16, "6.3"), (1999, 2000, "100.0"), (1, 3, "33.3"), (0, 0, None)]
)
def test_a_rate_is_rounded_one_way(part: int, whole: int, said: str | None) -> None:
    """6.25 % is 6.3 % on the page, on the command line and on the form: halves go up, as offices round."""
    assert percent(part, whole) == (None if said is None else Decimal(said))
    every = tuple(item(str(n), channels={"website" if n < part else "board_town": MAY}) for n in range(whole))
    assert PeriodCount(year(2026), MAY, every).electronic_percent == percent(part, whole)


def item(name: str, **more: object) -> Item:
    plain = Item(name, name, "budget", "财政所", MAY, {"website": MAY, "led_gate": MAY})
    return replace(plain, **more)  # type: ignore[arg-type]  # names of fields


def test_year_on_year_says_so_where_there_is_nothing_to_compare() -> None:
    """More in numbers and percent; of nothing a year before there is no percent."""
    two = PeriodCount(year(2026), MAY, (item("a"), item("b", category="policy")))
    one = PeriodCount(year(2025), MAY, (item("c", category="land"),))
    assert (total(two, one).more, total(two, one).percent) == (1, 100.0)
    assert (total(two, None).more, total(two, None).percent) == (None, None)
    assert by_category(two, one) == (Row("budget", 1, 0), Row("policy", 1, 0), Row("land", 0, 1))
    assert Row("budget", 1, 0).as_dict() == {
        "name": "budget", "items": 1, "before": 0, "more": 1, "percent": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (Choice(), "ab"),
        (Choice(channel="wechat"), "b"),
        (Choice(channel="electronic"), "ab"),
        (Choice(category="policy"), "b"),
        (Choice(office=""), "b"),
        (Choice(kind="own", document="normative"), "b"),
        (Choice(which="beside"), "v"),
        (Choice(which="further"), "f"),
        (Choice(which="unverified"), "u"),
    ],
)
def test_the_items_behind_a_figure(choice: Choice, names: str) -> None:
    """What a row counts is what its link lists."""
    second = item("b", category="policy", office="", channels={"wechat": MAY}, document="normative")
    aside = item("v", kind="village", counted=False)
    count = PeriodCount(
        year(2026), MAY, (item("a"), second, aside), further=(item("f"),), unverified=(item("u"),)
    )
    assert [one.id for one in chosen(count, choice)] == [*names]


def test_the_towns_choices_come_from_its_settings() -> None:
    """``[count]`` and ``desk.town`` make the rules, and the categories say what a warning is."""
    settings = Settings(
        desk=DeskSettings(town="沅岭县鹭洲镇人民政府"),
        count=CountSettings(corrections=True, least_proof=0, electronic=("website",)),
    )
    made = rules_of(settings, shipped_categories())
    warnings = {c.code for c in shipped_categories().by_code.values() if c.kind is Kind.WARNING}
    assert (made.corrections_are_items, made.least_proof, made.electronic) == (True, 0, ("website",))
    assert (made.own_units, set(made.warning_categories)) == (("鹭洲镇",), warnings)
    assert rules_of(Settings(), shipped_categories()).own_units == ()
