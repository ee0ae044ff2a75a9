"""A filled form as .docx: the same tables and words, Chinese fonts set where Word looks for them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ledctl.forms.filing_model import Imprint
from ledctl.forms.filled import FilledForm, FilledSection, FilledTable
from ledctl.forms.foot import check_lines, foot_lines, marks, signature_rows
from ledctl.forms.grid import Grid, HeadCell, Line, lay_out

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

FONT = "宋体"
LATIN = "Times New Roman"
WIDE = 8
"""A table of more columns is set in small type."""


def write_docx(form: FilledForm, imprint: Imprint, zone: ZoneInfo) -> bytes:
    """The bytes of the document."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = docx.Document()
    _set_up(document, form)
    title = _say(document.add_paragraph(), form.heading, size=18, bold=True)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for mark in marks(form, imprint):
        _say(document.add_paragraph(), mark, bold=True, colour="C00000").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for section in form.sections:
        _section(document, form, section)
    _foot(document, form, imprint, zone)
    _footer(document, marks(form, imprint))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Document, form: FilledForm) -> None:
    """A4, and 宋体 for everything: a font named for Latin letters alone leaves Chinese to chance."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(20)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(3)
    document.core_properties.title = form.heading
    document.core_properties.author = form.town
    document.core_properties.comments = ""


def _say(
    paragraph: Paragraph, text: str, *, size: float | None = None, bold: bool = False, colour: str = ""
) -> Paragraph:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.bold = bold
    run.font.name = LATIN
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    if size is not None:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    return paragraph


def _section(document: Document, form: FilledForm, section: FilledSection) -> None:
    title = f"{section.no}、{section.title}" if section.no else section.title
    _say(document.add_paragraph(), title, size=13, bold=True).paragraph_format.keep_with_next = True
    if section.words:
        _say(document.add_paragraph(), "".join(section.words))
    for text in section.text.value.split("\n") if section.text else ():
        _say(document.add_paragraph(), text)
    for table in map(form.table, section.tables):
        for words in (table.title, table.caption):
            if words:
                _say(document.add_paragraph(), words).paragraph_format.keep_with_next = True
        _table(document, table, lay_out(table))
        document.add_paragraph()


def _table(document: Document, table: FilledTable, grid: Grid) -> None:
    made = document.add_table(rows=grid.head_rows + len(grid.lines), cols=grid.columns)
    made.style = "Table Grid"
    made.autofit = False
    size = 7.5 if grid.columns > WIDE else 9
    rows = [list(row.cells) for row in made.rows]  # a row looks its cells up anew each time it is asked
    _widths(made, rows, grid)
    for head in grid.heads:
        _head(rows, head, size)
    for at in range(grid.head_rows):
        _mark_row(made, at, "w:tblHeader")
    for at in range(len(rows)):
        _mark_row(made, at, "w:cantSplit")
    for cells, line in zip(rows[grid.head_rows :], grid.lines, strict=True):
        _line(cells, line, grid, size)


def _widths(made: Table, rows: list[list[_Cell]], grid: Grid) -> None:
    """The label takes what the figures leave of 170 mm."""
    figures = grid.columns - grid.first_figure
    figure = min(22.0, 110.0 / figures)
    widths = [170 - figure * figures - 14 * (grid.first_figure - 1)]
    widths += [14.0] * (grid.first_figure - 1) + [figure] * figures
    _set_widths(made, rows, widths)


def _set_widths(made: Table, rows: list[list[_Cell]], widths: list[float]) -> None:
    """In millimetres, and twice: Word heeds widths of cells, WPS those of columns."""
    from docx.shared import Mm

    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for cells in rows:
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Mm(width)


def _head(rows: list[list[_Cell]], head: HeadCell, size: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    first = rows[head.row][head.column]
    last = rows[head.row + head.rows - 1][head.column + head.columns - 1]
    cell = first.merge(last) if first is not last else first
    said = _say(cell.paragraphs[0], head.text, size=size, bold=True)
    said.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _mark_row(made: Table, at: int, name: str) -> None:
    """The head stands again on every page, and no row is torn between two."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    made.rows[at]._tr.get_or_add_trPr().append(mark)


def _line(cells: list[_Cell], line: Line, grid: Grid, size: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    said = _say(cells[0].paragraphs[0], line.label, size=size, bold=line.is_heading)
    said.paragraph_format.left_indent = Pt(line.depth * size)
    if grid.has_units:
        _say(cells[1].paragraphs[0], line.unit, size=size)
    for cell, figure in zip(cells[grid.first_figure :], line.cells, strict=False):
        _say(cell.paragraphs[0], figure.text, size=size).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _foot(document: Document, form: FilledForm, imprint: Imprint, zone: ZoneInfo) -> None:
    _signatures(document, signature_rows(form))
    for text in (*check_lines(form), *foot_lines(form, imprint, zone)):
        _say(document.add_paragraph(), text, size=9)


def _signatures(document: Document, lines: tuple[tuple[str, ...], ...]) -> None:
    """Three beside each other, without a frame; the unit has room for its name and its seal."""
    from docx.shared import Mm

    if not lines:
        return
    made = document.add_table(rows=len(lines), cols=len(lines[0]))
    made.autofit = False
    rows = [list(row.cells) for row in made.rows]
    _set_widths(made, rows, [70, *[100 / (len(rows[0]) - 1 or 1)] * (len(rows[0]) - 1)])
    for row, cells, line in zip(made.rows, rows, lines, strict=True):
        row.height = Mm(9)
        for cell, said in zip(cells, line, strict=False):
            _say(cell.paragraphs[0], said)


def _footer(document: Document, said: tuple[str, ...]) -> None:
    """What marks the paper stands at the foot of every page."""
    if said:
        _say(document.sections[0].footer.paragraphs[0], "　".join(said), size=9, colour="C00000")
