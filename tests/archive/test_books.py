"""The catalogue of a year and its books: what is in them, in which year, and that data stays data."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ledctl.accounts.model import Actor
from ledctl.archive.catalogue import Catalogue, Line
from ledctl.archive.catalogue_sheet import COLUMNS, lines, write_catalogue
from ledctl.archive.summaries import MOST, summary_of
from ledctl.clock import FrozenClock
from ledctl.content.channels import CHANNELS
from ledctl.errors import BadInput, NotFound
from ledctl.station import Station
from tests.pdf_text import text_of
from tests.publishing.office import Office, actor, office_of, short_notice

People = Callable[..., Actor]
BAD = '=HYPERLINK("http://x","#let a") $x$ [*粗*] <b>'


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    """A was shown three days, B has an odd title, C was withdrawn before anybody approved it."""
    made = office_of(station, clock)
    made.put_up("A")
    odd = short_notice("B").model_copy(update={"title": BAD, "body": (f"{BAD}。第二句。",)})
    made.approve(odd)
    made.pass_time(2 * 86_400, step_s=3600)
    station.desk.draft(actor("drafter"), short_notice("C"))
    station.desk.withdraw(actor("drafter"), "C", "不需要了")
    made.worker._recorder.flush(force=True)
    return made


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ((), ""),
        (("经审核，下列家庭符合条件。现予公示。",), "经审核，下列家庭符合条件。现予公示。"),
        (("第一段。", "第二段。"), "第一段。第二段。"),
        (("甲" * 79 + "。", "乙。"), "甲" * 79 + "。"),
        (("甲" * 200 + "。",), "甲" * 79 + "…"),
        (("  一 \n 二  ",), "一 二"),
        (("短。" + "长" * 100 + "。",), "短。"),
    ],
)
def test_a_summary_is_the_first_whole_sentences(body: tuple[str, ...], said: str) -> None:
    """Regulation art. 12 asks for a summary: the text's own words, at most eighty characters."""
    assert summary_of(body) == said


@given(st.lists(st.text(max_size=200), max_size=4))
def test_a_summary_is_never_longer(body: list[str]) -> None:
    """Whatever was written, the cell of the catalogue stays a summary."""
    assert len(summary_of(body)) <= MOST


def test_the_catalogue_has_what_the_regulation_asks_for(office: Office) -> None:
    """Index, title, summary, date of creation; what was never public stands apart, with its reason."""
    found = office.station.books.catalogue(2026)
    assert [line.index for line in found.lines] == ["A", "B"]
    first = found.lines[0]
    assert first.title
    assert first.summary
    assert first.created == short_notice("A").signature.date.isoformat()
    assert first.channels.keys() == {"led_gate"}
    assert [(one.index, one.state, one.why) for one in found.missing] == [("C", "已撤回", "撤回：不需要了")]
    assert found.categories == tuple({first.category})
    assert office.station.books.catalogue(2025).lines == ()


def test_the_workbook_holds_text_alone(office: Office) -> None:
    """What a person wrote is no formula and no link in a spreadsheet; the print set-up is A4 across."""
    raw = write_catalogue("xlsx", office.station.books.catalogue(2026))
    sheet = load_workbook(io.BytesIO(raw))["目录"]
    heads = [cell.value for cell in sheet[3]]
    assert heads == [name for name, _ in COLUMNS]
    odd = [cell for row in sheet.iter_rows() for cell in row if BAD in str(cell.value)]
    assert odd
    assert {cell.data_type for cell in odd} == {"s"}
    assert all(cell.hyperlink is None for cell in odd)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$3"
    for row in list(sheet.iter_rows(min_row=4)):
        needed = max(
            lines(str(cell.value or ""), width) for cell, (_, width) in zip(row, COLUMNS, strict=True)
        )
        assert sheet.row_dimensions[row[0].row].height >= needed * 13


@pytest.mark.parametrize(
    ("text", "width", "number"),
    [
        ("", 12, 1),
        ("一二三四五", 11, 1),
        ("一二三四五六", 11, 2),
        ("2026-01-01", 11, 1),
        ("2026-01-0101", 11, 2),
    ],
)
def test_a_row_is_as_high_as_its_text(text: str, width: int, number: int) -> None:
    """Titles and summaries are read whole on paper: a Chinese character is as wide as two digits."""
    assert lines(text, width) == number


def test_the_json_has_the_same_lines(office: Office) -> None:
    """For programs: the stable shape, with days as text; another sort of file is refused."""
    found = office.station.books.catalogue(2026)
    said = json.loads(write_catalogue("json", found))
    assert [one["index"] for one in said["items"]] == [one.index for one in found.lines]
    assert [one["index"] for one in said["never_public"]] == ["C"]
    with pytest.raises(BadInput) as caught:
        write_catalogue("doc", found)
    assert caught.value.code == "catalogue_file_kind"


def test_published_elsewhere_only_is_in_the_catalogue_and_in_no_book(office: Office) -> None:
    """The catalogue is of all public information; a book binds what was approved here."""
    from ledctl.notices.entries import Entry

    station = office.station
    fields = {"title": "网站上的公告", "category": "general", "office": "某办", "document": ""}
    day = dt.date(2026, 11, 20)
    entry = Entry(**fields, channel="website", address="https://example.invalid/1", published_on=day)
    station.elsewhere.enter(actor("drafter"), entry)
    found = station.books.catalogue(2026)
    (line,) = [one for one in found.lines if not one.notice]
    assert (line.title, line.first_on, set(line.channels)) == ("网站上的公告", day, {"website"})
    assert line not in found.of("general")


def test_a_book_has_everything_of_each_notice(office: Office, person: People) -> None:
    """Approval, pictures with digests, the log by sign and day with its proof level, and what is missing."""
    station = office.station
    station.publications.put_up(actor("operator"), "A", channel="board_town", place="镇政府公开栏")
    station.checkpoint("person")
    found = station.books.catalogue(2026)
    raw = station.books.book(2026, found.lines[0].category)
    paper = "".join(text_of(raw).split())
    board = CHANNELS["board_town"][1]
    for said in ("审核与批准", "经批准的画面", "展示记录", "本卷所缺", "不需要了", board):
        assert said in paper, said
    (order,) = station.questions.notice("A").dossier.orders
    assert order.program_digest in paper
    assert "".join(BAD.split()) in paper
    assert "最弱P" in paper
    assert station.checkpoints.last().code in paper
    assert "A停水通知A" in paper, "the head over the pages after a notice's first"
    assert b"/MarkInfo" in raw, "headings and tables are told to a screen reader"
    assert raw == station.books.book(2026, found.lines[0].category)


def test_there_is_no_book_of_nothing(office: Office) -> None:
    """A year or a category without a notice has none, and says so."""
    with pytest.raises(NotFound) as caught:
        office.station.books.book(2026, "budget")
    assert caught.value.code == "no_such_book"
    with pytest.raises(BadInput):
        office.station.books.catalogue(1)


@pytest.mark.parametrize(("number", "volumes"), [(0, 1), (1, 1), (50, 1), (51, 2), (150, 3)])
def test_a_thick_book_is_bound_in_volumes(number: int, volumes: int) -> None:
    """Fifty notices a volume; together the volumes hold every notice once, in order."""
    day = dt.date(2026, 1, 1)
    lines = tuple(Line(f"N{i}", "", "", "", "budget", "", "", day, {}) for i in range(number))
    found = Catalogue(2026, day, "", False, lines)
    assert found.volumes("budget") == volumes
    bound = [line for one in range(1, volumes + 1) for line in found.volume("budget", one)]
    assert bound == [*lines]
