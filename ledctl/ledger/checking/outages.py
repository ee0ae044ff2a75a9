"""Whether outages and their ends make sense by themselves: a part of ``verify``.

An outage belongs to an event, but its instants are the publisher's own findings and no
event repeats them; here each row is held to what any outage must be. That none was
rewritten into another that makes sense, too, only a chain over the rows themselves can say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from ledctl.ledger.chain import canonical
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import facts_of, stored
from ledctl.ledger.checking.told import missing_numbers
from ledctl.ledger.downtime import OUTAGE, OUTAGE_END, How, Outage
from ledctl.ledger.segments import MAX_MS

Row = dict[str, Any]

_CAUSES, _HOWS = frozenset(Outage), frozenset(How)


def check_outages(session: Session) -> Iterator[Problem]:
    """Rows that no outage can be, ends of none, and one that began while the like of it lasted."""
    connection = session.connection()
    rows, ends = [*stored(connection, OUTAGE)], [*stored(connection, OUTAGE_END)]
    yield from missing_numbers(connection, OUTAGE)
    by_number = {row["id"]: row for row in rows}
    for row in rows:
        if wrong := [name for name, right in _right(row).items() if not right]:
            yield problem("outage_differs", "outage", row["id"], what=", ".join(wrong))
    for end in ends:
        begun = by_number.get(end["outage_id"])
        if begun is None or not _ends(end, begun):
            yield problem("outage_differs", "outage_end", end["outage_id"], what="ended_ms, how")


def _right(row: Row) -> dict[str, bool]:
    detail = row["detail"]
    return {
        "sign": isinstance(row["sign"], str) and bool(row["sign"]),
        "cause": row["cause"] in _CAUSES,
        "started_ms": _is_instant(row["started_ms"]),
        "detail": isinstance(detail, str) and canonical(facts_of(detail)) == detail,
    }


def _ends(end: Row, row: Row) -> bool:
    started, ended = row["started_ms"], end["ended_ms"]
    return end["how"] in _HOWS and _is_instant(started) and _is_instant(ended) and started <= ended


def _is_instant(value: object) -> bool:
    return type(value) is int and 0 <= value <= MAX_MS
