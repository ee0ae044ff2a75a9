"""Printing sheets: who may, what keeps one from the board, copies on record, drafts that are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import text

from ledctl.accounts.model import Actor
from ledctl.boards.sheets.codes import code_of
from ledctl.boards.sheets.issuing import Sheets
from ledctl.boards.sheets.sheet import OPEN, Paper
from ledctl.content.model import Notice
from ledctl.errors import LedctlError, NotAllowed, Refused
from ledctl.ledger.log import events
from ledctl.notices.elements import six_elements
from ledctl.notices.queries import one
from ledctl.station import Station
from tests.boards.approving import approve, carry
from tests.pdf_parts import parts_of
from tests.pdf_text import text_of

Person = Callable[..., Actor]
Make = Callable[[str], Notice]


def short(**more: object) -> Notice:
    """A notice of a paragraph."""
    said = {
        "id": "A",
        "title": "停水通知",
        "category": "general",
        "issuing_unit": "示例镇人民政府",
        "body": ("明日检修管道，请储水备用。",),
        "signature": {"unit": "示例镇人民政府", "date": dt.date(2026, 11, 23)},
    }
    return Notice.model_validate({**said, **more})


def words_of(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


@pytest.fixture
def approved(station: Station, person: Person) -> Station:
    approve(station, person, short())
    return station


def refusal(station: Station, person: Person, notice_id: str = "A") -> str:
    """The code of the sentence, and nothing was written."""
    with pytest.raises(LedctlError) as caught:
        station.sheets.final(person("operator"), notice_id)
    assert all(sentence.zh and sentence.en for sentence in caught.value.sentences)
    assert station.sheets.copies(notice_id) == ()
    return caught.value.code


def test_a_copy_is_on_record_with_its_very_file(approved: Station, person: Person) -> None:
    """R12: row and event say which version, which copy, which code, and the digest of the PDF handed out."""
    printed = approved.sheets.final(person("operator"), "A", Paper.A3, landscape=True)
    file, copy = one(approved.database, "A"), printed.copy
    assert copy is not None
    assert copy.pdf_digest == sha256(printed.pdf).hexdigest()
    assert (copy.copy_no, copy.paper, copy.landscape, copy.pages) == (1, "A3", True, 1)
    assert (copy.version_digest, copy.code) == (file.current.digest, code_of("A", file.current.digest))
    with approved.database.read() as session:
        (told,) = events(session, kind="sheet_printed")
    assert (told.facts["digest"], told.facts["copy"], told.actor) == (copy.pdf_digest, 1, "operator")
    assert approved.verify().problems == ()


def test_a_reprint_says_that_it_is_one(approved: Station, person: Person) -> None:
    """The second sheet of a version is copy 2, on the record and on its face, with the same code."""
    first = approved.sheets.final(person("operator"), "A")
    second = approved.sheets.final(person("drafter"), "A", Paper.A3)
    assert "重印" not in words_of(first.pdf)
    assert "第2份（重印）" in words_of(second.pdf)
    assert [one.copy_no for one in approved.sheets.copies("A")] == [1, 2]
    assert len({one.code for one in approved.sheets.copies("A")}) == 1


def test_printed_at_once_each_copy_has_a_number_of_its_own(approved: Station, person: Person) -> None:
    """Several people print at the same moment: no number twice, none left out."""
    with ThreadPoolExecutor(4) as pool:
        made = [*pool.map(lambda _: approved.sheets.final(person("operator"), "A"), range(4))]
    assert sorted(one.copy.copy_no for one in made if one.copy) == [1, 2, 3, 4]
    for printed in made:
        assert printed.copy is not None
        assert (f"第{printed.copy.copy_no}份（重印）" in words_of(printed.pdf)) is (printed.copy.copy_no > 1)
    assert approved.verify().problems == ()


def test_what_is_not_approved_prints_as_a_draft_alone(station: Station, person: Person) -> None:
    """A final sheet comes from an approved version only."""
    station.desk.draft(person("drafter"), short())
    assert refusal(station, person) == "sheet_not_approved"
    assert "草稿" in words_of(station.sheets.draft("A").pdf)


def test_while_a_revision_is_written_the_approved_version_prints(approved: Station, person: Person) -> None:
    """R4: what was approved stands until the new version takes its place."""
    approved.after.revise(person("drafter"), "A", "改措辞")
    approved.desk.edit(person("drafter"), "A", short(body=("后天检修管道。",)))
    printed = approved.sheets.final(person("operator"), "A")
    assert printed.copy is not None
    assert printed.copy.version_no == 1
    assert "明日检修" in words_of(printed.pdf)
    assert "后天检修" in words_of(approved.sheets.draft("A").pdf)
    carry(approved, person, "A")
    again = approved.sheets.final(person("operator"), "A").copy
    assert again is not None
    assert (again.version_no, again.copy_no) == (2, 1)


def test_what_was_withdrawn_is_not_printed(approved: Station, person: Person) -> None:
    """R11: what was taken back never hangs again, also not while it is written anew."""
    approved.desk.withdraw(person("approver"), "A", "内容有误")
    assert refusal(approved, person) == "sheet_taken_back"
    approved.desk.edit(person("drafter"), "A", short())
    assert refusal(approved, person) == "sheet_taken_back"
    carry(approved, person, "A")
    assert approved.sheets.final(person("operator"), "A").copy is not None


def test_what_was_rejected_is_not_printed(approved: Station, person: Person) -> None:
    """A revision that was rejected leaves nothing to be printed."""
    approved.after.revise(person("drafter"), "A", "改措辞")
    approved.desk.submit(person("drafter"), "A")
    approved.desk.review(person("reviewer"), "A", "pass")
    approved.desk.secrecy(person("secrecy_reviewer"), "A", "pass")
    approved.desk.decline(person("approver"), "A", "reject", "不宜公开")
    assert refusal(approved, person) == "sheet_taken_back"


def test_a_category_that_keeps_off_boards_is_not_printed(
    approved: Station, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the table of categories keeps off boards has no sheet; the sentence names the category."""
    category = replace(approved.categories.get("general"), board_allowed=False)
    monkeypatch.setattr("ledctl.calendars.categories.Categories.get", lambda _self, _code: category)
    assert refusal(approved, person) == "sheet_category"


