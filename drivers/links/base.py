"""What a wire is, and the one place where the errors of others become ours.

Two steps, because a settings file is checked long before a sign is called: an
``Address`` is a URL that has been read and found sound, a ``Link`` is the wire
once it is open. Not here: any wire (one module each beside this one).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

import serial

from drivers.errors import Broken, ConnectFailed, TimedOut

TERMINAL: tuple[type[Exception], ...] = ()  # what a terminal raises that cannot be set up
try:
    import termios
except ImportError:  # no terminals as Unix has them
    pass
else:
    TERMINAL += (termios.error,)  # not an OSError
FOREIGN: tuple[type[Exception], ...] = (OSError, *TERMINAL)  # pyserial's SerialException is one, too
REFUSALS: tuple[type[Exception], ...] = (*FOREIGN, ValueError, NotImplementedError)  # while a port is set up


class Link(Protocol):
    """One open wire. Every failure is a ``LinkError``; a failed send may have sent all, some or nothing."""

    @property
    def url(self) -> str: ...

    def send(self, data: bytes) -> None: ...

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        """What has arrived, at most ``max_bytes``; ``b""`` means nothing within ``timeout_s``."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class Paced(Protocol):
    """A wire so slow that what is sent is under way long after ``send`` has returned."""

    @property
    def byte_s(self) -> float:
        """Seconds that one byte takes."""
        ...


def seconds_on(link: Link, data: bytes) -> float:
    """How long ``data`` is under way on this wire: a time-out counts from when it can have arrived."""
    byte_s: float = getattr(link, "byte_s", 0.0)  # ``Paced``, asked for each request: isinstance is slow
    return len(data) * byte_s


class Address(Protocol):
    """A URL that has been read and found sound; opening it is a second step."""

    def open(self, url: str, timeout_s: float) -> Link:
        """Open the wire; ``url`` is the name it goes by in errors and evidence."""
        ...


@contextmanager
def connecting(url: str) -> Iterator[None]:
    """Whatever goes wrong while a wire is opened is ``ConnectFailed``.

    A name that cannot be a host name is a ``UnicodeError``, a baud rate the
    port cannot do a ``ValueError``.
    """
    try:
        yield
    except REFUSALS as error:
        raise ConnectFailed(f"{url}: the wire cannot be opened ({error})", link=url) from error


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Whatever goes wrong on an open wire is ``TimedOut`` or ``Broken``; most specific first."""
    try:
        yield
    except (TimeoutError, serial.SerialTimeoutException) as error:
        raise TimedOut(f"{url}: the wire took no more bytes in time", link=url) from error
    except FOREIGN as error:
        raise Broken(f"{url}: the wire went away ({error})", link=url) from error
