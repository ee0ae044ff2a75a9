"""``rfc2217://HOST:PORT?baud=57600``: a serial port of another machine, whose speed is set from here.

RFC 2217 is telnet with orders for the line. pyserial speaks it; it is imported
only when such a link is opened. What its handler cannot do: bound a send by our
time-out (its socket's is 5 s, and the error is ``Broken``), and connect faster
than it pleases (5 s, then each step of the negotiation has our time-out).
A server that needs no speed set is better reached by ``tcp://``.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult

from drivers.links.base import Link, connecting
from drivers.links.port import POLL_S, LineSettings, PortLink
from drivers.links.urls import read_host_and_port, read_settings


@dataclass(frozen=True, slots=True)
class NetworkSerialSettings(LineSettings):
    """The line; ``ign_set_control``: do not insist on answers to orders about DTR and RTS.

    Behind ser2net on a port without those lines the answers pyserial waits for
    never come, and insisting fails the opening; where a sign hangs on them, insist.
    """

    ign_set_control: bool = True


@dataclass(frozen=True, slots=True)
class NetworkSerialAddress:
    """A host, a port, and the line behind it."""

    host: str
    port: int
    settings: NetworkSerialSettings = NetworkSerialSettings()

    @classmethod
    def read(cls, parts: SplitResult) -> NetworkSerialAddress:
        return cls(*read_host_and_port(parts), read_settings(NetworkSerialSettings, parts.query))

    def open(self, url: str, timeout_s: float) -> Link:
        from drivers.links.far_port import FarPort  # heavy, and rarely wanted

        chosen = self.settings
        with connecting(url):
            port = FarPort(
                name_port(self, timeout_s),
                chosen.baud,
                chosen.bits,
                chosen.parity,
                chosen.stop,
                timeout=POLL_S,
            )
        return PortLink(port, url, byte_s=chosen.byte_s)


def name_port(address: NetworkSerialAddress, timeout_s: float) -> str:
    """The URL as pyserial reads it: without the line, and with brackets around an IPv6 address."""
    host = f"[{address.host}]" if ":" in address.host else address.host
    ignore = "&ign_set_control" if address.settings.ign_set_control else ""
    return f"rfc2217://{host}:{address.port}?timeout={timeout_s}{ignore}"
