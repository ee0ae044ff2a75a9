"""The cabinet: every use case on a warning template, from proposal to withdrawal.

The pages, the API and the command line all call these methods; none has a second
way. Each is one transaction that writes its event with the change (R12). R9: the
text of an emergency is approved in form long before it is needed, by somebody
who did not propose it; the town itself is the source of none.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ledctl.accounts.model import Actor
from ledctl.calendars.categories import Categories, Kind
from ledctl.clock import Clock
from ledctl.content.units import is_own
from ledctl.db import Database
from ledctl.errors import BadInput, Refused
from ledctl.proposals.decided import words_of
from ledctl.proposals.rights import require_proposer
from ledctl.proposals.states import State, Step
from ledctl.proposals.writing import decision, proposed, record, weigh
from ledctl.templates import queries
from ledctl.templates.form import Form, require_form
from ledctl.templates.model import TemplateDecision, TemplateRow
from ledctl.templates.states import RIGHTS, TEMPLATES

EVENT_OF: dict[Step, str] = {
    Step.APPROVE: "template_approved",
    Step.REJECT: "template_rejected",
    Step.WITHDRAW: "template_withdrawn",
}


class Cabinet:
    """The use cases. ``practice``: a template serves the mode it was proposed in (R7). ``town``: its name."""

    def __init__(
        self, database: Database, clock: Clock, categories: Categories, *, practice: bool, town: str
    ) -> None:
        self._database = database
        self._clock = clock
        self._categories = categories
        self._practice = practice
        self._town = town

    def waiting_for(self, actor: Actor) -> int:
        """How many proposed templates this person may decide on."""
        waiting = (one for one in queries.listing(self._database) if one.practice is self._practice)
        return sum(
            one.state is State.PROPOSED and RIGHTS.may(actor, Step.APPROVE, one.state, one.proposer)
            for one in waiting
        )

    def propose(self, actor: Actor, form: Form, reason: str) -> int:
        """Hand in a template; the number it was given."""
        require_proposer(actor)
        why = words_of(reason, needed=("提出模板", "propose"))
        require_form(form)
        if self._categories.get(form.category).kind is not Kind.WARNING:
            raise BadInput.of("template_not_for_warnings", where="category")
        if is_own(form.source, self._town):
            raise Refused.of("warning_of_own", where="source")
        with self._database.write() as session:
            row = _row(actor, form, why, at=self._clock.now(), practice=self._practice)
            session.add(row)
            session.flush()
            _record(session, row, "template_proposed", actor, at=row.at, reason=why)
            assert row.id is not None  # noqa: S101 - it was flushed
            return row.id

    def approve(self, actor: Actor, template_id: int, opinion: str = "", *, seen: str | None = None) -> None:
        """From now on warnings of this form may take the short way."""
        self._decide(actor, template_id, Step.APPROVE, opinion, seen)

    def reject(self, actor: Actor, template_id: int, opinion: str, *, seen: str | None = None) -> None:
        """The approver's no; another form may be proposed."""
        self._decide(actor, template_id, Step.REJECT, opinion, seen)

    def withdraw(self, actor: Actor, template_id: int, reason: str) -> None:
        """No warning takes the short way by it any more; what stands on a sign stays."""
        self._decide(actor, template_id, Step.WITHDRAW, reason, None)

    # -- inside ----------------------------------------------------------------------------

    def _decide(self, actor: Actor, template_id: int, step: Step, opinion: str, seen: str | None) -> None:
        with self._database.write() as session:
            row = queries.row_of(session, template_id)
            weighed = weigh(TEMPLATES, row, queries.decisions_on(session, template_id), actor, step, opinion)
            if step is not Step.WITHDRAW:
                self._require_same(row, seen)
            at = self._clock.now()
            session.add(TemplateDecision(template_id=template_id, **decision(row, weighed, actor, at)))
            session.flush()
            _record(session, row, EVENT_OF[step], actor, at=at, reason=weighed.words)

    def _require_same(self, row: TemplateRow, seen: str | None) -> None:
        """What is decided on is what was proposed, what the person saw, and of this mode (R1, R7)."""
        if row.practice is not self._practice:
            raise Refused.of("template_of_other_mode")
        if queries.form_of(row).digest != row.digest or seen not in (None, row.digest):
            raise Refused.of("template_changed", where="seen")


def _record(
    session: Session, row: TemplateRow, kind: str, actor: Actor, *, at: datetime, reason: str
) -> None:
    record(session, row, kind, actor, at=at, reason=reason, template=row.id, title=row.source)


def _row(actor: Actor, form: Form, why: str, *, at: datetime, practice: bool) -> TemplateRow:
    return TemplateRow(
        source=form.source,
        category=form.category,
        levels=",".join(form.levels),
        pattern=form.pattern,
        phone=form.phone,
        hours=form.hours,
        **proposed(actor, form.digest, why, at=at, practice=practice),
    )
