"""Whether entries and filed reports are those the record tells of: a part of ``verify``.

Each filed report's digest is recomputed from what it holds, each batch of entries'
from its rows; an event without its rows, or rows without their event, are named.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import select
from sqlmodel import Session
from sqlmodel import select as rows_of

from ledctl.clock import stamp
from ledctl.forms.entries import digest_of
from ledctl.forms.tables import FiledReport, FormCell
from ledctl.ledger.checking.verify import Problem
from ledctl.ledger.model import EVENT

Fact = tuple[str, str, str, str, str]
"""Person, time, form, period, and the digest (with the version of what was filed)."""


def check_forms(session: Session) -> Iterator[Problem]:
    """Every entry and every filed report that does not hold, or is gone."""
    yield from _entries(session)
    yield from _filed(session)


def _entries(session: Session) -> Iterator[Problem]:
    told = _told(session, "form_cell_entered")
    for batch in _batches(session):
        first = batch[0]
        digest = digest_of({row.cell: row.value for row in batch}, first.source)
        if not _strike(told, (first.account, stamp(first.at), first.form, first.period, digest)):
            yield Problem("form_cell", str(first.id), "no event tells of it as it is")
    for _, at, form, period, _ in told:
        yield Problem("form_cell", f"{form} {period}", f"is missing: the record tells of entries at {at}")


def _batches(session: Session) -> list[list[FormCell]]:
    """The rows of one act of entering each."""
    found: dict[tuple[str, str, str, str, str], list[FormCell]] = defaultdict(list)
    for row in session.exec(rows_of(FormCell).order_by("id")):
        found[row.account, stamp(row.at), row.form, row.period, row.source].append(row)
    return [*found.values()]


def _filed(session: Session) -> Iterator[Problem]:
    told = _told(session, "report_filed")
    for row in session.exec(rows_of(FiledReport).order_by("id")):
        if sha256(row.content.encode()).hexdigest() != row.digest:
            yield Problem("filed_report", str(row.id), "its digest is not that of what it says")
        bound = f"{row.version} {row.digest} {row.checkpoint} {row.reason}"
        if not _strike(told, (row.account, stamp(row.at), row.form, row.period, bound)):
            yield Problem("filed_report", str(row.id), "no event tells of it as it is")
    for _, at, form, period, _ in told:
        yield Problem("filed_report", f"{form} {period}", f"is missing: the record tells of it at {at}")


def _told(session: Session, kind: str) -> list[Fact]:
    rows = session.connection().execute(select(EVENT).where(EVENT.c.kind == kind))
    found = [(row, json.loads(row.payload)) for row in rows]
    return [(row.actor, row.at, said["form"], said["period"], _bound(kind, said)) for row, said in found]


def _bound(kind: str, said: dict[str, str]) -> str:
    if kind == "form_cell_entered":
        return said["digest"]
    return f"{said['version']} {said['digest']} {said['checkpoint']} {said['reason']}"


def _strike(told: list[Fact], fact: Fact) -> bool:
    """Whether the record tells of this; told once is struck once."""
    if fact not in told:
        return False
    told.remove(fact)
    return True
