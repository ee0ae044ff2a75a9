"""Rows held to the events that tell of them, both ways.

A row and its event were written in one transaction (R12), so each is there with the
other, once, and they say the same. What is compared is what both can say: *told*, a
plain dictionary. Used by every part of ``verify`` that stands above the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table

from ledctl.ledger.chain import canonical
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import facts_of, raw, stored
from ledctl.ledger.model import EVENT

Told = Mapping[str, Any]


def events_of(connection: Connection, kinds: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The events of these kinds in their order; ``facts`` is what their payload says."""
    names = ", ".join(f"'{kind}'" for kind in sorted(set(kinds)))
    for row in stored(connection, EVENT, f"WHERE kind IN ({names})"):
        yield {**row, "facts": facts_of(row["payload"])}


def compare(
    table: str, rows: Iterable[tuple[object, Told]], told: Iterable[tuple[str, Told]]
) -> Iterator[Problem]:
    """Rows by their key, events by their kind: what stands on one side only, and rows out of order."""
    found = [(key, _text(says)) for key, says in rows]
    events = [(kind, _text(says)) for kind, says in told]
    waiting = Counter(text for _, text in events)
    for key, text in found:
        if waiting[text]:
            waiting[text] -= 1
        else:
            yield problem("untold", table, key)
    for kind, text in events:
        if waiting[text]:
            yield problem("told_missing", table, facts_of(text).get("about", ""), kind=kind)
    for (key, text), (_, other) in zip(found, events, strict=False):
        if text != other:
            yield problem("row_moved", table, key)
            return


def missing_numbers(connection: Connection, table: Table) -> Iterator[Problem]:
    """Facts are numbered without a hole; a server's sequences leave some by themselves, a file has none."""
    if connection.dialect.name != "sqlite":
        return
    at = [*table.c.keys()].index("id")
    for number, row in enumerate(raw(connection, table, "ORDER BY id"), start=1):
        if row[at] != number:
            yield problem("row_missing", table.name, number, next=row[at])
            return


def _text(says: Told) -> str:
    return canonical({name: _plain(value) for name, value in says.items()})


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return repr(value)
    if isinstance(value, float):
        return repr(value)
    return int(value) if isinstance(value, bool) else value
