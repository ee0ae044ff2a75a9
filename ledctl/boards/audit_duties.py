"""Whether updates, checks and their mending are those the record tells of: a part of ``verify``.

Each row is held to one event of the same person at the same instant, with the digest of
what it says; an event without its row, and a row without its event, are named.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session
from sqlmodel import select as rows_of

from ledctl.boards.checked import digest_of, mended_digest_of
from ledctl.boards.duties import update_digest_of
from ledctl.boards.model import BoardCheck, BoardCheckMended, BoardUpdate
from ledctl.clock import stamp
from ledctl.ledger.checking.problems import Problem
from ledctl.ledger.model import EVENT

Bound = tuple[str, str, str, str]
"""Person, time, number of the row, digest."""


def check_duties(session: Session) -> Iterator[Problem]:
    """Every update, check and mending that does not hold, or is gone."""
    updates = {_bound(row, row.id, update_digest_of(row)) for row in session.exec(rows_of(BoardUpdate))}
    yield from _compare("board_update", updates, _told(session, "board_updated", "update"))
    checks = {_bound(row, row.id, digest_of(row)) for row in session.exec(rows_of(BoardCheck))}
    yield from _compare("board_check", checks, _told(session, "board_checked", "check"))
    mended = {
        _bound(row, row.check_id, mended_digest_of(row)) for row in session.exec(rows_of(BoardCheckMended))
    }
    yield from _compare("board_check_mended", mended, _told(session, "board_check_mended", "check"))


def _compare(table: str, rows: set[Bound], told: Counter[Bound]) -> Iterator[Problem]:
    for row in sorted(rows - told.keys()):
        yield Problem(table, row[2], "no event tells of it as it is")
    for bound in sorted((told - Counter(rows)).elements()):
        yield Problem(table, bound[2], f"is missing or changed: the record tells of it at {bound[1]}")


def _bound(row: BoardUpdate | BoardCheck | BoardCheckMended, number: int | None, digest: str) -> Bound:
    return row.account, stamp(row.at), str(number), digest


def _told(session: Session, kind: str, number: str) -> Counter[Bound]:
    rows = session.connection().execute(select(EVENT).where(EVENT.c.kind == kind))
    found: list[tuple[Any, Mapping[str, Any]]] = [(row, json.loads(row.payload)) for row in rows]
    return Counter((row.actor, row.at, str(said.get(number)), str(said.get("digest"))) for row, said in found)
