"""Wires that carry answers badly, around a wire that works; every driver has to cope with each.

Cut byte by byte, glued together, late, garbled, or never coming. Not here: the
checks themselves and a wire that breaks (``testing/``). Each wrapper is a
``Link``, so ``lambda: BytewiseLink(SimulatedLink(card))`` is a way to connect.
"""

from __future__ import annotations

from random import Random

from drivers.errors import Broken
from drivers.links import Link

PIECE = 4096  # bytes; how much a wrapper takes from the inner wire at once


class _Around:
    """What all wrappers share: they send, close and are called as the wire inside."""

    def __init__(self, inner: Link) -> None:
        self._inner = inner
        self.url = inner.url

    def send(self, data: bytes) -> None:
        self._inner.send(data)

    def close(self) -> None:
        self._inner.close()


class BytewiseLink(_Around):
    """Each receive gives one byte, as a slow serial line does."""

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        return self._inner.receive(min(1, max_bytes), timeout_s)


class GluedLink(_Around):
    """All pieces that wait come as one, however many messages they are."""

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        glued = self._inner.receive(max_bytes, timeout_s)
        while glued and (more := self._take(max_bytes - len(glued))):
            glued += more
        return glued

    def _take(self, room: int) -> bytes:
        try:
            return self._inner.receive(room, 0) if room else b""
        except Broken:  # what has come is given first; the next receive says it again
            return b""


class LateLink(_Around):
    """The answers to the first ``late`` sends come when the time-out is over.

    They are there for the receive after it, where clearing away what is stale
    finds them; with ``behind`` they arrive only after the next send, where
    nothing tells them from its answer but the driver's care. A driver that
    closes the wire after a time-out needs ``late=0`` for its second one.
    """

    def __init__(self, inner: Link, *, late: int = 1, behind: bool = False) -> None:
        super().__init__(inner)
        self._late, self._behind = late, behind
        self._withheld, self._kept = False, b""

    def send(self, data: bytes) -> None:
        self._withheld = self._late > 0
        self._late -= 1
        self._inner.send(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        if self._withheld:
            self._kept += self._inner.receive(PIECE, timeout_s)
            self._withheld = self._behind or timeout_s == 0
            return b""
        taken, self._kept = self._kept[:max_bytes], self._kept[max_bytes:]
        return taken or self._inner.receive(max_bytes, timeout_s)


class GarblingLink(_Around):
    """About one byte in ``one_in`` of the answers is another; which ones, and what, follows from ``seed``."""

    def __init__(self, inner: Link, *, seed: int, one_in: int = 16) -> None:
        super().__init__(inner)
        self._chance = Random(seed)  # noqa: S311 (to be repeatable, not to be secret)
        self._one_in = one_in

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        return bytes(map(self._garble, self._inner.receive(max_bytes, timeout_s)))

    def _garble(self, byte: int) -> int:
        return byte ^ self._chance.randrange(1, 256) if self._chance.randrange(self._one_in) == 0 else byte


class SilentLink:
    """A wire that takes everything and on which nothing ever comes, told at once, as if time had passed."""

    def __init__(self, url: str = "silent://card") -> None:
        self.url = url

    def send(self, data: bytes) -> None:
        """Nobody hears it."""

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        return b""

    def close(self) -> None:
        """Nothing is held."""
