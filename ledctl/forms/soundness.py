"""Whether a form makes sense: what it names is there, once, and of the right sort. Pure.

A slip in a form file would print a wrong figure or lose one; so it is refused when
it is read, with the name that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledctl.errors import BadInput
from ledctl.forms.filltext import gaps
from ledctl.forms.measures import MEASURES
from ledctl.forms.model import TEXT, Check, Form, Kind, Row, Rule, Table
from ledctl.forms.narrative import FACTS
from ledctl.sentences import Sentence, sentence

PERIODS = ("year", "quarter", "month", "days")
_PAIRED = frozenset({Rule.AT_MOST, Rule.CARRIED})
_MAY_SAY = frozenset({"left", "right", "row"})


def refuse_unsound(form: Form) -> None:
    """``BadInput`` names everything in the form that is nowhere, or twice, or of the wrong sort."""
    if found := [*_names(form), *_tables(form), *_sections(form), *_checks(form), *_lines(form)]:
        raise BadInput(*found)


def _unknown(where: str, name: str) -> Sentence:
    return sentence("form_reference_unknown", where=where, name=name)


def _names(form: Form) -> Iterator[Sentence]:
    """Every id once: rows over the whole form, for an address names no table."""
    rows = [row.id for table in form.tables for row in table.rows]
    groups = [
        ("table", [table.id for table in form.tables]),
        ("row", rows),
        ("check", [check.id for check in form.checks]),
        ("signers", [signer.id for signer in form.signers]),
        ("section.text", list(form.texts)),
        *((table.id, [column.id for column in table.columns]) for table in form.tables),
    ]
    for where, names in groups:
        yield from (sentence("form_twice", where=where, name=name) for name in sorted(_twice(names)))
    yield from (_unknown("id", name) for name in rows if ":" in name or "/" in name or not name.strip())
    yield from (_unknown("periods", name) for name in form.periods if name not in PERIODS)


def _twice(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


def _tables(form: Form) -> Iterator[Sentence]:
    for table in form.tables:
        yield from _columns(table)
        above: set[str] = set()
        for row in table.rows:
            yield from _row(table, row, above)
            above.add(row.id)


def _columns(table: Table) -> Iterator[Sentence]:
    above: set[str] = set()
    if not table.columns:
        yield sentence("form_key_missing", where=f"{table.id}.columns")
    for column in table.columns:
        yield from (_unknown(f"{table.id}.{column.id}.sum", one) for one in column.sum if one not in above)
        if not column.sum:
            above.add(column.id)


def _row(table: Table, row: Row, above: set[str]) -> Iterator[Sentence]:
    where = f"{table.id}.{row.id}"
    if row.parent and row.parent not in above:
        yield _unknown(f"{where}.parent", row.parent)
    if row.measure and row.measure not in MEASURES:
        yield _unknown(f"{where}.measure", row.measure)
    if row.kind is Kind.DERIVED and not row.measure:
        yield sentence("form_key_missing", where=f"{where}.measure")
    if row.kind is Kind.SUM and not row.parts:
        yield sentence("form_key_missing", where=f"{where}.under")
    if not 0 <= row.decimals <= 4:
        yield sentence("form_value_wrong", where=f"{where}.decimals", value=row.decimals)
    holding = {one.id for one in table.rows if one.kind in (Kind.DERIVED, Kind.MANUAL)}
    yield from (_unknown(f"{where}.parts", one) for one in row.parts if one not in holding)


def _sections(form: Form) -> Iterator[Sentence]:
    tables = {table.id for table in form.tables}
    printed = [name for section in form.sections for name in section.tables]
    yield from (_unknown("section.tables", name) for name in printed if name not in tables)
    yield from (_unknown("section.tables", name) for name in sorted(tables - set(printed)))
    yield from (sentence("form_twice", where="section.tables", name=one) for one in sorted(_twice(printed)))
    yield from (_unknown("section.text", name) for name in form.texts if not name.startswith(TEXT))


def _checks(form: Form) -> Iterator[Sentence]:
    for check in form.checks:
        if check.table not in {table.id for table in form.tables}:
            yield _unknown(f"{check.id}.table", check.table)
            continue
        yield from _missing(check, form)
        yield from (_unknown(f"{check.id}.zh", name) for name in sorted(_spoken(check) - _MAY_SAY))
        if not check.left or not _has_shape(check):
            yield sentence("form_value_wrong", where=f"{check.id}.right", value=len(check.right))


def _missing(check: Check, form: Form) -> Iterator[Sentence]:
    """The rows a check names that hold no figures; the left ones stand in its own table."""
    own = {row.id for row in form.table(check.table).rows}
    for side, rows in (("left", check.left), ("right", check.right)):
        for name in rows:
            _, row = form.rows.get(name, (None, None))
            if row is None or row.kind is Kind.HEADER or (side == "left" and name not in own):
                yield _unknown(f"{check.id}.{side}", name)


def _spoken(check: Check) -> frozenset[str]:
    return gaps(check.zh) | gaps(check.en)


def _has_shape(check: Check) -> bool:
    if check.rule is Rule.CHILDREN:
        return not check.right
    if check.rule is Rule.RATE:
        return len(check.right) == 2
    return bool(check.right) and (check.rule not in _PAIRED or len(check.left) == len(check.right))


def _lines(form: Form) -> Iterator[Sentence]:
    for line in form.paragraph:
        yield from _strange("paragraph", {*line.needs, *gaps(line.text)})


def _strange(where: str, names: Iterable[str]) -> Iterator[Sentence]:
    yield from (_unknown(where, name) for name in sorted(names) if name not in FACTS)
