"""Around a picture: remarks are broken, a legend goes on in the next row."""

from __future__ import annotations

from ledctl.pictures.frame import WIDTH, legend, notes
from ledctl.pictures.lettering import width
from ledctl.pictures.svg import Element


def inside(parts: list[Element]) -> list[str]:
    return [one.inside for one in parts if isinstance(one.inside, str)]


def test_long_remarks_are_broken_and_nothing_is_lost() -> None:
    """Each line fits, together they are the sentence, and the end moves down with them."""
    sentence = "中断或空白比图上能画的还短，" * 20
    parts, bottom = notes([sentence, "短"], 100)
    lines = inside(parts)
    assert "".join(lines) == sentence + "短"
    assert len(lines) > 3
    assert all(width(one, 11.5) <= WIDTH - 20 for one in lines)
    assert bottom == 100 + 18 * len(lines)


def test_a_legend_stays_within_the_picture() -> None:
    """What finds no room goes into the next row."""
    kinds = ["display", "emergency", "dark", "blackout", "crash", "host", "link", "refused", "content", "gap"]
    parts, bottom = legend(kinds, "t", 50, "en")
    assert len(inside(parts)) == len(kinds)
    assert bottom > 60
    for one in parts:
        facts = dict(one.attributes)
        assert float(facts["x"]) < WIDTH - 20
