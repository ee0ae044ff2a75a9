"""Making the version of a notice that the public may see, and saying what was done to it.

The order matters: children are found while every column is still there (an ID
number tells an age), names are masked, columns dropped or generalised, and what
is still in the text is redacted. Each step returns a new notice and its
findings. Not here: whether the result may be approved; the steps only see that
nothing private is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ledctl.calendars.categories import Category, Profile
from ledctl.content.model import ColumnType, Notice, OnSign, Table
from ledctl.screening.columns import (
    OTHER_REASON,
    Decision,
    Treatment,
    decide,
    generalise,
    name_columns,
    names_people,
)
from ledctl.screening.findings import Finding, Severity, found
from ledctl.screening.hits import Datum, Hit
from ledctl.screening.keep import FindKept, Kept, nothing_kept
from ledctl.screening.masking import find_personal, redact
from ledctl.screening.minors import child_rows, mask_name
from ledctl.screening.places import generalise_address, names_house
from ledctl.screening.texts import rewrite

Step = tuple[Notice, tuple[Finding, ...]]


def publish(notice: Notice, category: Category, kept: FindKept = nothing_kept) -> Step:
    """The public version of ``notice``, and a finding for each thing done to it.

    ``kept`` knows the data in running text that two people let stand.
    """
    masked, first = _mask_children(notice, category)
    shaped, second = _treat_columns(masked, category)
    public, third = _redact_texts(shaped, kept)
    return public, (*first, *second, *third)


def _mask_children(notice: Notice, category: Category) -> Step:
    table = notice.table
    if table is None:
        return notice, ()
    everybody = category.privacy_profile is Profile.MINORS
    rows = frozenset(range(len(table.rows))) if everybody else child_rows(table, notice.signature.date)
    keys = name_columns(table)
    findings = tuple(
        found(notice, Severity.WARN, "child_name_masked", f"table.rows[{number}].{key}")
        for number in sorted(rows)
        for key in keys
        if mask_name(cell := table.rows[number].get(key, "")) != cell
    )
    masked, more = _forget_names(_mask_rows(notice, table, rows, keys), table, rows, keys)
    return masked, (*findings, *more)


def _mask_rows(notice: Notice, table: Table, numbers: frozenset[int], keys: Sequence[str]) -> Notice:
    rows = tuple(
        {key: mask_name(cell) if number in numbers and key in keys else cell for key, cell in row.items()}
        for number, row in enumerate(table.rows)
    )
    return notice.model_copy(update={"table": table.model_copy(update={"rows": rows})})


def _forget_names(notice: Notice, table: Table, numbers: frozenset[int], keys: Sequence[str]) -> Step:
    """A child's name stands in a sentence too: masked there, and stopped, for the sentence must be read."""
    findings: list[Finding] = []
    by_row = {number: [table.rows[number].get(key, "").strip() for key in keys] for number in numbers}
    everywhere = sorted({name for names in by_row.values() for name in names}, key=len, reverse=True)

    def forget(where: str, text: str) -> str:
        names = everywhere
        if where.startswith("table.rows["):
            names = by_row.get(int(where[len("table.rows[") : where.index("]")]), [])
        elif where.startswith("table."):
            return text
        changed = text
        for name in names:
            if len(name) > 1:  # a surname alone is every second word
                changed = changed.replace(name, mask_name(name))
        if changed != text:
            findings.append(found(notice, Severity.BLOCK, "child_named_in_text", where))
        return changed

    return rewrite(notice, forget), tuple(findings)


@dataclass(slots=True)
class _Shape:
    """The decisions about one table while its public form is being made."""

    notice: Notice
    table: Table
    profile: Profile
    persons: bool
    findings: list[Finding] = field(default_factory=list)

    def say(self, severity: Severity, code: str, where: str, **facts: object) -> None:
        self.findings.append(found(self.notice, severity, code, where, **facts))


def _treat_columns(notice: Notice, category: Category) -> Step:
    table = notice.table
    if table is None:
        return notice, ()
    persons = names_people(table)
    shape = _Shape(notice, table, category.privacy_profile, persons)
    if persons and shape.profile is Profile.AGGREGATE_ONLY:
        shape.say(Severity.BLOCK, "persons_in_totals_only", "table", label=category.label_zh)
    decisions = {column.key: decide(column, shape.profile, persons=persons) for column in table.columns}
    _report_columns(shape, decisions)
    _look_at_dropped(shape, decisions)
    public = _shape_table(shape, {key: decision.treatment for key, decision in decisions.items()})
    if public is None:
        shape.say(Severity.BLOCK, "no_column_left", "table")
    chosen = _still_left_out(shape, public)
    return notice.model_copy(update={"table": public, "on_sign": chosen}), tuple(shape.findings)


def _still_left_out(shape: _Shape, public: Table | None) -> OnSign | None:
    """What signs leave out, of the columns that are public at all."""
    chosen = shape.notice.on_sign
    if chosen is None or not chosen.leave_out:
        return chosen
    keys = {column.key for column in public.columns} if public else set()
    left = tuple(key for key in chosen.leave_out if key in keys)
    if keys and keys == set(left):
        shape.say(Severity.BLOCK, "left_out_all", "on_sign.leave_out")
        left = ()
    return chosen.model_copy(update={"leave_out": left})


