"""What is otherwise between two fillings of one form: cell by cell, and which items came and went. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ledctl.forms.filled import Behind, Cell, FilledForm

RULES = "rules"
"""The address of the rules of the count."""
HEADING, DOC_NO = "form.heading", "form.doc_no"
ITEM = "item."


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell, text or signature that is otherwise."""

    address: str
    label: str
    before: str
    after: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of the items that came and went, by id."""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"added": list(self.added), "removed": list(self.removed)}


def differences(old: FilledForm, new: FilledForm) -> tuple[Difference, ...]:
    """Everything printed that is otherwise; an item exchanged for another is a difference, too."""
    titles = {item.id: item.title for form in (old, new) for item in form.items}
    found = (*_figures(old, new), *_words(old, new), *_items(old, new))
    return tuple(_titled(one, titles) for one in found)


def _titled(one: Difference, titles: Mapping[str, str]) -> Difference:
    return replace(one, titles={name: titles.get(name, name) for name in (*one.added, *one.removed)})


def _figures(old: FilledForm, new: FilledForm) -> list[Difference]:
    was, now = ({cell.address: (row.label, cell) for row, cell in one.cells()} for one in (old, new))
    found = []
    for address in dict.fromkeys((*was, *now)):
        label, before = was.get(address, ("", Cell(address)))
        later, after = now.get(address, ("", Cell(address)))
        if before.value != after.value or set(before.items) != set(after.items):
            found.append(_figure(later or label, before, after))
    return found


def _figure(label: str, before: Cell, after: Cell) -> Difference:
    return Difference(
        after.address,
        label,
        before.text,
        after.text,
        added=tuple(one for one in after.items if one not in before.items),
        removed=tuple(one for one in before.items if one not in after.items),
    )


def _items(old: FilledForm, new: FilledForm) -> list[Difference]:
    """Items of both that are known otherwise: under another title, of another day."""
    was = {item.id: item for item in old.items}
    return [
        Difference(f"{ITEM}{item.id}", "条目", _known(was[item.id]), _known(item))
        for item in new.items
        if item.id in was and _known(was[item.id]) != _known(item)
    ]


def _known(item: Behind) -> str:
    return " ".join((item.title, item.category, item.first_on, *item.channels))


def _words(old: FilledForm, new: FilledForm) -> list[Difference]:
    was, now = _said(old), _said(new)
    labels = {address: label for one in (old, new) for address, label in _labels(one).items()}
    behind = {
        address: (_behind(old, address), _behind(new, address)) for address in dict.fromkeys((*was, *now))
    }
    return [
        Difference(
            address,
            labels[address],
            was.get(address, ""),
            now.get(address, ""),
            added=tuple(one for one in after if one not in before),
            removed=tuple(one for one in before if one not in after),
        )
        for address, (before, after) in behind.items()
        if was.get(address, "") != now.get(address, "") or set(before) != set(after)
    ]


def _behind(form: FilledForm, address: str) -> tuple[str, ...]:
    return form.behind_ids().get(address, ())


def _said(form: FilledForm) -> dict[str, str]:
    """Entered words by address, generated ones by the title of their section."""
    entered = {address: entry.value for address, entry in form.entries().items() if entry}
    entered |= {RULES: form.rules} if form.rules else {}
    entered |= {HEADING: form.heading, DOC_NO: form.doc_no} | _rows(form)
    return entered | {one.words_address: "".join(one.words) for one in form.sections if one.words}


def _rows(form: FilledForm) -> dict[str, str]:
    """What each row is called, and in what unit: a form file may come to say otherwise."""
    rows = [row for table in form.tables for row in table.rows]
    return {f"row.{row.id}": f"{row.label} {row.unit}".strip() for row in rows}


def _labels(form: FilledForm) -> dict[str, str]:
    titles = {one.text_address: one.title for one in form.sections if one.text_address}
    words = {one.words_address: one.title for one in form.sections}
    titles |= {HEADING: "标题", DOC_NO: "表式"} | dict.fromkeys(_rows(form), "指标")
    return titles | words | {RULES: "统计口径"} | {one.address: one.label for one in form.signers}
