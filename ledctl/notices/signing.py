"""One of several signatures: whose turn it is, and what earlier signers saw.

Every signature binds the version and the exact pixels (R1). When fonts, panels or
presets make other pixels before the last one has signed, the earlier signatures
hold for nothing: those people sign again, on what stands there now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from drivers.base import Program
from ledctl.accounts.model import Actor
from ledctl.calendars.plans import Planned
from ledctl.content.model import Notice, Urgency
from ledctl.content.openness import Attribute
from ledctl.errors import Refused
from ledctl.notices.approval import Binding, level_of
from ledctl.notices.chain import Chain
from ledctl.notices.rights import Hands, people_of, require
from ledctl.notices.states import Step, advance
from ledctl.notices.steps import Held, pixels_text


def pixels_of(programs: Mapping[str, Program]) -> str:
    """The drawn programs as a signature names them."""
    return pixels_text({name: program.digest for name, program in programs.items()})


def require_signer(actor: Actor, held: Held) -> None:
    """Before anything is drawn: may this person sign the version at all, at whatever turn?"""
    unsigned = replace(held.hands, signatures=(), fast=False)
    any_turn = Chain(seats=2, approver_reviews=held.chain.approver_reviews)
    require(actor, Step.SIGN, held.state, unsigned, any_turn)
    advance(held.state, Step.SIGN)


def overtaken(hands: Hands, pixels: str) -> frozenset[str]:
    """Whose signatures hold for nothing now: they were given to other pixels."""
    return hands.signers - people_of(hands.seeing(pixels).signatures)


def seeing(held: Held, actor: Actor, pixels: str) -> Held:
    """The notice with the signatures to these pixels alone; ``Refused`` while others must sign again."""
    again = overtaken(held.hands, pixels)
    mine = {actor.account, *(giver.account for giver in actor.stands_in_for)}
    if again and not again & mine:
        raise Refused.of("signed_other_pixels", where="pixels", accounts="、".join(sorted(again)))
    return replace(held, hands=held.hands.seeing(pixels))


def refuse_not_proactive(notice: Notice) -> None:
    """What is given on request only, or withheld, has no place on a public screen (arts. 13-16)."""
    if notice.disclosure is not None and notice.disclosure.attribute is not Attribute.PROACTIVE:
        raise Refused.of("not_proactive", where="disclosure")


def bound_by(
    step: Step, programs: Mapping[str, Program], planned: Planned, urgency: Urgency, zone: dt.tzinfo
) -> Binding:
    """What this signature binds: the pixels and the plan; the window opens with the last one only."""
    window = planned.window if programs else None
    return Binding(
        programs, window, level_of(urgency, planned), planned.as_dict(zone), opens=step is Step.APPROVE
    )
