"""TCP and UDP ends of a simulated card, on 127.0.0.1 only: a card without a password is nobody else's.

Here: accepting, receiving, sending within a bound. A TCP connection is a wire
that hangs up; over UDP each address that sends is one, and is forgotten rather
than closed.
"""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass
from functools import partial
from selectors import EVENT_READ

from drivers.cards import Card
from drivers.simulate.board import Selector, Switchboard

HERE = "127.0.0.1"
SEND_TIMEOUT_S = 1.0  # a client that does not read must not stop the card
CHUNK = 65536  # no datagram is longer
BURST = 64  # datagrams taken before time passes again
TRIES = 16  # of numbers the system proposes, for one that is free over UDP and TCP

Address = tuple[str, int]


class TcpPort:
    """A listening port; ``companion`` serves the card's second service instead of the card."""

    def __init__(self, number: int, *, companion: bool = False) -> None:
        self._listener = socket.create_server((HERE, number))
        self._companion = companion
        self.number: int = self._listener.getsockname()[1]

    def join(self, selector: Selector, board: Switchboard) -> None:
        card = board.companion if self._companion else None
        selector.register(self._listener, EVENT_READ, partial(self._accept, selector, board, card))

    def close(self) -> None:
        self._listener.close()

    def _accept(self, selector: Selector, board: Switchboard, card: Card | None) -> None:
        client, _ = self._listener.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.settimeout(SEND_TIMEOUT_S)
        number = board.connect(TcpWire(client, selector), card)
        selector.register(client, EVENT_READ, partial(_take_from, client, board, number))


@dataclass(frozen=True, slots=True)
class TcpWire:
    """A client over TCP; see ``board.Wire``."""

    client: socket.socket
    selector: Selector

    def send(self, chunk: bytes) -> None:
        self.client.sendall(chunk)

    def close(self) -> None:
        self.selector.unregister(self.client)
        self.client.close()


class UdpPort:
    """A bound port; each address that sends is a wire."""

    def __init__(self, number: int) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            self._socket.bind((HERE, number))
        except OSError:
            self._socket.close()
            raise
        self._socket.setblocking(False)
        self._peers: dict[Address, int] = {}
        self.number: int = self._socket.getsockname()[1]

    def join(self, selector: Selector, board: Switchboard) -> None:
        selector.register(self._socket, EVENT_READ, partial(self._take, board))

    def close(self) -> None:
        self._socket.close()

    def _take(self, board: Switchboard) -> None:
        for _ in range(BURST):
            try:
                data, peer = self._socket.recvfrom(CHUNK)
            except OSError:  # nothing more, or the complaint of somebody who went away
                return
            board.hear(self._number_of(peer, board), data)

    def _number_of(self, peer: Address, board: Switchboard) -> int:
        if (number := self._peers.get(peer)) is None:
            number = self._peers[peer] = board.connect(UdpWire(self._socket, self._peers, peer))
        return number


@dataclass(frozen=True, slots=True)
class UdpWire:
    """An address over UDP; see ``board.Wire``. A chunk is a datagram."""

    socket: socket.socket
    peers: dict[Address, int]
    peer: Address

    def send(self, chunk: bytes) -> None:
        self.socket.sendto(chunk, self.peer)

    def close(self) -> None:
        self.peers.pop(self.peer, None)


def open_udp(number: int, *, companion: bool) -> tuple[UdpPort | TcpPort, ...]:
    """A UDP port and, for a companion, the TCP port of the same number; 0 = any number free for both."""
    for _ in range(TRIES if number == 0 else 1):
        port = UdpPort(number)
        if not companion:
            return (port,)
        with contextlib.suppress(OSError) if number == 0 else contextlib.nullcontext():
            return port, _beside(port)
    raise OSError(f"no number was free over both UDP and TCP, {TRIES} times")


def _beside(port: UdpPort) -> TcpPort:
    try:
        return TcpPort(port.number, companion=True)
    except OSError:
        port.close()
        raise


def _take_from(client: socket.socket, board: Switchboard, number: int) -> None:
    try:
        data = client.recv(CHUNK)
    except OSError:  # the client went away: its affair, not the card's
        data = b""
    if not data:
        board.disconnect(number)
    elif number in board:
        board.hear(number, data)
