"""Days off as announced, and later years a site loads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from ledctl.calendars.announced import read_year, shipped, workdays_of
from ledctl.errors import BadInput

STATUTORY = ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")
Write = Callable[..., Path]


def entry(day: str, off: str = "true", name: str = "节日") -> str:
    return f'[[day]]\ndate = {day}\noff = {off}\nname = "{name}"\n'


def whole_year(year: int, *more: str) -> str:
    return "".join([*(entry(f"{year}-{day}") for day in STATUTORY), *more])


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Lays a year's file into the site's folder."""
    (tmp_path / "holidays").mkdir()

    def lay(text: str, name: str = "2027.toml") -> Path:
        file = tmp_path / "holidays" / name
        file.write_text(text, "utf-8")
        return file

    return lay


def test_the_arrangement_of_2026_is_the_announced_one() -> None:
    """国务院办公厅 2025-11: every day off and make-up working day of 2026, each by name of the day."""
    off = {(1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7)}
    days_off = {dt.date(2026, month, day) for month, a, b in off for day in range(a, b + 1)}
    make_up = {dt.date(2026, m, d) for m, d in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))}
    for number in range(365):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
        expected = day in make_up or (day.isoweekday() <= 5 and day not in days_off)
        assert shipped().is_working(day) is expected, day


def test_known_years_are_those_of_the_library() -> None:
    """2004 to 2026; a later year is computed and not known."""
    assert {2004, 2026} <= shipped().known
    assert not shipped().is_known(dt.date(2003, 12, 31))


@pytest.mark.parametrize("day", ["2027-01-01", "2027-02-05", "2027-02-08", "2027-04-05", "2031-10-01"])
def test_statutory_days_are_off_in_years_to_come(day: str) -> None:
    """全国年节及纪念日放假办法: the days the law itself names need no yearly notice."""
    assert not shipped().is_working(dt.date.fromisoformat(day))


def test_a_later_year_is_loaded_from_the_sites_folder(write: Write, tmp_path: Path) -> None:
    """Once the notice of 2027 lies there, its days count and nothing about them is provisional."""
    write(whole_year(2027, entry("2027-02-09"), entry("2027-02-13", "false"), entry("2026-12-31")))
    loaded = workdays_of(tmp_path)
    assert loaded.is_known(dt.date(2027, 6, 1))
    assert not loaded.is_working(dt.date(2027, 2, 9))
    assert loaded.is_working(dt.date(2027, 2, 13))
    assert not loaded.is_working(dt.date(2026, 12, 31)), "a notice may move a day of the December before"
    assert loaded.is_working(dt.date(2027, 4, 5)), "what the notice does not name goes by its weekday"
    assert workdays_of(None) == shipped()
    assert workdays_of(tmp_path / "elsewhere") == shipped()


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        (whole_year(2027), "next.toml", "holidays_name"),
        (whole_year(2027), "20271.toml", "holidays_name"),
        ("days = 3\n" + whole_year(2027), "2027.toml", "holidays_key"),
        ("source = 3\n" + whole_year(2027), "2027.toml", "holidays_shape"),
        ("day = 3\n", "2027.toml", "holidays_shape"),
        ("day = [3]\n", "2027.toml", "holidays_shape"),
        (whole_year(2027, "[[day]]\ndate = 2027-02-09\noff = 1\n"), "2027.toml", "holidays_shape"),
        (
            whole_year(2027, "[[day]]\ndate = 2027-02-09\noff = true\nwork = false\n"),
            "2027.toml",
            "holidays_shape",
        ),
        (whole_year(2027, entry("2027-02-09T00:00:00")), "2027.toml", "holidays_shape"),
        (whole_year(2027, entry("2027-01-01")), "2027.toml", "holidays_twice"),
        (whole_year(2027, entry("2028-01-03")), "2027.toml", "holidays_other_year"),
        (whole_year(2027, entry("2026-11-30")), "2027.toml", "holidays_other_year"),
        (whole_year(2027, entry("2027-02-10", "false")), "2027.toml", "holidays_work_on_weekday"),
        (entry("2027-01-01"), "2027.toml", "holidays_lacks_day"),
        ("", "2027.toml", "holidays_lacks_day"),
        ("[[day]\n", "2027.toml", "file_not_toml"),
    ],
)
def test_half_a_notice_is_refused(text: str, name: str, code: str, write: Write) -> None:
    """A year that is wrong or half told would count wrong without a word: it is named instead."""
    file = write(text, name)
    with pytest.raises(BadInput) as caught:
        read_year(file)
    assert caught.value.code == code


def test_a_file_tells_its_source(write: Write) -> None:
    """Which notice it was made from stays with it."""
    told = read_year(write('source = "国办发明电"\n' + whole_year(2027)))
    assert (told.year, told.source, len(told.off), told.work) == (2027, "国办发明电", 6, frozenset())
