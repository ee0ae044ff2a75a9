"""Whether the drawn glyphs are those the record tells of: a part of ``verify``.

Each row's digest is recomputed from its pixels, and every column is compared
with the event that was written with it; an event without its row is a row that
was taken away.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from ledctl.clock import stamp
from ledctl.fonts.bdf import notation
from ledctl.glyphs.foundry import EVENT_OF
from ledctl.glyphs.shapes import digest
from ledctl.ledger.model import EVENT
from ledctl.ledger.problems import Problem, problem

GLYPH: Table = SQLModel.metadata.tables["glyph"]
DECISION: Table = SQLModel.metadata.tables["glyph_decision"]

Fact = tuple[str, int]
"""A kind of event and the glyph it is about: each happens to a glyph once at most."""


def check_glyphs(session: Session) -> Iterator[Problem]:
    """Every row of both tables that does not hold, and every row that is gone."""
    told = _told(session)
    connection = session.connection()
    for row in connection.execute(select(GLYPH).order_by(GLYPH.c.id)):
        if digest(row.code_point, row.advance, row.rows) != row.digest:
            yield problem("pixel_digest", "glyph", row.id)
        if told.pop(("glyph_proposed", row.id), None) != _proposed(row):
            yield problem("untold", "glyph", row.id)
    for row in connection.execute(select(DECISION).order_by(DECISION.c.id)):
        if told.pop((EVENT_OF.get(row.step, row.step), row.glyph_id), None) != _decided(row):
            yield problem("untold", "glyph_decision", row.id)
    for kind, glyph in sorted(told, key=str):
        table = "glyph" if kind == "glyph_proposed" else "glyph_decision"
        yield problem("told_missing", table, glyph, kind=kind)


def _told(session: Session) -> dict[Fact, dict[str, Any] | None]:
    """What the events say, in the columns' words; ``None`` where two tell of the same."""
    found: dict[Fact, list[dict[str, Any]]] = defaultdict(list)
    query = select(EVENT).where(EVENT.c.kind.in_(["glyph_proposed", *EVENT_OF.values()]))
    for row in session.connection().execute(query):
        facts = json.loads(row.payload)
        says = {name: facts.get(name) for name in ("glyph", "code", "digest", "name", "reason")}
        says |= {"account": row.actor, "via": row.via, "at": row.at, "practice": row.practice}
        found[row.kind, facts.get("glyph")].append(says)
    return {fact: says[0] if len(says) == 1 else None for fact, says in found.items()}


def _proposed(row: Any) -> dict[str, Any]:
    return _facts(row, glyph=row.id, account=row.proposer, name=row.proposer_name, reason=row.why)


def _decided(row: Any) -> dict[str, Any]:
    return _facts(row, glyph=row.glyph_id, account=row.account, name=row.name, reason=row.opinion)


def _facts(row: Any, **said: object) -> dict[str, Any]:
    return {
        **said,
        "code": notation(row.code_point),
        "digest": row.digest,
        "via": row.via,
        "at": stamp(row.at),
        "practice": row.practice,
    }
