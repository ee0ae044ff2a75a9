"""Checks every driver passes; public, so that a driver written elsewhere can run them, too.

``check_sign`` for a sign that works, ``check_failing_wire`` for one whose wire
does not, ``feed_bytewise`` for a decoder, ``SimulatedLink`` to join a driver to
a simulated card without a socket; wires that carry answers badly
(``testing/links.py``) and what is shown for trial (``testing/samples.py``) are
handed on. Beside it: ``testing/power.py`` for a power cut, ``testing/wires.py``
for a sign over wires that carry answers badly, ``testing/hostile.py`` for
hostile bytes. Plain functions: any test runner will do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from time import monotonic
from typing import TypeVar

from drivers.base import (
    Ability,
    Brightness,
    Capabilities,
    Frame,
    Panel,
    Receipt,
    Sign,
    digest_of,
)
from drivers.cards import Card, Talkative
from drivers.errors import Broken, Closed, DriverError, LinkError, ProtocolError, Unsupported
from drivers.exchange import Decoder
from drivers.links import Link
from drivers.testing.links import BytewiseLink as BytewiseLink
from drivers.testing.links import GarblingLink as GarblingLink
from drivers.testing.links import GluedLink as GluedLink
from drivers.testing.links import LateLink as LateLink
from drivers.testing.links import SilentLink as SilentLink
from drivers.testing.samples import sample_bookings as sample_bookings
from drivers.testing.samples import sample_frame as sample_frame

Message = TypeVar("Message")

RUBBISH = b"HTTP/1.1 400 Bad Request\r\n\r\n"


class SimulatedLink:
    """A wire whose other end is a simulated card in the same process."""

    def __init__(self, card: Card, url: str = "simulated://card") -> None:
        self.card, self.url = card, url
        self._arrived: deque[bytes] = deque()
        self._open, self._cut = True, False

    def send(self, data: bytes) -> None:
        self._check_open()
        for handled in self.card.feed(data):
            self._arrived.extend(handled.chunks)
            self._cut = self._cut or handled.hang_up
        self._listen()

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        """One piece as the card sent it; ``b""`` at once when there is none, as if time had passed."""
        self._listen()
        if not self._arrived:
            self._check_open()
        piece = self._arrived.popleft() if self._arrived else b""
        if rest := piece[max_bytes:]:
            self._arrived.appendleft(rest)
        return piece[:max_bytes]

    def close(self) -> None:
        if self._open:
            self._open = False
            self._arrived.clear()
            self.card.hang_up()

    def _listen(self) -> None:
        """Take in what the card says without being asked."""
        for spoken in self.card.unasked() if isinstance(self.card, Talkative) else ():
            self._arrived.extend(spoken.chunks)
            self._cut = self._cut or spoken.hang_up

    def _check_open(self) -> None:
        if self._cut or not self._open:
            raise Broken(f"{self.url}: the wire was closed", link=self.url)


class FaultyLink:
    """A wire that works for ``sound`` sends and then fails: ``cut``, ``silent`` or ``rubbish``."""

    def __init__(self, inner: Link, fault: str, sound: int) -> None:
        self._inner, self._fault, self._sound = inner, fault, sound
        self._rubbish = b""
        self.struck = False
        self.url = inner.url

    def send(self, data: bytes) -> None:
        self._sound -= 1
        self.struck = self._sound < 0
        if not self.struck:
            self._inner.send(data)
        elif self._fault == "cut":
            raise Broken(f"{self.url}: cut in the middle of a send", link=self.url)
        elif self._fault == "rubbish":
            self._rubbish = RUBBISH

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        if self._sound >= 0:
            return self._inner.receive(max_bytes, timeout_s)
        taken, self._rubbish = self._rubbish[:max_bytes], self._rubbish[max_bytes:]
        return taken

    def close(self) -> None:
        self._inner.close()


def check_sign(make: Callable[[], Sign]) -> None:
    """The contract of a working sign. ``make`` gives a fresh one each time."""
    for check in (
        _check_capabilities,
        _check_shows,
        _check_blank,
        _check_status,
        _check_stores,
        _check_care,
        _check_other_panel,
        _check_closed,
    ):
        sign = make()
        try:
            check(sign)
        finally:
            sign.close()


def check_failing_wire(
    make: Callable[[Callable[[], Link]], Sign], connect: Callable[[], Link], *, within_s: float = 5.0
) -> None:
    """The contract of a failing wire, whichever request it fails at.

    A sign that never answers notices only a wire that is cut.

    ``make`` builds a sign that opens its wire by calling its argument;
    ``connect`` opens a wire to a sign that works.
    """
    for fault, expected in (("cut", LinkError), ("silent", LinkError), ("rubbish", ProtocolError)):
        for sound in (0, 1):
            for order in (_show_sample, Sign.blank):
                wires: list[FaultyLink] = []
                sign = make(partial(_open_faulty, connect, fault, sound, wires))
                if fault == "cut" or sign.capabilities.answers:
                    _check_fails(sign, order, expected, wires, within_s)


def feed_bytewise(
    make: Callable[[], Decoder[Message]], wire: bytes, expected: Message, rubbish: bytes = RUBBISH
) -> None:
    """``wire`` is ``expected``, however it arrives: whole, byte by byte, or with rubbish after it."""
    assert _feed(make(), [wire]) == [expected]
    assert _feed(make(), [wire[i : i + 1] for i in range(len(wire))]) == [expected]
    decoder = make()
    decoder.feed(wire + rubbish)
    assert decoder.next() == expected


def _open_faulty(connect: Callable[[], Link], fault: str, sound: int, wires: list[FaultyLink]) -> Link:
    wires.append(FaultyLink(connect(), fault, sound))
    return wires[-1]


def _show_sample(sign: Sign) -> Receipt:
    return sign.show(sample_frame(sign.panel))


def _feed(decoder: Decoder[Message], pieces: Sequence[bytes]) -> list[Message]:
    messages = []
    for piece in pieces:
        decoder.feed(piece)
        while (message := decoder.next()) is not None:
            messages.append(message)
    return messages


def _check_capabilities(sign: Sign) -> None:
    assert isinstance(sign.capabilities, Capabilities)
    assert sign.panel == sign.capabilities.panel


def _check_shows(sign: Sign) -> None:
    frame = sample_frame(sign.panel)
    for life_s in (0, 0, 60):  # the same frame again is harmless
        _check_receipt(sign, sign.show(frame, life_s=life_s), frame.digest)


def _check_blank(sign: Sign) -> None:
    for _ in range(2):  # dark twice is harmless
        _check_receipt(sign, sign.blank(), "")
    sign.show(sample_frame(sign.panel))
    sign.blank()
    assert sign.status().shown in (None, "")


def _check_status(sign: Sign) -> None:
    assert sign.status().online is (True if sign.capabilities.answers else None)
    digest = sign.show(sample_frame(sign.panel)).digest
    assert sign.status().shown in (None, digest)


def _check_stores(sign: Sign) -> None:
    if sign.capabilities.host_timed:
        _expect(Unsupported, lambda: sign.sync([]))
        return
    bookings = sample_bookings(sign.panel)
    for _ in range(2):  # the same list again is harmless
        _check_receipt(sign, sign.sync(bookings), digest_of(bookings))
    held = sign.status().programs
    assert held is None or sorted(held) == sorted(one.program.digest for one in bookings)
    _check_receipt(sign, sign.sync(bookings[:1]), digest_of(bookings[:1]))
    _check_receipt(sign, sign.sync(()), "")


def _check_care(sign: Sign) -> None:
    orders: dict[Ability, Callable[[], Receipt]] = {
        Ability.POWER: lambda: sign.switch(True),
        Ability.BRIGHTNESS: lambda: sign.dim(Brightness.steady(50)),
        Ability.CLOCK: lambda: sign.set_clock(datetime(2026, 3, 4, 10, 15, 30)),
        Ability.LOCK: lambda: sign.lock(False),
    }
    if sign.capabilities.keeps_brightness:  # a plan of half hours, as well as one value
        _check_receipt(sign, sign.dim(Brightness((30,) * 24 + (80,) * 24)), "")
    for ability, order in orders.items():
        if ability in sign.capabilities.abilities:
            _check_receipt(sign, order(), "")
        else:
            _expect(Unsupported, order)
    assert sign.keep_alive_s is None or sign.keep_alive_s > 0
    sign.keep_alive()


def _check_other_panel(sign: Sign) -> None:
    other = Panel(sign.panel.width % 4096 + 1, sign.panel.height, sign.panel.colour)
    _expect(Unsupported, lambda: sign.show(Frame.dark(other)))


def _check_closed(sign: Sign) -> None:
    frame = Frame.dark(sign.panel)
    sign.close()
    sign.close()
    for order in (
        lambda: sign.show(frame),
        sign.blank,
        sign.status,
        lambda: sign.sync([]),
        lambda: sign.switch(True),
        sign.keep_alive,
    ):
        _expect(Closed, order)


def _check_receipt(sign: Sign, receipt: Receipt, digest: str) -> None:
    assert receipt.digest == digest
    assert receipt.proof <= sign.capabilities.best_proof
    assert receipt.evidence


def _check_fails(
    sign: Sign,
    order: Callable[[Sign], object],
    expected: type[DriverError],
    wires: Sequence[FaultyLink],
    within_s: float,
) -> None:
    """The order fails; one that was over before its wire failed is given a second time."""
    start = monotonic()
    try:
        order(sign)
        if wires and not any(wire.struck for wire in wires):
            order(sign)
        met = not wires or any(wire.struck for wire in wires)  # not met: each order has a wire of its own
        assert not met, f"{expected.__name__} expected, nothing raised"
    except expected:
        pass
    finally:
        sign.close()
    assert monotonic() - start < within_s


def _expect(expected: type[DriverError], order: Callable[[], object]) -> None:
    try:
        order()
    except expected:
        return
    raise AssertionError(f"{expected.__name__} expected, nothing raised")
