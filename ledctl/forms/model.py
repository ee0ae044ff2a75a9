"""What a form is: tables of rows and columns, checks between them, sections, who signs. Pure.

A form is data: the sheet of 2017, the reports of 2019 and 2021, and whatever a
county invents next are files that ``reading`` makes these values of. A cell is
named by its row and its column (``1.2.5:now``); text and signatures have names of
their own (``text.5``, ``sign.head``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

SIGN = "sign."
TEXT = "text."


class Kind(StrEnum):
    """Where the figures of a row come from: nowhere, the count, a person, other rows."""

    HEADER = "header"
    DERIVED = "derived"
    MANUAL = "manual"
    SUM = "sum"


class Span(StrEnum):
    """Which days a column is about: those of the form, or all of the year up to their end."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"


class Level(StrEnum):
    """What a broken check means: a form with an error cannot be filed; a warning is printed beside."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of figures. ``sum``: the columns it adds up."""

    id: str
    label: str
    of: Span = Span.PERIOD
    group: str = ""
    subgroup: str = ""
    sum: tuple[str, ...] = ()
    signed: bool = False
    decimals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. ``measure`` names how the count fills it; for a manual row it fills what nobody entered.

    ``categories`` narrows the measure to these; ``stock`` is a figure that stands (staff) and is not
    added up over quarters; ``optional`` may stay empty; ``parts`` are the rows a sum adds up.
    """

    id: str
    label: str
    kind: Kind = Kind.MANUAL
    parent: str = ""
    unit: str = ""
    measure: str = ""
    categories: tuple[str, ...] = ()
    decimals: int = 0
    most: int | None = None
    stock: bool = False
    optional: bool = False
    parts: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it is printed. ``corner`` stands over the labels, ``caption`` under the head."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    caption: str = ""
    corner: str = ""
    unit: str = ""

    def row(self, row_id: str) -> Row:
        return next(row for row in self.rows if row.id == row_id)

    def depth(self, row: Row) -> int:
        """How many rows stand above it."""
        return 1 + self.depth(self.row(row.parent)) if row.parent else 0

    def children(self, row_id: str) -> tuple[Row, ...]:
        """The rows right under it that hold figures."""
        return tuple(row for row in self.rows if row.parent == row_id and row.kind is not Kind.HEADER)

    def addresses(self) -> Iterator[tuple[str, Row, Column]]:
        """Every cell that can hold a figure."""
        for row in self.rows:
            if row.kind is not Kind.HEADER:
                yield from ((f"{row.id}:{column.id}", row, column) for column in self.columns)


def takes_zero(row: Row, column: Column) -> bool:
    """Whether "none" may be written there for all that is empty."""
    plain = row.kind is Kind.MANUAL and not row.optional
    return plain and column.of is Span.PERIOD and not column.sum


class Rule(StrEnum):
    """What a check demands of its left and right rows, in each column of its table."""

    AT_LEAST_EACH = "at_least_each"
    AT_MOST_SUM = "at_most_sum"
    NOT_SUM = "not_sum"
    AT_MOST = "at_most"
    BALANCE = "balance"
    CHILDREN = "children"
    RATE = "rate"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """勾稽关系: one rule between rows, and what to say when it does not hold."""

    id: str
    table: str
    rule: Rule
    level: Level
    left: tuple[str, ...]
    zh: str
    en: str
    right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the form in its order: tables, the generated words, words of a person."""

    title: str
    no: str = ""
    tables: tuple[str, ...] = ()
    paragraph: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A line at the foot: 单位负责人, 审核人, 填报人, 联系电话..."""

    id: str
    label: str

    @property
    def address(self) -> str:
        return SIGN + self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence of the generated words, printed when none of ``needs`` is zero and all it says is known."""

    text: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form, whole."""

    code: str
    title: str
    name_zh: str
    name_en: str
    doc_no: str
    applies: str
    certainty: str
    checked_on: date
    periods: tuple[str, ...]
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = ()
    signers: tuple[Signer, ...] = ()
    paragraph: tuple[Line, ...] = ()
    issued: date | None = None
    first_year: int | None = None
    last_year: int | None = None
    """The years the document asks for; another year is told, not refused."""
    rows: Mapping[str, tuple[Table, Row]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows = {row.id: (table, row) for table in self.tables for row in table.rows}
        object.__setattr__(self, "rows", rows)

    def is_meant_for(self, year: int) -> bool:
        """Whether its document asks for that year."""
        return (self.first_year or year) <= year <= (self.last_year or year)

    def addresses(self) -> Iterator[tuple[str, Row, Column]]:
        """Every cell that can hold a figure."""
        for table in self.tables:
            yield from table.addresses()

    def table(self, table_id: str) -> Table:
        return next(table for table in self.tables if table.id == table_id)

    @property
    def texts(self) -> tuple[str, ...]:
        """The names of what a person writes in words."""
        return tuple(section.text for section in self.sections if section.text)

    def cell(self, address: str) -> tuple[Table, Row, Column] | None:
        """The row and column of a figure's address; ``None`` for no such cell."""
        row_id, _, column_id = address.rpartition(":")
        table, row = self.rows.get(row_id, (None, None))
        if table is None or row is None or row.kind is Kind.HEADER:
            return None
        found = [column for column in table.columns if column.id == column_id]
        return (table, row, found[0]) if found else None

    def is_named(self, address: str) -> bool:
        """Whether it is a text or a signature of this form."""
        return address in self.texts or address in {signer.address for signer in self.signers}
