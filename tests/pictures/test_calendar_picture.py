"""The calendar: every day of the year has its square, and every square its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.pictures.calendar import LEVELS, SIDE, calendar, level, place
from ledctl.pictures.svg import number
from ledctl.reports.yeardays import DayFigures, YearDays
from tests.pictures.reading import SPACE, hints, is_golden, overlaps, read, words
from tests.pictures.scenes import ZONE


def year(of: int, through: int, *, practice: bool = False) -> YearDays:
    """Twenty days without a record, then more displays each day, every 13th with an outage."""
    first = date(of, 1, 1)
    days = tuple(
        DayFigures(first + timedelta(n), n % 11 * 370, n * 40_000, 600_000 * (n % 13 == 0), n >= 20)
        for n in range(through)
    )
    return YearDays(of, "", first + timedelta(max(0, through - 1)), days, practice)


def drawn(of: YearDays, language: str = "zh") -> str:
    return calendar(of, zone=ZONE, language=language, label=str)


def squares(svg: str) -> set[tuple[str, str]]:
    side = number(SIDE)
    found = [node.attrib for node in read(svg).iter(f"{SPACE}rect") if node.attrib["width"] == side]
    return {(one["x"], one["y"]) for one in found}


@pytest.mark.parametrize(
    ("of", "days"), [(2026, 365), (2028, 366), (2012, 366), (2000, 366), (2040, 366), (2999, 365)]
)
def test_every_day_has_a_square_of_its_own(of: int, days: int) -> None:
    """Leap years, and those that reach into a 54th week, too; each lies within the picture."""
    places = {place(date(of, 1, 1) + timedelta(n)) for n in range(days)}
    assert len(places) == days
    assert max(x for x, _ in places) + SIDE <= 1000
    assert {(number(x), number(y)) for x, y in places} <= squares(drawn(year(of, days)))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "of", [year(2026, 365), year(2012, 366, practice=True), year(2026, 140), year(2027, 0)]
)
def test_no_words_overlap(of: YearDays, language: str) -> None:
    """A whole year, a leap year of practice, a part of one, and one not begun."""
    assert overlaps(drawn(of, language)) == []


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_shades_follow_the_displays(displays: int, most: int) -> None:
    """White only for none; darker never for fewer; the most is the darkest."""
    displays = min(displays, most)
    assert (level(displays, most) == 0) == (displays == 0)
    assert level(displays, most) <= level(most, most) == LEVELS


def test_a_day_tells_its_figures() -> None:
    """Displays, hours and outage on hover; and a day without a record says so."""
    told = hints(drawn(year(2026, 60)))
    assert "2026-02-09：2220 次展示，0.4 小时，中断 10 分 0 秒" in told
    assert "2026-01-05：无记录" in told


def test_the_months_stand_as_figures() -> None:
    """On paper nobody hovers: displays, hours, days with outages and without a record, month by month."""
    said = [one.text for one in words(drawn(year(2026, 59)))]
    table = said[said.index("展示次数") :]
    january, february = (sum(n % 11 * 370 for n in range(*days)) for days in ((0, 31), (31, 59)))
    assert table[1:4] == [str(january), str(february), "–"]
    assert table[table.index("无记录的天数") + 1 :][:3] == ["20", "0", "–"]
    assert said[-1] == f"{january + february} 次展示；有展示 53 天，有中断 5 天，无记录 20 天"


def test_what_nobody_confirmed_stands_apart() -> None:
    """A row of its own, only where there is a sign that never answers (P0)."""
    assert "已发送，未证实" not in {one.text for one in words(drawn(year(2026, 59)))}
    days = tuple(replace(day, sent=day.day.day) for day in year(2026, 59).days)
    said = [one.text for one in words(drawn(replace(year(2026, 59), days=days)))]
    assert said[said.index("已发送，未证实") + 1 :][:3] == [str(31 * 16), str(14 * 29), "–"]


def test_practice_says_so() -> None:
    """R7: in the picture itself."""
    assert "演练 PRACTICE 不作证据" in {one.text for one in words(drawn(year(2026, 9, practice=True)))}


def test_the_legend_names_what_a_shade_means() -> None:
    """In figures; where few were shown, a shade that stands for nothing is left out."""
    few = YearDays(
        2026, "gate", date(2026, 1, 2), (DayFigures(date(2026, 1, 1)), DayFigures(date(2026, 1, 2), 2))
    )
    said = {one.text for one in words(drawn(few))}
    assert {"0 次", "1 次", "2 次"} <= said
    assert not any("–" in one and "次" in one for one in said)


def test_the_picture_is_the_same_to_the_byte() -> None:
    """Golden: who changes a picture on purpose looks at the one in ``artifacts/`` and puts it in place."""
    assert is_golden(drawn(year(2026, 40)), "calendar.svg")
