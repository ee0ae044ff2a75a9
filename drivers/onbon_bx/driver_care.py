"""``CaredFor``: power, brightness, clock and lock, which cards of both kinds take alike.

Here: orders of care as requests, and that a card acknowledged. Not here: what is
shown (``driver``, ``driver_programs``).

A status is a ping and the card's own report: its clock above all, which decides
on which days a stored program is shown.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from drivers.base import Brightness, Proof, Receipt, Sign, Status
from drivers.errors import LinkError, ProtocolError, SignRefused
from drivers.onbon_bx.driver_files import Conversation
from drivers.onbon_bx.messages import Ack, Reply
from drivers.onbon_bx.orders import (
    AskStatus,
    LockScreen,
    Order,
    SetClock,
    SwitchPower,
    brightness_of,
    percent_of,
)
from drivers.onbon_bx.refusals import Nack
from drivers.onbon_bx.reports import StatusReply


class CaredFor(Sign):
    """A sign over a ``Conversation`` with a BX card."""

    _wire: Conversation

    def _switch(self, on: bool) -> Receipt:
        return self._order(SwitchPower(on), f"power {'on' if on else 'off'}")

    def _dim(self, brightness: Brightness) -> Receipt:
        order = brightness_of(brightness)
        levels = sorted(set(order.levels))
        return self._order(order, f"brightness {' '.join(map(str, levels))} of 15")

    def _set_clock(self, local: datetime) -> Receipt:
        return self._order(SetClock(local.replace(microsecond=0)), f"clock {local:%Y-%m-%d %H:%M:%S}")

    def _lock(self, on: bool) -> Receipt:
        return self._order(LockScreen(on), f"screen {'locked' if on else 'unlocked'}")

    def _order(self, order: Order, what: str) -> Receipt:
        return Receipt("", Proof.ACCEPTED, self._confirm(self._wire.ask(order), what))

    def _add_report(self, known: Status) -> Status:
        """What the card's own status adds; a card that has none to give is there all the same."""
        try:
            reply = self._wire.ask(AskStatus())
        except LinkError:
            return known
        return _with_report(known, reply) if isinstance(reply, StatusReply) else known

    def _confirm(self, reply: Reply, what: str) -> str:
        """The evidence if the card acknowledged an order."""
        url = self._wire.url
        if isinstance(reply, Nack):
            raise SignRefused(f"{url}: the card refused: {reply}", code=reply.code, link=url)
        if not isinstance(reply, Ack):
            self._wire.close()
            raise ProtocolError(f"{url}: an order was answered with {reply}", link=url)
        return f"{self._wire.name} at {url} acknowledged: {what}"


def _with_report(known: Status, report: StatusReply) -> Status:
    locked = ", screen locked" if report.screen_locked else ""
    faults = () if report.clock_sound else ("the card says that its clock is not running",)
    return replace(
        known,
        powered=bool(report.powered & 1),
        brightness=percent_of(report.brightness),
        detail=known.detail + locked,
        clock=report.clock,
        faults=faults,
    )
