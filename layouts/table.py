"""Lists of people, money, projects: a table where it fits, a card for each row where not.

A table's columns are as wide as the widest cell of the *whole* list, so that
they stand still from page to page; every page repeats the header; a row is one
line and never split; totals come last. Where the columns do not fit side by
side, nothing is squeezed, cut or overprinted: each row becomes a *card*, its
cells as ``label：value``, names whole, a card on one page where one can hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layouts.base import Align, Box, Column, Content, Ink, Kind, Metrics, PageLayout, Style, Table, Text
from layouts.drafts import Draft, Leaf, write
from layouts.fitting import Ruler
from layouts.flow import Block, Paragraph, fits_a_page
from layouts.furniture import set_pages
from layouts.pacing import rows_reading
from layouts.sheets import Sheet
from layouts.titled import body_block, titled

TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one column stands."""

    column: Column
    x: int
    width: int


def table(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """Title and body as in any notice, then the list, then the closing."""
    if content.table is None or not content.table.columns:
        return titled(content, box, metrics, style)
    listed, body = clean(content.table), body_block(content)

    def fill(draft: Draft, on: Sheet) -> Draft:
        return _list(write(draft, [body], on), listed, on)

    return set_pages(content, box, metrics, style, fill)


def _list(draft: Draft, listed: Table, on: Sheet) -> Draft:
    slots = fit_columns(listed, on)
    if slots is None:
        return write(draft.turned(on), card_blocks(listed, on), on)
    return draft.added(len(draft.leaves), table_pages(listed, slots, on))


def clean(listed: Table) -> Table:
    """Cells on one line: whitespace of any kind is one space."""
    rows = tuple(_squeeze(row) for row in listed.rows)
    return Table(listed.columns, rows, _squeeze(listed.totals) if listed.totals else None)


def _squeeze(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in cells)


def fit_columns(listed: Table, on: Sheet) -> tuple[Slot, ...] | None:
    """Each column's place, or ``None`` when they do not fit side by side under a header."""
    widths = _column_widths(listed, on.ruler)
    room, gap = min(on.box.width, on.last_width), on.style.size // 2
    needed = sum(widths) + gap * (len(widths) - 1)
    if on.lines < 2 or needed > room:
        return None
    gap += min((room - needed) // max(len(widths) - 1, 1), on.style.size)
    return tuple(_slots(listed.columns, widths, gap))


def _column_widths(listed: Table, ruler: Ruler) -> list[int]:
    header = tuple(column.label for column in listed.columns)
    cells = [header, *listed.rows, *([listed.totals] if listed.totals else [])]
    return [max(ruler.width(row[i]) for row in cells) for i in range(len(header))]


def _slots(columns: Sequence[Column], widths: Sequence[int], gap: int) -> Iterator[Slot]:
    x = 0
    for column, width in zip(columns, widths, strict=True):
        yield Slot(column, x, width)
        x += width + gap


def table_pages(listed: Table, slots: Sequence[Slot], on: Sheet) -> list[Leaf]:
    """The header and as many rows as lines are left, page by page; totals are the last row."""
    rows = [*listed.rows, *([listed.totals] if listed.totals else [])]
    each = on.lines - 1
    return [_table_page(rows[i : i + each], slots, on) for i in range(0, len(rows), each)]


def _table_page(rows: Sequence[Sequence[str]], slots: Sequence[Slot], on: Sheet) -> Leaf:
    header = [_cell(slot, slot.column.label, 0, Ink.TITLE, on) for slot in slots]
    cells = [
        _cell(slot, cell, line, _cell_ink(slot), on)
        for line, row in enumerate(rows, start=1)
        for slot, cell in zip(slots, row, strict=True)
        if cell
    ]
    reading = rows_reading(len(rows), on.style)
    return Leaf((*header, *cells), len(rows) + 1, reading, on.style.min_table_ms)


def _cell_ink(slot: Slot) -> Ink:
    return Ink.AMOUNT if slot.column.align is Align.RIGHT else Ink.TEXT


def _cell(slot: Slot, text: str, line: int, ink: Ink, on: Sheet) -> Text:
    spare = slot.width - on.ruler.width(text)
    shift = {Align.LEFT: 0, Align.CENTRE: spare // 2}.get(slot.column.align, spare)
    return Text(slot.x + shift, on.y(line), text, on.style.size, ink)


def card_blocks(listed: Table, on: Sheet) -> Iterator[Block]:
    """The cards of all rows, and one for the totals."""
    for row in listed.rows:
        yield from _card(listed.columns, row, on)
    if listed.totals:
        yield from _card(listed.columns, listed.totals, on, heading=TOTAL)


def _card(columns: Sequence[Column], row: Sequence[str], on: Sheet, heading: str = "") -> list[Block]:
    """One card, on a page with others where it fits, else in parts that share no page with another."""
    parts = list(_parts(columns, row, on, heading))
    return parts if len(parts) == 1 else [replace(part, alone=True) for part in parts]


def _parts(columns: Sequence[Column], row: Sequence[str], on: Sheet, heading: str) -> Iterator[Block]:
    """As many parts as the card needs pages.

    Once the name has been shown, every further part begins with it again: a sum
    on a page without a name belongs to nobody.
    """
    # Empty cells say nothing; a totals row has its heading once, not as a label.
    filled = [(column, cell) for column, cell in zip(columns, row, strict=True) if cell and cell != heading]
    names = tuple(cell for column, cell in filled if column.kind is Kind.NAME)
    part, shown = ([heading] if heading else []), heading
    for column, cell in filled:
        field = f"{column.label}：{cell}"
        if part and not fits_a_page(_part([*part, field], names), on):
            yield _part(part, names)
            part = [shown] if shown and fits_a_page(_part([shown, field], names), on) else []
        part.append(field)
        shown = shown or (cell if column.kind is Kind.NAME else "")
    yield _part(part, names)


def _part(fields: Sequence[str], names: tuple[str, ...]) -> Block:
    return Block((Paragraph(" ".join(fields), keep=(tuple(fields), names)),), together=True)
