"""The wires, by URL: ``tcp://host:port``, ``serial:///dev/ttyUSB0?baud=57600`` and six more.

Here: the table of schemes and the two ways in. Each kind of wire is a module
beside this one, and the translation from the errors of sockets and of pyserial
to ours is in ``base.py``. Not here: what the bytes mean, and waiting for a whole
answer (``exchange.py``). A new kind of wire is one module and one line in ``SCHEMES``.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from drivers.links.base import Address, Link
from drivers.links.loop import LoopAddress
from drivers.links.network_serial import NetworkSerialAddress
from drivers.links.replay import ReplayAddress
from drivers.links.serialport import SerialAddress
from drivers.links.spy import PREFIX, SpyAddress, split_spied
from drivers.links.tcp import TcpAddress
from drivers.links.udp import UdpAddress

__all__ = ["ACCEPTED", "SCHEMES", "Address", "Link", "open_link", "read_address"]

ACCEPTED = (
    "a link is tcp://HOST:PORT or udp://HOST:PORT with a port from 1 to 65535, "
    "or serial:///dev/ttyX?baud=57600, if need be with &bits=7|8&parity=N|E|O&stop=1|2 and &rs485=1, "
    "or rfc2217://HOST:PORT?baud=57600 with the same, socket://HOST:PORT, loop:// or replay://FILE; "
    "spy+LINK with log=FILE in its query writes down what goes over it"
)

SCHEMES: dict[str, Callable[[SplitResult], Address]] = {
    "loop": LoopAddress.read,
    "replay": ReplayAddress.read,
    "rfc2217": NetworkSerialAddress.read,
    "serial": SerialAddress.read,
    "socket": TcpAddress.read,
    "tcp": TcpAddress.read,
    "udp": UdpAddress.read,
}


def open_link(url: str, *, timeout_s: float = 3.0) -> Link:
    """Open the wire. ``ConnectFailed`` if nobody is there; ``timeout_s`` bounds connecting and each send."""
    return read_address(url).open(url, timeout_s)


def read_address(url: str) -> Address:
    """Check a URL without opening anything; ``ValueError`` says what is accepted."""
    try:
        if not url.isprintable():  # urlsplit would leave out a tab or the end of a line without a word
            raise ValueError("characters that cannot be printed")
        return _read(url)
    except ValueError as error:
        raise ValueError(f"{ACCEPTED}, not {url!r}: {error}") from error


def _read(url: str) -> Address:
    if url.startswith(PREFIX):
        inner, file = split_spied(url)
        return SpyAddress(_read(inner), file)
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        raise ValueError(f"links begin with {', '.join(f'{name}://' for name in SCHEMES)}")
    return SCHEMES[parts.scheme](parts)
