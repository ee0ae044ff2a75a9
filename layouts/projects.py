"""A table read as projects: what each is called, how far it has come, its milestones, the rest. Pure.

A cell is only taken for a percentage where it is one: ``100％``, ``48.6%``, a bare
``48.6`` in a column said to hold percentages. Anything else, and whatever is below
0 or above 100, stays the text it is and gets no bar. Not here: bars
(``gauges.py``), pages (``progress.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from layouts.base import Column, Kind, Table

TOTAL = "合计"
DONE, OPEN = "√", "□"
MAX_SERIAL = 6  # characters; a longer number is a code to be read, not a mark to tell projects apart

_PERCENT = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)\s*([%％]?)")
_MEANS_PROGRESS = re.compile("进度|进展|完成")
_NAMES_A_PROJECT = (
    re.compile("(?:项目|工程)(?:名称?)?$"),
    re.compile("名称$"),
    re.compile("(?:项目|工程)(?!编号|编码|代码)"),
)
_SERIAL = frozenset({"序号", "编号", "项目序号", "项目编号"})
_STEPS = re.compile("[；;\n]")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a project has come: what the column is called, the figure, and the figure as text."""

    label: str
    share: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One more thing to be known; its ``parts``, the whole first, stay whole where a line can hold them.

    ``own_line``: not to be run on with facts of another sort.
    """

    text: str
    parts: tuple[str, ...] = ()
    own_line: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """One row. ``mark`` tells it from the others in short, before its name; ``called`` stands alone."""

    mark: str
    called: str
    name: str
    progress: Progress | None
    facts: tuple[Fact, ...]

    @property
    def heading(self) -> str:
        return f"{self.mark} {self.name}".strip()


def is_percentage(cell: str, *, signed: bool = True) -> bool:
    """Whether a cell is a percentage by its looks; ``signed``: only with its sign."""
    found = _PERCENT.fullmatch(cell.strip())
    return found is not None and bool(found[2] or not signed)


def share_of(cell: str) -> Fraction | None:
    """The exact share of a hundred, or ``None`` for what no bar can show."""
    found = _PERCENT.fullmatch(cell.strip())
    share = Fraction(found[1]) if found else None
    return share if share is not None and 0 <= share <= 100 else None


def means_progress(column: Column) -> bool:
    """Whether a column of percentages says how far something has come; 资金支付 does not."""
    return column.kind is Kind.PERCENT and bool(_MEANS_PROGRESS.search(column.label))


def shows_progress(listed: Table) -> bool:
    """Whether bars suit the table better than bare figures."""
    return any(means_progress(column) for column in listed.columns)


def projects_of(listed: Table) -> list[Project]:
    """Every row in order, and the totals last."""
    roles = _roles(listed)
    projects = [_project(roles, row, number) for number, row in enumerate(listed.rows, start=1)]
    return [*projects, *([_total(roles, listed.totals)] if listed.totals else [])]


@dataclass(frozen=True, slots=True)
class _Roles:
    """Which column is what; -1 for none."""

    columns: tuple[Column, ...]
    serial: int
    name: int
    bar: int

    def cell(self, row: Sequence[str], place: int) -> str:
        return row[place] if place >= 0 else ""

    def others(self, row: Sequence[str], taken: Sequence[int]) -> Iterator[Fact]:
        for place, (column, cell) in enumerate(zip(self.columns, row, strict=True)):
            if cell and place not in taken:
                yield from _facts(column, cell)


def _roles(listed: Table) -> _Roles:
    bar = _bar_column(listed.columns)
    serial = next((n for n, _ in enumerate(listed.columns) if n != bar and _is_serial(listed, n)), -1)
    return _Roles(listed.columns, serial, _name_column(listed.columns, (bar, serial)), bar)


def _bar_column(columns: Sequence[Column]) -> int:
    """The first that means progress, else the first of percentages."""
    shares = [n for n, column in enumerate(columns) if column.kind is Kind.PERCENT]
    return next((n for n in shares if means_progress(columns[n])), next(iter(shares), -1))


def _is_serial(listed: Table, place: int) -> bool:
    short = all(len(row[place]) <= MAX_SERIAL for row in listed.rows)
    return listed.columns[place].label in _SERIAL and short


def _name_column(columns: Sequence[Column], taken: Sequence[int]) -> int:
    """The column whose head says so most plainly, else the first of text."""
    texts = [
        n for n, column in enumerate(columns) if n not in taken and column.kind in (Kind.TEXT, Kind.NAME)
    ]
    said = (n for pattern in _NAMES_A_PROJECT for n in texts if pattern.search(columns[n].label))
    return next(said, next(iter(texts), -1))


def _project(roles: _Roles, row: Sequence[str], number: int) -> Project:
    serial = roles.cell(row, roles.serial)
    mark = (f"{serial}号" if serial.isdecimal() else serial) or f"第{number}项"
    called = f"{mark}项目" if serial else mark
    return _filled(roles, row, mark, called)


def _total(roles: _Roles, row: Sequence[str]) -> Project:
    return _filled(roles, ["" if cell == TOTAL else cell for cell in row], TOTAL, TOTAL)


def _filled(roles: _Roles, row: Sequence[str], mark: str, called: str) -> Project:
    name, progress = roles.cell(row, roles.name), _progress(roles, row)
    bar = (roles.bar,) if progress else ()
    serial = () if mark == TOTAL else (roles.serial,)
    return Project(mark, called, name, progress, tuple(roles.others(row, (*serial, roles.name, *bar))))


def _progress(roles: _Roles, row: Sequence[str]) -> Progress | None:
    cell = roles.cell(row, roles.bar)
    share = share_of(cell)
    return None if share is None else Progress(roles.columns[roles.bar].label, share, _with_sign(cell))


def _with_sign(cell: str) -> str:
    return cell if is_percentage(cell) else f"{cell}％"


def _facts(column: Column, cell: str) -> Iterator[Fact]:
    """One, or one for each milestone, so that those of a page may be fewer than all."""
    if column.kind is not Kind.STEPS:
        text = f"{column.label}：{cell}"
        yield Fact(text, (text, cell))
        return
    for number, step in enumerate(milestones(cell)):
        text = step if number else f"{column.label}：{step}"
        yield Fact(text, (text, step), own_line=True)


def milestones(cell: str) -> tuple[str, ...]:
    """Each step with a tick where it is done and an empty box where not: told apart by shape."""
    return tuple(_step(step.strip()) for step in _STEPS.split(cell) if step.strip())


def _step(step: str) -> str:
    return step if step.startswith((DONE, OPEN)) else OPEN + step
