"""Whether the register of boards and the photos are those the record tells of: a part of ``verify``.

Each entry's digest is recomputed from its columns as they are stored and held to the event
that was written with it; each photo's from its picture. What is kept of sheets, postings
and duties is held to its events in modules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session, SQLModel

from ledctl.boards.entering import VALUES
from ledctl.boards.model import BoardRow, PhotoRow
from ledctl.boards.registry import SAVED, digest_of
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import stored
from ledctl.ledger.checking.told import compare, events_of, missing_numbers

BOARD: Table = SQLModel.metadata.tables[str(BoardRow.__tablename__)]
PHOTO: Table = SQLModel.metadata.tables[str(PhotoRow.__tablename__)]

Row = dict[str, Any]


def check_boards(session: Session) -> Iterator[Problem]:
    """Every entry and every photo that does not hold, and every one that is gone."""
    connection = session.connection()
    rows = [*stored(connection, BOARD)]
    yield from missing_numbers(connection, BOARD)
    told = [(SAVED, _told(one)) for one in events_of(connection, [SAVED])]
    yield from compare("board", [(row["code"], _said(row)) for row in rows], told)
    photos = set()
    for row in stored(connection, PHOTO):
        photos.add(row["digest"])
        if not _is_whole(row):
            yield problem("board_photo_altered", "photo", row["digest"])
    yield from (
        problem("board_photo_gone", "board", row["id"])
        for row in rows
        if row["photo"] and row["photo"] not in photos
    )


def _is_whole(photo: Row) -> bool:
    body = photo["body"]
    return isinstance(body, bytes | memoryview) and sha256(body).hexdigest() == photo["digest"]


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
