from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ledctl.fonts.coverage import FontState, State, measure, states
from ledctl.fonts.pins import Coverage, Need, Pin, catalogue, font_dir


def state_of(pin: Pin, folder: Path) -> FontState:
    (found,) = states([pin], folder)
    return found


@pytest.mark.parametrize("number", [0, 1])
def test_the_state_of_a_font(number: int, tmp_path: Path) -> None:
    """Verified, a stand-in, missing or damaged; only what is always needed must be as pinned."""
    pin, lesser = catalogue().fonts[number], tmp_path / "lesser.otf"
    optional = pin.need is Need.CHOSEN
    assert pin.fallback
    assert state_of(pin, font_dir()).ok
    alone = dataclasses.replace(pin, fallback=dataclasses.replace(pin.fallback, path=lesser))

    missing = state_of(alone, tmp_path)
    assert (missing.state, missing.ok, missing.path) == (State.MISSING, optional, None)
    assert missing.sentence.code == ("font_optional_missing" if optional else "font_missing")

    lesser.write_bytes(b"lesser")
    standing_in = state_of(alone, tmp_path)
    assert (standing_in.state, standing_in.ok, standing_in.path) == (State.FALLBACK, optional, lesser)

    (tmp_path / pin.file_name).write_bytes(b"changed")
    damaged = state_of(alone, tmp_path)
    assert (damaged.state, damaged.ok, damaged.sentence.code) == (State.DAMAGED, False, "font_damaged")


def test_what_is_missing_is_not_measured(tmp_path: Path) -> None:
    """Counts come from the files that are there, each at every size it serves."""
    pins = tuple(dataclasses.replace(pin, fallback=None) for pin in catalogue().fonts)
    assert list(measure(states(pins, tmp_path))) == []
    (unifont, *_) = states()
    (counted,) = measure([unifont])
    assert counted.as_dict() == {"font": unifont.pin.id, "size": 16, "gb2312": 6763, "tgh8105": 8105}
    assert counted.drawn == Coverage(6763, 8105)
