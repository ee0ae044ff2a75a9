"""Text with separators: which encoding, which separator, and what is a cell."""

from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ledctl.errors import BadInput
from ledctl.intake.reading import read_pasted, read_sheets
from ledctl.intake.separated import SEPARATORS, choose_separator, decode, parse
from ledctl.intake.sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS
from tests.intake.sheet_builders import noted, refusal, rows

LIST = "序号,姓名,金额（元）\r\n1,周某,118.50\r\n2,吴某,80.00\r\n"
READ = [["序号", "姓名", "金额（元）"], ["1", "周某", "118.50"], ["2", "吴某", "80.00"]]

words = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (LIST.encode(), "UTF-8"),
        (LIST.encode("utf-8-sig"), "UTF-8"),
        (LIST.encode("gb18030"), "GB18030"),
        (codecs.BOM_UTF16_LE + LIST.encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + LIST.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_a_list_is_read_in_every_encoding_offices_use(raw: bytes, encoding: str) -> None:
    """The same cells come out, and the note says how it was read."""
    assert rows(raw, "名单.csv") == READ
    reading = read_sheets("名单.csv", raw)
    assert noted(reading) == [("note_text_read_as", "名单.csv")]
    assert encoding in reading.notes[0].zh
    assert "逗号" in reading.notes[0].zh
    assert "commas" in reading.notes[0].en


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        ("冒,嘎".encode("gb18030"), "GB18030", "冒,嘎"),
        ("联通".encode("gb18030"), "GB18030", "联通"),
        ("周·某,é".encode(), "UTF-8", "周·某,é"),
        (b"a,b", "UTF-8", "a,b"),
        ("㐀,䶵,𠮷".encode("gb18030"), "GB18030", "㐀,䶵,𠮷"),
    ],
)
def test_the_rule_of_encodings(raw: bytes, encoding: str, text: str) -> None:
    """Pairs that could be either are Chinese; whatever only one encoding allows is that one."""
    found = decode(raw)
    assert (found.encoding, found.text) == (encoding, text)


@given(st.lists(words, min_size=2, max_size=30), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_chinese_comes_back_from_every_encoding(many: list[str], codec: str) -> None:
    """Two words or more of Chinese are never taken for another encoding's."""
    text = ",".join(many)
    raw = text.encode(codec)
    if codec == "gb18030":
        assume(not _valid_utf8_chinese(raw))
    assert decode(raw).text == text


def _valid_utf8_chinese(raw: bytes) -> bool:
    """The chance in millions that the docstring of the rule speaks of."""
    try:
        return max(raw.decode()) > "\u07ff"
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xff\xff,1",
        "周某,1".encode("utf-16-le"),
        b"a\x00b",
        b"a\x1b[2Jb",
        codecs.BOM_UTF16_LE + b"\x00\xd8",
    ],
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    """Neither encoding, or control characters: the sentence says how to save it."""
    assert refusal(raw, "名单.csv") == ("sheet_text_unreadable", "名单.csv")


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\n1,2", ","),
        ("a;b\n1,5;2,5", ";"),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("公示,,\na,b,c\n1,2,3", ","),
        ("a\tb,c\n1\t2,3", "\t"),
        ("甲\n乙", ","),
        ("", ","),
        ('a,"b;c;d"\n1,"2;3;4"', ","),
        ("sep=;\na;b,c,d\n1;2,3,4", ";"),
    ],
)
def test_the_separator_is_the_one_most_lines_agree_on(text: str, separator: str) -> None:
    """Commas in figures and separators in quotes part nothing; Excel's first line decides."""
    if text.startswith("sep="):
        assert rows(text.encode(), "名单.csv") == [["a", "b,c,d"], ["1", "2,3,4"]]
    else:
        assert choose_separator(text) == separator


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6), min_size=3, max_size=3)
    ),
    st.sampled_from(list(SEPARATORS)),
)
def test_what_a_spreadsheet_wrote_is_read_back(table: list[list[str]], separator: str) -> None:
    """Quotes, separators and odd characters in cells stay as they are."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(table)
    assert parse(out.getvalue(), separator) == table


def test_line_breaks_in_a_cell_stay() -> None:
    """And are one kind of line break."""
    assert rows('a,b\r\n"一组\r\n二组",2\r\n'.encode(), "名单.csv") == [["a", "b"], ["一组\n二组", "2"]]


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ('a,b\n"1,2', "sheet_text_quotes", "名单.csv"),
        ("a,b\n1,=1+1", "sheet_formula", "名单.csv!B2"),
        ("a,b\n1,\" =cmd|' /C calc'!A0\"", "sheet_formula", "名单.csv!B2"),
        (f"a,b\n1,{'甲' * (MAX_CELL + 1)}", "sheet_cell_long", "名单.csv!B2"),
        (f"a\n{'甲' * 200_000}", "sheet_text_quotes", "名单.csv"),
        ("1,2\n" * (MAX_ROWS + 1), "sheet_too_long", "名单.csv"),
        ("1,2\n" * (2 * MAX_ROWS + 3), "sheet_too_long", "名单.csv"),
    ],
)
def test_text_that_is_no_sound_list_is_refused(text: str, code: str, where: str) -> None:
    """Quotes that do not pair, formulas, and what is larger than any list; nothing is guessed."""
    assert refusal(text.encode(), "名单.csv") == (code, where)


def test_text_of_nothing_is_no_list() -> None:
    """Only separators and spaces are no words."""
    assert refusal(b" , \n,\n", "名单.csv") == ("sheet_nothing", "名单.csv")


def test_a_file_under_another_name_is_read_for_what_it_is() -> None:
    """A text file called .xls is still text."""
    assert rows(LIST.encode("gb18030"), "名单.xls") == READ


def test_what_was_copied_comes_back() -> None:
    """Cells with line breaks are in quotes; empty lines are none; cells are as they were shown."""
    sheet = read_pasted('姓名\t组\t金额\r\n周某\t"一组\n二组"\t8,150.50\r\n\t\t\r\n=吴某\t\t\r\n')
    assert sheet.rows == (("姓名", "组", "金额"), ("周某", "一组\n二组", "8,150.50"), ("=吴某", "", ""))
    assert sheet.name == "粘贴的表格"


@pytest.mark.parametrize(("text", "code"), [(" \n\t", "sheet_nothing"), ('a\t"b', "table_not_readable")])
def test_nothing_copied_is_told(text: str, code: str) -> None:
    """An empty paste, and one that broke off."""
    with pytest.raises(BadInput) as caught:
        read_pasted(text)
    assert (caught.value.code, caught.value.sentences[0].where) == (code, "table")


def test_lines_far_too_wide_end_the_reading_at_once() -> None:
    """Millions of cells are not made first and counted afterwards; trailing separators are nothing."""
    wide = ",".join(["1"] * (MAX_COLUMNS + 1)).encode()
    assert refusal(wide, "名单.csv")[0] == "sheet_too_wide"
    assert rows("姓名,金额".encode() + b"," * 5000 + "\n周某,5".encode(), "名单.csv") == [
        ["姓名", "金额"],
        ["周某", "5"],
    ]
