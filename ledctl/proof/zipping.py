"""A zip file written member by member, the same bytes for the same content and moment.

Every member has the moment of the proof as its time and plain rights, whatever the
machine. Written last are the list of all digests, in the form ``sha256sum -c`` and a
person with any other tool can check, and the manifest of the part of the record that is
in it: it names every other member, so that the whole is an export (``ledger.export``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from ledctl.ledger.exporting.file import Part, manifest_text, members

DIGESTS = "digests.txt"
MANIFEST = "manifest.json"
_PACKED = (".png", ".pdf")
_RIGHTS = 0o100644 << 16
_LINES = 500


class Bundle:
    """The file in the making, to be used in a ``with``: its end adds digests and manifest."""

    def __init__(self, out: BinaryIO, at: datetime, zone: ZoneInfo) -> None:
        self._zip = ZipFile(out, "w", ZIP_DEFLATED)
        self._time = at.astimezone(zone).timetuple()[:6]
        self._part: Part | None = None
        self._counts: dict[str, int] = {}
        self.digests: dict[str, str] = {}

    def add_record(self, part: Part) -> None:
        """Write the rows of the record, each member in its turn."""
        self._part = part
        for name, lines in members(part, self._counts):
            self.add(name, lines)

    def add(self, name: str, content: bytes | str | Iterable[str]) -> None:
        """Write one member; lines one after another, never all at once."""
        if name in self.digests:
            raise ValueError(f"{name} is in the bundle already")
        digest = sha256()
        streamed = not isinstance(content, bytes | str)  # of unknown length: it may be a list of a year
        with self._zip.open(self._info(name), "w", force_zip64=streamed) as member:
            for part in _parts(content):
                digest.update(part)
                member.write(part)
        self.digests[name] = digest.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if failed is None:
            self.add(DIGESTS, "".join(f"{self.digests[name]}  {name}\n" for name in sorted(self.digests)))
            if self._part is not None:
                self.add(MANIFEST, manifest_text(self._part, self._counts, dict(self.digests)))
        self._zip.close()

    def _info(self, name: str) -> ZipInfo:
        info = ZipInfo(name, (max(1980, self._time[0]), *self._time[1:]))
        info.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
        info.create_system, info.external_attr = 3, _RIGHTS
        return info


def _parts(content: bytes | str | Iterable[str]) -> Iterator[bytes]:
    if isinstance(content, bytes | str):
        yield content if isinstance(content, bytes) else content.encode()
        return
    lines = iter(content)
    while part := "".join(islice(lines, _LINES)):  # a line at a time would cost more than the lines
        yield part.encode()
