"""A file on its way to a card. Pure.

Cards know files by their MD5 and not by their name (measured on a C16L): the
same content under a second name is "there already" and the second name is never
made, and new content under an old name continues after the old bytes and is
ruined, with success reported at every step. So a file is named by its content,
here and nowhere else, and what a card already has of it is not sent again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from drivers.errors import ProtocolError
from drivers.huidu_sdk.elements import Element, make
from drivers.huidu_sdk.messages import FileContent, FileStart
from drivers.huidu_sdk.packets import MAX_PAYLOAD

_OURS = re.compile(r"[0-9a-f]{32}\.png")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as a card lists it; ``exists`` is how much of ``size`` is there."""

    name: str
    md5: str
    size: int
    exists: int

    @property
    def ours(self) -> bool:
        """Named as this driver names files."""
        return bool(_OURS.fullmatch(self.name))


@dataclass(frozen=True, slots=True)
class Upload:
    """A PNG; ``name`` is its MD5 with ``.png``."""

    data: bytes
    md5: str = field(init=False)

    def __post_init__(self) -> None:
        md5 = hashlib.md5(self.data, usedforsecurity=False).hexdigest()
        object.__setattr__(self, "md5", md5)

    @property
    def name(self) -> str:
        return f"{self.md5}.png"

    @property
    def start(self) -> FileStart:
        return FileStart(self.md5, len(self.data), self.name)

    def is_held_as(self, listed: Listed) -> bool:
        """Whether that is this file, whole."""
        return listed == Listed(self.name, self.md5, len(self.data), len(self.data))

    def contents(self, exists: int) -> Iterator[FileContent]:
        """What comes after the ``exists`` bytes the card has; ``ProtocolError`` if it has more than all."""
        if exists > len(self.data):
            raise ProtocolError(f"the card has {exists} bytes of a file of {len(self.data)}")
        for at in range(exists, len(self.data), MAX_PAYLOAD):
            yield FileContent(self.data[at : at + MAX_PAYLOAD])


def file_element(listed: Listed) -> Element:
    return make(
        "file", name=listed.name, md5=listed.md5, size=listed.size, existSize=listed.exists, type="image"
    )


def read_files(files: Element) -> tuple[Listed, ...]:
    """What a card answers to GetFiles."""
    return tuple(
        Listed(
            each.get("name"), each.get("md5").lower(), each.number("size", -1), each.number("existSize", -1)
        )
        for each in files.all("file")
    )
