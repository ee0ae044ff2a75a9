"""What a sheet says beyond its text: periods, bases, links, codes, practice; and how its pages look."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from ledctl.boards.sheets.printing import print_sheet
from ledctl.boards.sheets.sheet import Paper, Printing, codes_of, period_text, sheet
from ledctl.calendars.categories import Certainty
from ledctl.content.files import read_notice
from ledctl.content.model import Notice, PublicityPeriod
from ledctl.errors import Fault
from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.notices.examination import examine
from ledctl.notices.rulebook import shipped_categories
from ledctl.paper.drawn_face import drawn_font
from ledctl.paper.press import pages_of
from ledctl.resources import shared
from ledctl.screening.elements import elements_of
from ledctl.settings import BoardSettings
from tests.pdf_text import text_of

AT = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)
GOLDEN = Path(__file__).parents[1] / "golden" / "sheets"
RULES = BoardSettings(
    objection_phone="0700-8123456",
    item_address="https://www.example.gov.cn/item/{id}",
    office_address="http://192.168.1.5:8000/",
)


def public(name: str, **more: object) -> Notice:
    (file,) = (shared("config/examples") / "notices").glob(f"{name}-*.json")
    return examine(read_notice(file.read_bytes())).public.model_copy(update=more)


def printing(notice: Notice, **more: Any) -> Printing:
    six = elements_of(notice, submitter="王经办", reviewer="李审核")
    named = {"copy_no": 1, "version_no": 2, "digest": "ab12" * 16, "code": "9PG3-RH1G"}
    category = shipped_categories().get(notice.category)
    return Printing(notice, six, category, Paper.A4, **{**named, **more})


def rows_of(data: dict[str, Any]) -> dict[str, str]:
    return {one["label"]: one["value"] for one in data["elements"]}


@pytest.mark.parametrize(
    ("kind", "said"),
    [("calendar", "2026年11月24日至2026年11月30日，共7日（张贴当日不计）"),
     ("working", "2026年11月24日至2026年11月30日，共7个工作日（张贴当日不计）")],
)  # fmt: skip
def test_a_period_says_its_days_and_their_kind(kind: str, said: str) -> None:
    """Civil Code art. 201: the day of posting is not counted, and the paper says so."""
    period = PublicityPeriod.model_validate(
        {"days": 7, "day_type": kind, "start": dt.date(2026, 11, 24), "end": dt.date(2026, 11, 30)}
    )
    assert period_text(period) == said


def test_only_what_there_is_has_a_line() -> None:
    """No phone without a period, no line for an empty number; what corrects and what replaces says what."""
    said = rows_of(sheet(printing(public("N09", doc_no="", supersedes="N5", clarifies="N4")), RULES))
    assert said["预警级别"] == "橙色"
    assert (said["替代"], said["澄清"]) == ("本件替代编号 N5 的预警", "本件澄清编号 N4 的公开内容")
    assert not {"文号", "公示期", "异议电话", "更正"} & said.keys()
    assert rows_of(sheet(printing(public("N01")), RULES))["异议电话"] == "0700-8123456"
    assert "更正" in rows_of(sheet(printing(public("N10")), RULES))


@pytest.mark.parametrize(
    ("certainty", "end"),
    [(Certainty.TEXT, "依据甲"), (Certainty.SECONDARY, "未核对原文）"), (Certainty.PRACTICE, "（本地做法）")],
)
def test_a_basis_says_how_sure_it_is(certainty: Certainty, end: str) -> None:
    """A citation nobody has checked is not printed as if somebody had; one nobody has read is not printed."""
    one = printing(public("N01"))
    category = replace(one.category, citation="依据甲", certainty=certainty)
    assert rows_of(sheet(replace(one, category=category), RULES))["公开依据"].endswith(end)
    unread = replace(category, certainty=Certainty.UNVERIFIED)
    assert "公开依据" not in rows_of(sheet(replace(one, category=unread), RULES))


def test_codes_lead_to_the_item_and_to_the_office() -> None:
    """The public's code holds the item's number, the staff's the short code; or there is none."""
    one = printing(public("N01"))
    addresses = [address for address, _, _ in codes_of(one, RULES).values()]
    assert addresses == ["https://www.example.gov.cn/item/N01", "http://192.168.1.5:8000/p/9PG3-RH1G"]
    assert codes_of(one, BoardSettings()) == {}
    assert codes_of(replace(one, copy_no=None), RULES) == {}
    assert "9PG3-RH1G" in text_of(print_sheet(one, BoardSettings(), at=AT).pdf)
    assert addresses[1] in text_of(print_sheet(one, RULES, at=AT).pdf)  # for a phone without a camera


