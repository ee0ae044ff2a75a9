"""The next number of a list: its title, and what must not be taken over from the last one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from ledctl.content.model import Column, Notice, OnSign, Table
from ledctl.content.openness import Rhythm, Schedule
from ledctl.notices.following import follow, like, next_title

TODAY = dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("鹭洲镇2026年第三季度临时救助公示", "鹭洲镇2026年第四季度临时救助公示"),
        ("2026年第四季度低保名单", "2027年第一季度低保名单"),
        ("2026年度第4季度低保名单", "2027年度第1季度低保名单"),
        ("第四季度低保名单", "第一季度低保名单"),
        ("2026年上半年收支公开", "2026年下半年收支公开"),
        ("2026年下半年收支公开", "2027年上半年收支公开"),
        ("2026年12月份护理补贴", "2027年1月份护理补贴"),
        ("9月护理补贴", "10月护理补贴"),
        ("危房改造第三批名单", "危房改造第四批名单"),
        ("危房改造第十批名单", "危房改造第11批名单"),
        ("第12期公示", "第13期公示"),
        ("2026年耕地补贴发放公示", "2027年耕地补贴发放公示"),
        ("补贴发放公示", "补贴发放公示"),
    ],
)
def test_the_title_is_put_forward(title: str, after: str) -> None:
    """Quarters, halves and months run over into the next year; nothing named, nothing changed."""
    assert next_title(title) == after


def test_what_belongs_to_one_number_is_not_taken_over(sample: Callable[[str], Notice]) -> None:
    """Dates, period, document number and window are empty; list, text and columns stay to be changed."""
    old = sample("N01")
    new = follow(old, notice_id="next-1", today=TODAY)
    assert (new.id, new.signature.date, new.doc_no) == ("next-1", TODAY, "")
    assert new.publicity_period is None
    assert new.display_window is None or new.display_window.led_start is None
    assert (new.table, new.body, new.category) == (old.table, old.body, old.category)
    assert new.schedule == Schedule(rhythm=Rhythm.RECURRING, series="N01")


def test_a_series_keeps_its_name_and_rhythm(sample: Callable[[str], Notice]) -> None:
    """The third number is tied to the first, not to the second; a phase of a project stays a phase."""
    schedule = Schedule(rhythm=Rhythm.STAGED, series="road", stage="基础", next_due=TODAY)
    old = sample("N06").model_copy(update={"schedule": schedule})
    new = follow(old, notice_id="n2", today=TODAY)
    assert new.schedule == Schedule(rhythm=Rhythm.STAGED, series="road")


@pytest.mark.parametrize(("left_out", "after"), [((), ()), (("a", "b"), ("b",)), (("a", "b", "c"), ())])
def test_a_notice_like_another_has_another_list(
    sample: Callable[[str], Notice], left_out: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """It says the same of another list; what signs leave out fits the columns there are now."""
    table = Table(columns=(Column(key="b", label="乙"), Column(key="c", label="丙")), rows=({"b": "1"},))
    old = sample("N06").model_copy(update={"on_sign": OnSign(leave_out=left_out)})
    new = like(old, table, notice_id="n2", today=TODAY)
    assert (new.table, new.schedule, new.title) == (table, None, old.title)
    assert new.on_sign is not None
    assert new.on_sign.leave_out == after
    assert like(sample("N06"), table, notice_id="n2", today=TODAY).on_sign == sample("N06").on_sign
