from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ledctl.rendering.pins import catalogue, font_dir, read_catalogue


def test_every_font_is_pinned_to_the_byte() -> None:
    """Each pin names an exact version and two SHA-256 digests (R36)."""
    for pin in catalogue().fonts:
        assert pin.version[0].isdigit()
        assert {len(pin.wheel_sha256), len(pin.sha256)} == {64}
        assert pin.licence
        assert pin.file_name == "unifont-17.0.05.otf"


def test_a_font_without_fallback() -> None:
    """A pin need not have a fallback; an unknown key is a mistake in our own file."""
    entry = (
        '[[font]]\nid="a"\nname="A"\npackage="p"\nversion="1"\nwheel_sha256="0"\nmember="a.otf"\n'
        'sha256="0"\nlicence="OFL-1.1"\nstep=16\nascent=14\n'
    )
    (pin,) = read_catalogue(entry + "[font.coverage]\ntgh8105=1").fonts
    assert pin.fallback is None
    with pytest.raises(TypeError):
        read_catalogue(entry + "spare=1\n[font.coverage]\n")


def test_where_fonts_live(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A setting of the machine wins, else they are beside this Python."""
    monkeypatch.delenv("LEDCTL_FONTS", raising=False)
    assert font_dir() == Path(sys.prefix) / "share" / "ledctl" / "fonts"
    monkeypatch.setenv("LEDCTL_FONTS", str(tmp_path))
    assert font_dir() == tmp_path
