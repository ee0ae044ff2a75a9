"""Check the chain of facts against the tables it binds: none changed, none gone, none slipped in.

Yields what is wrong, table by table; ``verify`` takes it beside the rest. Whatever the
bytes of a row have become, it is named by its key: nothing that is stored is a traceback.
Not here: whether the chain's end is where a checkpoint says (``anchored``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from ledctl.ledger.anchoring.facts import FACT, FACTS, Kept, all_rows
from ledctl.ledger.chain import Gone
from ledctl.ledger.checking.links import Chain, Holds
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import BATCH, UNREAD, Raw, by_bytes, raw
from ledctl.ledger.disposed import all_given_up

LONGEST = 20
"""Digits of the largest number a database counts to, and one more."""

LINK_COLUMNS = {"seq": Holds.NUMBER, "tbl": Holds.TEXT, "key": Holds.TEXT, "digest": Holds.TEXT}

Linked = dict[str, dict[str, str]]
"""For each table, the digest of every linked row by its key."""


def check_facts(session: Session) -> Iterator[Problem]:
    """Every linked row is there and unchanged, every link in its place, and none came in between."""
    linked: Linked = {kept.name: {} for kept in FACTS}
    yield from _check_links(session, linked)
    for kept in FACTS:
        yield from _check_rows(session, kept, linked[kept.name])


def _check_links(session: Session, linked: Linked) -> Iterator[Problem]:
    chain = Chain(LINK_COLUMNS)
    for rows in _links(session):
        chain.walk(rows)  # where it breaks, the rest is still held against its tables
        for seq, tbl, key, digest, *_ in rows:
            if tbl in linked:
                linked[tbl][str(key)] = digest
            else:
                yield problem("fact_strange", "fact", seq)
    if bad := chain.broken:
        yield problem(bad.code, "fact", bad.key, next=bad.next)


def _links(session: Session) -> Iterator[list[Raw]]:
    """All links by their number; such as have none come last, and are found there."""
    done: object = None
    after = ""
    while rows := raw(session.connection(), FACT, f"{after} ORDER BY seq LIMIT {BATCH}", done=done):
        yield rows
        done, after = rows[-1][0], "WHERE seq > :done"


def _check_rows(session: Session, kept: Kept, linked: Mapping[str, str]) -> Iterator[Problem]:
    gone = all_given_up(session.connection(), kept.disposed_as) if kept.disposed_as else {}
    try:
        yield from _held(kept, all_rows(session, kept), dict(linked), gone)
    except UNREAD:
        yield from _held(kept, _damaged(session, kept), dict(linked), gone)


def _held(
    kept: Kept, rows: Iterable[Mapping[str, Any]], missing: dict[str, str], gone: Mapping[str, Gone]
) -> Iterator[Problem]:
    newest = max(map(_number, missing), default=0) if kept.grows else 0
    for row in rows:
        key = row[kept.key]
        digest = missing.pop(str(key), None)
        if digest is not None:
            if _digest(kept, row) not in _honest(digest, gone.get(str(key))):
                yield problem("fact_changed", kept.name, key)
        elif kept.grows and type(key) is not int:
            yield problem("row_no_number", kept.name, key)
        elif kept.grows and key <= newest:
            yield problem("fact_slipped_in", kept.name, key)
        elif not _digest(kept, row):
            yield problem("row_unread", kept.name, key)
    yield from (problem("fact_missing", kept.name, key) for key in missing)


def _honest(digest: str, gone: Gone | None) -> tuple[str, ...]:
    """The row that was linked, or what a disposal on record left of it."""
    return (digest,) if gone is None or not gone.left else (digest, gone.left)


def _damaged(session: Session, kept: Kept) -> Iterator[Mapping[str, Any]]:
    """The rows of a table where one holds text that is none: byte for byte, so that it can be named."""
    connection = session.connection()
    names = [*connection.execute(text(f"SELECT * FROM {kept.name} LIMIT 0")).keys()]  # noqa: S608 - ours
    for row in by_bytes(connection, kept.name, names):
        yield dict(zip(names, row, strict=True))


def _digest(kept: Kept, row: Mapping[str, Any]) -> str:
    """The digest of a row; "" where what is stored can be in no honest one."""
    try:
        return kept.digest_of(row)
    except (ValueError, TypeError):
        return ""


def _number(key: str) -> int:
    """What a key counts; one that was made something else counts nothing."""
    return int(key) if key.isdecimal() and len(key) < LONGEST else 0
