"""An open serial port, near or far: sending and receiving through a pyserial object.

Nothing is set after opening. Setting a time-out makes pyserial set the whole
line again: on some ports that fails, and over a network it is a negotiation.
So the port's own time-out is short and fixed, and receiving repeats it up to
the time-out asked for. Not here: opening (``serialport.py``, ``network_serial.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from drivers.links.base import translated
from drivers.links.urls import check_choice, check_range

POLL_S = 0.01  # the port's own time-out: how late the end of a wait may be noticed


@dataclass(frozen=True, slots=True)
class LineSettings:
    """Speed and form of a character; 57600 8N1 unless told otherwise."""

    baud: int = 57600
    bits: int = 8
    parity: str = "N"
    stop: int = 1

    def __post_init__(self) -> None:
        check_range("baud", self.baud, 50, 4_000_000)
        check_choice("bits", self.bits, (7, 8))
        check_choice("parity", self.parity, ("N", "E", "O"))
        check_choice("stop", self.stop, (1, 2))

    @property
    def byte_s(self) -> float:
        """Seconds that one byte takes, with its start, parity and stop bits."""
        return (1 + self.bits + (self.parity != "N") + self.stop) / self.baud


class Port(Protocol):
    """What is used of pyserial's objects."""

    @property
    def is_open(self) -> bool: ...

    @property
    def in_waiting(self) -> int: ...

    def read(self, size: int, /) -> bytes: ...

    def write(self, data: bytes, /) -> int | None: ...

    def close(self) -> None: ...


class PortLink:
    """A serial port. ``send`` returns when the kernel has the bytes: the line may be seconds behind.

    The port's own time-out for writing bounds each ``slice_size`` bytes and not
    the whole, so that it means a line that stands still and not a long picture.
    """

    def __init__(self, port: Port, url: str, *, byte_s: float = 0.0, slice_size: int = 4096) -> None:
        self._port, self.url, self.byte_s, self._slice = port, url, byte_s, slice_size

    def send(self, data: bytes) -> None:
        with translated(self.url):
            for at in range(0, len(data), self._slice):
                self._port.write(data[at : at + self._slice])

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        with translated(self.url):
            first = self._hear(monotonic() + timeout_s)
            more = min(self._port.in_waiting, max_bytes - 1) if first else 0
            return first + self._port.read(more)

    def close(self) -> None:
        self._port.close()

    def _hear(self, deadline: float) -> bytes:
        """The next byte, or none by the deadline."""
        if not self._port.is_open:
            raise OSError("the port was closed")
        while (announced := self._port.in_waiting) or monotonic() < deadline:
            if first := self._port.read(1):
                return first
            if announced:
                raise OSError("bytes were announced and none came")
        return b""
