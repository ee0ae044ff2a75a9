"""Filling a form: every cell from the count, from what people entered, or from other cells. Pure.

Derived cells bring the items behind them. What a person entered stands over what
the count offers for a manual row, and both are kept; a derived row takes no entry,
so that no figure of the ledger can be typed over. A cumulative cell nobody entered
adds the earlier periods of the year up; where one of them is missing it stays
empty. Unknown is not zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ledctl.forms.checks import run_checks
from ledctl.forms.filled import (
    Behind,
    Cell,
    Entry,
    FilledForm,
    FilledRow,
    FilledSection,
    FilledTable,
    Finding,
    Head,
    Signature,
)
from ledctl.forms.measures import derive
from ledctl.forms.model import Column, Form, Kind, Level, Row, Span, Table
from ledctl.forms.narrative import write_lines
from ledctl.forms.spans import earlier, key_of, label_of, sort_of
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.told import in_one_line
from ledctl.sentences import sentence

Entries = Mapping[str, Mapping[str, Entry]]
"""The newest entry of each address, by the key of its period."""

NAMED_EMPTY = 5
"""So many empty cells are named; all are counted."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where figures come from: the count of each span, entries by period, last year's report."""

    counts: Mapping[Span, PeriodCount]
    entries: Entries = field(default_factory=dict)
    before: Mapping[str, Decimal | None] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    """What the office calls its categories, by code."""

    @property
    def count(self) -> PeriodCount:
        return self.counts[Span.PERIOD]

    @property
    def key(self) -> str:
        return key_of(self.count.period)

    def entry(self, address: str) -> Entry | None:
        return self.entries.get(self.key, {}).get(address)


def fill(form: Form, sources: Sources, *, town: str) -> FilledForm:
    """The form for the period of the count."""
    count = sources.count
    narrowed = without_cumulative(form) if sort_of(count.period) == "year" else form
    tables = tuple(_table(table, sources) for table in narrowed.tables)
    sections = _sections(form, sources, town)
    empty = FilledForm(
        form=form.code,
        title=form.title,
        doc_no=form.doc_no,
        town=town,
        period=sources.key,
        period_label=label_of(count.period),
        first=count.period.first,
        last=count.period.last,
        as_of=count.as_of,
        practice=count.practice,
        sections=sections,
        tables=tables,
        signers=tuple(Signature(one.address, one.label, sources.entry(one.address)) for one in form.signers),
        findings=(),
        items=_behind(tables, sections, sources),
        rules=in_one_line(count.rules),
    )
    figures = {cell.address: cell.value for _, cell in empty.cells()}
    told = (*_wrong_year(form, count.period.last.year), *_gaps(narrowed, empty))
    findings = (*told, *run_checks(narrowed, figures, sources.before))
    return replace(empty, findings=findings)


def _behind(
    tables: tuple[FilledTable, ...], sections: tuple[FilledSection, ...], sources: Sources
) -> tuple[Behind, ...]:
    """The items of all cells and words, each once."""
    wanted = {name for table in tables for row in table.rows for cell in row.cells for name in cell.items}
    wanted |= {name for section in sections for name in section.items}
    known = {item.id: item for count in sources.counts.values() for item in count.items if item.id in wanted}
    return tuple(_as_known(one, sources.categories) for one in known.values())


def _as_known(one: Item, categories: Mapping[str, str]) -> Behind:
    return Behind(
        id=one.id,
        title=one.title,
        category=one.category,
        first_on=one.first_on.isoformat(),
        channels=tuple(sorted(one.channels)),
        notice=one.notice,
        category_name=categories.get(one.category, one.category),
    )


def without_cumulative(form: Form) -> Form:
    """A form for a whole year: its figures are the cumulative ones already."""
    tables = (
        replace(table, columns=tuple(one for one in table.columns if one.of is not Span.CUMULATIVE))
        for table in form.tables
    )
    return replace(form, tables=tuple(tables))


def _table(table: Table, sources: Sources) -> FilledTable:
    values: dict[str, Cell] = {}
    for row in (one for one in table.rows if one.kind in (Kind.DERIVED, Kind.MANUAL)):
        for column in (one for one in table.columns if not one.sum):
            cell = _cell(table, row, column, sources)
            values[cell.address] = cell
    for row in (one for one in table.rows if one.kind is Kind.SUM):
        for column in (one for one in table.columns if not one.sum):
            _add_up(values, f"{row.id}:{column.id}", [f"{part}:{column.id}" for part in row.parts])
    for row in (one for one in table.rows if one.kind is not Kind.HEADER):
        for column in (one for one in table.columns if one.sum):
            _add_up(values, f"{row.id}:{column.id}", [f"{row.id}:{part}" for part in column.sum])
    return FilledTable(
        id=table.id,
        title=table.title,
        caption=table.caption,
        corner=table.corner,
        unit=table.unit,
        heads=tuple(Head(one.id, one.label, one.group, one.subgroup) for one in table.columns),
        rows=tuple(_row(table, row, values) for row in table.rows),
    )


