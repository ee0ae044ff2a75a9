"""The wires, by URL: ``tcp://host:port``, ``udp://host:port`` and ``serial:///dev/ttyUSB0?baud=57600``.

Here: opening, sending, receiving, closing, and the one translation from the
errors of sockets and of pyserial to ours. Not here: what the bytes mean, and
waiting for a whole answer (``exchange.py``). A new kind of wire is one address
class and one line in ``SCHEMES``.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import SplitResult, parse_qsl, urlsplit

import serial

from drivers.errors import Broken, ConnectFailed, TimedOut

ACCEPTED = (
    "a link is tcp://HOST:PORT or udp://HOST:PORT with a port from 1 to 65535, "
    "or serial:///dev/ttyX?baud=57600, if need be with &bits=7|8&parity=N|E|O&stop=1|2"
)


class Link(Protocol):
    """One open wire. Every failure is a ``LinkError``; a failed send may have sent all, some or nothing."""

    @property
    def url(self) -> str: ...

    def send(self, data: bytes) -> None: ...

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        """What has arrived, at most ``max_bytes``; ``b""`` means nothing within ``timeout_s``."""
        ...

    def close(self) -> None: ...


class Address(Protocol):
    """A URL that has been read and found sound; opening it is a second step."""

    def open(self, url: str, timeout_s: float) -> Link: ...


def open_link(url: str, *, timeout_s: float = 3.0) -> Link:
    """Open the wire. ``ConnectFailed`` if nobody is there; ``timeout_s`` bounds connecting and each send."""
    return read_address(url).open(url, timeout_s)


def read_address(url: str) -> Address:
    """Check a URL without opening anything; ``ValueError`` says what is accepted."""
    try:
        parts = urlsplit(url)
        return SCHEMES[parts.scheme](parts)
    except (KeyError, ValueError) as error:
        raise ValueError(f"{ACCEPTED}, not {url!r}") from error


@contextlib.contextmanager
def _translated(url: str) -> Iterator[None]:
    """The only place where foreign errors become ours; most specific first."""
    try:
        yield
    except (TimeoutError, serial.SerialTimeoutException) as error:
        raise TimedOut(f"{url}: the wire took no more bytes in time", link=url) from error
    except (OSError, serial.PortNotOpenError) as error:  # SerialException is an OSError
        raise Broken(f"{url}: the wire went away ({error})", link=url) from error


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """A host and a TCP port."""

    host: str
    port: int

    def open(self, url: str, timeout_s: float) -> Link:
        try:
            sock = socket.create_connection((self.host, self.port), timeout_s)
        except (OSError, UnicodeError) as error:  # a name that cannot be a host name is a UnicodeError
            raise ConnectFailed(f"{url}: nobody answered ({error})", link=url) from error
        return TcpLink(sock, url, timeout_s)


class TcpLink:
    """A TCP connection. Small requests leave at once: latency counts, not packets."""

    def __init__(self, sock: socket.socket, url: str, timeout_s: float) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock, self._timeout_s, self.url = sock, timeout_s, url

    def send(self, data: bytes) -> None:
        with _translated(self.url):
            self._sock.settimeout(self._timeout_s)
            self._sock.sendall(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        with _translated(self.url):
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


@dataclass(frozen=True, slots=True)
class UdpAddress:
    """A host and a UDP port."""

    host: str
    port: int

    def open(self, url: str, timeout_s: float) -> Link:
        try:
            return UdpLink(_connect_udp(self.host, self.port), url, timeout_s)
        except (OSError, UnicodeError) as error:
            raise ConnectFailed(f"{url}: no way there ({error})", link=url) from error


class UdpLink:
    """Datagrams to and from one address: one ``send`` is one, one ``receive`` is one.

    That a send succeeds says that the datagram left, not that anybody is there; a
    host that refuses it may be noticed at the next send.
    """

    def __init__(self, sock: socket.socket, url: str, timeout_s: float) -> None:
        self._sock, self._timeout_s, self.url = sock, timeout_s, url

    def send(self, data: bytes) -> None:
        with _translated(self.url):
            self._sock.settimeout(self._timeout_s)
            self._sock.send(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        with _translated(self.url):
            self._sock.settimeout(timeout_s)
            try:
                return self._sock.recv(max_bytes)
            except (BlockingIOError, TimeoutError):
                return b""

    def close(self) -> None:
        self._sock.close()


def _connect_udp(host: str, port: int) -> socket.socket:
    """A socket that sends to, and hears from, the first address of ``host`` only."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    sock = socket.socket(family, kind, protocol)
    try:
        sock.connect(address)
    except OSError:
        sock.close()
        raise
    return sock


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """A serial port; 8N1 unless the URL says otherwise."""

    device: str
    baud: int
    bits: int
    parity: str
    stop: int

    def open(self, url: str, timeout_s: float) -> Link:
        try:
            # exclusive: two programs talking to one sign through one port would both be misled
            port = serial.Serial(
                self.device,
                self.baud,
                self.bits,
                self.parity,
                self.stop,
                write_timeout=timeout_s,
                exclusive=True,
            )
        except (
            OSError,
            ValueError,
        ) as error:  # pyserial answers ValueError to a baud rate the port cannot do
            raise ConnectFailed(f"{url}: the port cannot be opened ({error})", link=url) from error
        return SerialLink(port, url)


class SerialLink:
    """A serial port held for this program alone."""

    def __init__(self, port: serial.Serial, url: str) -> None:
        self._port, self.url = port, url

    def send(self, data: bytes) -> None:
        with _translated(self.url):
            self._port.write(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        with _translated(self.url):
            self._port.timeout = timeout_s
            first = self._port.read(1)
            more = min(self._port.in_waiting, max_bytes - 1) if first else 0
            return first + self._port.read(more)

    def close(self) -> None:
        self._port.close()


def _read_host(parts: SplitResult) -> tuple[str, int]:
    if not parts.hostname or not parts.port or parts.path.strip("/") or parts.query:
        raise ValueError("not a host and a port")
    return parts.hostname, parts.port


def _read_tcp(parts: SplitResult) -> Address:
    return TcpAddress(*_read_host(parts))


def _read_udp(parts: SplitResult) -> Address:
    return UdpAddress(*_read_host(parts))


_CHOICES = {"bits": ("7", "8"), "parity": ("N", "E", "O"), "stop": ("1", "2")}


def _read_serial(parts: SplitResult) -> Address:
    wanted = {"baud": "57600", "bits": "8", "parity": "N", "stop": "1"} | dict(parse_qsl(parts.query))
    device = parts.netloc + parts.path  # serial://COM3 has a name where others have a path
    if not device or wanted.keys() != {"baud", *_CHOICES} or int(wanted["baud"]) < 1:
        raise ValueError("not a device and what is to be set")
    if any(wanted[name] not in choice for name, choice in _CHOICES.items()):
        raise ValueError("not a setting of a serial line")
    return SerialAddress(
        device, int(wanted["baud"]), int(wanted["bits"]), wanted["parity"], int(wanted["stop"])
    )


SCHEMES: dict[str, Callable[[SplitResult], Address]] = {
    "serial": _read_serial,
    "tcp": _read_tcp,
    "udp": _read_udp,
}
