"""Whether the drawn glyphs are those the record tells of: a part of ``verify``.

Each row's digest is recomputed from its pixels, and every column is compared
with the event that was written with it; an event without its row is a row that
was taken away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session, SQLModel

from ledctl.fonts.bdf import notation
from ledctl.glyphs.foundry import EVENT_OF
from ledctl.glyphs.shapes import digest
from ledctl.glyphs.states import TRANSITIONS
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import stored
from ledctl.ledger.checking.told import compare, events_of, missing_numbers

GLYPH: Table = SQLModel.metadata.tables["glyph"]
DECISION: Table = SQLModel.metadata.tables["glyph_decision"]

Row = dict[str, Any]

_PROPOSED = "glyph_proposed"


def check_glyphs(session: Session) -> Iterator[Problem]:
    """Every row of both tables that does not hold, and every row that is gone."""
    connection = session.connection()
    told = [(one["kind"], _told(one)) for one in events_of(connection, [_PROPOSED, *EVENT_OF.values()])]
    glyphs = {row["id"]: row for row in stored(connection, GLYPH)}
    decisions = [*stored(connection, DECISION)]
    for table in (GLYPH, DECISION):
        yield from missing_numbers(connection, table)
    yield from (problem("pixel_digest", "glyph", key) for key, row in glyphs.items() if not _is_whole(row))
    proposed = [one for one in told if one[0] == _PROPOSED]
    yield from compare("glyph", [(key, _proposed(row)) for key, row in glyphs.items()], proposed)
    decided = [one for one in told if one[0] != _PROPOSED]
    yield from compare("glyph_decision", [(row["id"], _decided(row)) for row in decisions], decided)
    for row in decisions:
        if not _fits(row, glyphs.get(row["glyph_id"])):
            yield problem("untold", "glyph_decision", row["id"])


def _is_whole(row: Row) -> bool:
    try:
        return bool(digest(row["code_point"], row["advance"], row["rows"]) == row["digest"])
    except (ValueError, TypeError, AttributeError, OverflowError):  # numbers that are none
        return False


def _fits(row: Row, glyph: Row | None) -> bool:
    """It repeats who proposed the glyph, and leads where the step leads."""
    leads = TRANSITIONS.get(row["from_state"], {}).get(row["step"])
    return glyph is not None and row["proposer"] == glyph["proposer"] and leads == row["to_state"]


def _told(event: Row) -> Row:
    """What an event says, in the columns' words."""
    facts = event["facts"]
    says = {name: facts.get(name) for name in ("code", "digest", "name", "reason")}
    signed = {"account": event["actor"], **{name: event[name] for name in ("via", "at", "practice", "kind")}}
    return {"about": facts.get("glyph"), **says, **signed}


def _proposed(row: Row) -> Row:
    said = {"account": row["proposer"], "name": row["proposer_name"], "reason": row["why"]}
    return _facts(row, about=row["id"], kind=_PROPOSED, **said)


def _decided(row: Row) -> Row:
    kind = EVENT_OF.get(row["step"], row["step"])
    said = {"account": row["account"], "name": row["name"], "reason": row["opinion"]}
    return _facts(row, about=row["glyph_id"], kind=kind, **said)


def _facts(row: Row, **said: object) -> Row:
    code = row["code_point"]
    same = {name: row[name] for name in ("digest", "via", "at", "practice")}
    return {**said, **same, "code": notation(code) if isinstance(code, int) else code}
