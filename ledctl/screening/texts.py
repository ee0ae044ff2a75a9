"""Every text of a notice that the public can see, walked in one place and one order.

Normalising, redacting and checking all use this walk, so that no field can be
looked at by one of them and forgotten by another, and whatever is printed, on a
sign or on paper, was looked at. Not here: what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ledctl.content.model import Notice, Table

Rewrite = Callable[[str, str], str]
"""Given a place and its text, the text that shall stand there."""

_FIELDS = ("title", "doc_no", "category_label", "issuing_unit", "source_unit")


def rewrite(notice: Notice, change: Rewrite) -> Notice:
    """The notice with ``change(where, text)`` applied to each of its public texts."""
    update: dict[str, object] = {name: change(name, getattr(notice, name)) for name in _FIELDS}
    update["body"] = _rewrite_all("body", notice.body, change)
    update["attachments"] = _rewrite_all("attachments", notice.attachments, change)
    signature = notice.signature
    update["signature"] = signature.model_copy(update={"unit": change("signature.unit", signature.unit)})
    if (period := notice.publicity_period) is not None:
        texts = {
            key: change(f"publicity_period.{key}", getattr(period, key)) for key in ("note", "start_rule")
        }
        update["publicity_period"] = period.model_copy(update=texts)
    if (wish := notice.display_window) is not None:
        until = change("display_window.until", wish.until)
        update["display_window"] = wish.model_copy(update={"until": until})
    if notice.table is not None:
        update["table"] = _rewrite_table(notice.table, change)
    update |= _rewrite_office(notice, change)
    return notice.model_copy(update=update)


_OFFICE = ("source_person", "published_by")


def _rewrite_office(notice: Notice, change: Rewrite) -> dict[str, object]:
    """Who answers for it, why it is withheld, what series it belongs to: they are printed, too."""
    named = {name: text for name in _OFFICE if (text := getattr(notice, name)) is not None}
    update: dict[str, object] = {name: change(name, text) for name, text in named.items()}
    if (disclosure := notice.disclosure) is not None:
        reason = change("disclosure.reason", disclosure.reason)
        update["disclosure"] = disclosure.model_copy(update={"reason": reason})
    if (plan := notice.schedule) is not None:
        said = {name: change(f"schedule.{name}", getattr(plan, name)) for name in ("series", "stage")}
        update["schedule"] = plan.model_copy(update=said)
    return update


def texts_of(notice: Notice) -> dict[str, str]:
    """Each public text by its place, empty ones left out."""
    seen: dict[str, str] = {}

    def note(where: str, text: str) -> str:
        if text:
            seen[where] = text
        return text

    rewrite(notice, note)
    return seen


def _rewrite_all(name: str, texts: tuple[str, ...], change: Rewrite) -> tuple[str, ...]:
    return tuple(change(f"{name}[{number}]", text) for number, text in enumerate(texts))


def _rewrite_table(table: Table, change: Rewrite) -> Table:
    columns = tuple(
        column.model_copy(update={"label": change(f"table.columns[{number}].label", column.label)})
        for number, column in enumerate(table.columns)
    )
    rows = tuple(_rewrite_cells(f"table.rows[{n}]", row, change) for n, row in enumerate(table.rows))
    totals = None if table.totals is None else _rewrite_cells("table.totals", table.totals, change)
    return table.model_copy(update={"columns": columns, "rows": rows, "totals": totals})


def _rewrite_cells(place: str, cells: Mapping[str, str], change: Rewrite) -> dict[str, str]:
    return {key: change(f"{place}.{key}", text) for key, text in cells.items()}
