"""Looking at notices: what pages and the API show, as plain values. Nothing here changes anything.

Plain statements that select columns, no objects that load more when touched: a
page shows the moment it was asked for. Rights are asked of ``rights.may``, so
that an inbox never lists what its reader could not do.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, or_, select
from sqlmodel import SQLModel

from ledctl.accounts.model import Actor
from ledctl.content.files import notice_from
from ledctl.db import Database
from ledctl.errors import BadInput, NotFound
from ledctl.notices import model as _model
from ledctl.notices.chain import SIMPLE, Chain
from ledctl.notices.facts import (
    DecisionFacts,
    Dossier,
    Found,
    InternalRemark,
    OrderFacts,
    Remark,
    Summary,
    VersionFacts,
)
from ledctl.notices.rights import SIGNING, Hands, may
from ledctl.notices.states import AWAITS, State, Step
from ledctl.notices.steps import hands_of
from ledctl.screening.findings import read_stored


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


_NOTICE = _table(_model.NoticeRow.__tablename__)
_VERSION = _table(_model.Version.__tablename__)
_DECISION = _table(_model.Decision.__tablename__)
_ORDER = _table(_model.DisplayOrder.__tablename__)
_STOP = _table(_model.OrderStop.__tablename__)
_REMARK = _table(_model.RemarkRow.__tablename__)
_PERSON = _table("person")

_MAKERS_OWN = frozenset({State.RETURNED, State.DRAFT})
"""States in which a notice waits for the people who made it, not for every drafter."""


def inbox(
    database: Database, actor: Actor, chain_of: Callable[[str], Chain] = lambda _: SIMPLE
) -> list[Summary]:
    """The notices that wait for this person, longest waiting first (R8); ``chain_of`` a category."""
    with database.engine.connect() as connection:
        rows = [*connection.execute(_waiting())]
        taken = _taken(connection, [row.id for row in rows])
    waiting = [(_summary(row), _hands(row, taken[row.id])) for row in rows]
    return [
        notice
        for notice, hands in waiting
        if waits_for(actor, notice.state, hands, chain_of(notice.category))
    ]


def unfinished(database: Database, accounts: Sequence[str]) -> dict[str, list[Summary]]:
    """The notices these people wrote or handed in that nobody has finished, longest waiting first."""
    with database.engine.connect() as connection:
        rows = [*connection.execute(_waiting())]
    made = [(_summary(row), {row.author, row.editor, row.submitter}) for row in rows]
    return {account: [notice for notice, makers in made if account in makers] for account in accounts}


def find(
    database: Database, *, state: State | None = None, text: str = "", limit: int = 50, offset: int = 0
) -> Found:
    """Notices whose number, title or text holds ``text``, the last changed first."""
    query = select(*_columns(Summary, _NOTICE))
    if state is not None:
        query = query.where(_NOTICE.c.state == state)
    if wanted := text.strip():
        query = query.join(
            _VERSION, (_VERSION.c.notice_id == _NOTICE.c.id) & (_VERSION.c.no == _NOTICE.c.version)
        ).where(_holds(wanted, (_NOTICE.c.id, _NOTICE.c.title, _VERSION.c.content)))
    page = query.order_by(_NOTICE.c.updated_at.desc(), _NOTICE.c.id).limit(limit).offset(offset)
    with database.engine.connect() as connection:
        total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
        notices = tuple(_summary(row) for row in connection.execute(page))
    return Found(notices, total)


def listing(database: Database, *, state: str | None = None, limit: int = 1000) -> tuple[Summary, ...]:
    """The notices in this state (all without one), the last changed first."""
    return find(database, state=read_state(state), limit=limit).notices


def read_state(text: str | None) -> State | None:
    """A state by its name; ``BadInput`` lists the names, nothing means any state."""
    try:
        return State(text) if text else None
    except ValueError:
        raise BadInput.of("field_not_one_of", where="state", expected=", ".join(State)) from None


def exists(database: Database, notice_id: str) -> bool:
    with database.engine.connect() as connection:
        return connection.execute(select(_NOTICE.c.id).where(_NOTICE.c.id == notice_id)).first() is not None


def one(database: Database, notice_id: str) -> Dossier:
    """Everything about one notice; ``NotFound`` when there is none."""
    with database.engine.connect() as connection:
        row = connection.execute(select(*_columns(Summary, _NOTICE)).where(_NOTICE.c.id == notice_id)).first()
        if row is None:
            raise NotFound.of("no_such_notice", where="id", id=notice_id)
        versions = connection.execute(
            select(_VERSION).where(_VERSION.c.notice_id == notice_id).order_by(_VERSION.c.no.desc())
        ).all()
        decisions = connection.execute(
            select(*_columns(DecisionFacts, _DECISION))
            .where(_DECISION.c.notice_id == notice_id)
            .order_by(_DECISION.c.id)
        ).all()
        orders = _orders(connection, notice_id)
        taken = _taken(connection, [notice_id])[notice_id]
        names = _names(connection, {who for one in versions for who in (one.author, one.editor)})
        remarks = connection.execute(
            select(*_columns(InternalRemark, _REMARK))
            .where(_REMARK.c.notice_id == notice_id)
            .order_by(_REMARK.c.id)
        ).all()
    newest = versions[0]
    return Dossier(
        _summary(row),
        tuple(_version(one) for one in versions),
        tuple(_decision(one) for one in decisions),
        orders,
        hands_of(newest.author, newest.editor, newest.submitter, taken),
        tuple(InternalRemark(**one._mapping) for one in remarks),
        names,
    )


def _waiting() -> Select[Any]:
    """Every notice that waits for somebody, with its makers, longest waiting first."""
    return (
        select(*_columns(Summary, _NOTICE), _VERSION.c.author, _VERSION.c.editor, _VERSION.c.submitter)
        .join(_VERSION, (_VERSION.c.notice_id == _NOTICE.c.id) & (_VERSION.c.no == _NOTICE.c.version))
        .where(_NOTICE.c.state.in_([*AWAITS]))
        .order_by(_NOTICE.c.updated_at, _NOTICE.c.id)
    )


def waits_for(actor: Actor, state: State, hands: Hands, chain: Chain) -> bool:
    """Whether a notice in this state waits for this person."""
    if state in _MAKERS_OWN and actor.account not in hands.makers:
        return False
    steps = SIGNING if state is State.IN_APPROVAL else (AWAITS[state],)
    return any(may(actor, step, state, hands, chain) for step in steps)


def _columns(facts: type[Any], table: Table) -> list[Any]:
    """The columns that have a field of the same name in ``facts``."""
    return [table.c[name] for name in facts.__slots__ if name in table.c]


def _holds(text: str, columns: Iterable[Any]) -> Any:
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


def _summary(row: Row[Any]) -> Summary:
    facts = {name: getattr(row, name) for name in Summary.__slots__}
    return Summary(**{**facts, "state": State(row.state)})


def _decision(row: Row[Any]) -> DecisionFacts:
    return DecisionFacts(**{**row._mapping, "step": Step(row.step)})


def _version(row: Row[Any]) -> VersionFacts:
    facts = {name: getattr(row, name) for name in VersionFacts.__slots__}
    findings = tuple(Remark(**read_stored(one)) for one in json.loads(row.findings))
    return VersionFacts(**{**facts, "content": notice_from(json.loads(row.content)), "findings": findings})


def _orders(connection: Connection, notice_id: str) -> tuple[OrderFacts, ...]:
    query = (
        select(*_columns(OrderFacts, _ORDER), _STOP.c.at.label("stopped_at"), _STOP.c.reason)
        .select_from(_ORDER.outerjoin(_STOP, _STOP.c.order_id == _ORDER.c.id))
        .where(_ORDER.c.notice_id == notice_id)
        .order_by(_ORDER.c.id, _STOP.c.id)
    )
    found = {row.id: row for row in connection.execute(query)}
    return tuple(
        OrderFacts(**{k: v for k, v in row._mapping.items() if k != "reason"}, stop_reason=row.reason or "")
        for row in found.values()
    )


def _taken(connection: Connection, notice_ids: list[str]) -> dict[str, list[Any]]:
    """The steps taken on the current version of each of these notices, in their order."""
    columns = (_DECISION.c.notice_id, _DECISION.c.step, _DECISION.c.account)
    query = (
        select(*columns, _DECISION.c.on_behalf_of, _DECISION.c.bound)
        .join(
            _NOTICE, (_NOTICE.c.id == _DECISION.c.notice_id) & (_NOTICE.c.version == _DECISION.c.version_no)
        )
        .where(_DECISION.c.notice_id.in_(notice_ids))
        .order_by(_DECISION.c.id)
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.notice_id].append(row)
    return found


def _hands(row: Row[Any], taken: list[Any]) -> Hands:
    return hands_of(row.author, row.editor, row.submitter, taken)


def _names(connection: Connection, accounts: set[str]) -> dict[str, str]:
    """The names of these accounts; somebody who is not in the table has none."""
    query = select(_PERSON.c.account, _PERSON.c.name).where(_PERSON.c.account.in_(accounts))
    return {row.account: row.name for row in connection.execute(query)}
