"""A decoder with a bug, to see that the fuzzers can find one.

::

    'P' 'L' | length 1 | contents | last byte of the contents again
"""

from __future__ import annotations

from functools import partial

from drivers.errors import ProtocolError
from drivers.testing.hostile import check_decoder
from tests.drivers.hostile import Target, aim

LIMIT = 1024


class Careless:
    """It believes the length it reads when that is above 200, and looks where nothing is."""

    def __init__(self) -> None:
        self._data = b""

    def feed(self, data: bytes) -> None:
        self._data = (self._data + data)[:LIMIT]

    def clear(self) -> None:
        self._data = b""

    def next(self) -> bytes | None:
        data, self._data = self._data, b""
        if not data:
            return None
        if data[:1] != b"P":
            raise ProtocolError("no P")
        if data[1:2] != b"L":
            raise ProtocolError("no L")
        length = int.from_bytes(data[2:3])
        if length <= 200 and len(data) != 4 + length:
            raise ProtocolError("another length")
        if data[-1] != data[2 + length]:  # the bug
            raise ProtocolError("the last byte differs")
        return data


PLANTED = Target(
    "planted", partial(aim, partial(check_decoder, Careless, limit=LIMIT), ()), (b"\0\0PL\x03abcc",)
)
