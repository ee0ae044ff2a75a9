"""The card's end of a wire, in memory and real: loopback TCP or UDP, and a kernel pseudo-terminal.

Real ends are served as ``ledctl simulate`` serves them, in a thread. Time for
the card passes by the clock and, beyond that, when a sign sleeps, once the card
has heard what was sent before; so no test waits for a card's dead times.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic, sleep

from drivers.base import Frame, Panel, Sign
from drivers.cards import Accompanied, Card, Handled, Spoken, Talkative
from drivers.links import Link, open_link
from drivers.simulate import SIMULATORS, make_card, open_ports, open_terminal, serve_card
from drivers.simulate.board import Port
from drivers.simulate.record import Record
from drivers.testing import SimulatedLink
from tests.drivers.roster import Connect, Entry


@dataclass(frozen=True)
class End:
    """One card, ready to be talked to."""

    entry: Entry
    panel: Panel
    card: Card
    connect: Connect

    def sign(self, connect: Connect | None = None) -> Sign:
        """A sign over this end, or over wires made of it."""
        return self.entry.over(self.panel, connect or self.connect, self.sleep)

    def sleep(self, seconds: float) -> None:
        if isinstance(self.card, Shared):
            self.card.catch_up()
        self.card.advance(round(1000 * seconds))

    def lit(self) -> Frame:
        return self.card.lit


class Shared:
    """A card that two threads may use: the one that serves it and the test."""

    def __init__(self, card: Card) -> None:
        self._card, self._lock = card, threading.RLock()
        self.sent = self._heard = 0  # bytes

    def catch_up(self) -> None:
        """Wait until what was sent has been heard; not for ever, because a wire may lose some."""
        deadline = monotonic() + 0.5
        while self._heard < self.sent and monotonic() < deadline:
            sleep(0.001)

    @property
    def lit(self) -> Frame:
        with self._lock:
            return self._card.lit

    def feed(self, data: bytes, *, wire: int = 0) -> Sequence[Handled]:
        with self._lock:
            handled = self._card.feed(data, wire=wire)
            self._heard += len(data)
            return handled

    def hang_up(self, wire: int = 0) -> None:
        with self._lock:
            self._card.hang_up(wire)

    def advance(self, ms: int) -> None:
        with self._lock:
            self._card.advance(ms)

    def unasked(self) -> Sequence[Spoken]:
        with self._lock:
            return self._card.unasked() if isinstance(self._card, Talkative) else ()


class SharedPair(Shared):
    """The same with a companion."""

    def __init__(self, card: Card, companion: Card) -> None:
        super().__init__(card)
        self.companion = companion


def shared(card: Card) -> Shared:
    return SharedPair(card, card.companion) if isinstance(card, Accompanied) else Shared(card)


@contextmanager
def in_memory(entry: Entry, panel: Panel, *quirks: str) -> Iterator[End]:
    """No socket, no thread, no waiting."""
    card = make_card(entry.name, panel, model=entry.model, quirks=quirks)
    yield End(entry, panel, card, partial(SimulatedLink, card))


@contextmanager
def on_loopback(entry: Entry, panel: Panel, *quirks: str) -> Iterator[End]:
    """Over TCP or UDP, as the card has it."""
    card = shared(make_card(entry.name, panel, model=entry.model, quirks=quirks))
    ports = open_ports(entry.name, card, 0)
    url = f"{SIMULATORS[entry.name].transport}://127.0.0.1:{ports[0].number}"
    with _served(card, ports):
        yield End(entry, panel, card, partial(_open, url, card))


@contextmanager
def on_terminal(entry: Entry, panel: Panel, *quirks: str) -> Iterator[End]:
    """Over the kernel's pseudo-terminal."""
    card = shared(make_card(entry.name, panel, model=entry.model, quirks=quirks))
    port = open_terminal(entry.name, None)
    with _served(card, (port,)):
        yield End(entry, panel, card, partial(_open, f"serial://{port.path}?baud=57600", card))


class Counting:
    """A real wire that counts what is sent."""

    def __init__(self, inner: Link, card: Shared) -> None:
        self._inner, self._card, self.url = inner, card, inner.url

    def send(self, data: bytes) -> None:
        self._card.sent += len(data)
        self._inner.send(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        return self._inner.receive(max_bytes, timeout_s)

    def close(self) -> None:
        self._inner.close()


def _open(url: str, card: Shared) -> Link:
    return Counting(open_link(url, timeout_s=2), card)


@contextmanager
def _served(card: Card, ports: Sequence[Port]) -> Iterator[None]:
    stop, ready = threading.Event(), threading.Event()
    record = Record(io.StringIO(), None)
    thread = threading.Thread(target=serve_card, args=(card, ports, record, stop, ready.set))
    thread.start()
    try:
        assert ready.wait(5)
        yield
    finally:
        stop.set()
        thread.join(5)
        assert not thread.is_alive()