def test_practice_is_across_every_page_and_in_words() -> None:
    """R7: a sheet of an exercise cannot be taken for a real one, on no page of it."""
    made = print_sheet(printing(public("N01"), practice=True), RULES, at=AT)
    assert made.pages > 1
    pages = text_of(made.pdf).split("\f")[:-1]
    assert all({"演", "练"} <= {*page} for page in pages)  # at a slant, so one below the other
    assert all("演练·编号N01" in "".join(page.split()) for page in pages)  # where a bad photocopy keeps it
    assert "演练，不作公示依据" in "".join(text_of(made.pdf).split())


def test_a_head_of_further_pages_is_one_line() -> None:
    """A title of 200 characters is not over the edge of the second page; a short one is whole."""
    long = sheet(printing(public("N01", title="公示" * 100)), RULES)["running"]
    assert long.endswith("……（续）")
    assert 45 < len(long) < 55
    assert sheet(printing(public("N02")), RULES)["running"] == f"{public('N02').title}（续）"


def test_the_same_sheet_has_the_same_bytes() -> None:
    """Its digest is on record, so nothing in the file may depend on the run."""
    one = printing(public("N03"))
    assert print_sheet(one, RULES, at=AT).pdf == print_sheet(one, RULES, at=AT).pdf


def test_drawings_are_the_same_font_always() -> None:
    """The same drawings, in whatever order, give the same file; narrow and wide ones, and dots apart."""
    glyphs = [(0x2A7FF, Glyph(16, (0xA005,) * 16)), (0xE000, Glyph(8, (0x81,) + (0,) * 15))]
    first, second = (drawn_font(SiteGlyphs(frozenset(some))) for some in (glyphs, glyphs[::-1]))
    assert first == second


def test_what_is_no_pdf_has_no_pages() -> None:
    """A file without a tree of pages is a fault, never a sheet of nothing."""
    with pytest.raises(Fault):
        pages_of(b"%PDF-1.7")


VILLAGE = {"category": "village_affairs", "issuing_unit": "鹭洲镇白沙洲村民委员会", "category_label": ""}
LOOKS = {
    "A4": printing(public("N03"), copy_no=2),
    "A3-landscape": printing(public("N06"), landscape=True),
    "draft": printing(public("N07"), copy_no=None, practice=True),
    "village": printing(public("N04", **VILLAGE)),
}


@pytest.mark.parametrize("name", LOOKS)
def test_pages_look_as_they_were_looked_at(name: str, request: pytest.FixtureRequest) -> None:
    """The first page beside the one somebody looked at.

    Drawn by Poppler, whose grey edges differ between versions: compared is how much ink
    there is in each square of a grid, so that what moved, grew or is gone is seen.
    """
    paper = Paper.A3 if "A3" in name else Paper.A4
    pdf = print_sheet(replace(LOOKS[name], paper=paper), RULES, at=AT).pdf
    command = ["pdftoppm", "-r", "36", "-l", "1", "-gray", "-png", "-"]
    drawn = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout  # noqa: S603 - fixed
    picture, file = Image.open(BytesIO(drawn)), GOLDEN / f"{name}.png"
    if request.config.getoption("--update-golden", default=False):
        picture.quantize(8).save(file, optimize=True)
    looked_at = Image.open(file)
    assert picture.size == looked_at.size
    small = (picture.width // 12, picture.height // 12)
    squares = [one.convert("L").resize(small, Image.Resampling.BOX) for one in (picture, looked_at)]
    assert max(ImageStat.Stat(ImageChops.difference(*squares)).extrema[0]) < 24
