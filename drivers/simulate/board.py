"""The switchboard between a simulated card and everybody who talks to it.

Here: who is connected, which answer goes to whom, passing time. Not here:
sockets and terminals (``simulate/ports.py``, ``simulate/pty.py``), what a card
does (``<vendor>/simulator.py``). One thread serves one card over any number of
wires, one request at a time, and a client has its answer only after line and
picture are written.
"""

from __future__ import annotations

import selectors
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from time import monotonic
from typing import Protocol, cast

from drivers.cards import Accompanied, Card, Talkative
from drivers.simulate.record import Record

TICK_S = 0.05  # how late a stop or an expiry may be noticed
MAX_WIRES = 64  # whoever has been silent longest is let go for the next one

Selector = selectors.BaseSelector


class Wire(Protocol):
    """One client, as the switchboard sees it."""

    def send(self, chunk: bytes) -> None:
        """Bounded in time; ``OSError`` when the client is gone or does not read."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Plugged:
    wire: Wire
    card: Card


class Switchboard:
    """A card, its companion if it has one, and the wires to them, by numbers from 1."""

    def __init__(self, card: Card, record: Record) -> None:
        self.card = card
        self.companion = card.companion if isinstance(card, Accompanied) else None
        self._cards = (card,) if self.companion is None else (card, self.companion)
        self._record, self._numbers = record, count(1)
        self._plugged: dict[int, _Plugged] = {}  # in order of when they were last heard
        record.show(card.lit)

    def __contains__(self, number: int) -> bool:
        return number in self._plugged

    def connect(self, wire: Wire, card: Card | None = None) -> int:
        """Take a client in, of the companion if that is given; the number by which the card knows it."""
        while len(self._plugged) >= MAX_WIRES:
            self.disconnect(next(iter(self._plugged)))
        number = next(self._numbers)
        self._plugged[number] = _Plugged(wire, card or self.card)
        return number

    def hear(self, number: int, data: bytes) -> None:
        """What a client has said: dealt with, put on record, answered."""
        plugged = self._plugged.pop(number)
        self._plugged[number] = plugged
        for handled in plugged.card.feed(data, wire=number):
            self._record.write(handled, number, self.card.lit)
            self._record.show(self.card.lit)
            self._say(number, handled.chunks, handled.hang_up)
        self._say_unasked()

    def pass_time(self, ms: int) -> None:
        """The card's clock is also its companion's: they are one device."""
        self.card.advance(ms)
        self._record.show(self.card.lit)
        self._say_unasked()

    def disconnect(self, number: int) -> None:
        """The client is gone, or is to go. Twice is harmless."""
        if (plugged := self._plugged.pop(number, None)) is not None:
            plugged.card.hang_up(number)
            plugged.wire.close()

    def close(self) -> None:
        for number in tuple(self._plugged):
            self.disconnect(number)

    def _say_unasked(self) -> None:
        for card in self._cards:
            for spoken in card.unasked() if isinstance(card, Talkative) else ():
                self._say(spoken.wire, spoken.chunks, spoken.hang_up)

    def _say(self, number: int, chunks: Sequence[bytes], hang_up: bool) -> None:
        """To one client, if it is still there; what it asked has been done either way."""
        if (plugged := self._plugged.get(number)) is None:
            return
        try:
            for chunk in chunks:
                plugged.wire.send(chunk)
        except OSError:  # its affair, not the card's
            hang_up = True
        if hang_up:
            self.disconnect(number)


class Port(Protocol):
    """Where clients come in. ``join`` registers files with the function to call when they can be read."""

    def join(self, selector: Selector, board: Switchboard) -> None: ...

    def close(self) -> None: ...


def run(board: Switchboard, ports: Sequence[Port], stop: threading.Event) -> None:
    """Serve until ``stop``."""
    before = _now_ms()
    with selectors.DefaultSelector() as selector:
        for port in ports:
            port.join(selector, board)
        try:
            while not stop.is_set():
                ready = selector.select(TICK_S)
                now = _now_ms()
                board.pass_time(now - before)
                before = now
                for key, _ in ready:
                    cast(Callable[[], None], key.data)()
        finally:
            board.close()


def _now_ms() -> int:
    return int(1000 * monotonic())
