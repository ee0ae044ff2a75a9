"""``udp://HOST:PORT``: one send is one datagram, and one datagram is received at a time.

The socket is connected, so datagrams of strangers are not seen, and a machine
that answers "no such port" is noticed: at the send or receive after the one it
answers. A datagram that is lost is noticed by nobody.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from time import monotonic
from urllib.parse import SplitResult

from drivers.links.base import Link, connecting, translated
from drivers.links.urls import read_host_and_port, refuse_settings

LARGEST = 65535  # bytes; no datagram is larger


@dataclass(frozen=True, slots=True)
class UdpAddress:
    """A host and a UDP port."""

    host: str
    port: int

    @classmethod
    def read(cls, parts: SplitResult) -> UdpAddress:
        refuse_settings(parts)
        return cls(*read_host_and_port(parts))

    def open(self, url: str, timeout_s: float) -> Link:
        with connecting(url):
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_DGRAM)
            family, kind, protocol, _, address = found[0]
            sock = socket.socket(family, kind, protocol)
            try:
                sock.connect(address)
            except OSError:
                sock.close()
                raise
        return UdpLink(sock, url, timeout_s)


class UdpLink:
    """A connected datagram socket."""

    def __init__(self, sock: socket.socket, url: str, timeout_s: float) -> None:
        self._sock, self._timeout_s, self.url = sock, timeout_s, url
        self._rest = b""

    def send(self, data: bytes) -> None:
        with translated(self.url):
            self._sock.settimeout(self._timeout_s)
            self._sock.send(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        """One datagram; of one larger than ``max_bytes`` the rest is what is received next."""
        with translated(self.url):
            datagram = self._rest or self._hear(timeout_s)
        self._rest = datagram[max_bytes:]
        return datagram[:max_bytes]

    def close(self) -> None:
        self._sock.close()

    def _hear(self, timeout_s: float) -> bytes:
        """The next datagram with something in it: an empty one is not the end of waiting."""
        deadline = monotonic() + timeout_s
        while True:
            self._sock.settimeout(max(0.0, deadline - monotonic()))
            try:
                if datagram := self._sock.recv(LARGEST):
                    return datagram
            except (BlockingIOError, TimeoutError):
                return b""
