"""Tables of documents: what a person reads on paper, and nothing deleted, hidden or still in doubt."""

from __future__ import annotations

import io

import pytest
from docx import Document

from ledctl.intake.documents import MAX_TABLES
from ledctl.intake.reading import read_sheets
from ledctl.intake.sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Merge
from tests.intake.sheet_builders import OFFICE, noted, raw_docx, refusal, relations, repacked

NAME = "名单.docx"


def run(text: str, *, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(inner: str, *, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{inner}</w:p></w:tc>"


def table(*lines: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def test_a_table_made_by_a_program_is_read() -> None:
    """Two tables are two sheets; text around them is none; merges survive in both directions."""
    document = Document()
    document.add_paragraph("公示")
    first = document.add_table(rows=4, cols=3)
    for row, line in enumerate(
        [["村", "姓名", "金额"], ["望江村", "周某", "118.50"], ["", "吴某", "80"], ["合计", "", "198.50"]]
    ):
        for column, text in enumerate(line):
            first.cell(row, column).text = text
    first.cell(1, 0).merge(first.cell(2, 0))
    first.cell(3, 0).merge(first.cell(3, 1))
    document.add_table(rows=1, cols=1).cell(0, 0).text = "一组\n二组"
    out = io.BytesIO()
    document.save(out)
    told: list[tuple[int, int]] = []
    reading = read_sheets(NAME, out.getvalue(), lambda done, whole: told.append((done, whole)))
    first_sheet, second = reading.sheets
    assert [[text.strip() for text in line] for line in first_sheet.rows] == [
        ["村", "姓名", "金额"],
        ["望江村", "周某", "118.50"],
        ["望江村", "吴某", "80"],
        ["合计", "合计", "198.50"],
    ]
    assert first_sheet.merged == (Merge(1, 0, 2, 0), Merge(3, 0, 3, 1))
    assert (second.name, second.rows) == ("表2", (("一组\n二组",),))
    assert reading.notes == ()
    assert told[-1][0] == told[-1][1] > 0


def test_the_text_of_a_cell_is_what_stands_on_paper() -> None:
    """Paragraphs and breaks are line breaks, a tab is a space, parts in other letters are one word."""
    inner = f"{run('望')}{run('江村', properties='<w:b/>')}"
    inner += "<w:r><w:br/><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/></w:r>"
    raw = raw_docx(table(cell(f"{inner}</w:p><w:p>{run('丙')}")))
    assert read_sheets(NAME, raw).sheets[0].rows == (("望江村\n甲 乙-\n丙",),)


def test_merges_of_every_kind_are_followed() -> None:
    """Columns skipped at the start of a line, cells over two columns downwards, a stray end of a merge."""
    wide = '<w:gridSpan w:val="2"/>'
    raw = raw_docx(
        table(
            cell(run("甲"), properties=f'{wide}<w:vMerge w:val="restart"/>') + cell(run("乙")),
            cell("", properties=f"{wide}<w:vMerge/>") + cell(run("丙")),
            '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'
            + cell(run("丁"), properties='<w:vMerge w:val="continue"/>'),
        )
    )
    (sheet,) = read_sheets(NAME, raw).sheets
    assert sheet.rows == (("甲", "甲", "乙"), ("甲", "甲", "丙"), ("", "", "丁"))
    assert sheet.merged == (Merge(0, 0, 1, 1),)


@pytest.mark.parametrize("tag", ["ins", "del", "moveFrom", "moveTo"])
def test_tracked_changes_are_refused(tag: str) -> None:
    """What is not decided is not a list: accept or reject first. Nothing deleted ever comes in."""
    inner = f"<w:{tag} w:id='1'><w:r><w:t>周某</w:t><w:delText>吴某</w:delText></w:r></w:{tag}>"
    assert refusal(raw_docx(table(cell(inner))), NAME) == ("document_changes", NAME)


HIDING = (
    '<w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Child"><w:basedOn w:val="H"/></w:style>'
    '<w:style w:styleId="Plain"><w:basedOn w:val="Plain"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    "how", ["<w:vanish/>", '<w:vanish w:val="1"/>', '<w:rStyle w:val="H"/>', '<w:rStyle w:val="Child"/>']
)
def test_hidden_text_stays_out(how: str) -> None:
    """Whether hidden by itself or by its style; and a note says that there was some."""
    raw = raw_docx(table(cell(run("周某") + run("身份证", properties=how))), styles=HIDING)
    reading = read_sheets(NAME, raw)
    assert reading.sheets[0].rows == (("周某",),)
    assert noted(reading) == [("note_hidden_text", "表1")]


@pytest.mark.parametrize(
    "how", ['<w:vanish w:val="false"/>', '<w:rStyle w:val="Plain"/>', '<w:rStyle w:val="No"/>']
)
def test_text_that_is_not_hidden_comes_in(how: str) -> None:
    """A style that turns hiding off hides nothing; nor does the mark of a paragraph."""
    mark = "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"
    raw = raw_docx(table(cell(mark + run("周某", properties=how))), styles=HIDING)
    reading = read_sheets(NAME, raw)
    assert (reading.sheets[0].rows, reading.notes) == ((("周某",),), ())


def complex_field(told: str) -> str:
    halves = told[: len(told) // 2], told[len(told) // 2 :]
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + "".join(f"<w:r><w:instrText>{half}</w:instrText></w:r>" for half in halves)
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize("told", [" =SUM(ABOVE) ", " DATE ", "DDEAUTO c:\\x", " REF a "])
def test_a_field_in_a_table_is_refused(told: str) -> None:
    """What it shows may be old, and changes by itself; the sentence says how to make it text."""
    simple = f'<w:fldSimple w:instr="{told}"><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    for inner in (simple, complex_field(told)):
        assert refusal(raw_docx(table(cell(inner))), NAME) == ("document_field", NAME)


@pytest.mark.parametrize(
    "told", ["DDE cmd", "DDEAUTO cmd", 'INCLUDEPICTURE "http://x.example"', "LINK Excel", "DATABASE x"]
)
def test_a_field_that_fetches_is_refused_anywhere(told: str) -> None:
    """Even beside the table: no notice needs one."""
    body = f"<w:p>{complex_field(told)}</w:p>{table(cell(run('周某')))}"
    assert refusal(raw_docx(body), NAME) == ("document_field", NAME)


def test_fields_that_only_number_or_link_are_no_trouble() -> None:
    """A page number beside the table and a link in it are the text they show."""
    body = f"<w:p>{complex_field(' PAGE ')}</w:p>{table(cell(complex_field(' HYPERLINK x ')))}"
    assert read_sheets(NAME, raw_docx(body)).sheets[0].rows == (("7",),)


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ("<w:pPr><w:numPr/></w:pPr>" + run("周某"), "note_automatic_numbers"),
        (run("周某") + "<w:r><w:drawing><w:t>x</w:t></w:drawing></w:r>", "note_pictures"),
        (
            run("周某")
            + "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
            "note_pictures",
        ),
    ],
)
def test_what_is_not_text_is_left_out_and_told(inner: str, code: str) -> None:
    """Pictures, boxes and numbers that the program draws by itself."""
    reading = read_sheets(NAME, raw_docx(table(cell(inner))))
    assert reading.sheets[0].rows == (("周某",),)
    assert noted(reading) == [(code, "表1")]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    """Nothing of it is lost, and nothing of it stands in the cell around it."""
    nested = f"{run('甲')}</w:p>{table(cell(run('乙')))}<w:p>"
    reading = read_sheets(NAME, raw_docx(table(cell(nested) + cell(run("丙")))))
    assert [sheet.rows for sheet in reading.sheets] == [(("甲", "丙"),), (("乙",),)]
    assert noted(reading) == [("note_nested", "表1")]


def test_a_hidden_line_is_read_and_told() -> None:
    """As in workbooks: nobody should lose a row, and nobody should publish one unseen."""
    raw = raw_docx(table(cell(run("周某")), "<w:trPr><w:hidden/></w:trPr>" + cell(run("吴某"))))
    reading = read_sheets(NAME, raw)
    assert reading.sheets[0].rows == (("周某",), ("吴某",))
    assert noted(reading) == [("note_hidden_rows", "表1")]


def test_comments_of_a_document_stay_behind() -> None:
    """And that there were some is told."""
    raw = raw_docx(table(cell(run("周某"))), more={"word/comments.xml": b"<x/>"})
    assert noted(read_sheets(NAME, raw)) == [("note_comments", "")]


SOUND = raw_docx(table(cell(run("周某"))))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (raw_docx(table(cell(run("甲"))) + '<w:altChunk w:id="x"/>'), "package_objects"),
        (raw_docx(table(cell(run("甲"))), more={"word/embeddings/a.bin": b"x"}), "package_objects"),
        (raw_docx(table(cell(run("甲"))), more={"word/vbaProject.bin": b"x"}), "package_objects"),
        (
            repacked(
                SOUND,
                {
                    "word/_rels/settings.xml.rels": relations(
                        f'Type="{OFFICE}/attachedTemplate" TargetMode="External"'
                    )
                },
            ),
            "package_links",
        ),
        (
            repacked(
                SOUND,
                {"word/_rels/document.xml.rels": relations(f'Type="{OFFICE}/image" TargetMode="External"')},
            ),
            "package_links",
        ),
        (
            repacked(SOUND, {"word/_rels/document.xml.rels": relations(f'Type="{OFFICE}/aFChunk"')}),
            "package_objects",
        ),
        (raw_docx(table(cell(run("甲"), properties='<w:gridSpan w:val="x"/>'))), "package_broken"),
        (raw_docx(table(cell(run("甲")) + '<w:trPr><w:gridBefore w:val="1"/></w:trPr>')), "package_broken"),
        (raw_docx(f"<w:tbl>{cell(run('甲'))}</w:tbl>"), "package_broken"),
        (raw_docx("<w:p/>"), "sheet_no_table"),
        (raw_docx(table(cell(""))), "sheet_nothing"),
        (raw_docx(table(cell(run("甲"))) * (MAX_TABLES + 1)), "sheet_too_many"),
        (raw_docx("<!DOCTYPE x>"), "package_broken"),
    ],
)
def test_a_document_that_wants_more_than_to_be_read_is_refused(raw: bytes, code: str) -> None:
    """Documents in it, templates and pictures elsewhere, damage; and what has no table."""
    assert refusal(raw, NAME) == (code, NAME)


