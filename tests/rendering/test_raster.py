from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from drivers.base import MINUTES, Colour, Frame, Pace, Panel
from drivers.picture import to_image
from layouts.base import Column, Content, Ink, PageLayout, Rule, Table, Text
from layouts.styles import preset
from ledctl.errors import BadInput
from ledctl.fonts.cells import rows_above
from ledctl.fonts.pins import catalogue
from ledctl.fonts.typefaces import locate
from ledctl.rendering.faces import Faces
from ledctl.rendering.inks import PALETTES, palette_of
from ledctl.rendering.raster import draw, program
from ledctl.rendering.unwritable import check_content

RED = Panel(64, 32, Colour.RED)
DUAL = Panel(64, 32, Colour.DUAL)
RGB = Panel(64, 32, Colour.RGB)


def one(*placements: Text | Rule) -> PageLayout:
    return PageLayout(placements, 3000)


def lit(frame: Frame) -> set[tuple[int, int]]:
    image = to_image(frame)
    size = range(image.width), range(image.height)
    return {(x, y) for x in size[0] for y in size[1] if image.getpixel((x, y)) != (0, 0, 0)}


@pytest.mark.parametrize("panel", [RED, DUAL, RGB, Panel(61, 32, Colour.RED), Panel(61, 32, Colour.RGB)])
def test_glyphs_land_where_the_layout_says(faces: Faces, panel: Panel) -> None:
    """Every pixel of every glyph is at its place, and no other pixel is lit."""
    wanted = set()
    for x, y, character in ((3, 5, "鹭"), (19, 5, "A"), (40, 16, "洲")):
        glyph = faces.glyph(ord(character), 16)
        for row, bits in enumerate(glyph.rows):
            columns = (c for c in range(glyph.advance) if bits >> (glyph.advance - 1 - c) & 1)
            wanted |= {(x + column, y + row) for column in columns}
    page = one(Text(3, 5, "鹭A", 16), Text(40, 16, "洲", 16, Ink.TITLE))
    assert lit(draw(page, panel, faces)) == wanted


@pytest.mark.parametrize("ink", list(Ink))
@pytest.mark.parametrize("colour", list(Colour))
def test_each_ink_has_its_colour(faces: Faces, ink: Ink, colour: Colour) -> None:
    """A filled bar comes out in the one colour the palette names for its ink."""
    frame = draw(one(Rule(8, 4, 10, 3, ink)), Panel(64, 32, colour), faces)
    wanted = PALETTES[colour][ink]
    assert to_image(frame).getpixel((8, 4)) == (wanted.red, wanted.green, wanted.blue)
    assert len(lit(frame)) == 30


def test_meaning_never_rests_on_colour_alone() -> None:
    """A red panel shows everything red, a dual one only red, green and yellow, none dark."""
    assert len(set(PALETTES[Colour.RED].values())) == 1
    pure = {(c.red, c.green, c.blue) for c in PALETTES[Colour.DUAL].values()}
    assert pure == {(255, 0, 0), (0, 255, 0), (255, 255, 0)}
    assert {len(palette) for palette in PALETTES.values()} == {len(Ink)}


@pytest.mark.parametrize(
    "placement",
    [
        Text(-1, 0, "鹭", 16),
        Text(49, 0, "鹭", 16),
        Text(0, 17, "鹭", 16),
        Text(0, -1, "鹭", 16),
        Rule(60, 0, 5, 1),
    ],
)
@pytest.mark.parametrize("panel", [RED, DUAL, RGB])
def test_ink_outside_the_page_is_an_error(faces: Faces, placement: Text | Rule, panel: Panel) -> None:
    """Nothing is cut off at an edge or wrapped round into the next row."""
    with pytest.raises(ValueError, match="leaves the"):
        draw(one(placement), panel, faces)


def test_a_hole_is_refused_by_name() -> None:
    """Every character that cannot be shown is named with its code point and place (R36)."""
    table = Table((Column("姓\u0378名"),), (("吕文水",), ("王\ue863",)), ("合\u200b计",))
    content = Content("公\x00示", ("一", "二\u0301"), table=table)
    with pytest.raises(BadInput) as caught:
        program(content, DUAL)
    found = [(sentence.where, sentence.en.split("(")[1][:6]) for sentence in caught.value.sentences]
    assert found == [
        ("title", "U+0000"),
        ("body[1]", "U+0301"),
        ("table.columns[0]", "U+0378"),
        ("table.rows[1][0]", "U+E863"),
        ("table.totals[0]", "U+200B"),
    ]
    assert check_content(Content("公示", ("一",))) == []


def test_too_small_a_panel_is_refused() -> None:
    """A sign that cannot hold a character gets a sentence with both sizes."""
    with pytest.raises(BadInput, match="需要 16 像素，屏幕只有 8 像素"):
        program(Content("公示"), Panel(64, 8, Colour.RED))


def test_nothing_to_show_is_refused() -> None:
    """Empty content makes no dark page that would pass for a notice."""
    with pytest.raises(BadInput, match="nothing to show"):
        program(Content("", ("\n",)), RED)


CHARACTERS = st.text(st.sampled_from("鹭洲镇公示䶮㛃2026年Ab，。（）“” "), min_size=1, max_size=5)


