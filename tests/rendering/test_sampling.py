"""What a person is shown of a program before approving it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageSequence

from drivers.base import Colour, Panel, Program
from drivers.picture import to_image
from layouts.base import Content
from ledctl.rendering.preview import save
from ledctl.rendering.raster import program
from ledctl.rendering.sampling import sample_pages, time_of

PANEL = Panel(128, 32, Colour.DUAL)
TEN_PAST_TEN = datetime(2026, 11, 23, 10, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def clock() -> Program:
    return program(Content("鹭洲镇", ("欢迎您",)), PANEL, layout="clock")


def test_pages_that_go_round_are_all_shown() -> None:
    """Nothing that will be lit is kept from the approver (R1)."""
    notice = program(Content("停电通知", ("明日八时至十时停电。",)), PANEL)
    assert sample_pages(notice, TEN_PAST_TEN) == tuple(range(len(notice.pages)))
    assert time_of(notice, 0) == ""


def test_a_clock_is_shown_by_a_few_minutes(clock: Program) -> None:
    """The minute of now first, then the ends and the middle of the day; none twice."""
    assert [time_of(clock, page) for page in sample_pages(clock)] == ["00:00", "08:08", "12:00", "23:59"]
    assert sample_pages(clock, TEN_PAST_TEN) == (610, *sample_pages(clock))
    assert len(sample_pages(clock, TEN_PAST_TEN.replace(hour=12, minute=0))) == 4


def test_a_clock_as_files(clock: Program, tmp_path: Path) -> None:
    """Each file is called by the time it shows; the film changes every two seconds."""
    files = save(clock, tmp_path / "out")
    assert [file.name for file in files] == [f"page-{at}.png" for at in ("0000", "0808", "1200", "2359")]
    (film,) = save(clock, tmp_path / "clock.gif")
    with Image.open(film) as image:
        stills = [
            (still.info["duration"], still.convert("RGB").tobytes())
            for still in ImageSequence.Iterator(image)
        ]
    assert stills == [(2000, to_image(clock.pages[page].frame).tobytes()) for page in sample_pages(clock)]