def test_while_an_element_is_missing_nothing_final_is_printed(
    approved: Station, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """六要素: all six, or no sheet; the sentence names those that are missing."""
    nobody = replace(one(approved.database, "A"), decisions=())
    monkeypatch.setattr(
        "ledctl.boards.sheets.issuing.six_elements", lambda _file, version: six_elements(nobody, version)
    )
    with pytest.raises(Refused, match="公布人、审核人"):
        approved.sheets.final(person("operator"), "A")
    assert approved.sheets.copies("A") == ()


@pytest.mark.parametrize("strange", [0x2A7FF, 0x202E, 0x200D, 0x0B, 0x2028])
def test_a_character_without_a_shape_is_named(station: Station, strange: int) -> None:
    """R36: a box in a name would be another name, a mark of direction another order; it is named."""
    with pytest.raises(Refused, match=rf"U\+{strange:04X}"):
        station.sheets.draft_of(short(body=("户主" + chr(strange) + "某12。",)))


def test_what_rules_of_today_would_hide_is_not_printed(
    approved: Station, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The paper passes the same check as everything: what is found since the approval stays off the board."""
    hidden = short(body=("请与430426199001011234联系。",))
    rewritten = approved.desk.examine(hidden)
    monkeypatch.setattr("ledctl.boards.sheets.issuing.look_through", lambda _office, _notice: rewritten)
    assert refusal(approved, person) == "sheet_screened"


def test_a_draft_hides_what_the_public_may_not_see(station: Station) -> None:
    """A draft of any file is of its public version: an identity number never reaches the paper."""
    printed = station.sheets.draft_of(short(body=("联系人电话13812345678，身份证11010519491231002X。",)))
    assert "13812345678" not in words_of(printed.pdf)
    assert "11010519491231002X" not in words_of(printed.pdf)


def test_a_draft_is_marked_and_leaves_the_names_open(approved: Station) -> None:
    """草稿 across the page, 公布人 and 审核人 open, no code, no digest, no copy, nothing on record."""
    printed = approved.sheets.draft("A")
    said = words_of(printed.pdf)
    assert printed.copy is None
    assert said.count(OPEN) == 2
    assert "草稿，未经批准，不得张贴" in said
    digest = one(approved.database, "A").current.digest
    assert digest[:16] not in said
    assert code_of("A", digest) not in said
    assert approved.sheets.copies("A") == ()
    with approved.database.read() as session:
        assert events(session, kind="sheet_printed") == []


def test_who_has_no_such_task_prints_nothing(approved: Station, person: Person) -> None:
    """An auditor looks and changes nothing."""
    with pytest.raises(NotAllowed):
        approved.sheets.final(person("auditor"), "A")


def test_a_missing_phone_is_told(station: Station, person: Person, sample: Make) -> None:
    """A period without a phone for objections prints, and whoever prints is told."""
    approve(station, person, sample("N01"))
    told = station.sheets.final(person("operator"), "N01").told
    assert [one.code for one in told] == ["sheet_no_phone"]
    phone = station.settings.boards.model_copy(update={"objection_phone": "0700-8123456"})
    printed = Sheets(station.office, phone).final(person("operator"), "N01")
    assert printed.told == ()
    cells = [part.text for part in parts_of(printed.pdf)]
    assert cells[cells.index("异议电话") + 1] == "0700-8123456"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE sheet_copy SET pdf_digest = 'x'", "untold"),
        ("UPDATE sheet_copy SET code = '0000-0000'", "untold"),
        ("UPDATE sheet_copy SET copy_no = 7 WHERE id = 2", "row_moved"),
        ("DELETE FROM sheet_copy WHERE id = 2", "told_missing"),
    ],
)
def test_a_sheet_changed_by_hand_is_found(approved: Station, person: Person, change: str, code: str) -> None:
    """``verify`` holds every sheet to the event written with it, and to the code of its version."""
    for _ in range(2):
        approved.sheets.final(person("operator"), "A")
    with approved.database.engine.begin() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE tbl_name = 'sheet_copy'"))
        for (name,) in names.all():
            connection.execute(text(f'DROP TRIGGER IF EXISTS "{name}"'))
        connection.execute(text(change))
    found = {(one.table, one.code) for one in approved.verify().problems}
    assert ("sheet_copy", code) in found