@settings(max_examples=60)
@given(
    runs=st.lists(
        st.tuples(CHARACTERS, st.integers(0, 47), st.integers(0, 16), st.booleans()), min_size=1, max_size=4
    ),
    width=st.sampled_from([128, 131]),
)
def test_every_page_is_what_pillow_would_draw(
    faces: Faces, runs: list[tuple[str, int, int, bool]], width: int
) -> None:
    """Text anywhere, overlapping or not, has the pixels of ``ImageDraw.text``, whatever the panel (R38)."""
    placed = [Text(x, y, text, 16, Ink.AMOUNT if green else Ink.TEXT) for text, x, y, green in runs]
    red, green, both = (by_pillow(placed, width, inks) for inks in ({Ink.TEXT}, {Ink.AMOUNT}, set(Ink)))
    page = one(*placed)
    assert draw(page, Panel(width, 32, Colour.DUAL), faces).data == red.tobytes() + green.tobytes()
    assert draw(page, Panel(width, 32, Colour.RED), faces).data == both.tobytes()
    dark = Image.new("L", both.size)
    full = Image.merge("RGB", (red.convert("L"), green.convert("L"), dark))
    assert draw(page, Panel(width, 32, Colour.RGB), faces).data == full.tobytes()


def by_pillow(placed: list[Text], width: int, inks: set[Ink]) -> Image.Image:
    pin = catalogue().fonts[0]
    font = ImageFont.truetype(locate(pin).path, 16, layout_engine=ImageFont.Layout.BASIC)
    image = Image.new("1", (width, 32))
    pen = ImageDraw.Draw(image)
    for text in placed:
        if text.ink in inks:
            pen.text((text.x, text.y + rows_above(16)), text.text, fill=1, font=font, anchor="ls")
    return image


TEXTS = st.text(st.sampled_from("鹭洲镇公示2026，。（）"), min_size=1, max_size=30)
PANELS = st.sampled_from([RED, DUAL, RGB, Panel(128, 64, Colour.DUAL)])


@settings(max_examples=40)
@given(title=TEXTS, body=TEXTS, panel=PANELS)
def test_the_same_content_gives_the_same_digest(title: str, body: str, panel: Panel) -> None:
    """Approval binds to the digest, so drawing again must give it again (R1)."""
    content = Content(title, (body,))
    assert program(content, panel).digest == program(content, panel).digest


@settings(max_examples=40)
@given(title=TEXTS, body=TEXTS)
def test_every_kind_of_panel_shows_the_same_pixels(title: str, body: str) -> None:
    """Red, dual and full-colour panels differ in colour, never in which pixels are lit."""
    content = Content(title, (body,))
    programs = [program(content, panel) for panel in (RED, DUAL, RGB)]
    pages = zip(*(one.pages for one in programs), strict=True)
    assert all(len({frozenset(lit(page.frame)) for page in same}) == 1 for same in pages)


@pytest.mark.parametrize(("colour", "shown"), [(Colour.DUAL, (0, 255, 0)), (Colour.RGB, (0, 128, 255))])
def test_a_preset_chooses_colours_and_a_panel_comes_as_near_as_it_can(
    colour: Colour, shown: tuple[int, int, int]
) -> None:
    """A blue title is blue on a full-colour panel, green on a red and green one, red on a red one."""
    chosen = {Ink.TITLE: "blue", Ink.WARNING_RED: "blue"}
    palette = palette_of(colour, chosen)
    title = palette[Ink.TITLE]
    assert (title.red, title.green, title.blue) == shown
    assert palette[Ink.WARNING_RED] == PALETTES[colour][Ink.WARNING_RED]  # a warning keeps its own colour
    assert palette_of(Colour.RED, chosen) == PALETTES[Colour.RED]


def test_style_and_layout_can_be_chosen() -> None:
    """The large preset doubles the characters; a layout can be asked for by name."""
    large = program(Content("公示"), DUAL, preset=preset("large"))
    small = program(Content("公示"), DUAL)
    assert len(lit(large.pages[0].frame)) == 4 * len(lit(small.pages[0].frame))
    assert program(Content("公示", ("一",)), RGB, layout="plain").pages[0].dwell_ms == 3000


def test_a_clock_is_a_program_by_the_minute(faces: Faces) -> None:
    """R9: every minute is drawn and bound at once; page ``i`` is minute ``i``, the rest goes round."""
    town = Content("鹭洲镇", ("欢迎您",))
    clock = program(town, Panel(128, 32, Colour.DUAL), layout="clock", faces=faces)
    assert (clock.pace, len(clock.pages)) == (Pace.MINUTE, MINUTES)
    assert len({page.frame.digest for page in clock.pages}) == MINUTES
    assert program(town, Panel(128, 32, Colour.DUAL), layout="plain", faces=faces).pace is Pace.ROUND


@pytest.mark.parametrize(
    ("content", "layout", "panel", "code"),
    [
        (Content("题", ("字" * 5000,)), "ticker", Panel(128, 16, Colour.RED), "text_too_long_for_layout"),
        (
            Content("镇", table=Table((Column("姓名"),), (("某",),)), warning="red"),
            "",
            Panel(128, 32, Colour.RED),
            "layout_unsuited",
        ),
        (Content("镇", period="公示期"), "clock", Panel(128, 16, Colour.RED), "layout_unsuited"),
        (Content("镇"), "clock", Panel(1024, 256, Colour.RGB), "program_too_large"),
        (Content("镇"), "clock", Panel(32, 16, Colour.RED), "page_too_small"),
    ],
)
def test_what_a_layout_will_not_set_is_a_sentence(
    faces: Faces, content: Content, layout: str, panel: Panel, code: str
) -> None:
    """R18: too long, no place for it, too large to keep: each says what to do instead."""
    with pytest.raises(BadInput) as refused:
        program(content, panel, layout=layout, faces=faces)
    assert refused.value.code == code
