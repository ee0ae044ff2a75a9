"""Lists of people, money, projects in columns.

Columns stand still from page to page, every page repeats the header, a row is
never split, totals come last and stand off. Where the columns do not fit side
by side even with cells and heads broken over lines, nothing is squeezed, cut or
overprinted: ``TooWide`` says what could be left out. (``arrange`` without a
layout's name sets cards then, which lose nothing.)

Not here: widths (``columns.py``), lines (``grids.py``), where each cell goes (``listing.py``),
what to leave out (``choices.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from layouts.base import Box, Content, Metrics, PageLayout, Style, Table, TooWide
from layouts.choices import choices, least_needed
from layouts.columns import measure
from layouts.drafts import Draft, write
from layouts.fields import subject_of
from layouts.fitting import Ruler
from layouts.flow import Block, Paragraph
from layouts.furniture import set_pages
from layouts.grids import Listed, best_plan, repeats
from layouts.listing import set_list
from layouts.sheets import Sheet, grid
from layouts.titled import body_block, titled

TOTAL = "合计"
_TOTALS = ("合计", "总计", "小计", "共计")
_BROKEN = re.compile(r"(?<=[^\x00-\x7f])\s*[\r\n]\s*(?=[^\x00-\x7f])")


def table(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """The body, then the list; ``TooWide`` when its columns do not fit."""
    if content.table is None or not content.table.columns or not content.table.rows:
        return titled(content, box, metrics, style)
    listed, body = _measured(clean(content.table), box, metrics, style), body_block(content)

    def fill_in(draft: Draft, on: Sheet) -> Draft:
        plan = best_plan(listed, on)
        if plan is None:
            needed = least_needed(listed.measures, on)
            would_help = choices(listed.measures, on, subject_of(listed.table))
            raise TooWide(needed=needed, available=on.narrowest, choices=would_help)
        draft = set_list(write(draft, [body], on), listed, plan, on)
        return write(draft, [left_out_block(listed.table)], on)

    several = len(listed.table.rows) > grid(box.height, style.size, style.pitch).lines
    return set_pages(content, box, metrics, style, fill_in, several=several)


def _measured(cleaned: Table, box: Box, metrics: Metrics, style: Style) -> Listed:
    lines = grid(box.height, style.size, style.pitch).lines
    measures = measure(cleaned, Ruler(metrics, style.size), box.width, lines)
    return Listed(cleaned, measures, repeats(cleaned))


def clean(listed: Table) -> Table:
    """Heads and cells on one line: whitespace of any kind is one space. Totals say that they are totals."""
    return Table(
        tuple(replace(column, label=one_line(column.label)) for column in listed.columns),
        tuple(_squeeze(row) for row in listed.rows),
        _labelled(_squeeze(listed.totals)) if listed.totals else None,
        tuple(map(one_line, listed.left_out)),
    )


def one_line(head: str) -> str:
    """A head as one line: sheets break ``金额（元）`` before its unit, and no blank belongs there."""
    return " ".join(_BROKEN.sub("", head).split())


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
