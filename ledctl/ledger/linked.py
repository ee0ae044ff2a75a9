"""Check the chain of facts against the tables it binds: none changed, none gone, none slipped in.

Yields what is wrong, table by table; ``Station.verify`` takes it beside the rest.
Not here: whether the chain's end is where a checkpoint says (``anchored``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from ledctl.ledger.chain import Gone, Link, verify_links
from ledctl.ledger.disposed import all_given_up
from ledctl.ledger.facts import AT_ONCE, FACT, FACTS, Kept, all_rows, one_row
from ledctl.ledger.verify import Problem

LONGEST = 20
"""Digits of the largest number a database counts to, and one more."""

Linked = dict[str, dict[str, str]]
"""For each table, the digest of every linked row by its key."""


def check_facts(session: Session) -> Iterator[Problem]:
    """Every linked row is there and unchanged, every link in its place, and none came in between."""
    linked: Linked = {kept.name: {} for kept in FACTS}
    strange: list[Problem] = []
    links = _links(session, linked, strange)
    try:
        if broken := verify_links(links):
            yield Problem("fact", str(broken.key), broken.why)
            deque(links, maxlen=0)  # the rest is still held against its tables
    except (DatabaseError, UnicodeError):
        yield Problem("fact", "", "cannot be read")
    yield from strange
    for kept in FACTS:
        yield from _check_rows(session, kept, linked[kept.name])


def _links(session: Session, linked: Linked, strange: list[Problem]) -> Iterator[Link]:
    found = session.connection().execute(
        select(FACT).order_by(FACT.c.seq).execution_options(yield_per=AT_ONCE)
    )
    for row in found.mappings():
        fields = {name: row[name] for name in ("seq", "tbl", "key", "digest")}
        if row["tbl"] in linked:
            linked[row["tbl"]][str(row["key"])] = row["digest"]
        else:
            strange.append(Problem("fact", str(row["seq"]), "names no table of facts"))
        yield Link(row["seq"], row["prev"], row["hash"], fields)


def _check_rows(session: Session, kept: Kept, linked: Mapping[str, str]) -> Iterator[Problem]:
    missing = dict(linked)
    newest = max(map(_number, linked), default=0) if kept.grows else 0
    gone = _given_up(session, kept)
    try:
        for row in all_rows(session, kept):
            key = str(row[kept.key])
            digest = missing.pop(key, None)
            if digest is None and kept.grows and row[kept.key] <= newest:
                yield Problem(kept.name, key, "was put among rows that were linked before")
            elif digest is not None and not _holds(kept, row, digest, gone.get(key)):
                yield Problem(kept.name, key, "was changed: it is not the row that was linked")
    except (DatabaseError, UnicodeError):
        yield from _check_each(session, kept, missing, gone)
        return
    yield from (Problem(kept.name, key, "is missing: a link names it") for key in missing)


def _given_up(session: Session, kept: Kept) -> Mapping[str, Gone]:
    return all_given_up(session.connection(), kept.disposed_as) if kept.disposed_as else {}


def _holds(kept: Kept, row: Mapping[str, Any], digest: str, gone: Gone | None) -> bool:
    """Whether it is the row that was linked, or what a disposal on record left of it."""
    found = kept.digest_of(row)
    return found == digest or (gone is not None and found == gone.left)


def _check_each(
    session: Session, kept: Kept, linked: Mapping[str, str], gone: Mapping[str, Gone]
) -> Iterator[Problem]:
    """One row after the other, where the table does not come out as a whole: which one it is."""
    for key, digest in linked.items():
        try:
            row = one_row(session, kept, key)
            if row is None or not _holds(kept, row, digest, gone.get(key)):
                yield Problem(kept.name, key, "was changed or is missing: it is not the row that was linked")
        except (DatabaseError, UnicodeError):
            yield Problem(kept.name, key, "cannot be read")


def _number(key: str) -> int:
    """What a key counts; one that was made something else counts nothing."""
    return int(key) if key.isdecimal() and len(key) < LONGEST else 0
