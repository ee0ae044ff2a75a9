"""Whether the warning templates are those the record tells of: a part of ``verify``.

Each row's digest is recomputed from what it says, and each row must have its event,
by the same person with the same digest; an event without its row is a row that was
taken away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel
from sqlmodel import select as rows_of

from ledctl.ledger.checking.problems import Problem, problem
from ledctl.ledger.model import EVENT
from ledctl.templates.cabinet import EVENT_OF
from ledctl.templates.model import TemplateRow
from ledctl.templates.queries import form_of

DECISION: Table = SQLModel.metadata.tables["warning_template_decision"]

Fact = tuple[str, int, str, str]
"""Kind of event, template, digest, person: each happens to a template once at most."""


def check_templates(session: Session) -> Iterator[Problem]:
    """Every row of both tables that does not hold, and every row that is gone."""
    told = _told(session)
    for row in session.exec(rows_of(TemplateRow)):
        if not _is_whole(row):
            yield problem("content_digest", "warning_template", row.id)
        if not _strike(told, ("template_proposed", row.id or 0, row.digest, row.proposer)):
            yield problem("untold", "warning_template", row.id)
    for one in session.connection().execute(select(DECISION).order_by(DECISION.c.id)):
        kind = EVENT_OF.get(one.step, one.step)
        if not _strike(told, (kind, one.template_id, one.digest, one.account)):
            yield problem("untold", "warning_template_decision", one.id)
    for kind, template, _, _ in told:
        yield problem("told_missing", "warning_template", template, kind=kind)


def _told(session: Session) -> list[Fact]:
    query = select(EVENT).where(EVENT.c.kind.in_(["template_proposed", *EVENT_OF.values()]))
    events = [(row, json.loads(row.payload)) for row in session.connection().execute(query)]
    return [(row.kind, facts["template"], facts["digest"], row.actor) for row, facts in events]


def _strike(told: list[Fact], fact: Fact) -> bool:
    """Whether the record tells of this; told once is struck once."""
    if fact not in told:
        return False
    told.remove(fact)
    return True


def _is_whole(row: TemplateRow) -> bool:
    try:
        return form_of(row).digest == row.digest
    except ValueError:  # a level that is none
        return False
