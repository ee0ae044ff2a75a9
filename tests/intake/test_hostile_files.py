"""Files that want more than to be read: each is refused with its reason, before it can do anything."""

from __future__ import annotations

import io
import re
import struct
import tracemalloc
import zipfile
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ledctl.content.files import MAX_BYTES
from ledctl.errors import BadInput
from ledctl.intake import markup, package, workbooks
from ledctl.intake.package import MAX_PARTS
from ledctl.intake.reading import read_sheets
from ledctl.intake.sheet import MAX_CELL
from tests.intake.sheet_builders import (
    OFFICE,
    PACKAGE,
    part,
    raw_docx,
    raw_xlsx,
    refusal,
    relations,
    repacked,
    xlsx,
    zipped,
)

CELL = '<row r="1"><c r="A1" t="str"><v>甲</v></c></row>'
SOUND = raw_xlsx(CELL)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MS = "http://schemas.microsoft.com/office"


def with_type(content_type: str) -> bytes:
    return raw_xlsx(CELL, types=f'<Override PartName="/xl/x.bin" ContentType="{content_type}"/>')


def with_relation(kind: str, extra: str = "") -> bytes:
    said = relations(f'Id="r9" Type="{kind}" Target="x" {extra}')
    return repacked(SOUND, {"xl/worksheets/_rels/sheet1.xml.rels": said})


def test_the_sound_file_is_read() -> None:
    """Every refusal below is of what was added to it."""
    assert read_sheets("名单.xlsx", SOUND).sheets[0].rows == (("甲",),)


@pytest.mark.parametrize("figure", ["<v>3</v>", ""])
def test_a_formula_is_refused_with_its_cell_and_the_way_out(figure: str) -> None:
    """Its stored result is not trusted; the sentence says how to turn it into a value."""
    raw = raw_xlsx(f'<row r="7"><c r="C7"><f>SUM(C1:C6)</f>{figure}</c></row>')
    assert refusal(raw) == ("sheet_formula", "表1!C7")
    with pytest.raises(BadInput, match="选择性粘贴"):
        read_sheets("名单.xlsx", raw)


def test_a_formula_written_by_a_program_is_refused() -> None:
    """Array formulas and hyperlinks made by formula are formulas, too."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet.title = "表1"
        sheet["A1"] = "甲"
        sheet["B2"] = '=HYPERLINK("http://x.example","乙")'

    assert refusal(xlsx(fill)) == ("sheet_formula", "表1!B2")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', "sheet_error_value"),
        ('<c r="B2" t="e"><v>439999199001011000</v></c>', "sheet_error_value"),
        ('<c r="B2"><v>4.39999199001011E+17</v></c>', "sheet_digits_lost"),
        ('<c r="B2"><v>NaN</v></c>', "sheet_error_value"),
        (f'<c r="B2" t="str"><v>{"甲" * (MAX_CELL + 1)}</v></c>', "sheet_cell_long"),
        ('<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>', "package_broken"),
        ('<c r="B3"><v>1</v></c>', "package_broken"),
        ('<c r="B2" s="5"><v>1</v></c>', "package_broken"),
        ('<c r="B2" s="x"><v>1</v></c>', "package_broken"),
        ('<c r="ZZZ2"><v>1</v></c>', "package_broken"),
        ('<c r="B2" t="s"><v>0</v></c>', "package_broken"),
        ('<c r="!"><v>1</v></c>', "package_broken"),
    ],
)
def test_a_cell_that_cannot_be_right_is_refused(cell: str, code: str) -> None:
    """Its place is named, and nothing of what it holds."""
    raw = raw_xlsx(f'<row r="2">{cell}</row>')
    assert refusal(raw)[0] == code
    with pytest.raises(BadInput) as caught:
        read_sheets("名单.xlsx", raw)
    assert "439999" not in str(caught.value)
    assert "4.39999" not in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (with_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "package_macros"),
        (with_type("application/vnd.ms-office.vbaProject"), "package_macros"),
        (with_type("application/vnd.ms-excel.macrosheet+xml"), "package_macros"),
        (with_relation(f"{MS}/2006/relationships/vbaProject"), "package_macros"),
        (with_relation(f"{MS}/2006/relationships/xlMacrosheet"), "package_macros"),
        (
            raw_xlsx(
                CELL, book='<definedNames><definedName name="x" xlm="1">A1</definedName></definedNames>'
            ),
            "package_macros",
        ),
        (
            with_type("application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"),
            "package_links",
        ),
        (
            with_type("application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml"),
            "package_links",
        ),
        (with_relation(f"{OFFICE}/externalLinkPath", 'TargetMode="External"'), "package_links"),
        (with_relation(f"{OFFICE}/image", 'TargetMode="External"'), "package_links"),
        (with_relation(f"{OFFICE}/queryTable"), "package_links"),
        (with_relation(f"{OFFICE}/oleObject"), "package_objects"),
        (with_relation(f"{OFFICE}/package"), "package_objects"),
        (with_relation(f"{OFFICE}/control"), "package_objects"),
        (repacked(SOUND, {"xl/embeddings/a.xlsx": SOUND}), "package_objects"),
        (repacked(SOUND, {"xl/vbaProject.bin": b"x"}), "package_objects"),
    ],
)
def test_macros_links_and_embedded_files_are_refused(raw: bytes, code: str) -> None:
    """By content type, by relation and by name: no list needs any of them."""
    assert refusal(raw) == (code, "名单.xlsx")


def test_a_link_in_a_cell_is_only_its_text() -> None:
    """Programs make links of addresses by themselves; nothing is fetched."""
    raw = with_relation(f"{OFFICE}/hyperlink", 'TargetMode="External"')
    assert read_sheets("名单.xlsx", raw).sheets[0].rows == (("甲",),)


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "_rels/.rels"]
)
def test_a_document_type_is_refused_in_every_part(name: str) -> None:
    """Where no entity can be declared none grows and none reaches outside."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + part(SOUND, name)
    assert refusal(repacked(SOUND, {name: bomb})) == ("package_entities", "名单.xlsx")