def _row(table: Table, row: Row, values: Mapping[str, Cell]) -> FilledRow:
    found = (values.get(f"{row.id}:{column.id}") for column in table.columns)
    cells = tuple(cell for cell in found if cell is not None)
    return FilledRow(row.id, row.label, row.kind.value, table.depth(row), row.unit, row.note, cells)


def _add_up(values: dict[str, Cell], address: str, parts: list[str]) -> None:
    known = [values[part].value for part in parts]
    total = sum((one for one in known if one is not None), Decimal())
    decimals = max(values[part].decimals for part in parts)
    whole = None if None in known else total
    values[address] = Cell(address, whole, "empty" if whole is None else "sum", decimals=decimals)


def _cell(table: Table, row: Row, column: Column, sources: Sources) -> Cell:
    address = f"{row.id}:{column.id}"
    cell = Cell(address, decimals=max(row.decimals, column.decimals))
    if row.measure:
        derived = derive(row.measure, sources.counts[column.of], categories=row.categories)
        cell = replace(cell, value=derived.value, derived=derived.value, items=derived.items)
        cell = replace(cell, origin="empty" if derived.value is None else "derived")
    if row.kind is Kind.DERIVED:
        return cell
    if (entry := sources.entry(address)) is not None:
        return replace(cell, value=Decimal(entry.value), origin="entered", entry=entry)
    if column.of is Span.CUMULATIVE and (added := _cumulated(table, row, sources)) is not None:
        return replace(cell, value=added, origin="sum")
    return cell


def _cumulated(table: Table, row: Row, sources: Sources) -> Decimal | None:
    """What people entered for the parts of the year so far, added up; a stock is the newest."""
    base = next((one.id for one in table.columns if one.of is Span.PERIOD and not one.sum), None)
    now, before = sources.entry(f"{row.id}:{base}"), earlier(sources.count.period)
    if now is None or (before is None and not row.stock):
        return None
    if row.stock or before is None:
        return Decimal(now.value)
    past = [sources.entries.get(key_of(one), {}).get(f"{row.id}:{base}") for one in before]
    known = [Decimal(one.value) for one in (*past, now) if one is not None]
    return sum(known, Decimal()) if len(known) == len(before) + 1 else None


def _sections(form: Form, sources: Sources, town: str) -> tuple[FilledSection, ...]:
    period = label_of(sources.count.period)
    words = write_lines(form.paragraph, sources.count, period=period, town=town)
    behind = tuple(item.id for item in sources.count.counted)
    return tuple(
        FilledSection(
            no=one.no,
            title=one.title,
            tables=one.tables,
            words=words if one.paragraph else (),
            text_address=one.text,
            text=sources.entry(one.text) if one.text else None,
            items=behind if one.paragraph else (),
        )
        for one in form.sections
    )


def _wrong_year(form: Form, year: int) -> Iterator[Finding]:
    """Reports have gone out under the number of a document that no longer asked for them."""
    if not form.is_meant_for(year):
        said = sentence("form_not_of_year", applies=form.applies, year=year)
        yield Finding("", Level.WARNING.value, "", said.zh, said.en)


def _gaps(form: Form, filled: FilledForm) -> tuple[Finding, ...]:
    """What is not filled in: figures and signatures keep a form from being filed, words do not."""
    needed = {address for address, row, _ in form.addresses() if row.kind is Kind.MANUAL and not row.optional}
    cells = [row.label for row, cell in filled.cells() if cell.value is None and cell.address in needed]
    signers = [one.label for one in filled.signers if one.entry is None or not one.entry.value]
    texts = [one.title for one in filled.sections if one.text_address and not (one.words or one.text)]
    told = (
        ("form_cells_empty", Level.ERROR, cells),
        ("form_signers_empty", Level.ERROR, signers),
        ("form_texts_empty", Level.WARNING, texts),
    )
    return tuple(_empty(code, level, names) for code, level, names in told if names)


def _empty(code: str, level: Level, names: list[str]) -> Finding:
    unlike = [*dict.fromkeys(names)]
    first = "、".join(unlike[:NAMED_EMPTY]) + ("……" if len(unlike) > NAMED_EMPTY else "")
    said = sentence(code, count=len(names), names=first)
    return Finding("", level.value, "", said.zh, said.en)
