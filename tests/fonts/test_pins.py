from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ledctl.fonts.bysize import open_pinned
from ledctl.fonts.coverage import count
from ledctl.fonts.pins import Kind, Need, Pin, Way, catalogue, font_dir, read_catalogue
from ledctl.fonts.typefaces import Origin, locate

ENTRY = """
[[font]]
id = "a"
name = "A"
licence = "OFL-1.1"
way = "multiples"
sizes = [16]
needed = "always"
package = {kind = "deb", name = "p", version = "1", sha256 = "0", member = "a.otf", member_sha256 = "1"}
coverage = {gb2312 = 1, tgh8105 = 2}
"""


def test_every_font_is_pinned_to_the_byte() -> None:
    """Each pin names an exact version, two SHA-256 digests and a licence (R36)."""
    for pin in catalogue().fonts:
        assert pin.package.version[0].isdigit()
        assert {len(pin.package.sha256), len(pin.sha256)} == {64}
        assert pin.licence
    names = [pin.file_name for pin in catalogue().fonts]
    assert names == ["unifont-17.0.05.otf", "wqy-zenhei-0.9.45.ttc", "noto-sans-cjk-2.004.ttc"]


def test_only_the_font_of_the_shipped_presets_is_always_needed() -> None:
    """A machine without network starts with one font; each other says what is missed without it."""
    assert [pin.way for pin in catalogue().fonts if pin.need is Need.ALWAYS] == [Way.MULTIPLES]
    assert all(pin.without_zh and pin.without_en for pin in catalogue().fonts if pin.need is Need.CHOSEN)


@pytest.mark.parametrize("pin", catalogue().fonts, ids=lambda pin: pin.id)
def test_the_pinned_coverage_is_what_the_file_draws(pin: Pin) -> None:
    """The figures in fonts.toml are counted by drawing, with the pinned bytes."""
    face = open_pinned(pin)
    assert face is not None
    assert locate(pin).origin is Origin.PINNED
    assert count(face, pin.sizes[0]) == pin.coverage


def test_a_font_without_fallback() -> None:
    """A pin need not have a fallback; an unknown or missing key is a mistake in our own file."""
    (pin,) = read_catalogue(ENTRY).fonts
    assert pin.fallback is None
    assert (pin.package.kind, pin.sha256, str(pin.package)) == (Kind.DEB, "1", "p 1")
    for wrong in (ENTRY + "spare = 1\n", ENTRY.replace('name = "A"\n', "")):
        with pytest.raises(TypeError):
            read_catalogue(wrong)


@pytest.mark.parametrize(
    ("way", "sizes", "has", "has_not"),
    [
        (Way.MULTIPLES, [16], [16, 32, 480], [0, -16, 8, 24]),
        (Way.STRIKES, [12, 13], [12, 13], [11, 14, 24]),
        (Way.OUTLINE, [24, 256], [24, 25, 256], [16, 23, 257]),
    ],
)
def test_what_sizes_mean(way: Way, sizes: list[int], has: list[int], has_not: list[int]) -> None:
    """Multiples of one size, exactly these sizes, or from one to another."""
    entry = ENTRY.replace('"multiples"', f'"{way}"').replace("[16]", str(sizes))
    (pin,) = read_catalogue(entry).fonts
    assert all(map(pin.has_size, has))
    assert not any(map(pin.has_size, has_not))


def test_where_fonts_live(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A setting of the machine wins, else they are beside this Python."""
    monkeypatch.delenv("LEDCTL_FONTS", raising=False)
    assert font_dir() == Path(sys.prefix) / "share" / "ledctl" / "fonts"
    monkeypatch.setenv("LEDCTL_FONTS", str(tmp_path))
    assert font_dir() == tmp_path
