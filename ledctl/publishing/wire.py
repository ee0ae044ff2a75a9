"""One sign's wire as the worker uses it: what was sent and not confirmed, and when to try again.

After a failure the sign is asked first, and nothing is sent until it answers
(R21): only an answer of the device itself counts (R26), and what it says then is
kept for the worker to read before it sends anything (R20). A sign that can never
answer is just tried. Tries become rarer with each failure (``backoff``). Between
orders the wire is kept alive, if the driver asks for that.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from drivers.base import Ability, Booking, Brightness, Frame, Receipt, Sign, Status, digest_of
from drivers.errors import ConnectFailed, DriverError, SignRefused, Unsupported
from ledctl.clock import Clock
from ledctl.publishing.backoff import Backoff
from ledctl.publishing.orders import Order

log = logging.getLogger(__name__)

CLOCK_OFF = timedelta(minutes=1)
"""A card's clock that is off by more is set."""
QUIET_S = 60.0
"""A sign that can never answer is called back when nothing has failed for so long."""


def cuts(error: DriverError) -> bool:
    """Whether the error means that the sign does not answer, rather than that it answered no."""
    if isinstance(error, SignRefused):  # also when it had done a part of it before it refused
        return False
    return isinstance(error, ConnectFailed) or not error.outcome_known


@dataclass(frozen=True, slots=True)
class Flight:
    """What was sent and is not confirmed: a ``page``, ``programs``, or that it be ``dark``.

    ``orders``: those it would put up, each with its page.
    """

    what: str
    orders: tuple[tuple[Order, int], ...] = ()


class Wire:
    """A sign, and what is known of the way to it."""

    def __init__(
        self,
        sign: Sign,
        clock: Clock,
        *,
        life_s: int,
        retry_s: float,
        retry_most_s: float = 0.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """``retry_most_s``: the longest wait between tries; ``retry_s`` for a sign that cannot answer."""
        self._sign = sign
        self._clock = clock
        self._life_s = life_s
        most_s = retry_most_s if sign.capabilities.answers else retry_s  # it is sent to, not asked
        self._backoff = Backoff(retry_s, most_s, chance)
        self._down = False
        self._failed_at = 0.0
        self.retry_at: float | None = None
        self.speak_at: float | None = None
        """When to say something so that the sign does not hang up."""
        self.in_flight: Flight | None = None
        """What was sent, until its outcome is known."""
        self.ever_answered = False
        self.read_back: Status | None = None
        """What the sign said when it was asked after a failure, until somebody has read it."""
        self.fault: DriverError | None = None
        """Why it is still not usable: what came instead of an answer."""

    def show(self, order: Order, page: int, frame: Frame) -> Receipt:
        self.in_flight = Flight("page", ((order, page),))
        receipt = self._sign.show(frame, life_s=self._life_s)
        if receipt.digest != frame.digest:
            raise DriverError("the sign confirmed other pixels than were sent")
        self.in_flight = None
        return receipt

    def blank(self) -> Receipt:
        self.in_flight = Flight("dark")
        receipt = self._sign.blank()
        self.in_flight = None
        return receipt

    def switch(self, on: bool, *, flight: Flight | None = None) -> Receipt:
        """Lamps on or off; ``flight``: what this makes visible, or dark, if that is its purpose."""
        self.in_flight = flight
        receipt = self._sign.switch(on)
        self.in_flight = None
        return receipt

    @property
    def can_switch(self) -> bool:
        """Whether its lamps can be switched on and off."""
        return Ability.POWER in self._sign.capabilities.abilities

    def sync(self, bookings: Sequence[Booking], new: Sequence[Order]) -> Receipt:
        """Make the sign's programs these; ``new`` are the orders this puts up."""
        what = "programs" if bookings else "dark"
        self.in_flight = Flight(what, tuple((order, 0) for order in new))
        receipt = self._sign.sync(bookings)
        if receipt.digest != digest_of(bookings):
            raise DriverError("the sign confirmed other programs than were sent")
        self.in_flight = None
        return receipt

    def look(self) -> Status:
        """What the sign says of itself; silence is one of its answers."""
        return self._sign.status()

    def look_for_sure(self) -> Status:
        """The same; here silence is a failure of the wire."""
        status = self.look()
        if status.online is False:
            raise ConnectFailed(status.detail or "the sign does not answer")
        return status

    def dim(self, brightness: Brightness) -> Receipt:
        return self._sign.dim(brightness)

    def set_clock(self, local: datetime) -> Receipt:
        return self._sign.set_clock(local)

    @property
    def answers(self) -> bool:
        """Whether it can be asked at all (R22)."""
        return self._sign.capabilities.answers

    def mend_clock(self, said: datetime | None, local: datetime) -> datetime | None:
        """Set a clock that is off; gives back what the card had ``said``, if that was put right.

        A clock that is not told is set unseen; a card that refuses is left as it is.
        """
        able = Ability.CLOCK in self._sign.capabilities.abilities
        if not able or (said is not None and abs(said - local) <= CLOCK_OFF):
            return None
        try:
            self._sign.set_clock(local)
        except (SignRefused, Unsupported) as error:
            log.warning("the clock of a card could not be set: %s", error)
            return None
        return said

    def keep_alive(self) -> None:
        """Speak if it is time to; a failure is a failure of the wire."""
        if self.speak_at is not None and self._clock.monotonic() >= self.speak_at:
            self._sign.keep_alive()
            self._spoke()

    def is_usable(self) -> bool:
        """Whether to send: at once while all is well, else when it is time and the sign answers."""
        if self.retry_at is None:
            return True
        if self._clock.monotonic() < self.retry_at:
            return False
        try:
            self.read_back, self.fault = self._sign.status(), None
        except DriverError as error:
            self.read_back, self.fault = None, error
        self.retry_at = self._clock.monotonic() + self._backoff.next_s()
        # who can never answer is just tried
        return self.read_back is not None and self.read_back.online is not False

    def hurry(self) -> None:
        """Try at once what would have waited; the sign is asked first all the same."""
        if self.retry_at is not None:
            self.retry_at = self._clock.monotonic()

    def lose(self, error: DriverError) -> tuple[Flight | None, bool]:
        """A failure: what was in flight, and whether the wire went down with it just now."""
        flight, self.in_flight, self.speak_at = self.in_flight, None, None
        self._failed_at = self._clock.monotonic()
        self.retry_at = self._failed_at + self._backoff.next_s()
        down = cuts(error) and not self._down
        self._down = self._down or down
        return flight, down

    def find(self) -> bool:
        """The sign took something; whether that ends an outage."""
        was_down, self.retry_at, self.ever_answered = self._down, None, True
        self._backoff.reset()
        answers = self._sign.capabilities.answers
        self._down = was_down and not answers and not self.seems_back
        self._spoke()
        return was_down and not self._down

    @property
    def is_down(self) -> bool:
        """Whether there is an outage; while a sign that can never answer has one, orders still leave."""
        return self._down

    @property
    def seems_back(self) -> bool:
        """Whether an outage would be over if something were sent now."""
        return self._down and self._clock.monotonic() >= self._failed_at + QUIET_S

    def close(self) -> None:
        self._sign.close()

    def _spoke(self) -> None:
        every = self._sign.keep_alive_s
        self.speak_at = None if every is None else self._clock.monotonic() + every
