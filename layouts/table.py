"""Lists of people, money, projects in columns.

Columns stand still from page to page, every page repeats the header, a row is
never split, totals come last and stand off. Where the columns do not fit side
by side even with cells and heads broken over lines, nothing is squeezed, cut or
overprinted: ``TooWide`` says what could be left out. (``arrange`` without a
layout's name sets cards then, which lose nothing.)

Not here: widths (``columns.py``), lines (``grids.py``), what to leave out (``choices.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from layouts.base import (
    Align,
    Box,
    Column,
    Content,
    Ink,
    Metrics,
    PageLayout,
    Placement,
    Rule,
    Style,
    Table,
    Text,
    TooWide,
)
from layouts.choices import choices, least_needed
from layouts.columns import Measure, fill, is_figure, measure, split_at_point
from layouts.drafts import Draft, Leaf, write
from layouts.fitting import Ruler
from layouts.flow import Block, Paragraph
from layouts.furniture import set_pages
from layouts.grids import Listed, Plan, Row, best_plan, pages_of, repeats
from layouts.pacing import rows_reading
from layouts.sheets import RULED, Sheet, grid
from layouts.titled import body_block, titled
from layouts.titles import balance

TOTAL = "合计"
_TOTALS = ("合计", "总计", "小计", "共计")


def table(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """The body, then the list; ``TooWide`` when its columns do not fit."""
    if content.table is None or not content.table.columns or not content.table.rows:
        return titled(content, box, metrics, style)
    listed, body = _measured(clean(content.table), box, metrics, style), body_block(content)

    def fill_in(draft: Draft, on: Sheet) -> Draft:
        plan = best_plan(listed, on)
        if plan is None:
            needed = least_needed(listed.measures, on)
            raise TooWide(needed=needed, available=on.narrowest, choices=choices(listed.measures, on))
        draft = set_list(write(draft, [body], on), listed, plan, on)
        return write(draft, [left_out_block(listed.table)], on)

    return set_pages(content, box, metrics, style, fill_in)


def _measured(cleaned: Table, box: Box, metrics: Metrics, style: Style) -> Listed:
    lines = grid(box.height, style.size, style.pitch).lines
    measures = measure(cleaned, Ruler(metrics, style.size), box.width, lines)
    return Listed(cleaned, measures, repeats(cleaned))


def clean(listed: Table) -> Table:
    """Cells on one line: whitespace of any kind is one space. Totals say that they are totals."""
    rows = tuple(_squeeze(row) for row in listed.rows)
    return replace(listed, rows=rows, totals=_labelled(_squeeze(listed.totals)) if listed.totals else None)


def _squeeze(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in cells)


def _labelled(totals: tuple[str, ...]) -> tuple[str, ...]:
    if "" not in totals or any(word in cell for cell in totals for word in _TOTALS):
        return totals
    empty = totals.index("")
    return (*totals[:empty], TOTAL, *totals[empty + 1 :])


def left_out_block(listed: Table) -> Block:
    """That there is more, and where: one sentence at the end of the list."""
    if not listed.left_out:
        return Block(())
    heads = "".join(f"“{head}”" for head in listed.left_out)
    return Block((Paragraph(f"另有{heads}，详见公开栏", keep=(listed.left_out,)),), together=True)


def set_list(draft: Draft, listed: Listed, plan: Plan, on: Sheet) -> Draft:
    """The list after what the draft holds, on the same page where header and two rows fit on it."""
    free = draft.free(on)
    number, start = divmod(free, on.lines)
    if start + plan.header + 2 * plan.rows > on.lines:
        number, start = len(draft.leaves), 0
    pages = pages_of(listed, plan, on, start)
    starts = (start, *[0] * (len(pages) - 1))
    return draft.added(
        number, [_leaf(page, top, listed, plan, on) for page, top in zip(pages, starts, strict=True)]
    )


def _leaf(rows: Sequence[Row], start: int, listed: Listed, plan: Plan, on: Sheet) -> Leaf:
    placements: tuple[Placement, ...] = (
        *_header(start, listed, plan, on),
        *(text for row in rows for text in _row(row, listed, plan, on)),
        *_rules(rows, start, listed, plan, on),
    )
    reading = rows_reading(sum(row.height for row in rows), on.style)
    return Leaf(placements, rows[-1].line + rows[-1].height, reading, on.style.min_table_ms)


def _header(start: int, listed: Listed, plan: Plan, on: Sheet) -> Iterator[Text]:
    """Heads stand on the line above the rows, higher where they are broken."""
    lift = _rule_room(on) or 0
    for one, place in zip(listed.measures, plan.places, strict=True):
        lines = _head_lines(one, place[1], plan.header, on)
        top = start + plan.header - len(lines)
        for number, line in enumerate(lines, top):
            yield _cell(one, line, place, on.y(number) - lift, Ink.TITLE, on)


def _head_lines(one: Measure, width: int, most: int, on: Sheet) -> list[str]:
    """In even lines where that takes no more of them."""
    lines = fill(one.head, width)
    if len(lines) == 1:
        return lines
    even = balance(one.column.label, (width,), on.ruler)
    return even if len(even) <= most else lines


def _row(row: Row, listed: Listed, plan: Plan, on: Sheet) -> Iterator[Text]:
    lower = _rule_room(on) or 0 if listed.is_totals(row) else 0
    cells, said = listed.cells(row), listed.said(row)
    for i, (one, place) in enumerate(zip(listed.measures, plan.places, strict=True)):
        if cells[i] and i not in said:
            for number, line in enumerate(fill(one.cells[cells[i]], place[1]), row.line):
                yield _cell(one, line, place, on.y(number) + lower, _ink(one.column), on)


def _ink(column: Column) -> Ink:
    return Ink.AMOUNT if is_figure(column) else Ink.TEXT


def _cell(one: Measure, text: str, place: tuple[int, int], y: int, ink: Ink, on: Sheet) -> Text:
    x, width = place
    spare = width - on.ruler.width(text)
    if one.column.align is Align.POINT and ink is not Ink.TITLE:
        spare -= one.after - on.ruler.width(split_at_point(text)[1])
    shift = {Align.LEFT: 0, Align.CENTRE: spare // 2}.get(one.column.align, spare)
    return Text(x + shift, y, text, on.style.size, ink)


def _rule_room(on: Sheet) -> int | None:
    """How far header and totals move off the rows to let a rule between; ``None`` where they cannot."""
    missing = max(RULED - (on.grid.pitch - on.style.size), 0)
    return missing if missing <= min(on.margin, on.grid.pitch - on.style.pitch) else None


def _rules(rows: Sequence[Row], start: int, listed: Listed, plan: Plan, on: Sheet) -> Iterator[Rule]:
    """Under the header, above the totals, and between rows where some are higher than a line."""
    room, dark = _rule_room(on), on.grid.pitch - on.style.size
    if room is not None:
        yield _rule_above(start + plan.header, 0, plan, on, room)
    for _, row in pairwise(rows):
        if listed.is_totals(row):
            if room is not None:
                yield _rule_above(row.line, 0, plan, on, 0)
        elif plan.rows > 1 and dark >= RULED:
            said = listed.said(row)
            x = plan.places[said.stop][0] if said and not said.start else 0
            yield _rule_above(row.line, x, plan, on, 0)


def _rule_above(line: int, x: int, plan: Plan, on: Sheet, lifted: int) -> Rule:
    """In the middle of the dark rows between this line and the one above it."""
    bottom = on.y(line - 1) + on.style.size - lifted
    dark = max(on.grid.pitch - on.style.size, RULED)
    return Rule(x, bottom + (dark - 1) // 2, plan.width - x, 1)
