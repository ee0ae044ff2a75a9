from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.rendering.faces import Faces
from ledctl.rendering.glyphs import (
    RADICALS,
    Change,
    Hole,
    Reason,
    classify,
    holes,
    normalise,
    private_use_map,
)
from ledctl.sentences.characters import ADVICE, WHY, reason_facts


def test_old_private_use_codes_become_characters() -> None:
    """The code old systems store for 䶮 is mapped, and the repair is reported."""
    assert normalise("王\ue863") == ("王䶮", [Change(1, "\ue863", "䶮", Reason.OLD_PRIVATE_USE)])


def test_the_private_use_map_is_whole() -> None:
    """All 80 characters of E815-E864 and ten vertical marks, each to one assigned character."""
    table = private_use_map()
    assert set(table) == {*range(0xE815, 0xE865), *range(0xE78D, 0xE797)}
    assert len(set(table.values())) == 90
    assert not any(unicodedata.category(chr(target)) in ("Co", "Cn") for target in table.values())
    assert [chr(table[n]) for n in (0xE815, 0xE816, 0xE81E, 0xE864)] == ["⺁", "𠂇", "龴", "龻"]
    assert [table[n] for n in (0xE78D, 0xE78E, 0xE78F)] == [0xFE10, 0xFE12, 0xFE11]


def test_radicals_from_pdf_files_become_ideographs() -> None:
    """Kangxi radicals look like ideographs and are not; only they are mapped."""
    assert normalise("⽔⾦⺟⻳")[0] == "水金母龟"
    assert normalise("㎡％①ａ")[0] == "㎡％①ａ"


@pytest.mark.parametrize("old", [*range(0xE815, 0xE865), *range(0xE78D, 0xE797)])
def test_every_old_code_becomes_a_character_that_is_drawn(faces: Faces, old: int) -> None:
    """R36: each of the 80 characters and ten marks comes out as one character with ink of its own."""
    after, changes = normalise(f"王{chr(old)}")
    assert [(change.index, change.before, change.reason) for change in changes] == [
        (1, chr(old), Reason.OLD_PRIVATE_USE)
    ]
    assert len(after) == 2
    assert holes(after, faces) == []


@pytest.mark.parametrize("radical", [*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3])
def test_every_radical_becomes_the_ideograph_it_names(faces: Faces, radical: int) -> None:
    """R36: each of the 214 Kangxi radicals, and the two others Unicode maps, becomes an ideograph."""
    after, (change,) = normalise(chr(radical))
    assert unicodedata.name(after).startswith("CJK UNIFIED IDEOGRAPH")
    assert change == Change(0, chr(radical), after, Reason.RADICAL)
    assert holes(after, faces) == []


def test_the_table_of_radicals_has_every_one_unicode_maps() -> None:
    """Of the radicals supplement exactly those that Unicode folds to one ideograph are folded."""
    supplement = {n for n in range(0x2E80, 0x2F00) if unicodedata.normalize("NFKC", chr(n)) != chr(n)}
    assert {n for n in RADICALS if n < 0x2F00} == supplement


@pytest.mark.parametrize("form", ["\uf900", "\uf9dc", "\ufa0e", "\U0002f800"])
def test_compatibility_ideographs_are_not_replaced(form: str) -> None:
    """A family may insist on its form of a character; what is drawn is what was typed."""
    assert normalise(f"王{form}") == (f"王{form}", [])


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", "\ufe0f", "\U000e0100"])
def test_invisible_marks_go(mark: str) -> None:
    """A byte-order mark, a zero-width space or a variation selector is dropped and reported."""
    assert normalise(f"王{mark}䶮") == ("王䶮", [Change(1, mark, "", Reason.INVISIBLE)])


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    """What came out needs no repair."""
    once, _ = normalise(text)
    assert normalise(once) == (once, [])


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2EFF, categories=["L", "N", "P"])))
def test_ordinary_text_is_left_alone(text: str) -> None:
    """Text without private-use codes, radicals and invisible marks comes out as it was."""
    assert normalise(text) == (text, [])


@pytest.mark.parametrize(
    ("character", "reason"),
    [
        ("\u200b", Reason.CONTROL),
        ("\ufeff", Reason.CONTROL),
        ("\u00ad", Reason.CONTROL),
        ("\x00", Reason.CONTROL),
        ("\x0b", Reason.CONTROL),
        ("\u2028", Reason.CONTROL),
        ("\u202e", Reason.CONTROL),
        ("\ud800", Reason.CONTROL),
        ("\u0378", Reason.UNASSIGNED),
        ("\uffff", Reason.UNASSIGNED),
        ("\ue863", Reason.PRIVATE_USE),
        ("\U000f0000", Reason.PRIVATE_USE),
        ("\u200d", Reason.CONTROL),
        ("\ufe0f", Reason.CONTROL),
        ("\u0301", Reason.COMBINING),
        ("\ufffd", Reason.LOST),
        ("\ufffc", Reason.LOST),
        ("\u20e3", Reason.COMBINING),
        ("\u302a", Reason.COMBINING),
        ("\U00020000", Reason.NO_GLYPH),
        ("\U0002a6dd", Reason.NO_GLYPH),
    ],
)
def test_the_silent_failures_are_holes(faces: Faces, character: str, reason: Reason) -> None:
    """What a font would draw as a box, as nothing or over its neighbour is named instead (R36)."""
    assert holes(f"王{character}", faces) == [Hole(1, character, reason)]


