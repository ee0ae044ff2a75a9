"""Let one body go: its row in ``disposed`` first, then the body, in the transaction of the batch.

What ``disposed`` keeps lets whoever checks go on checking: the hash of what was there,
and what is left of it (of a segment the sums, of anything else the digest of the row
as it stays).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session, col

from ledctl.archive.classes import RecordClass
from ledctl.archive.due import Due
from ledctl.archive.husks import husk_of
from ledctl.archive.model import Disposal, Disposed
from ledctl.ledger.anchoring.facts import FACTS, digest_of_row, one_row
from ledctl.ledger.checking.remains import remains_of
from ledctl.ledger.model import SEGMENT
from ledctl.notices.model import StoredProgram, Version

_KEPT = {RecordClass(kept.disposed_as): kept for kept in FACTS if kept.disposed_as}


def let_go(session: Session, disposal: Disposal, record_class: RecordClass, one: Due, at: datetime) -> None:
    """Write down what it was, and take it."""
    becomes = _becomes(disposal, record_class, one)
    told: dict[str, Any] = {
        "disposal_id": disposal.id,
        "record_class": record_class.value,
        "record_key": one.key,
    }
    told |= {"sha256": one.sha256, "size": len(one.body), "at": at}
    told["sums"] = _left(session, record_class, one, becomes)
    connection = session.connection()
    connection.execute(insert(Disposed), told)
    connection.execute(_taking(record_class, one.key).values(**becomes))


def _becomes(disposal: Disposal, record_class: RecordClass, one: Due) -> dict[str, Any]:
    """The columns that change, and to what: the database allows no others."""
    if record_class is RecordClass.TEXTS:
        return {"content": husk_of(one.body.decode(), disposal.id or 0), "findings": "[]"}
    return {"body": b""}


def _left(session: Session, record_class: RecordClass, one: Due, becomes: dict[str, Any]) -> str:
    if record_class is RecordClass.DISPLAY_LOG:
        query = SEGMENT.select().where(SEGMENT.c.id == int(one.key))
        return remains_of(one.body, session.connection().execute(query).one().header)
    row = one_row(session, _KEPT[record_class], one.key)
    return digest_of_row({**(row or {}), **becomes})


def _taking(record_class: RecordClass, key: str) -> Any:
    if record_class is RecordClass.DISPLAY_LOG:
        return update(SEGMENT).where(SEGMENT.c.id == int(key))
    if record_class is RecordClass.FRAMES:
        return update(StoredProgram).where(col(StoredProgram.digest) == key)
    return update(Version).where(col(Version.id) == int(key))
