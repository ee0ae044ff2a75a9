"""From a notice to what a passer-by reads: what is written differently on a sign, and what never is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from layouts.base import Align
from ledctl.content.model import Column, ColumnType, Notice, Table, Urgency, WarningLevel
from ledctl.notices.appearance import content_of, is_locked

Samples = Callable[[str], Notice]


def test_figures_are_folded_on_the_sign_and_not_in_the_file(sample: Samples) -> None:
    """Full-width digits in amounts, dates and telephone numbers only; the issuer's name keeps its own."""
    text = "自２０２６年１月起，３６５超市补￥１２．５０元。监督电话：０７００－８１２３４５６"
    notice = sample("N06").model_copy(update={"body": (text,), "issuing_unit": "１号工程指挥部"})
    content = content_of(notice)
    assert content.body == ("自2026年1月起，３６５超市补￥12.50元。监督电话：0700-8123456",)
    assert (content.issuer, content.phone) == ("１号工程指挥部", "监督电话：0700-8123456")
    assert notice.body == (text,)


def test_an_issuer_is_one_line(sample: Samples) -> None:
    """A line break pasted along with a unit's name is no character of it and stops nothing."""
    notice = sample("N06").model_copy(update={"issuing_unit": "沅岭县\r\n鹭洲镇人民政府"})
    assert content_of(notice).issuer == "沅岭县鹭洲镇人民政府"


@pytest.mark.parametrize("change", [{}, {"warning_level": None, "urgency": Urgency.EMERGENCY}])
def test_a_warning_is_relayed_to_the_letter(sample: Samples, change: dict[str, object]) -> None:
    """Title, paragraphs and cells of an official warning come out as they came in."""
    table = Table(columns=[Column(key="a", label="雨量", type=ColumnType.MONEY)], rows=[{"a": "５．５"}])
    body = ("２０２６年６月１８日\t发布暴雨橙色预警。", "①停止作业；\ue863")
    notice = sample("N09").model_copy(update={"body": body, "table": table, **change})
    content = content_of(notice)
    assert is_locked(notice)
    assert (content.title, content.body) == (notice.title, body)
    assert content.table is not None
    assert content.table.rows == (("５．５",),)


@pytest.mark.parametrize(
    ("level", "word"),
    [
        (WarningLevel.BLUE, "蓝色"),
        (WarningLevel.YELLOW, "黄色"),
        (WarningLevel.ORANGE, "橙色"),
        (WarningLevel.RED, "红色"),
    ],
)
def test_a_level_is_read_and_not_only_seen(sample: Samples, level: WarningLevel, word: str) -> None:
    """On a red panel all ink is red: where the text names no colour, a line of the office's own does."""
    silent = sample("N09").model_copy(
        update={"title": "暴雨预警", "body": ("请注意防范！",), "warning_level": level}
    )
    assert content_of(silent).title == f"{word}预警\n暴雨预警"
    assert content_of(silent).body == ("请注意防范！",)
    said = silent.model_copy(update={"body": (f"发布{word}预警。",)})
    assert content_of(said).title == "暴雨预警"


@pytest.mark.parametrize(
    ("kind", "asked", "align"),
    [
        (ColumnType.MONEY, "left", Align.POINT),
        (ColumnType.DECIMAL, "right", Align.POINT),
        (ColumnType.INT, "left", Align.RIGHT),
        (ColumnType.TEXT, "left", Align.LEFT),
        (ColumnType.TEXT, "right", Align.RIGHT),
        (ColumnType.NAME, "centre", Align.CENTRE),
        (ColumnType.NAME, "center", Align.CENTRE),
    ],
)
def test_figures_stand_on_their_points(sample: Samples, kind: ColumnType, asked: str, align: Align) -> None:
    """Amounts align on the decimal point, counts at the right, words as the file asks."""
    table = Table(columns=[Column(key="a", label="列", type=kind, align=asked)], rows=[{"a": "1"}])
    content = content_of(sample("N06").model_copy(update={"table": table}))
    assert content.table is not None
    assert content.table.columns[0].align is align
