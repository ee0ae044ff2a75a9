"""Whether updates, checks and their mending are those the record tells of: a part of ``verify``.

Each row's digest is recomputed from its columns as they are stored and held to the event
that was written with it, both ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, SQLModel

from ledctl.boards.model import BoardCheck, BoardCheckMended, BoardUpdate
from ledctl.boards.rounds.bound import CHECK_SAYS, MENDED_SAYS, UPDATE_SAYS, digest_of
from ledctl.ledger.checking.problems import Problem
from ledctl.ledger.checking.rawrows import stored
from ledctl.ledger.checking.told import compare, events_of, missing_numbers

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A table, the kind of its events, and which column and fact name what it is about."""

    table: type[SQLModel]
    kind: str
    column: str
    fact: str
    says: tuple[str, ...]


_KEPT = (
    _Kept(BoardUpdate, "board_updated", "id", "update", UPDATE_SAYS),
    _Kept(BoardCheck, "board_checked", "id", "check", CHECK_SAYS),
    _Kept(BoardCheckMended, "board_check_mended", "check_id", "check", MENDED_SAYS),
)


def check_duties(session: Session) -> Iterator[Problem]:
    """Every update, check and mending that does not hold, and every one that is gone."""
    connection = session.connection()
    for kept in _KEPT:
        table = SQLModel.metadata.tables[str(kept.table.__tablename__)]
        yield from missing_numbers(connection, table)
        rows = [(row["id"], _said(kept, row)) for row in stored(connection, table)]
        told = [(kept.kind, _told(kept, event)) for event in events_of(connection, [kept.kind])]
        yield from compare(table.name, rows, told)


def _said(kept: _Kept, row: Row) -> Row:
    """What a row says, in the words of its event."""
    signed: Row = {name: row[name] for name in ("account", "name", "via", "at", "practice") if name in row}
    return {"about": row[kept.column], "digest": _digest(kept, row), **signed}


def _digest(kept: _Kept, row: Row) -> str:
    try:
        return digest_of(row, kept.says)
    except (ValueError, TypeError):  # a value of a kind that no row has
        return ""


def _told(kept: _Kept, event: Row) -> Row:
    """What an event says, in the columns' words."""
    facts = event["facts"]
    signed = {"account": event["actor"], "name": facts.get("name"), "via": event["via"], "at": event["at"]}
    if "practice" in SQLModel.metadata.tables[str(kept.table.__tablename__)].c:
        signed["practice"] = event["practice"]
    return {"about": facts.get(kept.fact), "digest": facts.get("digest"), **signed}
