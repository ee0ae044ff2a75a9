"""The table of categories: complete, strict, and honest about what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledctl.calendars.categories import Categories, Certainty, Kind, Profile, load_categories
from ledctl.content.files import read_notice
from ledctl.content.model import DayType
from ledctl.errors import BadInput

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "config/defaults/categories.toml").read_text(encoding="utf-8")
ENTRY = """[[category]]
code = "one"
label_zh = "一"
label_en = "One"
kind = "公示"
led_allowed = true
board_allowed = true
led_default_days = 3
privacy_profile = "standard"
citation = "none"
certainty = "practice"
"""


@pytest.fixture(scope="module")
def table() -> Categories:
    return load_categories(TABLE)


def refusal(text: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        load_categories(text)
    return caught.value


def test_the_shipped_table_has_every_category(table: Categories) -> None:
    """The town's default list has 47 categories, each under its own code and with a citation."""
    assert len(table) == 47
    assert [category.code for category in table] == list(table.by_code)
    assert all(category.citation for category in table)


def test_statutory_periods_are_as_the_rules_say(table: Categories) -> None:
    """The periods the law gives a number for stand in the table with their kind of day."""
    known = {
        "dibao_review": (7, DayType.CALENDAR),
        "rural_fund_project": (10, DayType.CALENDAR),
        "land_pre": (10, DayType.WORKING),
        "land_compensation": (30, DayType.CALENDAR),
        "bid_candidate": (3, DayType.CALENDAR),
        "procurement_single_source": (5, DayType.WORKING),
        "civil_servant_hiring": (5, DayType.WORKING),
        "decision_consultation": (30, DayType.CALENDAR),
    }
    assert {code: (table.get(code).min_days, table.get(code).day_type) for code in known} == known


def test_a_number_that_is_not_known_is_absent(table: Categories) -> None:
    """Where the rule gives no number the table says so instead of zero."""
    assert table.get("public_housing").min_days is None
    assert table.get("correction").day_type is None


def test_what_belongs_in_the_village_stays_off_the_gate_screen(table: Categories) -> None:
    """Monitored households and village matters are not repeated by the town."""
    off = {category.code for category in table if not category.led_allowed}
    assert {"anti_poverty_monitoring", "village_affairs", "village_finance"} <= off
    assert all(table.get(code).board_allowed for code in off)


def test_a_working_period_names_its_kind_of_day(table: Categories) -> None:
    """A positive number of days always says which days are meant."""
    assert all(category.day_type for category in table if category.min_days)


def test_terms_of_disclosure_have_one_form(table: Categories) -> None:
    """Days and their kind stand together, so that a term can be computed with (预算法 art. 14: 20 days)."""
    assert all((category.disclose_days is None) is (category.disclose_day_type is None) for category in table)
    terms = {c.code: (c.disclose_days, c.disclose_day_type) for c in table}
    assert terms["budget"] == (20, DayType.CALENDAR)
    assert terms["dibao_review"] == (10, DayType.WORKING)
    assert terms["policy_reading"] == (3, DayType.WORKING)
    assert terms["land_compensation"] == (None, None)


def test_every_citation_says_how_sure_it_is(table: Categories) -> None:
    """Citations that rest on one office's practice or on nothing are marked as such."""
    assert table.get("general").certainty is Certainty.PRACTICE
    assert table.get("agri_subsidy").certainty is Certainty.UNVERIFIED
    assert table.get("land_compensation").certainty is Certainty.TEXT


def test_the_warning_is_locked_and_the_list_of_children_masked(table: Categories) -> None:
    """Profiles that change what screening does stand at the right categories."""
    assert table.get("emergency_warning").kind is Kind.WARNING
    assert table.get("emergency_warning").privacy_profile is Profile.NONE
    assert table.get("education").privacy_profile is Profile.MINORS


@pytest.mark.parametrize(
    "path", sorted((ROOT / "config/examples/notices").glob("*.json")), ids=lambda p: p.stem
)
def test_every_example_has_a_category_of_the_table(path: Path, table: Categories) -> None:
    """The examples use codes the shipped table knows."""
    assert read_notice(path.read_bytes()).category in table


def test_an_unknown_code_is_named_with_where_the_list_is(table: Categories) -> None:
    """A clerk who mistypes a category is told which word and where to look."""
    with pytest.raises(BadInput) as caught:
        table.get("dibao_reveiw")
    assert caught.value.code == "category_unknown"
    assert "dibao_reveiw" in str(caught.value)
    assert "categories.toml" in str(caught.value)


def test_a_code_given_twice_is_refused_by_name() -> None:
    """Two entries of one code would hide one of them."""
    error = refusal(ENTRY + ENTRY)
    assert (error.code, error.sentences[0].where) == ("category_twice", "one")


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        (ENTRY + 'color = "red"\n', "category_key_unknown", "color"),
        ("version = 2\n" + ENTRY, "category_key_unknown", "version"),
        (ENTRY.replace('kind = "公示"\n', ""), "category_key_missing", "kind"),
        (ENTRY.replace('"公示"', '"公式"'), "category_value", "kind"),
        (ENTRY.replace("led_allowed = true", "led_allowed = 1"), "category_value", "led_allowed"),
        (ENTRY.replace("days = 3", "days = true"), "category_value", "led_default_days"),
        (ENTRY.replace("days = 3", "days = 367"), "category_value", "led_default_days"),
        (ENTRY + "min_days = -1\n", "category_value", "min_days"),
        (ENTRY.replace('label_en = "One"', 'label_en = ""'), "category_value", "label_en"),
        ("category = [1]\n", "category_value", "category"),
        ("category = 1\n", "categories_empty", ""),
        ("", "categories_empty", ""),
        (ENTRY + 'code = "two"\n', "categories_not_toml", ""),
        ("[[category]\n", "categories_not_toml", ""),
    ],
)
def test_a_fault_in_the_table_is_named(text: str, code: str, where: str) -> None:
    """A town that edits its copy is told which key of which entry is wrong."""
    error = refusal(text)
    assert (error.code, error.sentences[0].where) == (code, where)
