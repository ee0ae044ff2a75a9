"""Which columns to leave out when a list is too wide: a few sets that would do. Pure.

The office chooses; this only says what would help, fewest columns first and the
least important first among as many: the running number, remarks, other text
from the right, figures. Names, and the column that says whom a row is about (a
firm, a project), are never offered; the one the list is published for (how much,
what is right now) only when nothing else helps. Every set offered has been tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from layouts.base import Column, Kind
from layouts.columns import Measure, is_figure, is_serial
from layouts.grids import gap_of, heights_that_fit, width_needed
from layouts.sheets import Sheet

OFFERS = 3
TRIED_IN_FULL = 3  # sets of up to this many columns are all tried; beyond it only the least important ones
_REMARK = re.compile("备注|说明|附注|原因|编号|证号")
_AMOUNT = re.compile("金额|报价|资金|价款|投资|补贴|补助|补偿|元")
_PUT_RIGHT = re.compile("更正后|更正为")


def least_needed(measures: Sequence[Measure], on: Sheet) -> int:
    """The least width at which these columns stand side by side on pages of as many lines.

    Nothing where a page has not the two lines of a head and a row.
    """
    pairs = heights_that_fit(on.lines)
    return min((width_needed(measures, header, rows, gap_of(on)) for header, rows in pairs), default=0)


def choices(measures: Sequence[Measure], on: Sheet, subject: int) -> list[tuple[str, ...]]:
    """Up to three sets of column heads; without any one of them the rest fits.

    ``subject``: the column that says whom or what a row is about.
    """
    may_go = [i for i, one in enumerate(measures) if _may_go(one.column, is_subject=i == subject)]
    plain = [i for i in may_go if not _is_the_point(measures[i].column)]
    others = [i for i in may_go if _is_the_point(measures[i].column)]
    sets = _sets_that_help(_ranked(plain, measures), measures, on) or _sets_that_help(
        [*_ranked(plain, measures), *others], measures, on
    )
    return [tuple(measures[i].column.label for i in sorted(one)) for one in sets]


def _may_go(column: Column, *, is_subject: bool) -> bool:
    return column.kind is not Kind.NAME and (not is_subject or is_serial(column))


def _is_the_point(column: Column) -> bool:
    """Whether the list is published for this column: how much, how far, or what is right now."""
    if column.kind is Kind.PERCENT or _PUT_RIGHT.search(column.label):
        return True
    return is_figure(column) and bool(_AMOUNT.search(column.label))


def _ranked(columns: Iterable[int], measures: Sequence[Measure]) -> list[int]:
    return sorted(columns, key=lambda i: (_importance(measures[i].column), -i))


def _importance(column: Column) -> int:
    if is_serial(column):
        return 0
    if is_figure(column) or column.kind is Kind.NUMBER:
        return 3
    return 1 if _REMARK.search(column.label) else 2


def _sets_that_help(ranked: Sequence[int], measures: Sequence[Measure], on: Sheet) -> list[frozenset[int]]:
    found: list[frozenset[int]] = []
    for one in _sets(ranked, len(measures)):
        if len(found) == OFFERS:
            break
        if not any(known <= one for known in found) and _fits_without(one, measures, on):
            found.append(one)
    return found


def _sets(ranked: Sequence[int], columns: int) -> Iterator[frozenset[int]]:
    for size in range(1, min(len(ranked), columns - 1) + 1):
        if size > TRIED_IN_FULL:
            yield frozenset(ranked[:size])
            continue
        sets = combinations(range(len(ranked)), size)
        yield from (frozenset(ranked[i] for i in one) for one in sorted(sets, key=sum))


def _fits_without(left_out: frozenset[int], measures: Sequence[Measure], on: Sheet) -> bool:
    kept = [one for i, one in enumerate(measures) if i not in left_out]
    return on.lines > 1 and least_needed(kept, on) <= on.narrowest
