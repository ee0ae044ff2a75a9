"""Reading warning templates: one with its decisions, all of them, and those in use now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from ledctl.content.model import WarningLevel
from ledctl.db import Database
from ledctl.errors import NotFound
from ledctl.proposals.decided import LARGEST, Proposal, facts_of
from ledctl.proposals.states import State
from ledctl.templates.form import Form
from ledctl.templates.model import TemplateDecision, TemplateRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Template(Proposal):
    """All there is about one warning template."""

    form: Form

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``warning template --json`` and of the API."""
        form = self.form
        levels = [level.value for level in form.levels]
        said = {name: getattr(form, name) for name in ("source", "category", "pattern", "phone", "hours")}
        return {"id": self.id, **said, "levels": levels, **self.facts()}


def one(database: Database, template_id: int) -> Template:
    """The template of this number; ``NotFound`` when there is none."""
    with database.read() as session:
        return load(session, template_id)


def load(session: Session, template_id: int) -> Template:
    """The same within a transaction."""
    return _template(row_of(session, template_id), decisions_on(session, template_id))


def row_of(session: Session, template_id: int) -> TemplateRow:
    """The row of this number, also of one no database could hold; ``NotFound`` when there is none."""
    row = session.get(TemplateRow, template_id) if 0 < template_id <= LARGEST else None
    if row is None:
        raise NotFound.of("no_such_template", where="template", id=template_id)
    return row


def listing(database: Database) -> list[Template]:
    """Every template that was ever proposed, the newest first."""
    taken: dict[int, list[TemplateDecision]] = defaultdict(list)
    with database.read() as session:
        for decision in session.exec(select(TemplateDecision).order_by(col(TemplateDecision.id))):
            taken[decision.template_id].append(decision)
        rows = session.exec(select(TemplateRow).order_by(col(TemplateRow.id).desc())).all()
    return [_template(row, taken.get(row.id or 0, ())) for row in rows]


def in_use(database: Database, source: str, *, practice: bool) -> list[Template]:
    """The approved templates of this source in this mode, the newest first."""
    return [
        one
        for one in listing(database)
        if one.state is State.APPROVED and one.practice is practice and one.form.source == source
    ]


def decisions_on(session: Session, template_id: int) -> list[TemplateDecision]:
    """The decisions on one template, in the order they were taken."""
    query = select(TemplateDecision).where(TemplateDecision.template_id == template_id)
    return list(session.exec(query.order_by(col(TemplateDecision.id))))


def form_of(row: TemplateRow) -> Form:
    """What a row says."""
    levels = tuple(WarningLevel(name) for name in row.levels.split(","))
    return Form(row.source, row.category, levels, row.pattern, row.phone, row.hours)


def _template(row: TemplateRow, decisions: Sequence[TemplateDecision]) -> Template:
    return Template(form=form_of(row), **facts_of(row, decisions))