@pytest.mark.parametrize(
    "word",
    [
        "ئۇيغۇر", "שלום", "ܣܘܪܝܬ", "ދިވެހި", "ᠮᠣᠩᠭᠣᠯ", "བོད་ཡིག", "हिन्दी", "বাংলা", "தமிழ்", "ไทย", "ລາວ",
        "ខ្មែរ", "မြန်မာ", "ꡏꡡꡃ", "ᄒ", "ߒߞߏ", "\ufef2", "\U00011005",
    ],
)  # fmt: skip
def test_scripts_that_need_shaping_are_told_apart(faces: Faces, word: str) -> None:
    """Letters that join, stack, reorder or run from the right are refused though the font has them."""
    assert {hole.reason for hole in holes(word, faces)} == {Reason.COMPLEX_SCRIPT}
    assert [hole.index for hole in holes(word, faces)] == list(range(len(word)))


@pytest.mark.parametrize(
    "text", ["ꆈꌠꁱꂷ", "한국", "Ελλάδα", "Россия", "ქართული", "かなカナ", "āáǎàü", "Ⅱ①☎★√"]
)
def test_simple_scripts_are_drawn(faces: Faces, text: str) -> None:
    """Yi, syllabic Hangul, Greek, Cyrillic, kana, pinyin: one character, one cell."""
    assert holes(text, faces) == []


@pytest.mark.parametrize("emoji", ["😀", "🎉", "🇨", "🏿", "🥳", "🪿"])
def test_an_emoji_is_called_an_emoji(faces: Faces, emoji: str) -> None:
    """What to mend is said as what it is; one newer than this Python is at least refused."""
    (hole,) = holes(emoji, faces)
    assert hole.reason in (Reason.EMOJI, Reason.UNASSIGNED)
    assert classify("😀") is Reason.EMOJI


def test_every_reason_for_a_hole_can_be_said() -> None:
    """A reason and an advice in both languages for each, and none that cannot occur."""
    repairs = {Reason.OLD_PRIVATE_USE, Reason.RADICAL, Reason.INVISIBLE}
    assert set(WHY) == set(ADVICE) == {reason.value for reason in set(Reason) - repairs}
    assert all(reason_facts(name).keys() == {"why_zh", "why_en", "advice_zh", "advice_en"} for name in WHY)


def test_what_cannot_be_printed_is_shown_as_a_box() -> None:
    """A sentence never holds a control character or a code that reads differently elsewhere."""
    assert Hole(0, "\ue863", Reason.PRIVATE_USE).shown == "□"
    assert Hole(0, "鹭", Reason.NO_GLYPH).shown == "鹭"


@pytest.mark.parametrize("character", "㛃䶮𬭚𠅤喆堃赟翀𫖯㙍𣗋𬍛佘曌鿍龦\U0002ebf0㎡％①·—…")
def test_rare_names_are_no_holes(faces: Faces, character: str) -> None:
    """Rare characters of real names, and those newer than this Python, are drawn."""
    assert holes(character, faces) == []


def test_ideographs_newer_than_python_are_not_unassigned() -> None:
    """Extension I is real although an older Python calls it unassigned."""
    assert classify("\U0002ebf0") is None
    assert classify("\U000323af") is None


def test_line_ends_and_tabs_are_for_the_layout(faces: Faces) -> None:
    """A line end, a tab and spaces are no holes."""
    assert holes("一\r\n二\t三 \u3000\u00a0", faces) == []


def test_a_hole_names_its_code_point(faces: Faces) -> None:
    """Every hole says where it stands and which code point it is."""
    first, second = holes("\ue863一\U000f0000", faces)
    assert (first.index, first.notation) == (0, "U+E863")
    assert (second.index, second.notation) == (2, "U+F0000")
    assert first.codepoint == 0xE863


def test_holes_uses_the_installed_fonts() -> None:
    """Without fonts given, those of this machine are asked."""
    assert [hole.character for hole in holes("王\u0378")] == ["\u0378"]


@given(st.characters())
def test_no_hole_means_it_is_drawn(faces: Faces, character: str) -> None:
    """Every character is either a hole or drawn: never nothing, never a silent box."""
    if not holes(character, faces) and character not in "\n\r\t":
        glyph = faces.glyph(ord(character), 16)
        assert any(glyph.rows) or unicodedata.category(character) == "Zs"


def test_normalising_needs_no_font() -> None:
    """The repair works on a machine where no font was ever installed."""
    code = "from ledctl.rendering.glyphs import normalise; assert normalise('王\\ue863')[0] == '王䶮'"
    env = {"LEDCTL_FONTS": "/nonexistent", "PYTHONPATH": "."}
    subprocess.run([sys.executable, "-X", "utf8", "-c", code], check=True, env=env)  # noqa: S603 - our own line