def _report_columns(shape: _Shape, decisions: dict[str, Decision]) -> None:
    for number, column in enumerate(shape.table.columns):
        decision, place = decisions[column.key], f"table.columns[{number}]"
        if decision.treatment is Treatment.DROP and decision.marked:
            shape.say(Severity.INFO, "column_dropped", place)
        elif decision.treatment is Treatment.DROP:
            shape.say(Severity.INFO, "column_dropped_by_head", place)
        elif decision.treatment is Treatment.GENERALISE:
            shape.say(Severity.INFO, "column_generalised", place)
        elif decision.treatment is Treatment.PLACE:
            shape.say(Severity.INFO, "column_to_village", place)
        elif decision.treatment is Treatment.REVIEW:
            shape.say(Severity.WARN, "column_to_review", place)


def _look_at_dropped(shape: _Shape, decisions: dict[str, Decision]) -> None:
    """ID columns are not shown, but a slip in one is worth telling: the payment uses the same number."""
    ids = [c.key for c in shape.table.columns if c.type is ColumnType.ID and c.key in decisions]
    for number, row in enumerate(shape.table.rows):
        for key in ids:
            where, cell = f"table.rows[{number}].{key}", row.get(key, "").strip()
            if not cell:
                shape.say(Severity.INFO, "id_empty", where)
            elif not _is_sound_id(cell):
                shape.say(Severity.WARN, "id_mistyped", where)


def _is_sound_id(cell: str) -> bool:
    hits = find_personal(cell)
    return len(hits) == 1 and hits[0].datum is Datum.ID_NUMBER and not hits[0].mistyped


def _shape_table(shape: _Shape, treatments: dict[str, Treatment]) -> Table | None:
    kept = [column for column in shape.table.columns if treatments[column.key] is not Treatment.DROP]
    if not kept:
        return None
    keys = {column.key for column in kept}
    rows = tuple(
        {key: _cell(shape, number, key, cell, treatments[key]) for key, cell in row.items() if key in keys}
        for number, row in enumerate(shape.table.rows)
    )
    totals = shape.table.totals
    left = None if totals is None else {key: cell for key, cell in totals.items() if key in keys}
    return shape.table.model_copy(update={"columns": tuple(kept), "rows": rows, "totals": left})


def _cell(shape: _Shape, number: int, key: str, cell: str, treatment: Treatment) -> str:
    where = f"table.rows[{number}].{key}"
    if treatment is Treatment.GENERALISE:
        reason = generalise(cell, shape.profile)
        if reason == OTHER_REASON != cell.strip():
            shape.say(Severity.WARN, "reason_unknown", where)
        return reason
    if treatment is Treatment.PLACE:
        if (place := generalise_address(cell)) is None:
            shape.say(Severity.WARN, "address_unread", where)
        return place or ""
    if shape.persons and names_house(cell):
        shape.say(Severity.WARN, "house_number", where)
    return cell


def _redact_texts(notice: Notice, kept: FindKept) -> Step:
    findings: list[Finding] = []
    heads = {column.key: column.label for column in notice.table.columns} if notice.table else {}

    def hide(where: str, text: str) -> str:
        hidden = []
        for hit in _find_in(where, text, heads):
            if (why := kept(text[hit.start : hit.end])) is None:
                hidden.append(hit)
            else:
                findings.append(_say_kept(notice, where, why))
        findings.extend(say_hits(notice, where, tuple(hidden)))
        return redact(text, hidden)

    return rewrite(notice, hide), tuple(findings)


def _find_in(where: str, text: str, heads: Mapping[str, str]) -> tuple[Hit, ...]:
    """The hits of one text; a number in a cell is what the head of its column says, as after a word."""
    hits = find_personal(text)
    head = heads.get(where.rpartition(".")[2], "") if where.startswith("table.") else ""
    if not hits or not head:
        return hits
    before = f"{head}:"
    under = [
        replace(hit, start=hit.start - len(before), end=hit.end - len(before))
        for hit in find_personal(before + text)
        if hit.end > len(before)
    ]
    return hits if any(hit.start < 0 for hit in under) else tuple(under)


def _say_kept(notice: Notice, where: str, why: Kept) -> Finding:
    facts = {"proposer": why.proposer, "confirmer": why.confirmer, "reason": why.reason}
    return found(notice, Severity.WARN, "personal_kept", where, **facts)


def say_hits(notice: Notice, where: str, hits: tuple[Hit, ...]) -> Iterator[Finding]:
    """A block for each hit at ``where``, and a warning where it is mistyped as well."""
    for hit in hits:
        yield found(notice, Severity.BLOCK, f"personal_{hit.datum.value}", where)
        if hit.mistyped:
            yield found(notice, Severity.WARN, "id_mistyped", where)
