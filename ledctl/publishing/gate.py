"""The last gate: the only way from a display order to a sign. Pure.

Whatever went wrong before (a bug, a row written by hand, a restored backup), a
frame that no approval binds, or outside its window, does not leave (R1, R3), and
practice does not reach a real sign (R7). Neither does a clock go to a card that
turns pages by itself: it would show a time that is not.

What a decision binds does not change while its order is in memory, so ``is_bound`` may be
asked once for an order as it was read; ``unfit`` is asked at every show.
"""

from __future__ import annotations

import json
from datetime import datetime

from drivers.base import Capabilities, Pace
from ledctl.clock import stamp, unstamp
from ledctl.notices.frames import panel_text
from ledctl.publishing.orders import Approved, Order
from ledctl.sentences import Sentence, sentence


def refusal(
    order: Order, approved: Approved | None, now: datetime, *, sign: Capabilities, practice_site: bool
) -> Sentence | None:
    """Why this order must not be shown on this sign now; ``None`` when it may."""
    if approved is None or not is_bound(order, approved):
        return unbound(order)
    return unfit(order, approved, now, sign=sign, practice_site=practice_site)


def unbound(order: Order) -> Sentence:
    return sentence("gate_no_approval", digest=order.program_digest[:12])


def unfit(
    order: Order, approved: Approved, now: datetime, *, sign: Capabilities, practice_site: bool
) -> Sentence | None:
    """Why a bound order must not be shown on this sign now; ``None`` when it may."""
    if not order.starts_at <= now < order.ends_at:
        return sentence("gate_outside_window")
    if approved.program.panel != sign.panel:
        drawn = panel_text(approved.program.panel)
        return sentence("gate_wrong_panel", drawn=drawn, panel=panel_text(sign.panel))
    if approved.program.pace is Pace.MINUTE and not sign.host_timed:
        return sentence("gate_clock_on_card")
    if order.practice and not sign.virtual:
        return sentence("gate_practice")
    if practice_site and not (order.practice and sign.virtual):
        return sentence("gate_live_in_practice")
    return None


def is_bound(order: Order, approved: Approved) -> bool:
    """Whether the decision names this sign, these pixels, this urgency, and a window around the order's."""
    try:
        bound = json.loads(approved.bound or "{}")
        drawn = bound["signs"][order.sign]
        program, pages, urgency = drawn["program"], drawn["pages"], bound["urgency"]
        # read and written again: a decision that does not name instants binds nothing
        starts, ends = (stamp(unstamp(bound[name])) for name in ("starts_at", "ends_at"))
    except (KeyError, TypeError, ValueError, RecursionError):
        return False
    # both as stamps: the decision keeps milliseconds, the order's own instants are finer
    inside = starts <= stamp(order.starts_at) and stamp(order.ends_at) <= ends
    whole = pages == order.pages == len(approved.program.pages)
    same = program == order.program_digest == approved.program.digest and urgency == order.urgency
    return bool(same and whole and inside)
