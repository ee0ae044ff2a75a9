"""A simulated sign behind a TCP port, so that any client can talk to it.

Here: sockets, passing time, one JSON line a request, and a PNG of what the card
would light. Not here: what a card does (``<vendor>/simulator.py``). One thread
serves one card over any number of connections, one request at a time, and a
client has its answer only after line and picture are written.
"""

from __future__ import annotations

import json
import selectors
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Literal, TextIO, cast

from drivers.base import Frame, Panel
from drivers.cards import Card, CardModel, Handled
from drivers.picture import replace_png


@dataclass(frozen=True, slots=True)
class Simulated:
    """Where a simulator is (``module:attribute``), and the wire and port its card listens on."""

    target: str
    transport: Literal["tcp", "udp"]
    port: int


SIMULATORS = {
    "huidu_sdk": Simulated("drivers.huidu_sdk.simulator:HuiduCard", "tcp", 10001),
    "onbon_bx": Simulated("drivers.onbon_bx.simulator:OnbonCard", "tcp", 5005),
}

LISTENER = 0  # connections are numbered from 1
TICK_S = 0.05  # how late a stop or an expiry may be noticed
SEND_TIMEOUT_S = 1.0  # a client that does not read must not stop the card


def simulators() -> tuple[str, ...]:
    """Every driver that has a simulator, sorted."""
    return tuple(sorted(SIMULATORS))


def make_card(name: str, panel: Panel, *, model: str | None = None, quirks: Sequence[str] = ()) -> Card:
    """A simulated card; ``ValueError`` says which names, models or quirks there are."""
    if name not in SIMULATORS:
        raise ValueError(f"no simulator is called {name!r}; there are {', '.join(simulators())}")
    module, _, attribute = SIMULATORS[name].target.partition(":")
    return cast(CardModel, getattr(import_module(module), attribute)).from_settings(panel, model, quirks)


def serve_simulator(
    name: str,
    *,
    port: int,
    panel: Panel,
    dump: Path | None,
    model: str | None = None,
    quirks: Sequence[str] = (),
    out: TextIO,
    stop: threading.Event | None = None,
    ready: Callable[[int], None] | None = None,
) -> None:
    """Serve a card on 127.0.0.1 until ``stop`` or Ctrl-C. ``port`` 0 = any free one, told to ``ready``."""
    card = make_card(name, panel, model=model, quirks=quirks)
    record = Record(out, dump)
    record.show(card.lit)
    with closing(socket.create_server(("127.0.0.1", port))) as listener:
        if ready is not None:
            ready(listener.getsockname()[1])
        try:
            _serve(card, listener, record, stop or threading.Event())
        except KeyboardInterrupt:
            return


class Record:
    """What happened, as JSON lines, and what is lit, as a picture."""

    def __init__(self, out: TextIO, dump: Path | None) -> None:
        self._out, self._dump = out, dump
        self._start = monotonic()
        self._lit: Frame | None = None
        if dump is not None:
            dump.mkdir(parents=True, exist_ok=True)

    def write(self, handled: Handled, connection: int, lit: Frame) -> None:
        """One line; ``lit`` is the digest once all that arrived together has been dealt with."""
        at_ms = int(1000 * (monotonic() - self._start))
        facts = {"at_ms": at_ms, "connection": connection, **handled.summary, "lit": lit.digest}
        line = json.dumps(facts, ensure_ascii=False) + "\n"
        self._out.write(line)
        self._out.flush()
        if self._dump is not None:
            with (self._dump / "requests.jsonl").open("a", encoding="utf-8") as lines:
                lines.write(line)

    def show(self, lit: Frame) -> None:
        """Replace ``screen.png`` if the lamps changed."""
        if self._dump is not None and lit != self._lit:
            replace_png(lit, self._dump / "screen.png")
        self._lit = lit


def _serve(card: Card, listener: socket.socket, record: Record, stop: threading.Event) -> None:
    numbers, before = count(1), _now_ms()
    with selectors.DefaultSelector() as selector, _closing_clients(selector):
        selector.register(listener, selectors.EVENT_READ, LISTENER)
        while not stop.is_set():
            events = selector.select(TICK_S)
            now = _now_ms()
            card.advance(now - before)
            before = now
            record.show(card.lit)
            for key, _ in events:
                if key.data == LISTENER:
                    selector.register(_accept(listener), selectors.EVENT_READ, next(numbers))
                elif not _serve_one(card, client := cast(socket.socket, key.fileobj), key.data, record):
                    selector.unregister(client)
                    client.close()


@contextmanager
def _closing_clients(selector: selectors.BaseSelector) -> Iterator[None]:
    try:
        yield
    finally:
        for key in tuple(selector.get_map().values()):
            cast(socket.socket, key.fileobj).close()


def _now_ms() -> int:
    return int(1000 * monotonic())


def _accept(listener: socket.socket) -> socket.socket:
    client, _ = listener.accept()
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.settimeout(SEND_TIMEOUT_S)
    return client


def _serve_one(card: Card, client: socket.socket, connection: int, record: Record) -> bool:
    """Deal with what one client has sent; false when the client is gone."""
    here = bool(data := _receive(client))
    for handled in card.feed(data, wire=connection):
        record.write(handled, connection, card.lit)
        record.show(card.lit)
        here = here and _send(client, handled.chunks)
    if not here:
        card.hang_up(connection)
    return here


def _receive(client: socket.socket) -> bytes:
    try:
        return client.recv(65536)
    except OSError:  # the client went away: its affair, not the card's
        return b""


def _send(client: socket.socket, chunks: Sequence[bytes]) -> bool:
    try:
        for chunk in chunks:
            client.sendall(chunk)
    except OSError:  # the client went away or does not read
        return False
    return True
