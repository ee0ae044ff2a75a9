"""Marks of hours, days and months, on the wall of the site (R13)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from ledctl.pictures.axis import Axis, ticks
from ledctl.pictures.lettering import width
from tests.pictures.scenes import ZONE, at

BERLIN = ZoneInfo("Europe/Berlin")


def axis(days: int, first: date = date(2026, 5, 3), zone: ZoneInfo = ZONE) -> Axis:
    return Axis(at(0, first, zone), at(0, first + timedelta(days=days), zone), 200, 980)


def labels(
    days: int, first: date = date(2026, 5, 3), zone: ZoneInfo = ZONE, language: str = "zh"
) -> list[str]:
    return [one.label for one in ticks(axis(days, first, zone), zone, language, 11) if one.label]


@pytest.mark.parametrize(
    ("days", "first", "last", "number"),
    [
        (1, "00:00", "22:00", 12),
        (2, "00:00", "21:00", 16),
        (3, "05-03 日", "05-05 二", 3),
        (7, "05-03 日", "05-09 六", 7),
        (31, "05-03", "06-02", 16),
        (92, "05-03", "08-02", 14),
        (365, "6月", "5月", 12),
        (3650, "2027", "2036", 10),
    ],
)
def test_marks_by_length(days: int, first: str, last: str, number: int) -> None:
    """Hours within two days, days within three months, months beyond."""
    found = labels(days)
    assert (found[0], found[-1], len(found)) == (first, last, number)


@pytest.mark.parametrize("days", [1, 2, 3, 5, 10, 20, 45, 93, 94, 365, 400, 3650, 40_000])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_labels_do_not_touch(days: int, language: str) -> None:
    """Whatever the length, there is room between two labels."""
    whole = axis(days)
    found = [(whole.x(one.ms), width(one.label, 11)) for one in ticks(whole, ZONE, language, 11) if one.label]
    assert found
    for (left, mine), (right, other) in pairwise(found):
        assert right - left >= (mine + other) / 2


def test_a_day_of_25_and_of_23_hours() -> None:
    """The day begins and ends at local midnight; an hour that does not exist has no mark."""
    autumn, spring = date(2026, 10, 25), date(2026, 3, 29)
    long, short = axis(1, autumn, BERLIN), axis(1, spring, BERLIN)
    assert [(one.end_ms - one.start_ms) / 3_600_000 for one in (long, short)] == [25, 23]
    assert "02:00" in labels(1, autumn, BERLIN)
    assert "02:00" not in labels(1, spring, BERLIN)


def test_midnights_are_strong() -> None:
    """One sees where a day begins."""
    assert [one.strong for one in ticks(axis(2), ZONE, "zh", 11)].count(True) == 2


def test_what_lies_outside_lies_at_the_edge() -> None:
    """An outage that began before the day is drawn from its first point on."""
    whole = axis(1)
    assert (whole.x(0), whole.x(at(12)), whole.x(at(999))) == (200, 590, 980)


def test_a_stretch_that_begins_at_noon_has_no_mark_before_it() -> None:
    """Marks lie within what is drawn, whatever it begins with."""
    whole = Axis(at(12), at(12 + 24 * 5), 200, 980)
    assert next(one.label for one in ticks(whole, ZONE, "zh", 11)) == "05-04 一"
