"""The approval itself: what is approved is drawn, checked and bound, for one notice or two at once.

``get_ready`` does all that needs no lock; ``put_up`` writes the decision and the
orders in the caller's transaction, and ends what stood of the same notice there
(a revision takes the place of the version before it without a gap). Two steps, so
that a correction and the corrected list can be approved together, wholly or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from drivers.base import Program
from ledctl.accounts.model import Actor
from ledctl.calendars.plans import Planned, plan_notice
from ledctl.content.model import Notice
from ledctl.errors import Refused
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.notices.approval import LED_CHANNEL, Binding, draw_for, write_orders
from ledctl.notices.chain import Chain, together
from ledctl.notices.examination import refuse_blocks
from ledctl.notices.looking import look_through
from ledctl.notices.model import Decision
from ledctl.notices.office import Office
from ledctl.notices.replacing import make_room
from ledctl.notices.rights import signature_due
from ledctl.notices.short_way import end_in_time, refuse_without_form
from ledctl.notices.signing import bound_by, pixels_of, refuse_not_proactive, require_signer, seeing
from ledctl.notices.states import Step
from ledctl.notices.steps import Held, hold, pixels_text, take
from ledctl.notices.superseding import supersede
from ledctl.sentences import sentence


@dataclass(frozen=True, slots=True)
class Ready:
    """A version that may be signed, with its pixels, the glyphs they were drawn with, and who must sign.

    ``seen_pixels``: the person named the pixels they looked at.
    """

    notice: Notice
    digest: str
    programs: Mapping[str, Program]
    own: SiteGlyphs
    chain: Chain
    seen_pixels: bool


def plan(office: Office, notice: Notice, at: datetime) -> Planned:
    """What an approval given at ``at`` would open: on the screen, and for objections."""
    return plan_notice(
        end_in_time(office.database, notice, at),
        office.categories.get(notice.category),
        at,
        office.zone,
        office.workdays(),
        roll_forward=office.rules.roll_forward,
    )


def get_ready(
    office: Office,
    actor: Actor,
    notice_id: str,
    *,
    seen: str | None = None,
    pixels: Mapping[str, str] | None = None,
) -> Ready:
    """Everything that can be refused before the transaction, and the pixels."""
    with office.database.read() as session:
        held = hold(session, notice_id, seen=seen, practice=office.practice, chain_of=office.chain)
        require_signer(actor, held)
        notice = held.content()
    own = office.own()
    refuse_unfit(office, notice)
    programs = draw_for(notice, office.aimed(notice), own)
    if pixels is not None and pixels_text(pixels) != pixels_of(programs):
        raise Refused.of("version_changed", where="pixels")
    return Ready(notice, held.version.digest, programs, own, held.chain, pixels is not None)


def refuse_unfit(office: Office, notice: Notice) -> None:
    """``Refused`` when by today's rules this may not stand on the screen, whoever would sign it."""
    refuse_blocks(look_through(office, notice))
    refuse_not_proactive(notice)
    category = office.categories.get(notice.category)
    if not category.led_allowed and LED_CHANNEL in notice.channels_allowed:
        raise Refused.of("category_not_on_led", where="category", label=category.label_zh)


def put_up(
    session: Session,
    office: Office,
    actor: Actor,
    ready: Ready,
    *,
    opinion: str,
    at: datetime,
    beside: Ready | None = None,
) -> Binding:
    """Sign in the caller's transaction; with the last signature the orders, and room for them.

    ``beside``: what is approved together with it, by everybody whom either of them asks.
    """
    if beside is None:
        return _sign(session, office, actor, ready, ready.chain, opinion, at)
    chain = together(ready.chain, beside.chain)
    other = _sign(session, office, actor, beside, chain, opinion, at)
    binding = _sign(session, office, actor, ready, chain, opinion, at)
    if other.opens is not binding.opens:  # one was signed without the other
        raise Refused.of("version_changed", where="correction_of")
    return binding


def _sign(
    session: Session, office: Office, actor: Actor, ready: Ready, chain: Chain, opinion: str, at: datetime
) -> Binding:
    notice = ready.notice
    held = hold(session, notice.id, seen=ready.digest, practice=office.practice, chain_of=lambda _: chain)
    refuse_without_form(session, held)
    held = seeing(held, actor, pixels_of(ready.programs))
    if office.own() != ready.own:  # a glyph was decided on while we drew
        raise Refused.of("version_changed", where="pixels")
    step, planned = signature_due(held.hands, chain), plan(office, notice, at)
    binding = bound_by(step, ready.programs, planned, notice.urgency, office.zone)
    decision = _decide(session, held, actor, step, ready, binding, opinion, at)
    if binding.opens:
        start = binding.window.start if binding.window else at
        reason = str(sentence("replaced_by_version", no=held.version.no))
        make_room(session, notice.id, at=at, start=start, account=actor.account, reason=reason)
        write_orders(session, held, notice, decision, binding, actor, at)
        supersede(session, notice, decision, start, actor, at)
    return binding


def _decide(
    session: Session,
    held: Held,
    actor: Actor,
    step: Step,
    ready: Ready,
    binding: Binding,
    opinion: str,
    at: datetime,
) -> Decision:
    notice, bound = ready.notice, binding.as_dict()
    facts = {"issuing_unit": notice.issuing_unit, "correction_of": notice.correction_of or ""}
    return take(
        session,
        held,
        actor,
        step,
        at=at,
        opinion=opinion,
        bound=bound,
        seen_pixels=ready.seen_pixels,
        bound_to=bound,
        **facts,
    )
