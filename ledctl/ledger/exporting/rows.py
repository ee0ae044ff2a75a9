"""Rows as an export gives them: what is stored, as JSON, whatever a model would make of it.

Also which facts are those of one notice. Passwords, tokens and secrets are in no
table of facts, so no export can hold them. The office's internal remarks go with
the whole record and not with one notice: that part leaves the house.
"""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    LargeBinary,
    Select,
    Table,
    cast,
    column,
    inspect,
    select,
    table,
    text,
    type_coerce,
)
from sqlmodel import Session

from ledctl.db import Database
from ledctl.ledger.anchoring.facts import FACT, FACTS, Kept, stored_row
from ledctl.ledger.chain import Gone
from ledctl.ledger.disposed import given_up
from ledctl.ledger.exporting.file import Row

KEPT = {kept.name: kept for kept in FACTS}
AT_ONCE = 400
"""Keys in one question; databases take a thousand or so."""

INTERNAL = frozenset({"remark"})
"""What the office keeps to itself: of one notice's part these are links alone."""

HANGING: tuple[tuple[str, str, str, str], ...] = (
    ("order_stop", "order_id", "display_order", "id"),
    ("objection_decision", "objection_id", "objection", "id"),
    ("posting_end", "posting_id", "posting", "id"),
    ("posting_strike", "posting_id", "posting", "id"),
    ("board_posting", "posting_id", "posting", "id"),
    ("board_posting_end", "posting_id", "posting", "id"),
    ("photo", "digest", "board_posting", "photo"),
    ("photo", "digest", "board_posting_end", "photo"),
    ("keep_consent", "request_id", "keep_request", "id"),
    ("superseding", "decision_id", "decision", "id"),
    ("program", "digest", "display_order", "program_digest"),
)
"""Facts that belong to a notice by a row of it: table, column, and the table and column it names."""


def stored(of: Table) -> list[ColumnElement[Any]]:
    """The columns as they are stored: 2 is not true, and a body may have become text."""
    return [_raw(one) for one in of.c]


def event_row(row: Mapping[str, Any]) -> Row:
    """A row of ``event``."""
    practice = row["practice"]
    return {**stored_row(row), "practice": bool(practice) if practice in (0, 1) else practice}


def segment_row(row: Mapping[str, Any], gone: Gone | None = None) -> Row:
    """A row of ``segment`` with its body, or with its hash alone where the body was given up (``gone``)."""
    body = row["body"]
    if body is None:
        return {**row, "body_sha256": None}
    if body == b"" and gone is not None:
        return {**row, "body": None, "body_sha256": gone.sha256}
    digest = sha256(body).hexdigest()
    return {**stored_row(row), "body": b64encode(body).decode(), "body_sha256": digest}


def bare(row: Row, field: str) -> Row:
    """The row without what only its hash vouches for."""
    return {**row, field: None}


def fact_rows(
    database: Database, links: Sequence[Mapping[str, Any]], whole: frozenset[int] | None
) -> Iterator[Row]:
    """These links, with the rows they are of; of ``whole`` alone where that is given."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if whole is None or link["seq"] in whole:
            wanted[link["tbl"]].append(link["key"])
    held: dict[tuple[str, str], Row] = {}
    with database.read() as session:
        for tbl, keys in wanted.items():
            if tbl in KEPT:
                held |= {(tbl, key): row for key, row in rows_of(session, KEPT[tbl], keys)}
    for link in links:
        yield {**link, "row": held.get((link["tbl"], link["key"]))}


def rows_of(session: Session, kept: Kept, keys: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """The rows with these keys, by key, as stored."""
    for start in range(0, len(keys), AT_ONCE):
        some = [_typed(kept, key) for key in keys[start : start + AT_ONCE]]
        gone = given_up(session.connection(), kept.disposed_as, some) if kept.disposed_as else {}
        for row in _where(session, kept, kept.key, some):
            if str(row[kept.key]) in gone:
                continue  # what is left of it is not the row that was linked: its digest goes alone
            if kept.digest_of(row):  # a text in place of bytes is not taken for their digest
                yield str(row[kept.key]), stored_row(row)


def notice_facts(session: Session, notice: str, last: int, withheld: frozenset[str]) -> list[int]:
    """The links of the facts of a notice up to ``last``, in order, but for those of ``withheld`` tables."""
    rows = {
        kept.name: list(_where(session, kept, "notice_id", [notice]))
        for kept in _naming_notices(session)
        if kept.name not in withheld
    }
    for tbl, name, parent, named in (one for one in HANGING if one[0] not in withheld):
        keys = sorted({row[named] for row in rows.get(parent, ())})
        rows[tbl] = [*rows.get(tbl, ()), *_where(session, KEPT[tbl], name, keys)]
    found: set[int] = set()
    for tbl, some in rows.items():
        found.update(_links(session, tbl, [str(row[KEPT[tbl].key]) for row in some]))
    return sorted(seq for seq in found if seq <= last)


def rows_as_dicts(session: Session, query: Select[Any]) -> list[dict[str, Any]]:
    """The rows of a question by column, as the driver gives them."""
    return [dict(row) for row in session.connection().execute(query).mappings()]


def _naming_notices(session: Session) -> Iterator[Kept]:
    """The tables of facts whose rows name their notice."""
    tables = inspect(session.connection())
    for kept in FACTS:
        if "notice_id" in {c["name"] for c in tables.get_columns(kept.name)}:
            yield kept


def _links(session: Session, tbl: str, keys: Sequence[str]) -> Iterator[int]:
    for start in range(0, len(keys), AT_ONCE):
        query = select(FACT.c.seq).where(FACT.c.tbl == tbl, FACT.c.key.in_(keys[start : start + AT_ONCE]))
        yield from session.connection().execute(query).scalars()


def _where(session: Session, kept: Kept, name: str, values: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    """The rows of a table of facts in which the column holds one of these values, as stored."""
    for start in range(0, len(values), AT_ONCE):
        some = column(name).in_(values[start : start + AT_ONCE])
        query = select(text("*")).select_from(table(kept.name)).where(some)
        yield from rows_as_dicts(session, query)


def _typed(kept: Kept, key: str) -> Any:
    """The key as its column holds it: PostgreSQL compares no number with a text."""
    return int(key) if kept.key.endswith("id") else key


def _raw(one: Column[Any]) -> ColumnElement[Any]:
    if one.name == "practice":
        return type_coerce(one, Integer).label(one.name)
    return cast(one, LargeBinary).label(one.name) if one.name == "body" else one
