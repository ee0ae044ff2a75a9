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
from ledctl.calendars.plans import Planned
from ledctl.content.files import canonical
from ledctl.content.model import Notice
from ledctl.errors import BadInput, Refused
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.ledger.kinds import Cause
from ledctl.notices import drafts
from ledctl.notices.approval import Binding, draw_for
from ledctl.notices.correcting import companion, refuse_ahead_of_correction
from ledctl.notices.examination import refuse_blocks
from ledctl.notices.lapses import Lapses
from ledctl.notices.looking import look_through
from ledctl.notices.office import Office
from ledctl.notices.putting_up import get_ready, plan, put_up
from ledctl.notices.replacing import standing_orders, stop_orders
from ledctl.notices.rights import Hands, require
from ledctl.notices.sources import refuse_own_warning
from ledctl.notices.states import State, Step, advance
from ledctl.notices.steps import Held, as_standing, hold, take
from ledctl.screening.findings import Screened

REVIEW = {"pass": Step.REVIEW_PASS, "return": Step.REVIEW_RETURN}
SECRECY = {"pass": Step.SECRECY_PASS, "return": Step.SECRECY_RETURN, "refer": Step.SECRECY_REFER}
MOST_AUTHORITY = 200
APPROVAL = {"return": Step.APPROVAL_RETURN, "reject": Step.REJECT}


class Desk:
    """The use cases of the chain: writing, deciding, taking back."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lapses = Lapses(office)

    # -- looking ---------------------------------------------------------------------------

    def examine(self, notice: Notice) -> Screened:
        """Every finding about this content, and the version the public may see."""
        return look_through(self._office, notice)

    def programs(self, notice: Notice, own: SiteGlyphs | None = None) -> dict[str, Program]:
        """What each sign would show: the pixels an approval would bind, with ``own`` or the glyphs of now."""
        return draw_for(notice, self._office.aimed(notice), self._office.own() if own is None else own)

    def plan(self, notice: Notice) -> Planned:
        """The windows an approval given now would open: on the screen, and for objections."""
        return plan(self._office, notice, self._office.now())

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

    def edit(
        self,
        actor: Actor,
        notice_id: str,
        notice: Notice,
        *,
        seen: str | None = None,
        source: bytes = b"",
    ) -> Screened:
        """Change a draft; a returned, rejected or withdrawn notice begins a new version (R1, R4)."""
        if notice.id != notice_id:
            raise BadInput.of("id_changed", where="id", id=notice_id)
        screened = self.examine(notice)
        with self._office.database.write() as session:
            held = self._hold(session, notice_id, seen)
            require(actor, Step.EDIT, held.state, held.hands)
            whole = source or canonical(notice)
            drafts.change(session, held, actor, screened, whole, at=self._office.now())
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
            refuse_own_warning(held.content(), self._office.categories, self._office.rules.town)
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
        self,
        actor: Actor,
        notice_id: str,
        result: str,
        opinion: str = "",
        *,
        seen: str | None = None,
        refer_to: str = "",
    ) -> None:
        """Secrecy review of this one item: ``pass``, ``return`` or ``refer`` (to the authority, art. 17).

        One item at a time, always (Secrecy Law implementing regulation 2024, art. 42: 逐项).
        """
        step = _step(SECRECY, result)
        authority = refer_to.strip() or self._office.rules.secrecy_authority
        referred_to = authority[:MOST_AUTHORITY] if step is Step.SECRECY_REFER else ""
        self._decide(actor, notice_id, step, opinion, seen, referred_to)

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
        companion_seen: str | None = None,
        companion_pixels: Mapping[str, str] | None = None,
    ) -> Binding:
        """Sign; the last signature approves: frames are stored, the window opens, the publisher is woken.

        ``pixels``: the program's digest for each sign as the person saw it; ``Refused`` when
        what is drawn now is anything else (other fonts, another panel, another preset).
        A correction of what still stands is approved together with the corrected version
        (``correcting``); ``companion_seen`` and ``companion_pixels`` are of that one as the person saw it.
        """
        office = self._office
        self._lapses.lapse(notice_id)
        ready = get_ready(office, actor, notice_id, seen=seen, pixels=pixels)
        with office.database.read() as session:
            refuse_ahead_of_correction(session, notice_id, office.now())
            other = companion(session, ready.notice, office.now())
        beside = None
        if other is not None:
            self._lapses.lapse(other)
            beside = get_ready(office, actor, other, seen=companion_seen, pixels=companion_pixels)
        with office.database.write() as session:
            now = office.binding_now()
            refuse_ahead_of_correction(session, notice_id, now)
            if companion(session, ready.notice, now) != other:  # it came, or went, while we drew
                raise Refused.of("version_changed", where="correction_of")
            binding = put_up(session, office, actor, ready, opinion=opinion, at=now, beside=beside)
        office.ring()
        return binding

    def withdraw(self, actor: Actor, notice_id: str, reason: str) -> None:
        """Take a notice back, whatever its state; a sign that shows it is cleared at once (R2)."""
        now = self._office.now()
        with self._office.database.write() as session:
            held = hold(session, notice_id, chain_of=self._office.chain)
            held = as_standing(held, standing_orders(session, notice_id, now))
            take(session, held, actor, Step.WITHDRAW, at=now, opinion=reason)
            who = {"account": actor.account, "reason": reason}
            stop_orders(session, notice_id, at=now, cause=Cause.PERSON, **who)
        self._office.ring()

    # -- inside ----------------------------------------------------------------------------

    def _hold(self, session: Session, notice_id: str, seen: str | None) -> Held:
        """For every step but withdrawal, which is always open."""
        office = self._office
        return hold(session, notice_id, seen=seen, practice=office.practice, chain_of=office.chain)

    def _decide(
        self, actor: Actor, notice_id: str, step: Step, opinion: str, seen: str | None, referred_to: str = ""
    ) -> None:
        self._lapses.lapse(notice_id)
        with self._office.database.write() as session:
            held = self._hold(session, notice_id, seen)
            now = self._office.now()
            take(session, held, actor, step, at=now, opinion=opinion, referred_to=referred_to)


def _step(table: Mapping[str, Step], result: str) -> Step:
    try:
        return table[result]
    except KeyError:
        known = ", ".join(table)
        raise BadInput.of("wrong_file_for_step", where="result", value=result, known=known) from None
