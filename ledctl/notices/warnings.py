"""Warnings: the short way to the screen, lifting, and the reviews that follow.

A warning of its named source, in a form approved before, needs one leader
(Emergency Response Law 2024 art. 63, 64; Regulation on Defence against
Meteorological Disasters art. 30). Its text is locked: what was handed in is the
source's, to the last character. Content and secrecy review are owed afterwards,
by people who did not make it; whoever objects takes it down with the reason.
Whatever is not such a warning goes the long way.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from ledctl.accounts.model import Actor
from ledctl.calendars.categories import Kind
from ledctl.content.model import Notice
from ledctl.errors import BadInput, Refused
from ledctl.ledger.kinds import Cause
from ledctl.notices.desk import Desk
from ledctl.notices.examination import refuse_blocks
from ledctl.notices.model import DisplayOrder
from ledctl.notices.office import Office
from ledctl.notices.owed import STEP_OF, Part, parts_done
from ledctl.notices.replacing import running_orders, stop_orders
from ledctl.notices.rights import require
from ledctl.notices.short_way import note_short_way, way_of_version
from ledctl.notices.sources import refuse_own_warning
from ledctl.notices.states import Step, advance
from ledctl.notices.steps import Held, hold, take
from ledctl.notices.superseding import require_supersedable
from ledctl.proposals.states import State as Standing
from ledctl.templates import queries
from ledctl.templates.form import departures
from ledctl.templates.queries import Template


class Warnings:
    """The use cases a warning has beside those of every notice."""

    def __init__(self, office: Office, desk: Desk) -> None:
        self._office = office
        self._desk = desk

    def submit(self, actor: Actor, notice_id: str, template_id: int, *, seen: str | None = None) -> None:
        """Hand a draft straight to a leader; ``Refused`` with everything in which it is no such warning."""
        now = self._office.now()
        with self._office.database.write() as session:
            held = self._hold(session, notice_id, seen)
            require(actor, Step.FAST_SUBMIT, held.state, held.hands)
            advance(held.state, Step.FAST_SUBMIT)
            notice = held.content()
            template = self._template(session, template_id)
            self._require_form(notice, template, now)
            require_supersedable(session, notice, practice=self._office.practice)
            refuse_blocks(self._desk.examine(notice))
            held.version.redacted = False
            held.version.submitter, held.version.submitted_at = actor.account, now
            session.flush()
            note_short_way(session, held, template, now)
            source, locked = template.form.source, held.version.digest
            step = Step.FAST_SUBMIT
            take(session, held, actor, step, at=now, template=template.id, source=source, locked=locked)

    def lift(self, actor: Actor, notice_id: str, reason: str) -> None:
        """The source lifted it: it leaves the screen at once; what it interrupted comes back by itself."""
        now = self._office.now()
        with self._office.database.write() as session:
            held = hold(session, notice_id, chain_of=self._office.chain)
            self._require_warning(held.content())
            take(session, held, actor, Step.LIFT, at=now, opinion=reason)
            if not _stands(session, notice_id, now):
                raise Refused.of("warning_not_standing", where="id")
            who = {"account": actor.account, "reason": reason.strip()}
            stop_orders(session, notice_id, at=now, cause=Cause.PERSON, **who)
        self._office.ring()

    def sign_off(
        self, actor: Actor, notice_id: str, part: str, opinion: str = "", *, seen: str | None = None
    ) -> None:
        """The review that was put off: ``content`` or ``secrecy``, each by its own person."""
        step = STEP_OF[_part(part)]
        with self._office.database.write() as session:
            held = self._owing(session, notice_id, seen, frozenset({Part(part)}))
            take(session, held, actor, step, at=self._office.now(), opinion=opinion)

    def refuse_sign_off(self, actor: Actor, notice_id: str, reason: str, *, seen: str | None = None) -> None:
        """A reviewer's no: the warning is taken back with the reason, and leaves the screen at once."""
        now = self._office.now()
        with self._office.database.write() as session:
            held = self._owing(session, notice_id, seen, frozenset(Part))
            take(session, held, actor, Step.SIGN_OFF_REFUSE, at=now, opinion=reason)
            who = {"account": actor.account, "reason": reason.strip()}
            stop_orders(session, notice_id, at=now, cause=Cause.PERSON, **who)
        self._office.ring()

    # -- inside ----------------------------------------------------------------------------

    def _hold(self, session: Session, notice_id: str, seen: str | None) -> Held:
        office = self._office
        return hold(session, notice_id, seen=seen, practice=office.practice, chain_of=office.chain)

    def _template(self, session: Session, template_id: int) -> Template:
        """The template, approved in this mode and unchanged since (R7, R9)."""
        template = queries.load(session, template_id)
        usable = template.state is Standing.APPROVED and template.practice is self._office.practice
        if not usable or template.form.digest != template.digest:
            raise Refused.of("template_not_in_use", where="template", id=template_id)
        return template

    def _require_form(self, notice: Notice, template: Template, now: datetime) -> None:
        self._require_warning(notice)
        refuse_own_warning(notice, self._office.categories, self._office.rules.town)
        if faults := [*departures(template.form, notice, now, self._office.zone)]:
            raise Refused(*faults)

    def _require_warning(self, notice: Notice) -> None:
        if self._office.categories.get(notice.category).kind is not Kind.WARNING:
            raise Refused.of("not_a_warning", where="category")

    def _owing(self, session: Session, notice_id: str, seen: str | None, parts: frozenset[Part]) -> Held:
        """The warning, when one of these reviews of it is owed."""
        held = self._hold(session, notice_id, seen)
        way = way_of_version(session, held)
        if way is None or not parts - parts_done(session, notice_id, held.version.no):
            raise Refused.of("sign_off_not_owed", where="part")
        return held


def _part(name: str) -> Part:
    try:
        return Part(name)
    except ValueError:
        raise BadInput.of("field_not_one_of", where="part", expected=", ".join(Part)) from None


def _stands(session: Session, notice_id: str, now: datetime) -> bool:
    """Whether an order of this notice may still be shown, now or later."""
    open_ = running_orders(session, notice_id)
    query = select(DisplayOrder.id).where(col(DisplayOrder.id).in_(open_), DisplayOrder.ends_at > now)
    return session.exec(query).first() is not None
