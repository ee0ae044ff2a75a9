"""Bars: sorted, with figures; items and displays never on one scale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ledctl.pictures.bars import categories, months
from ledctl.reports.counts import Line
from ledctl.reports.months import MonthFigures
from tests.pictures.reading import SPACE, hints, is_golden, overlaps, read, words
from tests.pictures.scenes import LONG, ZONE

DAY = date(2026, 5, 3)
LINES = [Line("a", 3, 4567, 3_600_000), Line("long", 9, 98_765_432, 900_000_000), Line("b", 1, 1, 0)]
FIGURES = [MonthFigures(n, n * 7 % 23, 3_041_700 * n * (n < 12), 0) for n in range(1, 13)]


def hours(lines: list[Line] = LINES, **more: object) -> str:
    names = {"long": LONG, "a": "低保公示", "b": "<b>"}
    return categories(lines, 2026, DAY, zone=ZONE, label=names.__getitem__, **more)  # type: ignore[arg-type]  # by name


def by_month(figures: list[MonthFigures] = FIGURES, **more: object) -> str:
    return months(figures, 2026, DAY, zone=ZONE, **more)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("practice", [True, False])
@pytest.mark.parametrize("draw", [hours, by_month])
def test_no_words_overlap(draw: Callable[..., str], practice: bool, language: str) -> None:
    """Very long names and very large figures included."""
    assert overlaps(draw(practice=practice, language=language)) == []


def test_the_longest_comes_first_with_its_figures() -> None:
    """Hours and displays stand at the bar, and in full in what is read out."""
    said = [one.text for one in words(hours())]
    assert said[3:] == [
        "250.0 小时，98765432 次展示",
        "低保公示",
        "1.0 小时，4567 次展示",
        "<b>",
        "0.0 小时，1 次展示",
    ]
    assert f"{LONG} 250.0 小时，98765432 次展示" in hints(hours())


def test_bars_are_as_long_as_the_hours() -> None:
    """To scale; one without time on air is a line that can be seen."""
    wide = [float(node.attrib["width"]) for node in read(hours()).iter(f"{SPACE}rect")][1:]
    assert wide[1] == pytest.approx(wide[0] / 250, abs=0.1)
    assert wide[2] == 1


def test_no_category_is_no_error() -> None:
    """An empty year says that there was nothing."""
    assert [one.text for one in words(hours([]))][-1] == "没有在屏时长。"


def test_items_and_displays_have_scales_of_their_own() -> None:
    """Different things, named apart, never stacked: each has its own half and its own most."""
    said = {one.text for one in words(by_month())}
    assert {"上屏信息条数", "展示次数", "最多 21", "最多 33458700"} <= said
    bars = [node.attrib for node in read(by_month()).iter(f"{SPACE}rect") if "stroke" in node.attrib]
    tall = {
        fill: max(float(one["height"]) for one in bars if one["fill"] == fill)
        for fill in {b["fill"] for b in bars}
    }
    assert set(tall.values()) == {80.0}
    items = [one for one in bars if one["fill"] != "url(#months-displays)"]
    displays = [one for one in bars if one["fill"] == "url(#months-displays)"]
    assert max(float(one["y"]) for one in items) < min(float(one["y"]) for one in displays)
    assert (len(items), len(displays)) == (12, 11), "a month of none has a figure and no bar"


def test_a_year_of_nothing() -> None:
    """Twelve noughts twice, and no division by one."""
    svg = by_month([MonthFigures(n, 0, 0, 0) for n in range(1, 13)])
    assert [one.text for one in words(svg)].count("0") == 24


@pytest.mark.parametrize(
    ("draw", "mark"), [(hours, True), (by_month, True), (hours, False), (by_month, False)]
)
def test_practice_says_so(draw: Callable[..., str], mark: bool) -> None:
    """R7: in the picture itself, and only there where it is practice."""
    assert ("PRACTICE" in draw(practice=mark)) is mark


@pytest.mark.parametrize(("draw", "name"), [(hours, "categories"), (by_month, "months")])
def test_the_picture_is_the_same_to_the_byte(draw: Callable[..., str], name: str) -> None:
    """Golden: who changes a picture on purpose looks at the one in ``artifacts/`` and puts it in place."""
    assert is_golden(draw(), f"{name}.svg")
