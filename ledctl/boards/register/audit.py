"""Whether the register of boards is the one the record tells of: a part of ``verify``.

Each entry's digest is recomputed from its columns as they are stored and held to the event
that was written with it. Photos, and what is kept of sheets, postings and duties, are held
in modules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session, SQLModel

from ledctl.boards.model import BoardRow
from ledctl.boards.register.entering import VALUES
from ledctl.boards.register.registry import SAVED, digest_of
from ledctl.ledger.checking.problems import Problem
from ledctl.ledger.checking.rawrows import stored
from ledctl.ledger.checking.told import compare, events_of, missing_numbers

BOARD: Table = SQLModel.metadata.tables[str(BoardRow.__tablename__)]

Row = dict[str, Any]


def check_boards(session: Session) -> Iterator[Problem]:
    """Every entry that does not hold, and every one that is gone."""
    connection = session.connection()
    yield from missing_numbers(connection, BOARD)
    rows = [(row["code"], _said(row)) for row in stored(connection, BOARD)]
    told = [(SAVED, _told(one)) for one in events_of(connection, [SAVED])]
    yield from compare("board", rows, told)


def _said(row: Row) -> Row:
    """What a row says, in the words of its event."""
    signed = {name: row[name] for name in ("account", "name", "via", "at", "practice")}
    return {"about": row["code"], "digest": _digest(row), **signed}


def _digest(row: Row) -> str:
    try:
        return digest_of({name: row[name] for name in VALUES})
    except (ValueError, TypeError):  # a value of a kind that no entry has
        return ""


def _told(event: Row) -> Row:
    """What an event says, in the columns' words."""
    facts = event["facts"]
    signed = {"account": event["actor"], **{name: event[name] for name in ("via", "at", "practice")}}
    return {
        "about": facts.get("board"),
        "digest": facts.get("digest"),
        "name": facts.get("name"),
        **signed,
    }
