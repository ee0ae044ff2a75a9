"""A wire between a real driver and a simulated card that turns bad on order, both ways.

``Weather`` is told a fault and after how many sends it strikes; every wire that
is opened to the card is under it, until ``clear``. Told at once, as if time had
passed: no fault here takes longer than a sound wire. Not here: what must hold
then (``links.py``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from drivers.cards import Card
from drivers.errors import Broken, ConnectFailed
from drivers.links import Link
from drivers.testing import RUBBISH, SimulatedLink


class Fault(StrEnum):
    """What happens on a wire."""

    CUT = "cut"  # in the middle of a send: the first part arrives
    CUT_AFTER = "cut after"  # all arrives, and the answer never does
    GARBLED_ANSWER = "garbled answer"
    GARBLED_ORDER = "garbled order"  # only on lines that garble: a network carries whole bytes or none
    LOST_BYTES = "lost bytes"  # a part of the answer
    LATE = "late"  # the answer comes after the time-out
    TWICE = "twice"  # the answer comes twice
    ORDER_TWICE = "order twice"  # only where a network repeats datagrams, or a line echoes
    HALF_OPEN = "half-open"  # what is sent vanishes, and nothing comes
    REFUSED = "refused"  # nobody listens any more
    GARBAGE = "garbage"  # something else answers
    STRANGER = "stranger"  # another card's answer comes instead of this one's


@dataclass(slots=True)
class Weather:
    """What the wires to one card are like.

    ``stranger`` makes another card of the same make, ``turned`` what is asked of it.
    """

    card: Card
    chance: Random
    stranger: Callable[[], Card] | None = None
    turned: Callable[[bytes], bytes] = bytes
    fault: Fault | None = None
    sound: int = 0
    """Sends that still go well."""
    struck: bool = False
    connects: int = 0

    def turn(self, fault: Fault, *, after: int) -> None:
        self.fault, self.sound, self.struck = fault, after, False

    def clear(self) -> None:
        self.fault = None

    def connect(self) -> Link:
        self.connects += 1
        if self.strikes(Fault.REFUSED):
            raise ConnectFailed("weather: nobody listens", link="weather://card")
        return Wire(self)

    def strikes(self, *kinds: Fault) -> bool:
        """Whether it is one of these, and now."""
        now = self.fault in kinds and self.sound <= 0
        self.struck = self.struck or now
        return now


class Wire:
    """One wire under a weather."""

    url = "weather://card"

    def __init__(self, weather: Weather) -> None:
        self._weather = weather
        self._inner = SimulatedLink(weather.card, self.url)
        self._stranger: SimulatedLink | None = None
        self._due: deque[bytes] = deque()
        self._withheld = b""
        self._dead = False

    def send(self, data: bytes) -> None:
        weather = self._weather
        self._check()
        self._due.extend([self._withheld] if self._withheld else ())  # too late for the order it answers
        self._withheld = b""
        if weather.strikes(Fault.HALF_OPEN):
            return
        if weather.strikes(Fault.CUT, Fault.REFUSED):
            self._cut(data[: weather.chance.randrange(len(data) + 1)] if weather.fault is Fault.CUT else b"")
        if weather.stranger is not None and weather.strikes(Fault.STRANGER):
            self._stranger = self._stranger or SimulatedLink(weather.stranger(), self.url)
            self._stranger.send(weather.turned(data))
            return
        weather.sound -= 1
        for piece in self._pieces(data):
            self._inner.send(piece)
        if weather.strikes(Fault.CUT_AFTER):
            self._cut(b"")

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        self._check()
        weather = self._weather
        if weather.strikes(Fault.HALF_OPEN):
            return b""
        if weather.strikes(Fault.LATE):
            self._withheld += self._take(max_bytes)
            return b""
        self._due.extend(self._spoil(self._take(max_bytes)))
        piece = self._due.popleft() if self._due else b""
        if rest := piece[max_bytes:]:
            self._due.appendleft(rest)
        return piece[:max_bytes]

    def close(self) -> None:
        self._dead = True
        self._inner.close()

    def _take(self, max_bytes: int) -> bytes:
        inner = self._inner if self._stranger is None else self._stranger
        return inner.receive(max_bytes, 0)

    def _pieces(self, data: bytes) -> tuple[bytes, ...]:
        if self._weather.strikes(Fault.ORDER_TWICE):
            return data, data
        if self._weather.strikes(Fault.GARBLED_ORDER):
            return (self._garble(data),)
        return (data,)

    def _spoil(self, data: bytes) -> tuple[bytes, ...]:
        weather = self._weather
        if weather.strikes(Fault.GARBAGE):
            rubbish = RUBBISH if weather.chance.random() < 0.5 else weather.chance.randbytes(40)
            return (rubbish,) if data else ()
        if data and weather.strikes(Fault.GARBLED_ANSWER):
            return (self._garble(data),)
        if data and weather.strikes(Fault.LOST_BYTES):
            start = weather.chance.randrange(len(data))
            return (data[:start] + data[start + weather.chance.randrange(1, 9) :],)
        if data and weather.strikes(Fault.TWICE):
            return data, data
        return (data,) if data else ()

    def _garble(self, data: bytes) -> bytes:
        """One byte is another: any checksum here notices that, so nothing may come of it."""
        spoilt, place = bytearray(data), self._weather.chance.randrange(len(data))
        spoilt[place] ^= self._weather.chance.randrange(1, 256)
        return bytes(spoilt)

    def _cut(self, arrives: bytes) -> None:
        if arrives:
            self._inner.send(arrives)
        self._inner.close()
        self._dead = True
        self._check()

    def _check(self) -> None:
        if self._dead:
            raise Broken(f"{self.url}: cut", link=self.url)
