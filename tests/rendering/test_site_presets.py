"""A site's own presets: read strictly, each fault a sentence with the file and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from layouts.styles import preset, preset_names
from ledctl.errors import BadInput
from ledctl.rendering.presets import find_preset, presets_of


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "presets").mkdir()
    return tmp_path / "presets"


def test_a_site_without_presets_has_the_shipped_ones(tmp_path: Path) -> None:
    """No folder, or no site at all, is no mistake."""
    shipped = {name: preset(name) for name in preset_names()}
    assert presets_of(tmp_path) == presets_of(None) == shipped


def test_a_site_adds_a_preset(own: Path) -> None:
    """A file's name is the preset's name; every dwell key can be set."""
    (own / "slow.toml").write_text("character_ms = 400\nrow_ms = 3000\nmin_text_ms = 6000\n")
    known = presets_of(own.parent)
    assert (known["slow"].style.character_ms, known["slow"].style.size) == (400, 16)
    assert known.keys() == {*preset_names(), "slow"}


@pytest.mark.parametrize(
    ("name", "text", "code", "told"),
    [
        ("default", "size = 32\n", "preset_name_taken", "default"),
        ("our own", "size = 32\n", "preset_name_odd", "our own.toml"),
        ("slow", "sise = 32\n", "preset_key_unknown", "sise"),
        ("slow", "row_ms = 0\n", "preset_value_wrong", "100–30000"),
        ("slow", "min_table_ms = 3600000\n", "preset_value_wrong", "min_table_ms"),
        ("slow", 'face = "serif"\n', "preset_value_wrong", "pixel / outline"),
        ("slow", '[colours]\ntitle = "pink"\n', "preset_value_wrong", "colours.title"),
        ("slow", '[colours]\nname = "red"\n', "preset_key_unknown", "colours.name"),
        ("slow", "colours = 3\n", "preset_value_wrong", "colours"),
        ("slow", "size == 3\n", "file_not_toml", "slow.toml"),
    ],
)
def test_a_wrong_preset_is_a_sentence_with_its_file(
    own: Path, name: str, text: str, code: str, told: str
) -> None:
    """Nothing wrong passes in silence, and no file takes the place of a shipped preset."""
    (own / f"{name}.toml").write_text(text)
    with pytest.raises(BadInput, match=told) as refused:
        presets_of(own.parent)
    assert refused.value.code == code
    assert refused.value.sentences[0].where == str(own / f"{name}.toml")


def test_an_unknown_name_lists_those_there_are() -> None:
    """Whoever mistypes reads what there is."""
    with pytest.raises(BadInput, match="compact, default, large") as refused:
        find_preset("huge", presets_of(None), "signs.gate.preset")
    assert refused.value.sentences[0].where == "signs.gate.preset"
