"""XML cut into packets and put together again. Pure.

Each part says how long the whole is and where it belongs; the limit of a part
differs between clients (8000 to 9204 bytes), so a receiver goes by offset and
total only. A part out of order is the protocol's error 21, a whole that is too
long its error 20 (manufacturer's SDK description, error table).
"""

from __future__ import annotations

from collections.abc import Iterator

from drivers.errors import ProtocolError
from drivers.huidu_sdk.codec import MAX_PART
from drivers.huidu_sdk.messages import XmlPart
from drivers.huidu_sdk.results import name_of

PART = 9200  # what we send: at most what any client sends, and clear of the limit of 9204
MAX_XML = 8 * 1024 * 1024
TOO_LONG, BAD_INDEX = 20, 21


class PartError(ProtocolError):
    """A part that does not belong here; ``code`` is what a card answers to it."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(f"{message} ({name_of(code)})")
        self.code = code


def cut(document: bytes, *, answer: bool = False, size: int = PART) -> Iterator[XmlPart]:
    """The document in parts of at most ``size`` bytes, in order."""
    if not 1 <= size <= MAX_PART:
        raise ValueError(f"a part has 1 to {MAX_PART} bytes, not {size}")
    for offset in range(0, len(document), size):
        yield XmlPart(len(document), offset, document[offset : offset + size], answer)


class Assembler:
    """Puts the parts of one document after another together."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._total = 0

    def add(self, part: XmlPart) -> bytes | None:
        """The document if this was its last part; after a ``PartError`` the next one begins anew."""
        if not self._held:
            self._total = part.total
        try:
            self._check(part)
        except PartError:
            self._held.clear()
            raise
        self._held += part.part
        if len(self._held) < self._total:
            return None
        whole = bytes(self._held)
        self._held.clear()
        return whole

    def _check(self, part: XmlPart) -> None:
        if part.total > MAX_XML:
            raise PartError(f"{part.total} bytes of XML", TOO_LONG)
        if part.total != self._total or part.offset != len(self._held) or not part.part:
            raise PartError(f"a part at {part.offset}, expected at {len(self._held)}", BAD_INDEX)
        if part.offset + len(part.part) > part.total:
            raise PartError(f"more XML than the {part.total} bytes announced", TOO_LONG)
