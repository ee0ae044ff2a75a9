"""``serial:///dev/ttyX?baud=57600``: a serial port of this machine, RS-232 or RS-485.

The port is held for this program alone: two programs that talk to one sign
through one port would both be misled. RS-485 has two wires and one direction
at a time; who turns it is decided in ``turn_by_kernel`` and nowhere else.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, fields
from urllib.parse import SplitResult

import serial
from serial.rs485 import RS485Settings

from drivers.links.base import REFUSALS, TERMINAL, Link, connecting
from drivers.links.port import POLL_S, LineSettings, PortLink
from drivers.links.urls import check_range, read_path, read_settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SerialSettings(LineSettings):
    """The line, and with ``rs485`` the level of RTS while sending and hearing, and pauses around sending."""

    rs485: bool = False
    rts_tx: bool = True
    rts_rx: bool = False
    delay_tx_ms: int = 0
    delay_rx_ms: int = 0

    def __post_init__(self) -> None:
        LineSettings.__post_init__(self)
        check_range("delay_tx_ms", self.delay_tx_ms, 0, 1000)
        check_range("delay_rx_ms", self.delay_rx_ms, 0, 1000)
        turning = [field for field in fields(self) if field.name.startswith(("rts_", "delay_"))]
        if not self.rs485 and any(getattr(self, field.name) != field.default for field in turning):
            raise ValueError("levels and delays of RTS are for RS-485: give rs485=1 with them")


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """A device and what is to be set; a path under ``/dev/serial/by-id`` stays right after replugging."""

    device: str
    settings: SerialSettings = SerialSettings()

    @classmethod
    def read(cls, parts: SplitResult) -> SerialAddress:
        return cls(read_path(parts), read_settings(SerialSettings, parts.query))

    def open(self, url: str, timeout_s: float) -> Link:
        chosen = self.settings
        with connecting(url):
            try:
                port = self._open_port(timeout_s)
            except TERMINAL:
                self._unsettle()
                port = self._open_port(timeout_s)
        if chosen.rs485:
            turn_by_kernel(port, chosen)
        half = max(1, int(timeout_s / 2 / chosen.byte_s))  # as much as the line takes in half the time-out
        return PortLink(port, url, byte_s=chosen.byte_s, slice_size=half)

    def _open_port(self, timeout_s: float) -> serial.Serial:
        chosen = self.settings
        return serial.Serial(
            self.device,
            chosen.baud,
            chosen.bits,
            chosen.parity,
            chosen.stop,
            timeout=POLL_S,
            write_timeout=timeout_s,
            exclusive=True,
        )

    def _unsettle(self) -> None:
        """Leave the port at another speed.

        A pseudo-terminal has neither seven bits nor parity. The C library takes
        a request for them all the same if anything else changes with it, and
        calls it invalid if nothing does: at the first opening and at the second.
        """
        other = next(baud for baud in (300, 600) if baud != self.settings.baud)
        serial.Serial(self.device, other, exclusive=True).close()


def turn_by_kernel(port: serial.Serial, settings: SerialSettings) -> bool:
    """Have the kernel turn an RS-485 line with RTS; false if the port leaves that to its adapter.

    Most USB adapters turn the line by themselves and reject the request, each
    in its own way; that is not an error. One that does neither never hears an
    answer: a matter of wiring, which no program sees.
    """
    try:
        port.rs485_mode = RS485Settings(
            rts_level_for_tx=settings.rts_tx,
            rts_level_for_rx=settings.rts_rx,
            delay_before_tx=settings.delay_tx_ms / 1000,
            delay_before_rx=settings.delay_rx_ms / 1000,
        )
    except REFUSALS as error:
        log.info("%s: the adapter is left to turn the RS-485 line (%s)", port.name, error)
        return False
    return True
