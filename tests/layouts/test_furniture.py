from __future__ import annotations

from dataclasses import replace

import pytest

from layouts import arrange
from layouts.base import Box, Content, Ink, Metrics, PageLayout, Rule, Style, Text
from layouts.drafts import Draft
from layouts.furniture import set_pages
from layouts.sheets import Sheet

NOTICE = Content(
    "停电通知",
    ("鹭" * 70, "洲" * 40),
    issuer="鹭洲镇供电所",
    date="2026年11月22日",
    period="公示期：11月24日至11月30日",
    phone="监督电话：0700-8123456",
)


def texts(page: PageLayout) -> list[str]:
    return [p.text for p in page.placements if isinstance(p, Text)]


def at_bottom(page: PageLayout, box: Box) -> list[str]:
    return [p.text for p in page.placements if isinstance(p, Text) and p.y == box.height - 16]


def rules(page: PageLayout) -> list[int]:
    return [p.y for p in page.placements if isinstance(p, Rule)]


def test_every_page_has_head_and_foot(cells: Metrics) -> None:
    """From four lines on: the title in its ink, the issuer, n/m, and a rule beside both where one is free."""
    box = Box(256, 96)
    pages = arrange(NOTICE, box, cells, Style())
    assert len(pages) == 4
    for number, page in enumerate(pages, start=1):
        head = page.placements[0]
        assert head == Text((256 - 4 * 16) // 2, 0, "停电通知", 16, Ink.TITLE)
        assert at_bottom(page, box) == ["鹭洲镇供电所"]
        assert texts(page)[-1] == f"{number}/4"
        assert rules(page) == [17, 78]


def test_the_foot_says_what_fits_beside_the_mark(cells: Metrics) -> None:
    """Issuer first, then period, then phone, each only where it fits whole."""
    for width, said in [(256, 1), (448, 2), (768, 3)]:
        box = Box(width, 96)
        page = arrange(replace(NOTICE, body=("鹭" * 400,)), box, cells, Style())[0]
        assert at_bottom(page, box) == [NOTICE.issuer, NOTICE.period, NOTICE.phone][:said]


def test_the_closing_says_what_the_foot_does_not(cells: Metrics) -> None:
    """Where the last page has room: what is missing from the foot, and the date."""
    last = arrange(replace(NOTICE, body=("洲" * 96,)), Box(256, 128), cells, Style())[-1]
    wanted = [NOTICE.title, NOTICE.issuer, "洲" * 16, NOTICE.period, NOTICE.phone, NOTICE.date, "2/2"]
    assert texts(last) == wanted


def test_no_page_is_just_a_date(cells: Metrics) -> None:
    """A closing that needs a page says all of it, period to date (nothing is left to the foot)."""
    content = replace(NOTICE, body=("鹭" * 16 * 3,), phone="")
    *_, last = arrange(content, Box(256, 96), cells, Style())
    closing = [run for run in texts(last) if run not in (NOTICE.title, "2/2")]
    assert closing == [NOTICE.issuer, NOTICE.period, NOTICE.issuer, NOTICE.date]


def test_a_phone_in_the_text_is_not_said_again(cells: Metrics) -> None:
    """The closing adds the phone only where no paragraph has it."""
    body = ("如有异议请反映。监督电话：0700-8123456",)
    (page,) = arrange(replace(NOTICE, body=body), Box(256, 128), cells, Style())
    assert sum("0700-8123456" in run for run in texts(page)) == 1
    (page,) = arrange(replace(NOTICE, body=("如有异议请反映。",)), Box(256, 128), cells, Style())
    assert sum("0700-8123456" in run for run in texts(page)) == 1


def test_a_long_title_has_pages_of_its_own(cells: Metrics) -> None:
    """Two lines of four: the head is left out rather than cut, the foot stays."""
    box = Box(128, 80)
    content = replace(NOTICE, title="鹭洲镇拟认定特困人员公示", issuer="鹭洲镇")
    first, *others = arrange(content, box, cells, Style())
    assert texts(first)[:2] == ["鹭洲镇", "鹭洲镇拟认定"]
    assert all(at_bottom(page, box) == ["鹭洲镇"] for page in (first, *others))
    assert not any("拟认定" in run for page in others for run in texts(page))


def test_a_head_of_two_lines_leaves_two_for_the_text(cells: Metrics) -> None:
    """On five lines a title of two stands on every page: who sees one page knows what list it is."""
    content = replace(NOTICE, title="鹭洲镇拟认定特困人员公示", issuer="鹭洲镇", body=("鹭" * 40,))
    pages = arrange(content, Box(128, 96), cells, Style())
    assert len(pages) > 2
    assert all({"鹭洲镇拟认定", "特困人员公示"} <= set(texts(page)) for page in pages)


def test_a_wide_issuer_leaves_no_foot(cells: Metrics) -> None:
    """Where not even the issuer fits beside the mark the line is the text's, and the closing says all."""
    box = Box(128, 96)
    pages = arrange(replace(NOTICE, issuer="沅岭县鹭洲镇人民政府"), box, cells, Style())
    assert not any(at_bottom(page, box) for page in pages)
    assert "府" in "".join(texts(pages[-1]))
    assert [texts(page)[0] for page in pages] == ["停电通知"] * len(pages)


@pytest.mark.parametrize("height", [16, 32, 64])
def test_low_panels_open_with_the_title_and_close_with_the_issuer(cells: Metrics, height: int) -> None:
    """Under four lines: the title on pages of its own in front, the closing on its own behind."""
    pages = arrange(replace(NOTICE, body=("鹭" * 30,)), Box(256, height), cells, Style())
    assert texts(pages[0])[0] == NOTICE.title
    assert len(texts(pages[0])) == 2
    behind = [page for page in pages if "鹭鹭" not in "".join(texts(page))][1:]
    said = [run for page in behind for run in texts(page) if "/" not in run]
    assert said == [NOTICE.period, NOTICE.phone, NOTICE.issuer, NOTICE.date]
    assert all(texts(page)[-1] == f"{n}/{len(pages)}" for n, page in enumerate(pages, start=1))


def test_what_fits_one_page_stands_on_one(cells: Metrics) -> None:
    """One page that says everything needs neither foot nor mark."""
    (page,) = arrange(replace(NOTICE, body=("明日停电。",)), Box(256, 128), cells, Style())
    wanted = [NOTICE.title, "明日停电。", NOTICE.period, NOTICE.phone, NOTICE.issuer, NOTICE.date]
    assert texts(page) == wanted
    assert rules(page) == []


def test_the_first_page_waits_for_its_head_to_be_read(cells: Metrics) -> None:
    """Four characters of title add a second to the first page and to no other."""
    first, second, *_ = arrange(NOTICE, Box(256, 96), cells, Style())
    assert first.dwell_ms == 1000 + 48 * 250 + 1000
    assert second.dwell_ms == 1000 + 22 * 250 + 16 * 250


def test_a_date_stays_on_one_line(cells: Metrics) -> None:
    """A date that one line can hold goes to the next page rather than leaving its day behind."""
    pages = arrange(replace(NOTICE, body=("鹭" * 30,)), Box(128, 32), cells, Style())
    assert texts(pages[-1])[0] == "2026年11月22日"


def test_a_frame_without_matter_is_still_a_page(cells: Metrics) -> None:
    """A layout that adds nothing to a title as long as the page still shows it."""

    def nothing(draft: Draft, on: Sheet) -> Draft:
        return draft

    content = Content("鹭" * 16 * 6)
    pages = set_pages(content, Box(256, 128), cells, Style(), nothing)
    assert [len(texts(page)) for page in pages] == [6]
