"""Moving a sample in time: every date by the same days, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.content.files import notice_from
from ledctl.content.model import Notice
from ledctl.content.shift import shift_to

SIGNED = dt.date(2026, 11, 23)
days = st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31))


def notice(*body: str, title: str = "公示") -> Notice:
    return notice_from(
        {
            "id": "N1",
            "title": title,
            "category": "general",
            "issuing_unit": "某镇人民政府",
            "body": list(body) or ["正文"],
            "signature": {"unit": "某镇人民政府", "date": SIGNED.isoformat()},
        }
    )


def test_fields_and_sentences_move_together(sample: Callable[[str], Notice]) -> None:
    """Period, window, signature and the dates spoken of keep their distances."""
    moved = shift_to(sample("N01"), dt.date(2027, 1, 5))
    assert moved.publicity_period is not None
    assert moved.display_window is not None
    assert moved.publicity_period.start == dt.date(2027, 1, 6)
    assert moved.display_window.led_start == dt.datetime(2027, 1, 5, 1, 0, tzinfo=dt.UTC)
    assert "自2027年1月6日起至1月12日止" in moved.body[1]
    assert "8:30—12:00" in moved.body[2], "times of day are no dates"


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ("2026年11月23日", "2026年12月31日"),
        ("2026年11月23日至11月25日", "2026年12月31日至2027年1月2日"),
        ("11月24日", "2027年1月1日"),
        ("2026年第四季度", "2026年第四季度"),
        ("2026年13月40日", "2026年13月40日"),
        ("截至9月30日", "截至11月7日"),
    ],
)
def test_dates_in_a_sentence(said: str, moved: str) -> None:
    """A date without a year belongs to the year last spoken of, and says its year when that changes."""
    shifted = shift_to(notice(said, title=said), SIGNED + dt.timedelta(days=38))
    assert shifted.body == (moved,)
    assert shifted.title == moved


def test_what_is_no_date_stays(sample: Callable[[str], Notice]) -> None:
    """Names, amounts, table cells and numbers are the sample's own."""
    before = sample("N04")
    after = shift_to(before, dt.date(2027, 2, 1))
    assert after.table == before.table
    assert after.doc_no == before.doc_no


@given(days, days)
def test_moving_there_and_back_changes_nothing(first: dt.date, second: dt.date) -> None:
    """The days between the dates of one notice never change."""
    start = shift_to(notice("自2026年11月24日起", "至2026年11月30日止"), first)
    assert shift_to(shift_to(start, second), first) == start
