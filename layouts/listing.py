"""Where each cell of a list goes on its page, and the rules that set parts off. Pure.

A rule needs a dark row above and below it. Where lines are too close for that,
header and totals move off the rows by the missing pixel if it is free; a rule
between rows, for lists whose rows are broken over lines, is drawn only where
there is room as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layouts.base import Align, Column, Ink, Placement, Rule, Text
from layouts.columns import Measure, fill, is_figure, split_at_point
from layouts.drafts import Draft, Leaf
from layouts.grids import Listed, Plan, Row, pages_of
from layouts.pacing import rows_ms
from layouts.sheets import RULED, Sheet
from layouts.titles import balance


@dataclass(frozen=True, slots=True)
class Setting:
    """What every page of one list shares; ``lift`` is how far header and totals move, if a rule fits then."""

    listed: Listed
    plan: Plan
    heads: tuple[tuple[str, ...], ...]
    on: Sheet
    lift: int | None

    @property
    def columns(self) -> Iterator[tuple[Measure, tuple[int, int]]]:
        return zip(self.listed.measures, self.plan.places, strict=True)


def set_list(draft: Draft, listed: Listed, plan: Plan, on: Sheet) -> Draft:
    """The list after what the draft holds, on the same page where header and two rows fit on it."""
    number, start = divmod(draft.free(on), on.lines)
    if start + plan.header + 2 * plan.rows > on.lines:
        number, start = len(draft.leaves), 0
    columns = zip(listed.measures, plan.places, strict=True)
    heads = tuple(tuple(_head_lines(one, width, plan.header, on)) for one, (_, width) in columns)
    setting = Setting(listed, plan, heads, on, _lift(on))
    first, *others = pages_of(listed, plan, on, start)
    leaves = [_leaf(first, start, setting), *(_leaf(rows, 0, setting) for rows in others)]
    return draft.added(number, leaves)


def _head_lines(one: Measure, width: int, most: int, on: Sheet) -> list[str]:
    """In even lines where that takes no more of them."""
    lines = fill(one.head, width)
    if len(lines) == 1:
        return lines
    even = balance(one.column.label, (width,), on.ruler)
    return even if len(even) <= most else lines


def _lift(on: Sheet) -> int | None:
    missing = max(RULED - (on.grid.pitch - on.style.size), 0)
    return missing if missing <= min(on.margin, on.grid.pitch - on.style.pitch) else None


def _leaf(rows: Sequence[Row], start: int, setting: Setting) -> Leaf:
    placements: tuple[Placement, ...] = (
        *_header(start, setting),
        *(text for row in rows for text in _row(row, setting)),
        *_rules(rows, start, setting),
    )
    style, last = setting.on.style, rows[-1]
    reading = rows_ms(sum(row.height for row in rows), style)
    return Leaf(placements, last.line + last.height, reading, style.min_table_ms)


def _header(start: int, setting: Setting) -> Iterator[Text]:
    """Heads stand on the line above the rows, higher where they are broken."""
    on, lift = setting.on, setting.lift or 0
    for (one, place), lines in zip(setting.columns, setting.heads, strict=True):
        for number, line in enumerate(lines, start + setting.plan.header - len(lines)):
            x = _beside(one.column.align, place, on.ruler.width(line))
            yield Text(x, on.y(number) - lift, line, on.style.size, Ink.TITLE)


def _row(row: Row, setting: Setting) -> Iterator[Text]:
    on, listed = setting.on, setting.listed
    lower = (setting.lift or 0) if listed.is_totals(row) else 0
    cells, said = listed.cells(row), listed.said(row)
    for i, (one, place) in enumerate(setting.columns):
        if cells[i] and i not in said:
            for number, line in enumerate(fill(one.cells[cells[i]], place[1]), row.line):
                x = _x(one, line, place, on)
                yield Text(x, on.y(number) + lower, line, on.style.size, _ink(one.column))


def _ink(column: Column) -> Ink:
    return Ink.AMOUNT if is_figure(column) else Ink.TEXT


def _x(one: Measure, line: str, place: tuple[int, int], on: Sheet) -> int:
    width = on.ruler.width(line)
    if one.column.align is Align.POINT:
        width += one.after - on.ruler.width(split_at_point(line)[1])
    return _beside(one.column.align, place, width)


def _beside(align: Align, place: tuple[int, int], width: int) -> int:
    x, room = place
    if align is Align.LEFT:
        return x
    return x + (room - width) // 2 if align is Align.CENTRE else x + room - width


def _rules(rows: Sequence[Row], start: int, setting: Setting) -> Iterator[Rule]:
    """Under the header, above the totals, and between rows where some are higher than a line."""
    plan, on, listed = setting.plan, setting.on, setting.listed
    if setting.lift is not None:
        yield _rule_above(start + plan.header, 0, setting.lift, setting)
    for row in rows[1:]:
        if listed.is_totals(row):
            if setting.lift is not None:
                yield _rule_above(row.line, 0, 0, setting)
        elif plan.broken and on.grid.pitch - on.style.size >= RULED:
            said = listed.said(row)
            x = plan.places[said.stop][0] if said and not said.start else 0
            yield _rule_above(row.line, x, 0, setting)


def _rule_above(line: int, x: int, lifted: int, setting: Setting) -> Rule:
    """In the middle of the dark rows between this line and the one above it."""
    on = setting.on
    bottom = on.y(line - 1) + on.style.size - lifted
    dark = max(on.grid.pitch - on.style.size, RULED)
    return Rule(x, bottom + (dark - 1) // 2, setting.plan.width - x, 1)
