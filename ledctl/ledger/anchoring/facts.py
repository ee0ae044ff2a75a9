"""The chain of facts: one link for every row of every append-only table.

Events and segments are chains themselves. The other tables of facts (decisions,
orders, outages and so on) refuse changes by a trigger only, which whoever holds
the file can drop; a link here binds each row, as it is stored, to all linked
before it. Rows are linked when a checkpoint is signed, not when they are written:
the desk waits for nothing. Which tables hold facts is ``FACTS``; a test holds it
against the triggers in the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    FromClause,
    Select,
    String,
    Table,
    UniqueConstraint,
    and_,
    cast,
    column,
    func,
    insert,
    select,
    table,
    text,
)
from sqlmodel import Field, Session, SQLModel

from ledctl.ledger.chain import GENESIS, canonical, link
from ledctl.ledger.chain import Column as Value
from ledctl.ledger.disposed import FRAMES, TEXTS

AT_ONCE = 100
"""Programs are large: no more rows than this are held while reading."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One table of facts. ``key``: its primary key; ``once``: which rows are facts.

    ``grows``: every new row has a greater key than all before it, so that one which
    turns up among older ones was put there later. ``body``: a column of bytes, which a
    text that looks like their digest must not replace. ``disposed_as``: the class of
    record under which a part of a row may be given up.
    """

    name: str
    key: str = "id"
    grows: bool = True
    once: str = "TRUE"
    body: str = ""
    disposed_as: str = ""

    def digest_of(self, row: Mapping[str, Any]) -> str:
        """SHA-256 over the canonical text of every column as stored; "" where bytes became something else."""
        if self.body and not isinstance(row[self.body], bytes | memoryview):
            return ""
        return digest_of_row(row)


FACTS: tuple[Kept, ...] = (
    Kept("version", grows=False, once="submitted_at IS NOT NULL", disposed_as=TEXTS),
    *map(Kept, ("decision", "delegation", "delegation_end", "remark", "keep_request", "keep_consent")),
    Kept("program", key="digest", grows=False, body="body", disposed_as=FRAMES),
    *map(Kept, ("display_order", "order_stop", "objection", "objection_decision", "posting", "posting_end")),
    *map(Kept, ("refresh", "glyph", "glyph_decision", "warning_template", "warning_template_decision")),
    Kept("short_way"),
    Kept("superseding", key="earlier", grows=False),
    *map(Kept, ("attempt", "outage")),
    Kept("outage_end", key="outage_id", grows=False),
    *map(Kept, ("blackout", "blackout_word", "blackout_end", "blackout_sign")),
    *map(Kept, ("alert", "alert_end", "alert_seen")),
    *map(Kept, ("form_cell", "filed_report")),
    *map(Kept, ("outside_item", "outside_strike")),
    *map(Kept, ("disposal", "disposal_decision", "disposed")),
    *map(
        Kept, ("board", "sheet_copy", "posting_strike", "board_update", "board_check", "board_check_mended")
    ),
    Kept("photo", key="digest", grows=False, body="body"),
    Kept("board_posting", key="posting_id", grows=False),
    Kept("board_posting_end", key="posting_id", grows=False),
)
"""Every append-only table but the chains themselves, in the order in which their rows are linked."""

CHAINS = frozenset({"event", "segment", "fact", "checkpoint"})
"""Append-only tables that name the row before each row themselves."""


class Fact(SQLModel, table=True):
    """A link: the row ``key`` of table ``tbl`` has this digest; see ``digest_of_row``."""

    __tablename__ = "fact"
    __table_args__ = (UniqueConstraint("tbl", "key", name="fact_once"),)
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    tbl: str = Field(max_length=40)
    key: str = Field(max_length=64)
    digest: str = Field(max_length=64)
    prev: str = Field(max_length=64)
    hash: str = Field(max_length=64)


FACT: Table = SQLModel.metadata.tables["fact"]
_LAST = select(FACT.c.seq, FACT.c.hash).order_by(FACT.c.seq.desc()).limit(1)


def stored_row(row: Mapping[str, Any]) -> dict[str, Value]:
    """A row as a digest sees it, the same from SQLite and from PostgreSQL.

    What SQLite stores is the measure: truth as 1 and 0, days and instants as text, bytes by their digest.
    """
    return {name: _stored(value) for name, value in row.items()}


def digest_of_row(row: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical text of every column as stored."""
    return sha256(canonical(stored_row(row)).encode()).hexdigest()


def one_row(session: Session, kept: Kept, key: str) -> Mapping[str, Any] | None:
    """The row with this key, as it is stored."""
    rows = _named(kept)
    query = select(text("t.*")).select_from(rows).where(cast(rows.c[kept.key], String) == key)
    found = session.connection().execute(query).mappings().first()
    return dict(found) if found else None


def all_rows(session: Session, kept: Kept) -> Iterator[Mapping[str, Any]]:
    """Every row of a table of facts as it is stored, drafts of versions among them."""
    return _stream(session, select(text("t.*")).select_from(_named(kept)))


def count_unlinked(session: Session) -> int:
    """How many facts wait for the next checkpoint."""
    counts = (_unlinked(kept, func.count()) for kept in FACTS)
    return sum(int(session.connection().execute(query).scalar_one()) for query in counts)


def chain_facts(session: Session, most: int | None = None) -> int:
    """Link every fact without a link, or the first ``most`` of them; how many (in ``Database.write``)."""
    last = session.connection().execute(_LAST).first()
    seq, prev = (last.seq, last.hash) if last else (0, GENESIS)
    links: list[dict[str, Value]] = []
    for kept, row in islice(_waiting(session), most):
        seq += 1
        fields: dict[str, Value] = {"seq": seq, "tbl": kept.name, "key": str(row[kept.key])}
        fields["digest"] = digest_of_row(row)
        links.append({**fields, "prev": prev, "hash": (prev := link(prev, fields))})
    if links:
        session.connection().execute(insert(FACT), links)
    return len(links)


def _waiting(session: Session) -> Iterator[tuple[Kept, Mapping[str, Any]]]:
    """Facts without a link: table by table, in the order of their keys."""
    for kept in FACTS:
        for row in _stream(session, _unlinked(kept, text("t.*")).order_by(text(f"t.{kept.key}"))):
            yield kept, row


def _unlinked(kept: Kept, what: Any) -> Select[Any]:
    rows = _named(kept)
    same = and_(FACT.c.tbl == kept.name, FACT.c.key == cast(rows.c[kept.key], String))
    joined = rows.outerjoin(FACT, same)
    return select(what).select_from(joined).where(FACT.c.key.is_(None), text(kept.once))


def _named(kept: Kept) -> FromClause:
    return table(kept.name, column(kept.key)).alias("t")


def _stream(session: Session, query: Select[Any]) -> Iterator[Mapping[str, Any]]:
    """Rows by name, as the driver gives them, whatever a model would make of them; a few at once."""
    found = session.connection().execute(query, execution_options={"yield_per": AT_ONCE})
    names = list(found.keys())
    for row in found:
        yield dict(zip(names, row, strict=True))


def _stored(value: Any) -> Value:
    """What SQLite would store for what the other database's driver gives."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return "sha256:" + sha256(value).hexdigest()
    kept: Value = value
    return kept
