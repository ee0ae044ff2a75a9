"""The hours of a sign as a town writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledctl.errors import BadInput
from ledctl.settings import load_settings
from ledctl.settings.hours import HoursSettings, read_span

GATE = '[signs.gate]\ndriver = "virtual"\npanel = "64x32"\ncolour = "red"\n[signs.gate.hours]\n'


def test_always_lit_unless_said() -> None:
    """A town that says nothing of hours has none; a warning is the least that is lit in quiet ones."""
    hours = HoursSettings()
    assert (hours.spans, hours.quiet_level) == (((0, 1440),), "emergency")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("06:30-22:00", (390, 1320)),
        ("18:00-02:00", (1080, 120)),
        ("00:00-24:00", (0, 1440)),
        ("14:00-24:00", (840, 1440)),
        ("23:59-00:00", (1439, 0)),
    ],
)
def test_a_span_is_read_as_it_is_written(text: str, span: tuple[int, int]) -> None:
    """Minutes of the day; 24:00 is the end of it."""
    assert read_span(text) == span


@pytest.mark.parametrize(
    "text",
    ["6:30-22:00", "06:30", "06:30-06:30", "24:00-06:00", "06:30-24:01", "06:60-22:00", "２２:00-23:00", ""],
)
def test_what_is_no_span_is_refused_by_its_key(site: Path, text: str) -> None:
    """R16: nothing is guessed of an hour; the sentence shows how one is written."""
    (site / "signs.toml").write_text(GATE + f'on = ["06:30-22:00", "{text}"]\n')
    with pytest.raises(BadInput) as refusal:
        load_settings(site)
    (said,) = refusal.value.sentences
    assert (said.code, said.where) == ("setting_hours", "signs.gate.hours.on")
    assert "18:00-02:00" in str(said)


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("on = []", "signs.gate.hours.on"),
        ('quiet_level = "normal"', "signs.gate.hours.quiet_level"),
        ('off = ["22:00-06:00"]', "signs.gate.hours.off"),
    ],
)
def test_a_slip_is_refused_by_its_key(site: Path, line: str, where: str) -> None:
    """Never lit is no hours; ordinary notices do not run in quiet hours; there is no second way to say it."""
    (site / "signs.toml").write_text(GATE + line + "\n")
    with pytest.raises(BadInput) as refusal:
        load_settings(site)
    assert [said.where for said in refusal.value.sentences] == [where]
