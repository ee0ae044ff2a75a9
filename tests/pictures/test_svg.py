"""The builder: whatever is written stays text, and the same values give the same file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.pictures.svg import element, hint, number, picture, rect, text, write
from tests.pictures.reading import read, words


@given(st.text())
def test_whatever_a_person_wrote_is_text(written: str) -> None:
    """No title breaks a picture or becomes a command in it, in a text, a hint or an attribute."""
    svg = picture(
        10, 10, text(written, 1, 1, fill=written), rect(0, 0, 1, 1, hint(written)),
        name="t", title=written, described=written, language="zh",
    )  # fmt: skip
    root = read(svg)
    assert {node.tag.rpartition("}")[2] for node in root.iter()} == {"svg", "title", "desc", "rect", "text"}
    assert len(words(svg)) == 1
    assert len(words(svg)[0].text.replace("\r", "")) <= len(written)


def test_signs_of_markup_come_back_as_they_were() -> None:
    """Angle brackets, quotes and ampersands are what the reader reads."""
    svg = picture(10, 10, text("<b>&\"'", 1, 1), name="t", title="x", described="", language="en")
    assert words(svg)[0].text == "<b>&\"'"


def test_what_no_file_may_hold_is_replaced() -> None:
    """A control character or half a surrogate in a title does not spoil the file."""
    assert write(hint("a\x00b\ud800c\uffff")) == "<title>a\ufffdb\ufffdc\ufffd</title>"


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "1"), (1.0, "1"), (1.04, "1"), (1.06, "1.1"), (-0.04, "0"), (12345.67, "12345.7")],
)
def test_numbers_have_one_decimal_at_most(value: float, written: str) -> None:
    """A stable picture: no digits that differ from machine to machine."""
    assert number(value) == written


def test_elements_are_written_in_one_way() -> None:
    """Attributes in the order given, an underscore is a hyphen, nothing inside closes at once."""
    assert write(element("g", element("path", stroke_width=1.25, d="M0,0"), id="a")) == (
        '<g id="a">\n<path stroke-width="1.2" d="M0,0"/>\n</g>'
    )


def test_a_picture_says_what_it_is() -> None:
    """For whoever does not see it: a title, a description, the language, and ids of its own."""
    svg = picture(10, 20, name="t", title="展示", described="一条", language="zh")
    root = read(svg)
    assert root.attrib["aria-labelledby"] == "t-title t-desc"
    assert [node.attrib["id"] for node in root[:2]] == ["t-title", "t-desc"]
    assert (root.attrib["lang"], root.attrib["viewBox"]) == ("zh-CN", "0 0 10 20")
    assert "style" not in svg
