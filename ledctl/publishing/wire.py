"""One sign's wire as the worker uses it: what was sent and not confirmed, and when to try again.

After a failure the sign is asked first, and nothing is sent until it answers
(R21): only an answer of the device itself counts (R26).
"""

from __future__ import annotations

from drivers.base import Frame, Receipt, Sign
from drivers.errors import ConnectFailed, DriverError
from ledctl.clock import Clock
from ledctl.publishing.orders import Order


def cuts(error: DriverError) -> bool:
    """Whether the error means that the sign does not answer, rather than that it answered no."""
    return isinstance(error, ConnectFailed) or not error.outcome_known


class Wire:
    """A sign, and what is known of the way to it."""

    def __init__(self, sign: Sign, clock: Clock, *, life_s: int, retry_s: float) -> None:
        self._sign = sign
        self._clock = clock
        self._life_s = life_s
        self._retry_s = retry_s
        self._down = False
        self.retry_at: float | None = None
        self.in_flight: tuple[Order | None, int] | None = None
        """The order and page (or the darkness) sent, until its outcome is known."""
        self.ever_answered = False

    def show(self, order: Order, page: int, frame: Frame) -> Receipt:
        self.in_flight = (order, page)
        receipt = self._sign.show(frame, life_s=self._life_s)
        if receipt.digest != frame.digest:
            raise DriverError("the sign confirmed other pixels than were sent")
        self.in_flight = None
        return receipt

    def blank(self) -> Receipt:
        self.in_flight = (None, 0)
        receipt = self._sign.blank()
        self.in_flight = None
        return receipt

    def is_usable(self) -> bool:
        """Whether to send: at once while all is well, else when it is time and the sign answers."""
        if self.retry_at is None:
            return True
        if self._clock.monotonic() < self.retry_at:
            return False
        try:
            online = self._sign.status().online is not False  # who can never answer is just tried
        except DriverError:
            online = False
        self.retry_at = self._clock.monotonic() + self._retry_s
        return online

    def lose(self, error: DriverError) -> tuple[Order | None, int, bool]:
        """A failure: what was in flight, and whether the wire went down with it just now."""
        (order, page), self.in_flight = self.in_flight or (None, 0), None
        self.retry_at = self._clock.monotonic() + self._retry_s
        down = cuts(error) and not self._down
        self._down = self._down or down
        return order, page, down

    def find(self) -> bool:
        """The sign confirmed something; whether that ends an outage."""
        was_down, self._down, self.retry_at, self.ever_answered = self._down, False, None, True
        return was_down

    def close(self) -> None:
        self._sign.close()
