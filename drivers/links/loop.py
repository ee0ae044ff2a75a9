"""``loop://``: what is sent comes back; for trying a driver's bytes without any wire."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult

from drivers.errors import Broken, TimedOut
from drivers.links.base import Link
from drivers.links.urls import refuse_settings

ROOM = 1024 * 1024  # bytes; a wire that nobody reads takes no more


@dataclass(frozen=True, slots=True)
class LoopAddress:
    """Nowhere."""

    @classmethod
    def read(cls, parts: SplitResult) -> LoopAddress:
        refuse_settings(parts)
        if parts.netloc or parts.path:
            raise ValueError("loop:// has nothing after it")
        return cls()

    def open(self, url: str, timeout_s: float) -> Link:
        return LoopLink(url)


class LoopLink:
    """A wire whose two ends are one. An empty one answers at once, as if time had passed."""

    def __init__(self, url: str = "loop://") -> None:
        self.url = url
        self._under_way: bytearray | None = bytearray()

    def send(self, data: bytes) -> None:
        under_way = self._check_open()
        if len(under_way) + len(data) > ROOM:
            raise TimedOut(f"{self.url}: the wire took no more bytes in time", link=self.url)
        under_way += data

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        under_way = self._check_open()
        taken = bytes(under_way[:max_bytes])
        del under_way[:max_bytes]
        return taken

    def close(self) -> None:
        self._under_way = None

    def _check_open(self) -> bytearray:
        if self._under_way is None:
            raise Broken(f"{self.url}: the wire was closed", link=self.url)
        return self._under_way
