"""The simulated card's files: kept by content, resumed, and ruined the way real ones are. Pure.

Measured on a C16L: content that is there already is not taken again, under
whatever name it comes; other content under a name that is there continues after
the old bytes, and every step of it succeeds.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from drivers.huidu_sdk.messages import FileStart
from drivers.huidu_sdk.uploads import Listed

CAPACITY = 64 * 1024 * 1024
MOST_FILES = 1000
OK, NO_SPACE, WRONG_CONTENT, NOT_FINISHED = 0, 9, 13, 19


@dataclass(slots=True)
class Kept:
    """A file, whole or on its way. ``ruined``: it goes on after the bytes of another; ``closed``: whole."""

    name: str
    md5: str
    size: int
    data: bytearray = field(default_factory=bytearray)
    ruined: bool = False
    closed: bool = False


class Store:
    """The files of one card, over all its connections."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._files: dict[str, Kept] = {}

    def begin(self, start: FileStart) -> Kept | None:
        """The file this content goes to, with what is there of it; ``None`` when there is no room."""
        for kept in self._files.values():
            if kept.md5 == start.md5:
                return kept
        others = sum(kept.size for kept in self._files.values() if kept.name != start.name)
        if others + start.size > self._capacity or len(self._files) >= MOST_FILES:
            return None
        old = self._files.get(start.name, Kept(start.name, start.md5, start.size))
        data = old.data[: start.size]
        self._files[start.name] = Kept(start.name, start.md5, start.size, data, bool(data))
        return self._files[start.name]

    def append(self, kept: Kept, data: bytes) -> None:
        """One piece more; a byte beyond the announced size is kept, so that the end finds it wrong.

        A file that is whole takes none: a client that does not resume must not spoil it.
        """
        if not kept.closed:
            kept.data += data[: kept.size + 1 - len(kept.data)]

    def end(self, kept: Kept) -> int:
        """The status a card answers; wrong content is thrown away."""
        if len(kept.data) < kept.size:
            return NOT_FINISHED
        right = hashlib.md5(kept.data, usedforsecurity=False).hexdigest() == kept.md5
        if right or kept.ruined:
            kept.closed = True
            return OK
        if self._files.get(kept.name) is kept:
            del self._files[kept.name]
        return WRONG_CONTENT

    def read(self, name: str) -> bytes:
        """The whole content of a file, or nothing."""
        kept = self._files.get(name)
        return bytes(kept.data) if kept is not None and len(kept.data) >= kept.size else b""

    def listing(self) -> tuple[Listed, ...]:
        return tuple(Listed(each.name, each.md5, each.size, len(each.data)) for each in self._files.values())

    def delete(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those that were not there."""
        return tuple(name for name in names if self._files.pop(name, None) is None)
