"""The part of the record that is about one notice, row by row as it is stored, with every hash.

Two members in the shape of an export: the notice's events, and the segments its
displays stand in. Each row can be checked by itself (its hash covers its columns and
names the row before it); that no row between them is missing, only the whole record
or a checkpoint shows. Streamed: a notice of a year lies in thousands of segments.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from ledctl.db import Database
from ledctl.ledger.chain import Gone
from ledctl.ledger.disposed import DISPLAY_LOG, given_up
from ledctl.ledger.model import EVENT, SEGMENT, SEGMENT_NOTICE

BATCH = 200
Lines = Callable[[], Iterator[str]]


def record_part(database: Database, notice: str) -> Mapping[str, Lines]:
    """The members of the folder ``record/``, by name; each is read when it is written."""
    events = select(EVENT).where(EVENT.c.notice == notice)
    holding = select(SEGMENT_NOTICE.c.segment).where(SEGMENT_NOTICE.c.notice == notice)
    segments = select(SEGMENT).where(SEGMENT.c.id.in_(holding))
    return {
        "record/events.jsonl": lambda: _lines(database, events, EVENT.c.seq),
        "record/segments.jsonl": lambda: _lines(database, segments, SEGMENT.c.id),
    }


def _lines(database: Database, query: Select[Any], key: Any) -> Iterator[str]:
    """Batch after batch, each its own short read: a reader that stays open lets the log of writes grow."""
    after = 0
    while True:
        with database.read() as session:
            batch = query.where(key > after).order_by(key).limit(BATCH)
            rows = session.connection().execute(batch).all()
            gone = given_up(session.connection(), DISPLAY_LOG, _emptied(rows))
        yield from (_line(row, gone) for row in rows)
        if len(rows) < BATCH:
            return
        after = rows[-1]._mapping[key]


def _emptied(rows: Sequence[Row[Any]]) -> list[int]:
    return [row.id for row in rows if row._mapping.get("body") == b""]


def _line(row: Row[Any], gone: Mapping[str, Gone]) -> str:
    """A row; of a segment whose displays were given up the hash they had, as an export gives it."""
    plain = {name: _plain(value) for name, value in row._mapping.items()}
    if plain.get("body") == "" and (found := gone.get(str(plain["id"]))):
        plain |= {"body": None, "body_sha256": found.sha256, "disposal": found.disposal}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _plain(value: Any) -> Any:
    return b64encode(value).decode() if isinstance(value, bytes) else value