@pytest.mark.parametrize("parts", [("xl/worksheets/sheet1.xml",), ("xl/worksheets/sheet1.xml", "xl/media/a")])
def test_a_bomb_is_refused_before_it_is_unpacked(parts: tuple[str, ...]) -> None:
    """Megabytes of nothing in some kilobytes take no memory here: told by their ratio, or their sum."""
    raw = repacked(SOUND, dict.fromkeys(parts, b" " * 30_000_000))
    tracemalloc.start()
    try:
        assert refusal(raw)[0] == "package_bomb"
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 4_000_000


def test_many_small_bombs_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What all parts unpack to counts, not only each."""
    monkeypatch.setattr(package, "MAX_UNPACKED", 3_000_000)
    assert refusal(repacked(SOUND, {f"x{n}": b" " * 1_000_000 for n in range(3)}))[0] == "package_bomb"


def test_a_directory_that_lies_is_not_believed() -> None:
    """A part declared as small is read no further than declared, and its checksum ends the reading."""
    raw = bytearray(repacked(SOUND, {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 30_000_000}))
    central = raw.rindex(b"PK\x01\x02")
    assert b"sheet1.xml" in raw[central:]
    raw[central + 24 : central + 28] = struct.pack("<I", 500)
    tracemalloc.start()
    try:
        assert refusal(bytes(raw))[0] == "package_broken"
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 4_000_000


def test_too_many_parts_are_refused() -> None:
    """A list has a dozen."""
    assert refusal(repacked(SOUND, {f"x{n}": b"" for n in range(MAX_PARTS)}))[0] == "package_bomb"


def test_lists_of_relations_are_small() -> None:
    """They are read whole, so a long one would be work for nothing."""
    raw = repacked(SOUND, {"xl/_rels/a.rels": b"<a>" + b"<b/>" * 300_000 + b"</a>"})
    assert refusal(raw)[0] == "package_bomb"


def test_too_many_elements_are_refused() -> None:
    """Empty cells by the million fit into a small file and would take a minute."""
    with patch.object(markup, "MAX_EVENTS", 1000):
        assert refusal(raw_xlsx('<row r="1">' + "<c/>" * 2000 + "</row>"))[0] == "package_bomb"


def test_a_tag_without_end_is_refused() -> None:
    """Its end would be looked for again with every piece."""
    noise = "".join(f"{n:x}" for n in range(400_000))
    assert refusal(raw_xlsx(f'<row r="1"><c r="{noise}"/></row>'))[0] == "package_bomb"


@pytest.mark.parametrize("name", ["../x", "xl/../../x", "/etc/x", "C:/x", "xl\\..\\x"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    """Nothing is written here, but no program for lists makes such a file."""
    assert refusal(repacked(SOUND, {name: b"x"})) == ("package_names", "名单.xlsx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["xl/workbook.xml", "XL/Workbook.xml"])
def test_a_name_given_twice_is_refused(name: str) -> None:
    """Two programs would read two different lists from one file."""
    out = io.BytesIO(SOUND)
    with zipfile.ZipFile(out, "a") as changed:
        changed.writestr(name, part(SOUND, "xl/workbook.xml"))
    assert refusal(out.getvalue()) == ("package_names", "名单.xlsx")


def test_an_encrypted_part_is_refused() -> None:
    """The directory says so; nobody is asked for a password."""
    raw = bytearray(SOUND)
    central = raw.index(b"PK\x01\x02")
    raw[central + 8] |= 1
    assert refusal(bytes(raw)) == ("sheet_file_locked", "名单.xlsx")


@pytest.mark.parametrize(
    ("data", "around", "code"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            "",
            "sheet_too_long",
        ),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>', "", "sheet_too_wide"),
        ('<row r="9999999"><c r="A9999999"><v>1</v></c></row>', "", "package_broken"),
        (CELL, '<mergeCells><mergeCell ref="A1:XFD99999999"/></mergeCells>', "package_broken"),
        (CELL, '<mergeCells><mergeCell ref="nowhere"/></mergeCells>', "package_broken"),
        (CELL, '<cols><col min="x" max="1" hidden="1"/></cols>', "package_broken"),
        (CELL, "<cols>" + '<col min="1" max="1" hidden="1"/>' * 16_384 + "</cols>", "package_broken"),
    ],
)
def test_absurd_sizes_are_refused(data: str, around: str, code: str) -> None:
    """One cell far off is no list of a million rows."""
    assert refusal(raw_xlsx(data, around=around))[0] == code


def test_a_merge_or_link_over_the_whole_sheet_costs_nothing() -> None:
    """Seventeen thousand million covered cells are not made; only the content counts."""
    around = (
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
        '<dimension ref="A1:XFD1048576"/>'
    )
    assert read_sheets("名单.xlsx", raw_xlsx(CELL, around=around)).sheets[0].rows == (("甲",),)


def test_more_styles_than_the_program_itself_allows_are_refused() -> None:
    """65,490 is the limit of Excel; here three, to be quick."""
    assert workbooks.MAX_STYLES == 65_490
    styles = "<cellXfs>" + '<xf numFmtId="0"/>' * 4 + "</cellXfs>"
    with patch.object(workbooks, "MAX_STYLES", 3):
        assert refusal(raw_xlsx(CELL, styles=styles)) == ("package_styles", "名单.xlsx")


@pytest.mark.parametrize(
    "styles", ['<numFmts><numFmt numFmtId="x"/></numFmts>', '<cellXfs><xf numFmtId="-1"/></cellXfs>']
)
def test_styles_without_numbers_are_damage(styles: str) -> None:
    """A format nobody can name shows nothing."""
    assert refusal(raw_xlsx(CELL, styles=styles))[0] == "package_broken"


def test_one_part_is_not_many_sheets() -> None:
    """Sixty entries for the same part would read it sixty times."""
    twice = part(SOUND, "xl/workbook.xml").replace(
        b"</sheets>", '<sheet name="表2" sheetId="2" r:id="r1"/></sheets>'.encode()
    )
    assert refusal(repacked(SOUND, {"xl/workbook.xml": twice}))[0] == "package_broken"
    with patch.object(workbooks, "MAX_SHEETS", 1):
        assert refusal(repacked(SOUND, {"xl/workbook.xml": twice}))[0] == "sheet_too_many"


def test_cells_are_counted_as_they_come() -> None:
    """Content far beyond any list ends the reading before it is all in memory."""
    data = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 40))
    with patch("ledctl.intake.cells._MOST_CELLS", 20):
        assert refusal(raw_xlsx(data))[0] == "package_bomb"


@pytest.mark.parametrize("cut", range(0, len(SOUND), 37))
def test_a_truncated_file_is_refused(cut: int) -> None:
    """At whatever byte the copy broke off."""
    assert refusal(SOUND[:cut])[0] in {
        "package_broken",
        "sheet_file_empty",
        "sheet_text_unreadable",
        "sheet_no_table",
    } | ({"sheet_nothing"} if cut == 0 else set())


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "sheet_file_empty"),
        (b" \r\n", "sheet_file_empty"),
        (b"\xef\xbb\xbf", "sheet_nothing"),
        (OLE + b"\x00" * 600, "sheet_file_old"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "sheet_file_locked"),
        (b"\x09\x08\x10\x00\x00\x06", "sheet_file_old"),
        (b"{\\rtf1 x}", "sheet_file_old"),
        (b"%PDF-1.7", "sheet_file_other"),
        (b"\x89PNG\r\n\x1a\n", "sheet_file_other"),
        (b"Rar!\x1a\x07", "sheet_file_other"),
        (zipped({}), "sheet_file_other"),
        (b"\xef\xbb\xbf <html><table></table></html>", "sheet_file_page"),
        (b'<?xml version="1.0"?><Workbook/>', "sheet_file_page"),
        (zipped({"a.txt": b"x"}), "sheet_file_other"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "sheet_file_old"),
        (
            repacked(SOUND, {"[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'.encode()}),
            "sheet_file_other",
        ),
        (
            with_type("application/vnd.ms-excel.sheet.binary.main"),
            "sheet_file_old",
        ),
        (repacked(SOUND, {"_rels/.rels": None}), "package_broken"),
        (repacked(SOUND, {"xl/worksheets/sheet1.xml": None}), "package_broken"),
        (repacked(SOUND, {"xl/workbook.xml": b"<workbook"}), "package_broken"),
        (
            repacked(SOUND, {"xl/workbook.xml": b'<?xml version="1.0" encoding="gb2312"?><a/>'}),
            "package_broken",
        ),
        (
            repacked(SOUND, {"xl/workbook.xml": b'<?xml version="1.0" encoding="nonsense"?><a/>'}),
            "package_broken",
        ),
        (b"x" * (MAX_BYTES + 1), "file_too_large"),
        (raw_xlsx(""), "sheet_nothing"),
        (raw_docx(""), "sheet_no_table"),
    ],
)
def test_what_is_no_list_is_told_for_what_it_is(raw: bytes, code: str) -> None:
    """By its content, whatever it is called; the sentence names the file."""
    assert refusal(raw) == (code, "名单.xlsx")


def test_a_long_number_in_the_name_of_a_file_is_not_repeated() -> None:
    """Files are named after people; sentences are kept and shown."""
    with pytest.raises(BadInput) as caught:
        read_sheets("周某439999199001011000.xls", OLE)
    assert not re.search(r"\d{6}", str(caught.value))


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Nothing else comes out, whatever goes in."""
    read_or_refused(raw)