@pytest.mark.parametrize(
    ("body", "code", "where"),
    [
        (table(cell(run("甲" * (MAX_CELL + 1)))), "sheet_cell_long", "表1!A1"),
        (table(cell(run("甲")) * (MAX_COLUMNS + 1)), "sheet_too_wide", "表1"),
        (table(cell(run("甲"), properties='<w:gridSpan w:val="99999"/>')), "sheet_too_wide", "表1"),
        (table(*[cell(run(str(n * 7919))) for n in range(MAX_ROWS + 1)]), "sheet_too_long", "表1"),
    ],
)
def test_a_table_larger_than_any_list_is_refused(body: str, code: str, where: str) -> None:
    """As for workbooks, before it is laid out."""
    assert refusal(raw_docx(body), NAME) == (code, where)


def test_a_merge_downwards_of_another_width_covers_nobody() -> None:
    """A row that goes on in one column of two: the cell beside it is read, not overwritten."""
    wide = cell(run("望江村"), properties='<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')
    narrow = cell("", properties="<w:vMerge/>")
    raw = raw_docx(
        table(
            wide + cell(run("周某")),
            narrow + cell(run("二组")) + cell(run("吴某")),
            narrow + cell(run("三组")) + cell(run("郑某")),
        )
    )
    (sheet,) = read_sheets(NAME, raw).sheets
    assert sheet.rows == (
        ("望江村", "望江村", "周某"),
        ("望江村", "二组", "吴某"),
        ("望江村", "三组", "郑某"),
    )
    assert sheet.merged == (Merge(0, 0, 0, 1), Merge(1, 0, 2, 0))


