"""The desk: every use case on a notice, from draft to withdrawal.

The web office, the JSON API, the command line and the demo all call these
methods; none has a second way. Each method is one transaction: it succeeds
whole or changes nothing. Each method that changes what a sign should show rings
the bell after its commit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from drivers.base import Program
from ledctl.accounts.model import Actor
from ledctl.calendars.windows import Planned, display_window
from ledctl.content.files import canonical
from ledctl.content.model import Notice
from ledctl.errors import BadInput, Refused
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.ledger.kinds import Cause
from ledctl.notices import drafts
from ledctl.notices.approval import Binding, draw_for, write_orders
from ledctl.notices.examination import examine, refuse_blocks
from ledctl.notices.keeping import kept_in
from ledctl.notices.office import Office
from ledctl.notices.replacing import stop_orders
from ledctl.notices.rights import Hands, require
from ledctl.notices.states import State, Step, advance
from ledctl.notices.steps import Held, hold, take
from ledctl.screening.findings import Screened

REVIEW = {"pass": Step.REVIEW_PASS, "return": Step.REVIEW_RETURN}
SECRECY = {"pass": Step.SECRECY_PASS, "return": Step.SECRECY_RETURN, "refer": Step.SECRECY_REFER}
APPROVAL = {"return": Step.APPROVAL_RETURN, "reject": Step.REJECT}


class Desk:
    """The use cases of the chain: writing, deciding, taking back."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # -- looking ---------------------------------------------------------------------------

    def examine(self, notice: Notice) -> Screened:
        """Every finding about this content, and the version the public may see."""
        kept = kept_in(self._office, notice.id)
        return examine(notice, self._office.categories, self._office.own(), kept)

    def programs(self, notice: Notice, own: SiteGlyphs | None = None) -> dict[str, Program]:
        """What each sign would show: the pixels an approval would bind, with ``own`` or the glyphs of now."""
        return draw_for(notice, self._office.signs, self._office.own() if own is None else own)

    def plan(self, notice: Notice) -> Planned:
        """The window an approval given now would open."""
        return display_window(
            self._office.now(),
            self._office.zone,
            category=self._office.categories.get(notice.category),
            wished=notice.display_window,
            period=notice.publicity_period,
            urgency=notice.urgency,
        )

    # -- writing ---------------------------------------------------------------------------

    def draft(self, actor: Actor, notice: Notice, *, source: bytes = b"") -> Screened:
        """Begin a notice. Only the public version is stored; of the source, its digest."""
        return self.draft_all(actor, [(notice, source)])[0]

    def draft_all(self, actor: Actor, notices: Sequence[tuple[Notice, bytes]]) -> list[Screened]:
        """Begin several notices (each with its source): all of them, or none."""
        require(actor, Step.EDIT, State.DRAFT, Hands(actor.account, actor.account))
        screened = [self.examine(notice) for notice, _ in notices]
        now = self._office.now()
        with self._office.database.write() as session:
            for looked, (notice, source) in zip(screened, notices, strict=True):
                whole = source or canonical(notice)
                drafts.begin(session, actor, looked, whole, practice=self._office.practice, at=now)
        return screened

    def edit(self, actor: Actor, notice_id: str, notice: Notice, *, seen: str | None = None) -> Screened:
        """Change a draft; a returned, rejected or withdrawn notice begins a new version (R1, R4)."""
        if notice.id != notice_id:
            raise BadInput.of("id_changed", where="id", id=notice_id)
        screened = self.examine(notice)
        with self._office.database.write() as session:
            held = self._hold(session, notice_id, seen)
            require(actor, Step.EDIT, held.state, held.hands)
            drafts.change(session, held, actor, screened, canonical(notice), at=self._office.now())
        return screened

    def submit(
        self, actor: Actor, notice_id: str, *, seen: str | None = None, accept_redactions: bool = False
    ) -> None:
        """Hand the draft to review; from here its text is frozen."""
        now = self._office.now()
        with self._office.database.write() as session:
            held = self._hold(session, notice_id, seen)
            require(actor, Step.SUBMIT, held.state, held.hands)
            advance(held.state, Step.SUBMIT)
            refuse_blocks(self.examine(held.content()))
            if held.version.redacted and not accept_redactions:
                raise Refused.of("redaction_not_accepted", where="accept_redactions")
            held.version.redacted = False
            held.version.submitter = actor.account
            held.version.submitted_at = now
            session.flush()
            take(session, held, actor, Step.SUBMIT, at=now)

    # -- deciding --------------------------------------------------------------------------

    def review(
        self, actor: Actor, notice_id: str, result: str, opinion: str = "", *, seen: str | None = None
    ) -> None:
        """Content review: ``pass`` or ``return``."""
        self._decide(actor, notice_id, _step(REVIEW, result), opinion, seen)

    def secrecy(
        self, actor: Actor, notice_id: str, result: str, opinion: str = "", *, seen: str | None = None
    ) -> None:
        """Secrecy review of this one item: ``pass``, ``return`` or ``refer``."""
        self._decide(actor, notice_id, _step(SECRECY, result), opinion, seen)

    def decline(
        self, actor: Actor, notice_id: str, result: str, opinion: str, *, seen: str | None = None
    ) -> None:
        """The approver's no: ``return`` to the drafter, or ``reject`` (not to be disclosed)."""
        self._decide(actor, notice_id, _step(APPROVAL, result), opinion, seen)

    def approve(
        self,
        actor: Actor,
        notice_id: str,
        opinion: str = "",
        *,
        seen: str | None = None,
        pixels: Mapping[str, str] | None = None,
    ) -> Binding:
        """Approve: the frames are drawn and stored, the window opens, the publisher is woken.

        ``pixels``: the program's digest for each sign as the person saw it; ``Refused`` when
        what is drawn now is anything else (other fonts, another panel, another preset).
        """
        with self._office.database.read() as session:
            held = self._hold(session, notice_id, seen)
            require(actor, Step.APPROVE, held.state, held.hands)
            advance(held.state, Step.APPROVE)
            notice = held.content()
        refuse_blocks(self.examine(notice))
        if not self._office.categories.get(notice.category).led_allowed:
            label = self._office.categories.get(notice.category).label_zh
            raise Refused.of("category_not_on_led", where="category", label=label)
        own = self._office.own()
        programs = self.programs(notice, own)
        if pixels is not None and pixels != {name: program.digest for name, program in programs.items()}:
            raise Refused.of("version_changed", where="pixels")
        digest = held.version.digest
        with self._office.database.write() as session:
            now = self._office.now()
            held = self._hold(session, notice_id, digest)
            if self._office.own() != own:  # a glyph was decided on while we drew
                raise Refused.of("version_changed", where="pixels")
            binding = Binding(programs, self.plan(notice).window, notice.urgency)
            bound = binding.as_dict()
            facts = {"issuing_unit": notice.issuing_unit, "correction_of": notice.correction_of or ""}
            decision = take(
                session,
                held,
                actor,
                Step.APPROVE,
                at=now,
                opinion=opinion,
                bound=bound,
                bound_to=bound,
                **facts,
            )
            write_orders(session, held, notice, decision, binding, actor, now)
        self._office.ring()
        return binding

    def withdraw(self, actor: Actor, notice_id: str, reason: str) -> None:
        """Take a notice back, whatever its state; a sign that shows it is cleared at once (R2)."""
        now = self._office.now()
        with self._office.database.write() as session:
            held = hold(session, notice_id)
            take(session, held, actor, Step.WITHDRAW, at=now, opinion=reason)
            who = {"account": actor.account, "reason": reason}
            stop_orders(session, notice_id, at=now, cause=Cause.PERSON, **who)
        self._office.ring()

    # -- inside ----------------------------------------------------------------------------

    def _hold(self, session: Session, notice_id: str, seen: str | None) -> Held:
        """For every step but withdrawal, which is always open."""
        return hold(session, notice_id, seen=seen, practice=self._office.practice)

    def _decide(self, actor: Actor, notice_id: str, step: Step, opinion: str, seen: str | None) -> None:
        with self._office.database.write() as session:
            held = self._hold(session, notice_id, seen)
            take(session, held, actor, step, at=self._office.now(), opinion=opinion)


def _step(table: Mapping[str, Step], result: str) -> Step:
    try:
        return table[result]
    except KeyError:
        known = ", ".join(table)
        raise BadInput.of("wrong_file_for_step", where="result", value=result, known=known) from None
