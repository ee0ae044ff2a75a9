"""Looks of signs: what stops a start, what is only a warning, and what the office hears of its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.base import Colour, Panel
from layouts.base import TooWide
from layouts.styles import preset
from ledctl.content.model import Notice, OnSign, SignLayout
from ledctl.errors import BadInput
from ledctl.notices.advice import advise
from ledctl.notices.appearance import Look, draw
from ledctl.notices.approval import draw_for
from ledctl.notices.examination import examine
from ledctl.notices.looks import make_looks, reach_sentence
from ledctl.rendering import lists
from ledctl.rendering.legibility import Viewing
from ledctl.settings import SignSettings, load_settings
from ledctl.station import open_station

GATE = {"driver": "virtual", "panel": "256x64", "colour": "dual"}


def signs(**changes: object) -> dict[str, SignSettings]:
    return {"gate": SignSettings.model_validate(GATE | changes)}


def test_a_sign_looks_as_it_is_set(site: Path) -> None:
    """Panel, preset, pitch and distance come from the settings; the site's own preset is found."""
    (site / "presets").mkdir()
    (site / "presets" / "slow.toml").write_text("row_ms = 4000\n")
    made = make_looks(site, signs(preset="slow", pixel_pitch_mm=10, viewing_distance_m=20))
    assert made["gate"].preset.style.row_ms == 4000
    assert made["gate"].panel == Panel(256, 64, Colour.DUAL)
    assert made["gate"].viewing == Viewing(10, 20)


def test_small_names_are_refused_at_start_by_the_settings_name(site: Path) -> None:
    """R37: names stand at 16 px or more unless the site says otherwise, in words."""
    with (site / "signs.toml").open("a") as file:
        file.write('preset = "compact"\n')
    with pytest.raises(BadInput, match="small_names = true") as refused:
        open_station(site)
    assert refused.value.sentences[0].where == "signs.gate.small_names"
    with (site / "signs.toml").open("a") as file:
        file.write("small_names = true\n")
    assert make_looks(site, load_settings(site).signs)["gate"].preset.style.size == 12


def test_every_wrong_sign_is_named_at_once() -> None:
    """Two faults in one file are two sentences, not two starts."""
    both = {"a": signs(preset="compact")["gate"], "b": signs(preset="huge")["gate"]}
    with pytest.raises(BadInput) as refused:
        make_looks(None, both)
    assert [said.code for said in refused.value.sentences] == ["preset_too_small", "preset_unknown"]
    assert refused.value.sentences[1].where == "signs.b.preset"


@pytest.mark.parametrize(
    "wrong", [{"pixel_pitch_mm": -1}, {"viewing_distance_m": 5000}, {"small_names": 3}, {"pixel_pitch": 10}]
)
def test_a_figure_that_cannot_be_is_refused(site: Path, wrong: dict[str, object]) -> None:
    """A typing slip in a figure is a sentence with the key in it."""
    ((key, value),) = wrong.items()
    with (site / "signs.toml").open("a") as file:
        file.write(f"{key} = {value}\n")
    with pytest.raises(BadInput, match=key):
        load_settings(site)


def test_how_a_sign_is_looked_at_changes_no_pixel() -> None:
    """Signs that differ only in their readers share one drawing."""
    assert Look(Panel(64, 32, Colour.RED), viewing=Viewing(10, 20)) == Look(Panel(64, 32, Colour.RED))


@pytest.mark.parametrize(
    ("pitch", "distance", "code", "told"),
    [
        (10, 27, "", ""),
        (10, 28, "sign_size_too_small", "24 点"),
        (10, 50, "sign_size_too_small", "32 点"),
        (10, 60, "sign_size_too_small", "48 点"),
        (10, 90, "sign_too_far", "48 点也不够"),
        (4.75, 15, "sign_size_too_small", "24 点"),
    ],
)
def test_a_distance_too_large_names_the_size_that_would_do(
    pitch: float, distance: float, code: str, told: str
) -> None:
    """The next of 16, 24, 32 and 48 that reaches, and none where none does."""
    said = reach_sentence("gate", Look(Panel(256, 64, Colour.DUAL), viewing=Viewing(pitch, distance)))
    assert (said.code if said else "") == code
    assert told in (said.zh if said else "")


@pytest.fixture
def look() -> Look:
    return Look(Panel(256, 64, Colour.DUAL), preset(), Viewing(10, 20))


def test_good_pages_need_no_advice(sample: Callable[[str], Notice], look: Look) -> None:
    """A short notice on a sign that reaches its readers: silence."""
    notice = sample("N09")
    assert advise(notice, "gate", look, draw(notice, look), long_round_s=300) == []


def test_a_long_round_is_told_with_what_helps(sample: Callable[[str], Notice], look: Look) -> None:
    """Longer than the setting, not as long; a clock is meant to go round once a day."""
    notice = sample("N09")
    program = draw(notice, look)
    whole = sum(page.dwell_ms for page in program.pages) / 1000
    (said,) = advise(notice, "gate", look, program, long_round_s=int(whole) - 1)
    assert said.code == "round_long"
    assert "版式" in said.zh
    clock = notice.model_copy(update={"on_sign": OnSign(layout=SignLayout.CLOCK)})
    assert advise(clock, "gate", look, program, long_round_s=1) == []


def test_a_list_set_as_cards_is_told(
    sample: Callable[[str], Notice], look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost, but the office hears of it and of the columns that could go; not if it chose cards."""
    wide = TooWide(needed=400, available=256, choices=(("备注",),))
    monkeypatch.setattr(lists, "became_cards", lambda *_: wide)
    notice = examine(sample("N01")).public
    program = draw(notice, look)
    (said,) = advise(notice, "gate", look, program, long_round_s=86_400)
    assert said.code == "list_as_cards"
    assert "“备注”" in said.zh
    monkeypatch.setattr(lists, "became_cards", lambda *_: TooWide(needed=0, available=45))
    (low,) = advise(notice, "gate", look, program, long_round_s=86_400)
    assert low.code == "list_as_cards_low"
    monkeypatch.setattr(lists, "became_cards", lambda *_: wide)
    chosen = notice.model_copy(update={"on_sign": OnSign(layout=SignLayout.CARDS)})
    assert advise(chosen, "gate", look, program, long_round_s=86_400) == []
    far = replace(look, viewing=Viewing(10, 40))
    told = [one.code for one in advise(notice, "gate", far, program, long_round_s=10)]
    assert told == ["list_as_cards", "round_long", "sign_size_too_small"]


def test_of_several_signs_the_one_that_cannot_show_it_is_named(sample: Callable[[str], Notice]) -> None:
    """No shape at 24 px holds up every sign: a sentence says on which one it is."""
    notice = sample("N09").model_copy(update={"title": "\U0002ebf0"})
    gate, yard = Look(Panel(256, 64, Colour.DUAL)), Look(Panel(320, 96, Colour.RGB), preset("outline24"))
    with pytest.raises(BadInput) as told:
        draw_for(notice, {"gate": gate, "yard": yard})
    assert [one.code for one in told.value.sentences] == ["glyph_not_drawable", "wrong_on_sign"]
    assert "“yard”" in told.value.sentences[-1].zh
    with pytest.raises(BadInput) as alone:
        draw_for(notice, {"yard": yard})
    assert [one.code for one in alone.value.sentences] == ["glyph_not_drawable"]
