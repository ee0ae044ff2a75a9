"""Whether photos are the pictures that were kept, and those that rows name are there: a part of ``verify``.

A photo's name is its digest, so no event has to tell of it: what names it is held to its
own event. Photos are the heaviest rows there are, so only a few are in memory at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import count

from sqlalchemy import Connection, Table
from sqlmodel import Session, SQLModel

from ledctl.boards.model import (
    BoardCheck,
    BoardCheckMended,
    BoardPosting,
    BoardPostingEnd,
    BoardRow,
    BoardUpdate,
    PhotoRow,
)
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import raw, stored

PHOTO: Table = SQLModel.metadata.tables[str(PhotoRow.__tablename__)]
NAMING: tuple[Table, ...] = tuple(
    SQLModel.metadata.tables[str(of.__tablename__)]
    for of in (BoardRow, BoardPosting, BoardPostingEnd, BoardUpdate, BoardCheck, BoardCheckMended)
)
"""The tables whose rows name a photo, in a column of that name."""
AT_ONCE = 20


def check_photos(session: Session) -> Iterator[Problem]:
    """Every photo that is not the picture of its digest, and every row whose photo is gone."""
    connection, kept = session.connection(), set()
    for digest, body in _photos(connection):
        kept.add(digest)
        if not isinstance(body, bytes | memoryview) or sha256(body).hexdigest() != digest:
            yield problem("board_photo_altered", PHOTO.name, digest)
    for table in NAMING:
        (key,) = (column.name for column in table.primary_key)
        for row in stored(connection, table):
            if row["photo"] and row["photo"] not in kept:
                yield problem("board_photo_gone", table.name, row[key])


def _photos(connection: Connection) -> Iterator[tuple[object, object]]:
    """Each photo's digest and picture as they are stored."""
    names = [*PHOTO.c.keys()]
    digest, body = names.index("digest"), names.index("body")
    for start in count(step=AT_ONCE):
        rows = raw(connection, PHOTO, f"ORDER BY digest LIMIT {AT_ONCE} OFFSET {start}")
        yield from ((row[digest], row[body]) for row in rows)
        if len(rows) < AT_ONCE:
            return
