"""The API for the clock: whether it is believed, and (approvers, administrators) that it is right."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from ledctl.clock import stamp
from ledctl.steady import Trust
from ledctl.web.api_auth import Signed

router = APIRouter(tags=["clock"])


class ClockAnswer(BaseModel):
    """``wall``: the machine's clock; ``now``: what the time is taken to be, at least if not ``known``."""

    trusted: bool
    doubt: str | None
    known: bool
    wall: str
    now: str


class WatchOrder(BaseModel):
    """``watch``: what the person's own watch says, such as 2026-11-24 09:05, in the site's zone."""

    model_config = ConfigDict(extra="forbid")

    watch: str


@router.get("/clock")
def read_clock(call: Signed) -> ClockAnswer:
    """What is believed now."""
    return _answer(call.station.timekeeping.state())


@router.post("/clock")
def accept_clock(call: Signed, order: WatchOrder) -> ClockAnswer:
    """The machine's clock is right: compared with a watch."""
    call.station.timekeeping.accept(call.actor, order.watch)
    return _answer(call.station.timekeeping.state())


def _answer(trust: Trust) -> ClockAnswer:
    doubt = None if trust.doubt is None else str(trust.doubt)
    said = {"wall": stamp(trust.wall), "now": stamp(trust.now)}
    return ClockAnswer(trusted=trust.is_trusted, doubt=doubt, known=trust.known, **said)
