"""A TCP proxy that cuts, stalls, splits and garbles, as seeded; for a few runs over real sockets."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from random import Random

CHUNK = 4096
STALL_S = 0.7
"""Longer than the drivers in these tests wait."""


class Proxy:
    """Everybody who calls ``port`` talks to ``target``, more or less."""

    def __init__(self, target: int, chance: Random, *, garbles: bool) -> None:
        self._target, self._chance, self._garbles = target, chance, garbles
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]
        self.sound = False
        self.calls = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()
        for end in self._open:
            _hang_up(end)

    def _accept(self) -> None:
        with suppress(OSError):  # closed: the end
            while True:
                client, _ = self._listener.accept()
                self.calls += 1
                card = socket.create_connection(("127.0.0.1", self._target))
                self._open += [client, card]
                for source, drain, comes_back in ((client, card, False), (card, client, True)):
                    words = (source, drain, comes_back)
                    threading.Thread(target=self._carry, args=words, daemon=True).start()

    def _carry(self, source: socket.socket, drain: socket.socket, comes_back: bool) -> None:
        pause = threading.Event()
        with suppress(OSError):
            while data := source.recv(CHUNK):
                luck = 1.0 if self.sound else self._chance.random()
                if luck < 0.08:
                    drain.sendall(data[: self._chance.randrange(len(data) + 1)])
                    break
                if luck < 0.12:
                    pause.wait(STALL_S)
                    if _is_gone(source):  # an order of a call that is over would undo what was ordered since
                        break
                elif luck < 0.2 and comes_back and self._garbles:
                    spoilt = bytearray(data)
                    spoilt[self._chance.randrange(len(data))] ^= 0x55
                    data = bytes(spoilt)
                middle = self._chance.randrange(len(data) + 1)
                drain.sendall(data[:middle])
                drain.sendall(data[middle:])
        for end in (source, drain):
            _hang_up(end)


def _is_gone(end: socket.socket) -> bool:
    """Whether whoever is there has hung up meanwhile."""
    try:
        return end.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