@given(
    st.sampled_from(["plain", "rich", "word"]),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6),
)
@settings(max_examples=300)
def test_damage_anywhere_in_a_file_is_read_or_refused(which: str, damage: list[tuple[int, bytes]]) -> None:
    """A byte that fell over in the zip never brings the program down."""
    raw = bytearray(FILES[which])
    for place, bytes_ in damage:
        raw[place % len(raw) : place % len(raw) + len(bytes_)] = bytes_
    read_or_refused(bytes(raw))


@given(
    st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"]),
    st.lists(
        st.tuples(st.integers(0, 10_000), st.sampled_from([*'<>/="&0x', "999999", "-1", "A1", ""])),
        max_size=4,
    ),
)
@settings(max_examples=200)
def test_damage_in_a_part_is_read_or_refused(name: str, damage: list[tuple[int, str]]) -> None:
    """Neither does a part that says something else than it should."""
    text = part(FILES["plain"], name).decode()
    for place, said in damage:
        at = place % len(text)
        text = text[:at] + said + text[at + 1 :]
    read_or_refused(repacked(FILES["plain"], {name: text.encode()}))


def read_or_refused(raw: bytes) -> None:
    try:
        found = read_sheets("名单", raw)
    except BadInput:
        return
    assert found.sheets


FILES = {
    "plain": raw_xlsx(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46349</v></c></row>',
        strings="<si><t>周某</t></si>",
        styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
        around='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    ),
    "rich": xlsx(lambda book: book.active.append(["周某", 118.5, True]) if book.active else None),
    "word": raw_docx(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>周某</w:t></w:r></w:p>'
        "</w:tc></w:tr></w:tbl>"
    ),
}
