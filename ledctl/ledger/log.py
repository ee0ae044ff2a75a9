"""Write an event, and look events up. The only place that inserts into ``event``.

``append`` works in the caller's transaction, so that a change and the record of
it stand or fall together (R12). Several processes write: what keeps their rows
in one chain is that ``Database.write`` takes SQLite's write lock before the
first read, and that ``seq`` is unique wherever that lock does not exist.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlmodel import Session

from ledctl.clock import stamp, unstamp
from ledctl.ledger.chain import GENESIS, Column, canonical, link
from ledctl.ledger.kinds import check
from ledctl.ledger.model import EVENT

_LAST = select(EVENT.c.seq, EVENT.c.hash).order_by(EVENT.c.seq.desc()).limit(1)
_NEWEST_FIRST = select(EVENT).order_by(EVENT.c.seq.desc())
_INSERT = insert(EVENT)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it was written."""

    seq: int
    at: datetime
    kind: str
    actor: str
    via: str
    cause: str
    notice: str | None
    sign: str | None
    practice: bool
    facts: Mapping[str, Any]
    hash: str


def append(
    session: Session,
    *,
    kind: str,
    at: datetime,
    actor: str,
    via: str = "system",
    cause: str = "",
    notice: str | None = None,
    sign: str | None = None,
    practice: bool = False,
    **facts: object,
) -> Entry:
    """Add one event to the chain, in the caller's ``Database.write`` transaction.

    ``facts`` go into the payload and must be plain JSON values. ``ValueError``
    for an event that does not say what ``kinds`` demands of it (R33).
    """
    columns = {"notice": notice, "sign": sign}
    check(kind, actor=actor, via=via, cause=cause, given=facts.keys() | {c for c, v in columns.items() if v})
    connection = session.connection()
    last = connection.execute(_LAST).first()
    seq, prev = (last.seq + 1, last.hash) if last else (1, GENESIS)
    fields: dict[str, Column] = {
        "seq": seq,
        "at": stamp(at),
        "kind": kind,
        "actor": actor,
        "via": str(via),
        "cause": str(cause),
        **columns,
        "practice": practice,
        "payload": canonical(facts),
    }
    digest = link(prev, fields)
    connection.execute(_INSERT, {**fields, "prev": prev, "hash": digest})
    return Entry(seq, at, kind, actor, str(via), str(cause), notice, sign, practice, facts, digest)


def last_event(session: Session) -> Entry | None:
    """The newest event: also the earliest time the clock may sanely show (R15)."""
    row = session.connection().execute(_NEWEST_FIRST.limit(1)).first()
    return None if row is None else entry_of(row)


def events(
    session: Session,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    notice: str | None = None,
    kind: str | None = None,
    actor: str | None = None,
    limit: int = 100,
    before_seq: int | None = None,
) -> list[Entry]:
    """Events in ``[since, until)``, newest first; page on with the last ``seq`` as ``before_seq``."""
    query = _NEWEST_FIRST.limit(limit)
    wanted = {EVENT.c.notice: notice, EVENT.c.kind: kind, EVENT.c.actor: actor}
    query = query.where(*(column == value for column, value in wanted.items() if value is not None))
    if since is not None:
        query = query.where(EVENT.c.at >= stamp(since))
    if until is not None:
        query = query.where(EVENT.c.at < stamp(until))
    if before_seq is not None:
        query = query.where(EVENT.c.seq < before_seq)
    return [entry_of(row) for row in session.connection().execute(query)]


def entry_dict(event: Entry) -> dict[str, Any]:
    """An event in plain values, under the names of its columns."""
    columns = ("seq", "kind", "actor", "via", "cause", "notice", "sign", "practice")
    facts = {name: getattr(event, name) for name in columns}
    return {**facts, "at": stamp(event.at), "facts": dict(event.facts)}


def entry_of(row: Row[Any]) -> Entry:
    """A row of ``event`` as a value."""
    return Entry(
        row.seq,
        unstamp(row.at),
        row.kind,
        row.actor,
        row.via,
        row.cause,
        row.notice,
        row.sign,
        row.practice,
        json.loads(row.payload),
        row.hash,
    )
