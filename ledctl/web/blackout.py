"""The red button and its page: every sign, is it dark and since when; the reason, the lift, the drill.

One click orders it, from any page. The answer waits a moment for the signs, so that the
page that follows says what came of it. A second click changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.blackout.reading import Blackout
from ledctl.blackout.rights import may_drill, may_explain, may_lift
from ledctl.blackout.states import DRILL, Answer, End, SignState, state_of
from ledctl.blackout.waiting import wait_for_signs
from ledctl.errors import LedctlError, NotAllowed
from ledctl.publishing.stage import Live
from ledctl.web.dark_labels import DARK_PROOFS
from ledctl.web.deps import Form, Signed, Visit, go
from ledctl.web.pages import speaker
from ledctl.web.words import Pair

router = APIRouter()

WAIT_S = 2.0
"""So long a click waits for the signs to answer; on healthy links they need less."""

STATE_WORDS: Mapping[SignState, Pair] = {
    SignState.DARK: ("已确认黑屏", "dark, confirmed"),
    SignState.SENT: ("已发指令，此屏不应答", "told; it never answers"),
    SignState.NOT_YET: ("未确认，应答后立即关屏", "not confirmed; dark when it answers"),
    SignState.WAITING: ("等待应答", "waiting"),
}
LATE: Pair = ("未及时确认", "not confirmed in time")
"""Of a sign that was late for an order that is over."""
END_WORDS: Mapping[End, Pair] = {
    End.LIFTED: ("已解除", "lifted"),
    End.ALL_DARK: ("演练结束，各屏均已应答", "drill over, every sign answered"),
    End.TIME: ("演练结束，有显示屏未及时应答", "drill over, not every sign answered in time"),
    End.REPLACED: ("演练中转为正式关屏", "became a real blackout"),
}


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign on the page: what it answered, and what is known of it this moment."""

    label: str
    state: SignState
    answer: Answer | None
    live: str


@router.get("/blackout")
def show_blackout(visit: Signed) -> Response:
    """What is on now, or was last, and all there were."""
    return _page(visit)


@router.post("/blackout")
def order(visit: Signed, _form: Form) -> Response:
    """One click."""
    _wait(visit, visit.station.blackouts.order(visit.actor), WAIT_S)
    return go("/blackout")


@router.post("/blackout/drill")
def drill(visit: Signed, _form: Form) -> Response:
    """Dark until every sign has answered; the page comes when it is over."""
    try:
        number = visit.station.blackouts.drill(visit.actor)
    except NotAllowed:
        raise
    except LedctlError as error:
        return _page(visit, error=error)
    _wait(visit, number, DRILL.total_seconds() + 1)
    return go("/blackout")


@router.post("/blackout/explain")
def explain(visit: Signed, form: Form) -> Response:
    """Why it was ordered."""
    try:
        visit.station.blackouts.explain(visit.actor, form.text("reason"))
    except NotAllowed:
        raise
    except LedctlError as error:
        return _page(visit, error=error, reason=form.text("reason"))
    return go("/blackout")


@router.post("/blackout/lift")
def lift(visit: Signed, form: Form) -> Response:
    """What may run runs again."""
    words = {name: form.text(name) for name in ("reason", "opinion")}
    try:
        visit.station.blackouts.lift(visit.actor, **words)
    except NotAllowed:
        raise
    except LedctlError as error:
        return _page(visit, error=error, **words)
    return go("/blackout")


def _wait(visit: Visit, number: int, seconds: float) -> None:
    """For the signs, if anybody is there to tell them."""
    station = visit.station
    if any(station.live(name) is not None for name in station.settings.signs):
        wait_for_signs(station.blackouts, number, seconds)


def _page(visit: Visit, *, error: LedctlError | None = None, reason: str = "", opinion: str = "") -> Response:
    blackouts, actor = visit.station.blackouts, visit.actor
    now, past, drilled = blackouts.state().now, blackouts.history(), blackouts.last_drill()
    last = now or (past[0] if past else None)
    facts: dict[str, Any] = {
        "last": last,
        "is_real": now is not None and not now.drill,
        "signs": [_line(visit, name, last) for name in visit.station.settings.signs] if last else [],
        "past": past,
        "times": lambda one: _times(visit, one),
        "last_drill": drilled,
        "drill_due": blackouts.is_drill_due(visit.station.clock.now()),
        "may_drill": may_drill(actor),
        "may_explain": now is not None and may_explain(actor, now.account),
        "may_lift": may_lift(actor),
        "problems": error.sentences if error else (),
        "reason": reason,
        "opinion": opinion,
        "STATE_WORDS": STATE_WORDS,
        "END_WORDS": END_WORDS,
        "DARK_PROOFS": DARK_PROOFS,
        "LATE": LATE,
    }
    return visit.page("blackout.html", status=error.http_status if error else 200, **facts)


def _line(visit: Visit, name: str, blackout: Blackout) -> SignLine:
    answer, t = blackout.answer_of(name), speaker(visit.language)
    live = _live_words(t, visit.station.live(name))
    return SignLine(_label(visit, name), state_of(answer), answer, live)


def _live_words(t: Callable[..., str], live: Live | None) -> str:
    """What is known of a sign this moment."""
    if live is None:
        return t("blackout_live_unknown")
    if live.online is False:
        return t("blackout_live_away")
    return t("blackout_live_dark") if live.order_id is None else t("blackout_live_lit")


def _label(visit: Visit, name: str) -> str:
    sign = visit.station.settings.signs.get(name)
    return (sign.label if sign else "") or name


def _times(visit: Visit, one: Blackout) -> str:
    """How fast each sign was, on one line, and which was not."""
    t, told = speaker(visit.language), []
    for name in sorted({answer.sign for answer in one.answers}):
        answer = one.answer_of(name)
        if answer is not None and answer.proof is not None:
            told.append(t("blackout_times", sign=_label(visit, name), ms=answer.ms))
        else:
            told.append(t("blackout_times_not", sign=_label(visit, name)))
    return t("live_comma").join(told)
