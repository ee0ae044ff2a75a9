"""Pictures on paper: the sheets set their Chinese, and their words can be searched."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ledctl.paper import press
from ledctl.pictures.timeline import timeline
from tests.pdf_text import text_of
from tests.pictures.scenes import ZONE, busy

SHEET = """
#import "common.typ": *
#show: paper.with(title: "图")
#image("pictures/day.svg", width: 100%)
"""


def test_the_words_of_a_picture_are_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the fonts of the sheets: titles, legend and the mark of practice can be read in the PDF."""
    for source in press.SHEETS.glob("common.typ"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "drawn.typ").write_text(SHEET, "utf-8")
    monkeypatch.setattr(press, "SHEETS", tmp_path)
    svg = timeline([busy(practice=True)], zone=ZONE, label=lambda _: "镇政府大门屏")
    at = dt.datetime(2026, 5, 3, tzinfo=dt.UTC)
    told = text_of(press.print_pdf("drawn", {}, at=at, pictures={"day.svg": svg.encode()}))
    for expected in (
        "镇政府大门屏",
        "低保对象动态调整名单公示",
        "一键关屏",
        "静默时段",
        "演练 PRACTICE 不作证据",
    ):
        assert expected.replace(" ", "") in told.replace(" ", "")
