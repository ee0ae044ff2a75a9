"""Whether disposals are those the record tells of, and took only what they cover: a part of ``verify``.

Proposals and decisions are held to their events like any other. Of what was given up
each row must name a body that is gone, under an approved proposal of its class, with
the hash the record has always named it by; the events say how many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, cast, func, or_, select
from sqlalchemy.types import String
from sqlmodel import Session, SQLModel

from ledctl.archive.classes import RecordClass
from ledctl.archive.model import Disposal, DisposalDecision, Disposed
from ledctl.archive.states import EVENT_OF
from ledctl.ledger.anchoring.facts import FACT, FACTS, one_row, stored_row
from ledctl.ledger.chain import canonical
from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.checking.rawrows import stored
from ledctl.ledger.checking.told import compare, events_of, missing_numbers
from ledctl.ledger.disposed import FRAMES, all_given_up
from ledctl.ledger.model import SEGMENT
from ledctl.notices.model import StoredProgram, Version
from ledctl.proposals.states import TRANSITIONS, Step

DISPOSAL, DECISION, DISPOSED, PROGRAM, VERSION = (
    SQLModel.metadata.tables[str(table.__tablename__)]
    for table in (Disposal, DisposalDecision, Disposed, StoredProgram, Version)
)

Row = dict[str, Any]

_PROPOSED, _DONE = "disposal_proposed", "disposed"
_BOUND = ("record_class", "before", "digest", "proposer", "practice")


def check_disposals(session: Session) -> Iterator[Problem]:
    """Every row of the three tables that does not hold, and every one that is gone."""
    connection = session.connection()
    events = [*events_of(connection, [_PROPOSED, *EVENT_OF.values(), _DONE])]
    for table in (DISPOSAL, DECISION, DISPOSED):
        yield from missing_numbers(connection, table)
    disposals = {row["id"]: row for row in stored(connection, DISPOSAL)}
    decisions = [*stored(connection, DECISION)]
    yield from _proposals(disposals, events)
    yield from _decisions(decisions, disposals, events)
    yield from _given_up(session, events)


def _proposals(rows: dict[Any, Row], events: list[Row]) -> Iterator[Problem]:
    told = [(one["kind"], _told(one)) for one in events if one["kind"] == _PROPOSED]
    yield from compare("disposal", [(key, _proposed(row)) for key, row in rows.items()], told)


def _decisions(rows: list[Row], disposals: dict[Any, Row], events: list[Row]) -> Iterator[Problem]:
    kinds = frozenset(EVENT_OF.values())
    told = [(one["kind"], _told(one)) for one in events if one["kind"] in kinds]
    decided = [(row["id"], _decided(row, disposals.get(row["disposal_id"], {}))) for row in rows]
    yield from compare("disposal_decision", decided, told)
    for row in rows:
        disposal = disposals.get(row["disposal_id"], {})
        leads = TRANSITIONS.get(row["from_state"], {}).get(row["step"])
        if leads != row["to_state"] or any(row[name] != disposal.get(name) for name in _BOUND):
            yield problem("untold", "disposal_decision", row["id"])


def _told(event: Row) -> Row:
    facts = event["facts"]
    says = {name: facts.get(name) for name in ("class", "before", "records", "digest", "name", "reason")}
    signed = {name: event[name] for name in ("kind", "actor", "via", "at", "practice")}
    return {"about": facts.get("disposal"), **says, **signed}


def _proposed(row: Row) -> Row:
    who = {"actor": row["proposer"], "name": row["proposer_name"], "reason": row["why"]}
    return _said(row, about=row["id"], kind=_PROPOSED, records=row["records"], **who)


def _decided(row: Row, disposal: Row) -> Row:
    """How many records it is about the proposal says, which the decision binds."""
    who = {"actor": row["account"], "name": row["name"], "reason": row["opinion"]}
    return _said(
        row,
        about=row["disposal_id"],
        kind=EVENT_OF.get(row["step"], row["step"]),
        records=disposal.get("records"),
        **who,
    )


def _said(row: Row, **said: object) -> Row:
    same = {name: row[name] for name in ("digest", "via", "at", "practice")}
    return {**said, **same, "class": row["record_class"], "before": str(row["before"])}


# -- what was given up -------------------------------------------------------------------------


def _given_up(session: Session, events: list[Row]) -> Iterator[Problem]:
    connection = session.connection()
    for query in (_without_decision(), *_still_there(), _other_text()):
        for key in connection.execute(query.limit(1)).scalars():
            yield problem("disposed_baseless", "disposed", key)
    told: Counter[Any] = Counter()
    for event in events:
        if event["kind"] == _DONE and isinstance(event["facts"].get("records"), int):
            told[event["facts"].get("disposal")] += event["facts"]["records"]
    counts = select(DISPOSED.c.disposal_id, func.count()).group_by(DISPOSED.c.disposal_id)
    found = {row[0]: row[1] for row in connection.execute(counts)}
    for disposal in sorted(told.keys() | found.keys(), key=str):
        if told[disposal] != found.get(disposal, 0):
            yield problem("disposed_uncounted", "disposed", disposal, n=found.get(disposal, 0))
    yield from _other_pictures(session)


def _without_decision() -> Select[Any]:
    """Under no approved proposal of its class, or after that was taken back."""
    withdrawn = (
        select(DECISION.c.id)
        .where(DECISION.c.disposal_id == DISPOSED.c.disposal_id, DECISION.c.step == Step.WITHDRAW.value)
        .where(DECISION.c.at < DISPOSED.c.at)
    )
    approved = (
        select(DECISION.c.id)
        .where(DECISION.c.disposal_id == DISPOSED.c.disposal_id, DECISION.c.step == Step.APPROVE.value)
        .where(DECISION.c.record_class == DISPOSED.c.record_class)
    )
    return select(DISPOSED.c.id).where(~approved.exists() | withdrawn.exists())


def _still_there() -> Iterator[Select[Any]]:
    """A row that says a body is gone, where it is not, or where there never was such a record."""
    for record_class, table, key in (
        (RecordClass.DISPLAY_LOG, SEGMENT, SEGMENT.c.id),
        (RecordClass.FRAMES, PROGRAM, PROGRAM.c.digest),
    ):
        joined = DISPOSED.outerjoin(table, cast(key, String) == DISPOSED.c.record_key)
        there = or_(key.is_(None), func.length(table.c.body) > 0)
        yield _of(record_class, joined).where(there)


def _other_text() -> Select[Any]:
    """A text whose digest is not the one its version was approved by."""
    joined = DISPOSED.outerjoin(VERSION, cast(VERSION.c.id, String) == DISPOSED.c.record_key)
    other = or_(VERSION.c.id.is_(None), VERSION.c.digest != DISPOSED.c.sha256)
    return _of(RecordClass.TEXTS, joined).where(other)


def _of(record_class: RecordClass, joined: Any) -> Select[Any]:
    query: Select[Any] = select(DISPOSED.c.id).select_from(joined)
    return query.where(DISPOSED.c.record_class == record_class.value)


def _other_pictures(session: Session) -> Iterator[Problem]:
    """The row with the hash of its pixels in their place is the one that was linked."""
    kept = next(one for one in FACTS if one.name == PROGRAM.name)
    query = select(FACT.c.key, FACT.c.digest).where(FACT.c.tbl == kept.name)
    links = {row.key: row.digest for row in session.connection().execute(query)}
    for key, gone in all_given_up(session.connection(), FRAMES).items():
        row = one_row(session, kept, key)
        whole = {**stored_row(row or {}), "body": f"sha256:{gone.sha256}"}
        linked = links.get(key)
        if linked not in (None, gone.left, sha256(canonical(whole).encode()).hexdigest()):
            yield problem("disposed_baseless", "disposed", key)
