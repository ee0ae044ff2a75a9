"""Whether blackouts, and what was said of and answered to them, are as told: a part of ``verify``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel

from ledctl.blackout.states import DRILL
from ledctl.clock import stamp, unstamp
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import stored
from ledctl.ledger.checking.told import compare, events_of, missing_numbers

Row = dict[str, Any]

_ORDERED = {"blackout_on": 0, "blackout_drilled": 1}
_ANSWERED = ("blackout_confirmed", "blackout_sent", "blackout_unconfirmed", "lamps_on_again")
_SIGNED = ("actor", "via", "at")


def check_blackouts(session: Session) -> Iterator[Problem]:
    """Every row of the four tables that does not hold, and every one that is gone."""
    connection = session.connection()
    kinds = [*_ORDERED, "blackout_explained", "blackout_off", *_ANSWERED]
    told: dict[str, list[tuple[str, Row]]] = {name: [] for name in _SAYS}
    for event in events_of(connection, kinds):
        name, says = _told(event)
        told[name].append((event["kind"], says))
    for name, says_of in _SAYS.items():
        table = SQLModel.metadata.tables[name]
        rows = [*stored(connection, table)]
        yield from missing_numbers(connection, table)
        yield from compare(name, [(row["id"], says_of(row)) for row in rows], told[name])
        if name == "blackout":
            yield from (problem("untold", name, row["id"]) for row in rows if not _ends_right(row))


def _told(event: Row) -> tuple[str, Row]:
    """The table an event tells of, and what it says."""
    facts, kind = event["facts"], event["kind"]
    signed = {name: event[name] for name in _SIGNED}
    if kind in _ORDERED:
        ordered = {"about": facts.get("blackout"), "drill": _ORDERED[kind], "practice": event["practice"]}
        return "blackout", signed | ordered
    if kind == "blackout_explained":
        return "blackout_word", signed | {"about": facts.get("blackout"), "reason": facts.get("reason")}
    if kind == "blackout_off":
        ended = {name: facts.get(name) for name in ("drill", "how")}
        return "blackout_end", signed | ended | {
            "about": facts.get("blackout"),
            "words": facts.get("reason", ""),
        }
    answered = {name: facts.get(name) for name in ("how", "ms", "proof", "evidence")}
    return "blackout_sign", answered | {
        "about": facts.get("blackout"),
        "sign": event["sign"],
        "at": event["at"],
    }


def _by(row: Row) -> Row:
    return {"actor": row["account"], "via": row["via"], "at": row["at"]}


def _order(row: Row) -> Row:
    return _by(row) | {"about": row["id"], "drill": row["drill"], "practice": row["practice"]}


def _word(row: Row) -> Row:
    return _by(row) | {"about": row["blackout_id"], "reason": row["reason"]}


def _end(row: Row) -> Row:
    said = {"about": row["blackout_id"], "words": row["opinion"]}
    return _by(row) | said | {name: row[name] for name in ("drill", "how")}


def _answer(row: Row) -> Row:
    said = {name: row[name] for name in ("how", "ms", "proof", "evidence", "sign", "at")}
    return said | {"about": row["blackout_id"]}


_SAYS = {"blackout": _order, "blackout_word": _word, "blackout_end": _end, "blackout_sign": _answer}


def _ends_right(row: Row) -> bool:
    """A drill ends by itself after its seconds, a real one never."""
    if not row["drill"]:
        return row["until"] is None
    try:
        at: datetime = unstamp(row["at"])
    except (ValueError, TypeError):
        return False
    return bool(row["until"] == stamp(at + DRILL))