def test_words_under_a_merge_downwards_are_told() -> None:
    """Nobody sees them on paper, and nobody should lose them unsaid; the first place is named."""
    top = cell(run("望江村"), properties='<w:vMerge w:val="restart"/>')
    under = cell(run("石桥村"), properties="<w:vMerge/>")
    name = cell(run("周某"))
    reading = read_sheets(NAME, raw_docx(table(top + name, under + name, under + name)))
    assert reading.sheets[0].rows == (("望江村", "周某"),) * 3
    assert noted(reading) == [("note_under_merge", "表1")]
    assert "表1!A2" in reading.notes[0].zh


def test_reading_aids_and_earlier_settings_are_no_words() -> None:
    """Pinyin above a rare name is not part of it; how a cell was set before a change does not count."""
    above, name = (f"<w:r><w:t>{text}</w:t></w:r>" for text in ("yan", "䶮"))
    ruby = f"<w:r><w:ruby><w:rt>{above}</w:rt><w:rubyBase>{name}</w:rubyBase></w:ruby></w:r>"
    before = "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    merged = '<w:tcPrChange><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>'
    raw = raw_docx(table(cell(ruby + run("某")) + cell(run("望江村", properties=before), properties=merged)))
    reading = read_sheets(NAME, raw)
    assert (reading.sheets[0].rows, reading.notes) == ((("䶮某", "望江村"),), ())


def test_a_style_of_paragraphs_hides_its_words() -> None:
    """As a style of characters does; the next paragraph is seen."""
    hidden = '<w:pPr><w:pStyle w:val="H"/></w:pPr>' + run("藏")
    raw = raw_docx(
        table(cell(hidden + f"</w:p><w:p>{run('见')}")),
        styles='<w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    reading = read_sheets(NAME, raw)
    assert reading.sheets[0].rows == (("见",),)
    assert noted(reading) == [("note_hidden_text", "表1")]


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "note_symbols"),
        ('<m:oMath xmlns:m="urn:math"><m:r><m:t>120</m:t></m:r></m:oMath>', "note_symbols"),
        (run("周某", properties="<w:strike/>"), "note_struck"),
        (run("周某", properties="<w:dstrike/>"), "note_struck"),
    ],
)
def test_what_letters_cannot_say_is_told(inner: str, code: str) -> None:
    """A tick of a symbol font, a formula, a name struck through."""
    assert noted(read_sheets(NAME, raw_docx(table(cell(run("某")) + cell(inner))))) == [(code, "表1")]


def test_words_no_longer_struck_through_are_plain() -> None:
    """A style strikes, the cell says no."""
    inner = run("周某", properties='<w:strike w:val="0"/>')
    assert read_sheets(NAME, raw_docx(table(cell(inner)))).notes == ()
