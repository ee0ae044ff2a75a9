from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ledctl.errors import BadInput, Fault
from ledctl.fonts.pins import Catalogue, catalogue
from ledctl.rendering import faces
from ledctl.rendering.textcheck import SizeInUse, check_text, sizes_in_use

SIXTEEN, TWELVE = SizeInUse(16), SizeInUse(12)


def test_a_hole_by_line_and_column() -> None:
    """The place is where the character stands in the text as it was handed in, counted from 1 (R36)."""
    report = check_text("王䶮\r\n\ufeff王\u0378\t王\ue863", [SIXTEEN])
    assert [hole.as_dict() for hole in report.holes] == [
        {
            "character": "\u0378",
            "codepoint": "U+0378",
            "line": 2,
            "column": 3,
            "sizes": [16],
            "reason": "unassigned",
        }
    ]


def test_a_hole_at_some_sizes_only() -> None:
    """Yi is drawn dot by dot at 16 px and is in no other font."""
    (hole,) = check_text("ꀀ", [TWELVE, SIXTEEN, SizeInUse(24)]).holes
    assert hole.as_dict()["sizes"] == [12, 24]
    assert hole.as_dict()["reason"] == "no-glyph"


def test_characters_from_a_second_font() -> None:
    """A rare name at 12 px is no hole, and it is said that another font draws it."""
    report = check_text("王𬭚\n𬭚", [TWELVE, SIXTEEN])
    assert report.holes == ()
    assert [(spot.place.line, spot.place.column, spot.sizes) for spot in report.second] == [
        (1, 2, (12,)),
        (2, 1, (12,)),
    ]
    assert "reason" not in report.second[0].as_dict()


def test_a_size_without_its_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A size whose font is not installed is said, and the others are looked at; without any it is a fault."""
    unifont, *others = catalogue().fonts
    pins = (unifont, *(dataclasses.replace(pin, fallback=None) for pin in others))
    monkeypatch.setattr(faces, "catalogue", lambda: Catalogue(pins, catalogue().drawn))
    monkeypatch.setenv("LEDCTL_FONTS", str(tmp_path))
    report = check_text("王", [TWELVE, SIXTEEN])
    assert report.sizes == (16,)
    assert [said.code for said in report.without] == ["font_size_needs"]
    assert len(report.as_dict()["sizes_without_font"]) == 1  # type: ignore[arg-type]  # a list, as JSON
    with pytest.raises(Fault, match="Size 12 needs"):
        check_text("王", [TWELVE])


def test_a_size_that_does_not_exist() -> None:
    """Asking for a size no font is meant for is a mistake, not a clean text."""
    with pytest.raises(BadInput, match="No font draws at 14 px"):
        check_text("王", [SizeInUse(14)])


def test_the_sizes_in_use_are_those_of_the_presets() -> None:
    """Whoever names no size has the text checked at every shipped preset's."""
    assert {SIXTEEN, SizeInUse(32)} <= set(sizes_in_use())
