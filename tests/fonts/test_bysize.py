from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ledctl.errors import Fault
from ledctl.fonts.bysize import FontsBySize, stamps
from ledctl.fonts.pins import Catalogue, catalogue
from ledctl.fonts.typefaces import locate
from ledctl.rendering.faces import installed_faces

KING, RARE = ord("王"), ord("𬭚")


@pytest.fixture
def alone() -> Catalogue:
    """The pins with nothing of the distribution's to fall back on."""
    fonts = tuple(dataclasses.replace(pin, fallback=None) for pin in catalogue().fonts)
    return Catalogue(fonts, catalogue().drawn)


def put(folder: Path, *numbers: int) -> Path:
    """Some of the pinned fonts, copied into a folder of their own."""
    for number in numbers:
        pin = catalogue().fonts[number]
        shutil.copy(locate(pin).path, folder / pin.file_name)
    return folder


def test_a_machine_with_unifont_alone(alone: Catalogue, tmp_path: Path) -> None:
    """16 px works, and a size whose font is not there says which one it needs and what to do."""
    fonts = FontsBySize(alone, folder=put(tmp_path, 0))
    assert fonts.glyph(RARE, 16)
    assert fonts.glyph(ord("1"), 8)
    for size, name in ((12, "WenQuanYi"), (24, "Noto")):
        with pytest.raises(Fault, match=f"Size {size} needs the font {name}.*ledctl fonts install"):
            fonts.glyph(KING, size)


def test_without_the_font_that_fills_gaps(alone: Catalogue, tmp_path: Path) -> None:
    """12 px still works; the characters that only Noto has are holes, not boxes."""
    fonts = FontsBySize(alone, folder=put(tmp_path, 1))
    assert fonts.glyph(KING, 12)
    assert fonts.glyph(RARE, 12) is None
    assert not fonts.is_second_choice(RARE, 12)


def test_a_damaged_font_is_not_drawn_with(alone: Catalogue, tmp_path: Path) -> None:
    """A changed file is a fault when a size first needs it, not a reason to do without."""
    (put(tmp_path, 1) / alone.fonts[2].file_name).write_bytes(b"changed")
    with pytest.raises(Fault, match="not the pinned one"):
        FontsBySize(alone, folder=tmp_path).glyph(KING, 12)


@pytest.mark.parametrize("kept", [0, 3, 1000, 100_000, 3_000_000])
@pytest.mark.parametrize(("number", "size"), [(0, 16), (1, 12), (2, 24)])
def test_a_damaged_copy_of_the_distribution_is_a_sentence(
    tmp_path: Path, number: int, size: int, kept: int
) -> None:
    """Its bytes are not pinned, so damage shows only on opening: no trace of a program, but what to do."""
    pin, stray = catalogue().fonts[number], tmp_path / "copy"
    stray.write_bytes(locate(pin).path.read_bytes()[:kept])
    assert pin.fallback is not None
    lesser = dataclasses.replace(pin, fallback=dataclasses.replace(pin.fallback, path=stray))
    with pytest.raises(Fault, match="ledctl fonts install"):
        FontsBySize(Catalogue((lesser,), ()), folder=tmp_path).glyph(KING, size)


def test_page_marks_have_their_own_size(alone: Catalogue, tmp_path: Path) -> None:
    """At 8 px there are figures and the solidus, nothing else, and no font is needed."""
    fonts = FontsBySize(alone, folder=tmp_path)
    assert fonts.glyph(ord("7"), 8)
    assert fonts.glyph(KING, 8) is None


def test_a_font_that_comes_or_goes_is_noticed(alone: Catalogue, tmp_path: Path) -> None:
    """Fonts are the same object while their files are the same, and another after one changed."""
    before = stamps(alone.fonts, tmp_path)
    assert before == (None, None, None)
    put(tmp_path, 0)
    assert stamps(alone.fonts, tmp_path)[0] != before[0]
    assert installed_faces() is installed_faces()
    assert installed_faces("outline") is not installed_faces()


def test_a_start_opens_no_font_it_does_not_need() -> None:
    """Faces can be had without reading a character map; 16 px never opens the large collections."""
    code = (
        "import sys; from ledctl.fonts import bysize; from ledctl.rendering import faces\n"
        "known = faces.installed_faces()\n"
        "assert 'fontTools' not in sys.modules\n"
        "known.glyph(0x738B, 16); assert bysize._opened.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)  # noqa: S603 - our own interpreter and words
