"""勾稽关系: the cross-checks of a form, run on its figures at every look. Pure.

Each rule compares rows within one column. Where a figure it needs is unknown the
check says nothing: an empty cell is told as an empty cell, not as a wrong sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ledctl.forms.filled import Finding, plain
from ledctl.forms.filltext import fill_text
from ledctl.forms.model import Check, Column, Form, Rule
from ledctl.reports.percent import percent

Figures = Mapping[str, Decimal | None]
"""By address."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What stands on either side where a rule does not hold, and at which row."""

    row: str
    left: Decimal
    right: Decimal


@dataclass(frozen=True, slots=True)
class _Sides:
    """One check in one column: its rows with their figures."""

    check: Check
    left: tuple[Decimal, ...]
    right: tuple[Decimal, ...]

    @property
    def first(self) -> str:
        return self.check.left[0]


def run_checks(form: Form, figures: Figures, before: Figures) -> tuple[Finding, ...]:
    """Everything that does not hold; ``before`` are the figures of last year's report."""
    return tuple(
        _finding(form, check, column, broken)
        for check in form.checks
        for column in form.table(check.table).columns
        for broken in _broken(form, check, column, figures, before)
    )


def _broken(form: Form, check: Check, column: Column, figures: Figures, before: Figures) -> Iterator[Broken]:
    if check.rule is Rule.CHILDREN:
        yield from _children(form, check, column, figures)
        return
    if check.rule in (Rule.AT_MOST, Rule.CARRIED):
        other = figures if check.rule is Rule.AT_MOST else before
        yield from _pairs(check, column, figures, other)
        return
    left = _known(figures, check.left, column)
    right = _known(figures, check.right, column)
    if left is not None and right is not None:
        yield from _RULES[check.rule](_Sides(check, left, right))


def _known(figures: Figures, rows: tuple[str, ...], column: Column) -> tuple[Decimal, ...] | None:
    found = [figures.get(f"{row}:{column.id}") for row in rows]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(found) else None


def _children(form: Form, check: Check, column: Column, figures: Figures) -> Iterator[Broken]:
    table = form.table(check.table)
    for row in check.left:
        parts = _known(figures, tuple(child.id for child in table.children(row)), column)
        whole = figures.get(f"{row}:{column.id}")
        if parts is not None and whole is not None and whole != sum(parts, Decimal()):
            yield Broken(row, whole, sum(parts, Decimal()))


def _pairs(check: Check, column: Column, figures: Figures, other: Figures) -> Iterator[Broken]:
    """``at_most`` demands less or the same, ``carried`` the same."""
    for row, against in zip(check.left, check.right, strict=True):
        left, right = figures.get(f"{row}:{column.id}"), other.get(f"{against}:{column.id}")
        if left is None or right is None:
            continue
        if left > right or (check.rule is Rule.CARRIED and left != right):
            yield Broken(row, left, right)


def _at_least_each(sides: _Sides) -> Iterator[Broken]:
    if sides.left[0] < max(sides.right):
        yield Broken(sides.first, sides.left[0], max(sides.right))


def _at_most_sum(sides: _Sides) -> Iterator[Broken]:
    if sides.left[0] > sum(sides.right):
        yield Broken(sides.first, sides.left[0], sum(sides.right, Decimal()))


def _not_sum(sides: _Sides) -> Iterator[Broken]:
    """The total as large as its parts together: of one part alone that says nothing."""
    if sides.left[0] == sum(sides.right) and sum(map(bool, sides.right)) > 1:
        yield Broken(sides.first, sides.left[0], sides.left[0])


def _balance(sides: _Sides) -> Iterator[Broken]:
    left, right = sum(sides.left, Decimal()), sum(sides.right, Decimal())
    if left != right:
        yield Broken(sides.first, left, right)


def _rate(sides: _Sides) -> Iterator[Broken]:
    """A share as it is printed against the share as it is counted."""
    counted = percent(*sides.right)
    if counted is not None and sides.left[0] != counted:
        yield Broken(sides.first, sides.left[0], counted)


_RULES: Mapping[Rule, Callable[[_Sides], Iterator[Broken]]] = {
    Rule.AT_LEAST_EACH: _at_least_each,
    Rule.AT_MOST_SUM: _at_most_sum,
    Rule.NOT_SUM: _not_sum,
    Rule.BALANCE: _balance,
    Rule.RATE: _rate,
}


def _finding(form: Form, check: Check, column: Column, broken: Broken) -> Finding:
    _, row = form.rows[broken.row]
    said = {"row": row.label, "left": plain(broken.left), "right": plain(broken.right)}
    level = check.level.value
    return Finding(check.id, level, column.label, fill_text(check.zh, said), fill_text(check.en, said))
