"""The outermost layer of every Onbon wire: start bytes, escapes, end byte. Pure.

::

    A5 A5 A5 A5 A5 A5 A5 A5 | payload, escaped | 5A

Escapes are applied last, after every length and checksum (manual, link layer):

====  =======      ====  =======
raw   on wire      raw   on wire
====  =======      ====  =======
A5    A6 02        5A    5B 02
A6    A6 01        5B    5B 01
====  =======      ====  =======

Eight A5 and one 5A are sent. Any number of A5 is accepted (cards send nine) and
so are further 5A (two SDKs send two).
"""

from __future__ import annotations

import re

from drivers.errors import ProtocolError
from drivers.wire import ReceiveBuffer, spaced_hex

START, END = 0xA5, 0x5A
LEAD = bytes([START]) * 8
TAIL = bytes([END])

_PAST_ENDS, _PAST_STARTS = re.compile(rb"[^\x5a]"), re.compile(rb"[^\xa5]")
_ANY_START = re.compile(rb"\xa5")
_BAD_ESCAPE = re.compile(rb"[\xa6\x5b](?![\x01\x02])")


def escape(raw: bytes) -> bytes:
    # the escape byte itself first, or the escapes just written would be escaped again
    raw = raw.replace(b"\xa6", b"\xa6\x01").replace(b"\xa5", b"\xa6\x02")
    return raw.replace(b"\x5b", b"\x5b\x01").replace(b"\x5a", b"\x5b\x02")


def unescape(wire: bytes) -> bytes:
    """The raw payload; ``ProtocolError`` for an escape that does not exist."""
    if bad := _BAD_ESCAPE.search(wire):
        raise ProtocolError(f"no such escape: {spaced_hex(wire[bad.start() : bad.start() + 2])}")
    wire = wire.replace(b"\xa6\x02", b"\xa5").replace(b"\xa6\x01", b"\xa6")
    return wire.replace(b"\x5b\x02", b"\x5a").replace(b"\x5b\x01", b"\x5b")


def wrap(payload: bytes, *, lead: bytes = LEAD, tail: bytes = TAIL) -> bytes:
    """One frame as it goes on the wire."""
    return lead + escape(payload) + tail


class Deframer:
    """Takes bytes as they come, gives unescaped payloads.

    What stands between frames is an error for a host that has just asked, so it
    is reported, once, and dropped; feeding may go on after any error.
    """

    def __init__(self, limit: int) -> None:
        self._buffer = ReceiveBuffer(limit)

    def feed(self, data: bytes) -> None:
        self._buffer.append(data)

    def clear(self) -> None:
        self._buffer.clear()

    def next(self) -> bytes | None:
        self._buffer.take(self._buffer.search(_PAST_ENDS))
        lead = self._buffer.search(_PAST_STARTS)
        if not lead and len(self._buffer):
            rubbish = self._buffer.take(self._buffer.search(_ANY_START))
            raise ProtocolError(f"not a frame: {spaced_hex(rubbish)}")
        end = self._buffer.find(TAIL, lead)
        if end >= 0:
            return self._payload(lead, end)
        self._buffer.take(max(0, lead - 1))  # one start byte will do: the others are not looked at again
        return None

    def _payload(self, lead: int, end: int) -> bytes:
        last = self._buffer.find_last(LEAD[:1], end)
        if last >= lead:  # the frame is from the last start on; what was begun before it is one report
            raise ProtocolError(f"a frame was cut short: {spaced_hex(self._buffer.take(last))}")
        return unescape(self._buffer.take(end + 1)[lead:end])
