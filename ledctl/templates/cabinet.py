"""The cabinet: every use case on a warning template, from proposal to withdrawal.

The pages, the API and the command line all call these methods; none has a second
way. Each is one transaction that writes its event with the change (R12). R9: the
text of an emergency is approved in form long before it is needed, by somebody
who did not propose it; the town itself is the source of none.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.calendars.categories import Categories, Kind
from ledctl.clock import Clock
from ledctl.content.units import is_own
from ledctl.db import Database
from ledctl.errors import BadInput, Refused
from ledctl.proposals.decided import state_after, words_of
from ledctl.proposals.rights import require_proposer
from ledctl.proposals.states import NEEDS_REASON, State, Step
from ledctl.templates import queries
from ledctl.templates.form import Form, require_form
from ledctl.templates.model import TemplateDecision, TemplateRow
from ledctl.templates.states import RIGHTS, STEP_LABELS, advance

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
            record(session, row, "template_proposed", actor, at=row.at, reason=why)
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
            state = state_after(queries.decisions_on(session, template_id))
            RIGHTS.require(actor, step, state, row.proposer)
            target = advance(state, step)
            words = words_of(opinion, needed=STEP_LABELS[step] if step in NEEDS_REASON else None)
            if step is not Step.WITHDRAW:
                self._require_same(row, seen)
            at = self._clock.now()
            session.add(_decision(row, template_id, actor, step, state, target, words, at))
            session.flush()
            record(session, row, EVENT_OF[step], actor, at=at, reason=words)

    def _require_same(self, row: TemplateRow, seen: str | None) -> None:
        """What is decided on is what was proposed, what the person saw, and of this mode (R1, R7)."""
        if row.practice is not self._practice:
            raise Refused.of("template_of_other_mode")
        if queries.form_of(row).digest != row.digest or seen not in (None, row.digest):
            raise Refused.of("template_changed", where="seen")


def record(session: Session, row: TemplateRow, kind: str, actor: Actor, *, at: datetime, reason: str) -> None:
    """The event of a step somebody took, with all that binds it, in the caller's transaction (R12)."""
    tell(
        session,
        kind,
        actor,
        at=at,
        cause="person",
        practice=row.practice,
        name=actor.name,
        template=row.id,
        title=row.source,
        digest=row.digest,
        reason=reason,
    )


def _row(actor: Actor, form: Form, why: str, *, at: datetime, practice: bool) -> TemplateRow:
    return TemplateRow(
        source=form.source,
        category=form.category,
        levels=",".join(form.levels),
        pattern=form.pattern,
        phone=form.phone,
        hours=form.hours,
        digest=form.digest,
        why=why,
        proposer=actor.account,
        proposer_name=actor.name,
        via=actor.via,
        at=at,
        practice=practice,
    )


def _decision(
    row: TemplateRow,
    template_id: int,
    actor: Actor,
    step: Step,
    state: State,
    target: State,
    opinion: str,
    at: datetime,
) -> TemplateDecision:
    return TemplateDecision(
        template_id=template_id,
        digest=row.digest,
        proposer=row.proposer,
        practice=row.practice,
        step=step,
        from_state=state,
        to_state=target,
        opinion=opinion,
        **signed(actor, at),
    )
