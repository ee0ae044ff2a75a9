"""A board drawn: to scale, every sheet once or told of, nothing over anything else."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import pytest

from ledctl.boards.facts import Level
from ledctl.pictures.board import board
from ledctl.pictures.lettering import width
from ledctl.pictures.words import say
from tests.pictures.board_scenes import SCENES, TOWN, VILLAGE, mixed, standing, stay
from tests.pictures.reading import SPACE, hints, is_golden, overlaps, read, words
from tests.pictures.scenes import ZONE

Box = tuple[float, float, float, float]


def drawn(name: str, language: str = "zh") -> str:
    return board(SCENES[name], zone=ZONE, language=language)


def box(node: ET.Element) -> Box:
    x, y, wide, high = (float(node.attrib[name]) for name in ("x", "y", "width", "height"))
    return x, y, x + wide, y + high


def pages(svg: str) -> list[Box]:
    """The pages on the board: what tells its number when it is pointed at."""
    return [box(node) for node in read(svg).iter(f"{SPACE}rect") if node.find(f"{SPACE}title") is not None]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(SCENES))
def test_no_words_cover_each_other(name: str, language: str) -> None:
    """Also of a board that is full, of very long titles and of a board thirty metres long."""
    assert overlaps(drawn(name, language)) == []


@pytest.mark.parametrize("name", sorted(SCENES))
def test_no_page_covers_another(name: str) -> None:
    """Every page that is drawn has its own place, on the part that fixed panels leave."""
    svg = drawn(name)
    for (left, top, right, bottom), other in combinations(pages(svg), 2):
        apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
        assert apart
    ground, *_ = (box(n) for n in read(svg).iter(f"{SPACE}rect") if n.attrib.get("stroke-width") == "1.5")
    panels = [
        box(n) for n in read(svg).iter(f"{SPACE}rect") if n.attrib.get("fill") == "url(#board-fixed_panel)"
    ]
    for left, top, right, bottom in pages(svg):
        assert ground[0] <= left < right <= ground[2]
        assert ground[1] <= top < bottom <= ground[3]
        if len(panels) > 1:  # the board's own, then that of the legend
            beyond = panels[0]
            assert right <= beyond[0] + 0.1 or bottom <= beyond[1] + 0.1


def test_a_board_as_narrow_as_a_plank_keeps_its_words_on_the_picture() -> None:
    """Its size stands beside the bar, not left of the edge, where nobody could read it."""
    for wide, high in ((20, 10_000), (30, 40)):
        svg = board(standing(replace(TOWN, width_cm=wide, height_cm=high)), zone=ZONE)
        assert overlaps(svg) == []
        (size,) = (node for node in read(svg).iter(f"{SPACE}text") if " × " in (node.text or ""))
        assert float(size.attrib["x"]) - width(size.text or "", 11.5) > 0


def test_every_page_of_a_board_of_thirty_metres_has_its_number() -> None:
    """A page of A4 is then seven units wide: its number is all that is written into it."""
    svg = board(standing(replace(TOWN, width_cm=3000, height_cm=400), mixed(40)), zone=ZONE)
    drawn = [node.attrib for node in read(svg).iter(f"{SPACE}text")]
    numbers = [one for one in drawn if (one.get("font-weight"), one.get("text-anchor")) == ("bold", "middle")]
    assert len(numbers) == len(pages(svg)) > 40
    assert say("board_tiny", "zh") not in svg


def test_pages_are_to_scale() -> None:
    """A page of A4 is 210 of 4200 mm wide on a board of 4.2 m, A3 across is twice as wide."""
    svg = board(standing(VILLAGE, (stay(1), stay(2, "A3", landscape=True))), zone=ZONE)
    (small, large) = ((right - left, bottom - top) for left, top, right, bottom in pages(svg))
    assert small == pytest.approx((980 * 210 / 4200, 980 * 297 / 4200), abs=0.1)
    assert large == pytest.approx((980 * 420 / 4200, 980 * 297 / 4200), abs=0.1)


def test_what_hung_first_stays_where_it_is() -> None:
    """What is put up later moves nothing."""
    few, many = (pages(board(standing(VILLAGE, mixed(n)), zone=ZONE)) for n in (10, 30))
    assert many[: len(few)] == few


def test_every_sheet_is_told_of_once() -> None:
    """All forty stand in the list; those without a place are named, and none of them is drawn."""
    svg = drawn("overfull")
    said = [one.text for one in words(svg)]
    assert sum("K7Q" in one for one in said) == 40
    unfit = [one for one in said if one.startswith("（图上排不下）")]
    (told,) = [one for one in said if one.startswith("有 ")]
    assert told.startswith(f"有 {len(unfit)} 份排不下，没有画出：编号 ")
    shown = {hint.split()[0] for hint in hints(svg)[1:]}
    assert len(shown) + len(unfit) == 40
    assert any("已超出可张贴面积" in one for one in said)


def test_a_board_full_of_panels_has_no_room() -> None:
    """Fixed panels on all of it: nothing is drawn over them, everything is told of in words."""
    svg = drawn("all_fixed")
    assert pages(svg) == []
    assert any("有 2 份排不下" in one.text for one in words(svg))
    assert any("固定版面占 100%，应不超过 70%" in one.text for one in words(svg))


def test_what_people_wrote_is_text() -> None:
    """Angle brackets and ampersands of a place and a title are read back as they were typed."""
    said = [one.text for one in words(drawn("three"))]
    assert any("村委会外墙 <东> & 西" in one for one in said)
    assert any("<b>&\"'" in hint for hint in hints(drawn("overfull")))


@pytest.mark.parametrize("name", sorted(SCENES))
def test_practice_says_so(name: str) -> None:
    """R7: in the picture itself, and only where it is practice."""
    assert ("演练 PRACTICE" in drawn(name)) is SCENES[name].practice


def test_it_claims_no_more_than_was_entered() -> None:
    """The places are not those of the paper, and a sheet of unknown paper says so."""
    said = [one.text for one in words(drawn("many"))]
    assert any("不是实际张贴位置" in one for one in said)
    assert any("纸型未登记" in one for one in said)


def test_a_board_out_of_use_says_so() -> None:
    """A board that was taken down is not drawn as one that stands; without panels none are in the legend."""
    gone = standing(replace(TOWN, in_use=False, fixed_percent=0, level=Level.SITE))
    said = [one.text for one in words(board(gone, zone=ZONE))]
    assert "这块公开栏已停用。" in said
    assert not any("固定版面" in one for one in said)


def test_a_title_ends_where_its_page_ends() -> None:
    """A title shorter than its room, one of a single letter a line, and none at all leave no stray words."""
    tall = replace(VILLAGE, width_cm=60, height_cm=200, fixed_percent=0)
    shown = standing(tall, (stay(1, "A3", title="公示 " * 40), stay(2, title=""), stay(3, pages=9)))
    assert overlaps(board(shown, zone=ZONE)) == []


@pytest.mark.parametrize("name", ["three", "many"])
def test_the_picture_is_the_same_to_the_byte(name: str) -> None:
    """Golden: who changes a picture on purpose looks at the one in ``artifacts/`` and puts it in place."""
    assert is_golden(drawn(name), f"board-{name}.svg")


def test_a_page_too_small_for_its_number_is_told() -> None:
    """On a board of a hundred metres a page is a dot: it has no number, and the picture says so."""
    long = standing(replace(TOWN, width_cm=10_000), (stay(1),))
    svg = board(long, zone=ZONE, language="zh")
    assert len(pages(svg)) == 1
    assert [one.text for one in words(svg)].count("1") == 1, "in the list below alone"
    assert say("board_tiny", "zh") in svg
