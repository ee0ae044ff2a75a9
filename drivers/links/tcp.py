"""``tcp://HOST:PORT``: a stream over a network.

Also by the name ``socket://``, for serial servers such as ser2net: pyserial's
handler of that name tells only whether one byte waits, ignores the line's
settings without a word, and is not used. Not here: RFC 2217, by which a client
sets the far port's speed (``network_serial.py``).
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import SplitResult

from drivers.errors import Broken
from drivers.links.base import Link, connecting, translated
from drivers.links.urls import read_host_and_port, refuse_settings


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """A host and a TCP port."""

    host: str
    port: int

    @classmethod
    def read(cls, parts: SplitResult) -> TcpAddress:
        refuse_settings(parts)
        return cls(*read_host_and_port(parts))

    def open(self, url: str, timeout_s: float) -> Link:
        with connecting(url):
            return TcpLink(socket.create_connection((self.host, self.port), timeout_s), url, timeout_s)


class TcpLink:
    """A TCP connection. Small requests leave at once: latency counts, not packets."""

    def __init__(self, sock: socket.socket, url: str, timeout_s: float) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock, self._timeout_s, self.url = sock, timeout_s, url

    def send(self, data: bytes) -> None:
        with translated(self.url):
            self._sock.settimeout(self._timeout_s)
            self._sock.sendall(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        with translated(self.url):
            self._sock.settimeout(timeout_s)
            try:
                data = self._sock.recv(max_bytes)
            except (BlockingIOError, TimeoutError):
                return b""
        if not data:
            raise Broken(f"{self.url}: the sign closed the connection", link=self.url)
        return data

    def close(self) -> None:
        self._sock.close()
