"""What happens to an approved notice: it is extended, ended early, revised, corrected, run again.

Each use case is one transaction through ``steps.take``, and rings the bell when a
sign should change. None of them brings back what was withdrawn (R11): an
extension copies orders that stand, everything else begins a version in draft.
Taking a notice back is on the ``Desk``; objections and postings have their own files.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ledctl.accounts.model import Actor
from ledctl.calendars.categories import Kind
from ledctl.calendars.extensions import extension
from ledctl.calendars.windows import Window
from ledctl.clock import stamp
from ledctl.content.files import canonical
from ledctl.content.model import Notice
from ledctl.errors import BadInput, Refused
from ledctl.ledger.kinds import Cause
from ledctl.notices import drafts
from ledctl.notices.looking import look_through
from ledctl.notices.model import DisplayOrder
from ledctl.notices.office import Office
from ledctl.notices.owed import refuse_owing
from ledctl.notices.putting_up import refuse_unfit
from ledctl.notices.replacing import order_like, standing_orders, stop_orders
from ledctl.notices.rerunning import begun_again
from ledctl.notices.rights import Hands, require
from ledctl.notices.states import State, Step
from ledctl.notices.steps import Held, check, hold, take
from ledctl.notices.superseding import refuse_superseded
from ledctl.screening.findings import Screened


class AfterApproval:
    """The use cases of an approved notice."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def extend(
        self,
        actor: Actor,
        notice_id: str,
        reason: str,
        *,
        days: int | None = None,
        until: datetime | None = None,
        seen: str | None = None,
    ) -> Window:
        """Let what stands stand longer: the same pixels, from the very instant the old window ends."""
        office = self._office
        with office.database.read() as session:
            held = self._hold(session, notice_id, seen)
            check(held, actor, Step.EXTEND, reason)
            refuse_unfit(office, held.content())
        with office.database.write() as session:
            now = office.binding_now()
            held = self._hold(session, notice_id, held.version.digest)
            refuse_superseded(session, notice_id)
            standing = standing_orders(session, notice_id, now)
            last = _last_on_each_sign([o for o in standing if o.version_no == held.version.no])
            ends = max((order.ends_at for order in last), default=now)
            window = extension(now, ends, office.zone, days=days, until=until)
            _continue(session, held, actor, last, window, reason, now)
        office.ring()
        return window

    def end(self, actor: Actor, notice_id: str, reason: str) -> None:
        """Take an approved notice off the signs before its time; it stays approved, and on record."""
        with self._office.database.write() as session:
            now = self._office.now()
            held = self._hold(session, notice_id, None)
            check(held, actor, Step.END, reason)
            if not standing_orders(session, notice_id, now):
                raise Refused.of("nothing_stands", where="id")
            take(session, held, actor, Step.END, at=now, opinion=reason)
            who = {"account": actor.account, "reason": reason.strip()}
            stop_orders(session, notice_id, at=now, cause=Cause.PERSON, **who)
        self._office.ring()

    def revise(self, actor: Actor, notice_id: str, reason: str, *, seen: str | None = None) -> Screened:
        """Begin a new version from what was approved; the approved one stands until its time or the new."""
        with self._office.database.write() as session:
            held = self._hold(session, notice_id, seen)
            return self._renew(session, held, actor, held.content(), reason)

    def rerun(self, actor: Actor, notice_id: str, reason: str, *, seen: str | None = None) -> Screened:
        """Begin again what is over or was ended: the same text, its past days cleared, a new approval."""
        office = self._office
        with office.database.write() as session:
            now = office.now()
            held = self._hold(session, notice_id, seen)
            check(held, actor, Step.REVISE, reason)
            if standing_orders(session, notice_id, now):
                raise Refused.of("still_stands", where="id")
            content = begun_again(held.content(), now.astimezone(office.zone).date())
            return self._renew(session, held, actor, content, reason, rerun=True)

    def correct(
        self, actor: Actor, notice_id: str, correction: Notice, reason: str, *, source: bytes = b""
    ) -> Screened:
        """Begin a correction, and with it a revision of what it corrects while that stands."""
        self._refuse_no_correction(notice_id, correction)
        require(actor, Step.EDIT, State.DRAFT, Hands(actor.account, actor.account))
        office = self._office
        screened = look_through(office, correction)
        with office.database.write() as session:
            now = office.now()
            held = self._hold(session, notice_id, None)
            whole = source or canonical(correction)
            drafts.begin(session, actor, screened, whole, practice=office.practice, at=now)
            if held.state is State.APPROVED and standing_orders(session, notice_id, now):
                self._renew(session, held, actor, held.content(), reason, corrected_by=correction.id)
        return screened

    def _refuse_no_correction(self, notice_id: str, correction: Notice) -> None:
        kind = self._office.categories.get(correction.category).kind
        if kind is not Kind.CORRECTION or correction.correction_of != notice_id:
            raise BadInput.of("not_its_correction", where="correction_of", id=notice_id)

    def _hold(self, session: Session, notice_id: str, seen: str | None) -> Held:
        office = self._office
        return hold(session, notice_id, seen=seen, practice=office.practice, chain_of=office.chain)

    def _renew(
        self, session: Session, held: Held, actor: Actor, content: Notice, reason: str, **facts: object
    ) -> Screened:
        """A new version in draft; by today's rules, so that what was published before them is not again."""
        check(held, actor, Step.REVISE, reason)
        refuse_owing(session, held)
        office = self._office
        screened = look_through(office, content)
        drafts.renew(session, held, actor, screened, canonical(content), reason, at=office.now(), **facts)
        return screened


def _last_on_each_sign(standing: list[DisplayOrder]) -> list[DisplayOrder]:
    """Of the orders that stand, the one that ends last on each sign: an extension goes on from there."""
    last: dict[str, DisplayOrder] = {}
    for order in sorted(standing, key=lambda order: order.ends_at):
        last[order.sign] = order
    return [*last.values()]


def _continue(
    session: Session,
    held: Held,
    actor: Actor,
    last: list[DisplayOrder],
    window: Window,
    reason: str,
    now: datetime,
) -> None:
    """The decision that binds the same pixels for longer, and for each sign an order from where one ends."""
    bound = {
        "starts_at": stamp(min(order.ends_at for order in last)),
        "ends_at": stamp(window.end),
        "urgency": last[0].urgency,
        "signs": {o.sign: {"panel": o.panel, "program": o.program_digest, "pages": o.pages} for o in last},
    }
    until = stamp(window.end)
    decision = take(
        session, held, actor, Step.EXTEND, at=now, opinion=reason, bound=bound, bound_to=bound, until=until
    )
    by = {"approver": actor.account, "approver_name": actor.name, "approved_at": now}
    for order in last:
        goes_on = {"decision_id": decision.id, "starts_at": order.ends_at, "ends_at": window.end}
        session.add(order_like(order, **goes_on, **by))
