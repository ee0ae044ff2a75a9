"""The zip that a .xlsx or .docx is: refused where it is not a plain one, and read within bounds.

Everything is judged by its directory before anything is unpacked: how many parts, how
large, how far pressed together, their names. What a directory says is not believed
either: a part is read in pieces and never beyond its declared size, and its checksum
ends the reading if more, less or something else comes out. What may not be in a list
(macros, links, other files) is refused by ``bar``. Nothing is ever written to disk.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ledctl.errors import BadInput
from ledctl.intake.markup import Event, events

MAX_PARTS = 1000
MAX_UNPACKED = 48 * 1024 * 1024
MAX_RATIO = 200
"""Sheets press together twenty to sixty times; zip bombs a thousand times."""
SMALL = 1024 * 1024
"""Below this a part may be pressed together as far as it likes."""

_SMALL_ONES = (".rels", "[Content_Types].xml")
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|[\x00-\x1f]")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error)
"""What ``zipfile`` raises over bytes that are no sound zip."""

_BARRED = (
    (re.compile("macroEnabled|vba|macrosheet|dialogsheet", re.IGNORECASE), "package_macros"),
    (re.compile("externalLink|connections|queryTable|attachedTemplate", re.IGNORECASE), "package_links"),
    (
        re.compile(
            "oleObject|activeX|aFChunk|relationships/(package|control|subDocument|frame)$", re.IGNORECASE
        ),
        "package_objects",
    ),
)
"""Kinds of parts and relations that no list needs, by content type and relationship type."""
_BARRED_NAMES = re.compile(r"(^|/)(embeddings|activeX|externalLinks|macrosheets)/|vbaProject", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    id: str
    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A sound package. Names of parts as the directory has them."""

    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]

    def events(self, name: str, read: Callable[[int], None] = lambda size: None) -> Iterator[Event]:
        """What stands in the part ``name``; ``BadInput`` if there is none, or it is damaged."""
        if name not in self.parts:
            raise BadInput.of("package_broken")
        with _damage_told(), self.archive.open(self.parts[name]) as part:
            yield from events(part, read)

    def relations(self, name: str) -> list[Relation]:
        """What the part ``name`` points to; its targets as names of parts."""
        folder, base = posixpath.split(name)
        rels = f"{folder}/_rels/{base}.rels".lstrip("/")
        return [_relation(folder, item) for item in self._starts(rels, "Relationship")]

    def main(self) -> str:
        """The name of the workbook or document."""
        for relation in self.relations(""):
            if relation.kind.endswith("/officeDocument"):
                return relation.target
        raise BadInput.of("package_broken")

    def _starts(self, name: str, tag: str) -> Iterator[dict[str, str]]:
        if name in self.parts:
            yield from (said for kind, found, said in self.events(name) if kind == "start" and found == tag)

    def kinds(self) -> Iterator[str]:
        """Every content type the package declares."""
        for tag in ("Default", "Override"):
            yield from (item.get("ContentType", "") for item in self._starts("[Content_Types].xml", tag))


def open_package(raw: bytes) -> Package:
    """The package in ``raw``; ``BadInput`` for one that is damaged, hostile, or holds what no list needs."""
    with _damage_told():
        archive = zipfile.ZipFile(io.BytesIO(raw))
        infos = archive.infolist()
    _require_bounds(infos)
    package = Package(archive, {info.filename: info for info in infos})
    bar(package)
    return package


def bar(package: Package) -> None:
    """Refuse macros, links to other files and data, and whatever is embedded."""
    relations = [one for name in _owners(package.parts) for one in package.relations(name)]
    for word in (*package.kinds(), *(one.kind for one in relations)):
        for pattern, code in _BARRED:
            if pattern.search(word):
                raise BadInput.of(code)
    if any(one.outside and not one.kind.endswith("/hyperlink") for one in relations):
        raise BadInput.of("package_links")
    if any(_BARRED_NAMES.search(name) for name in package.parts):
        raise BadInput.of("package_objects")


def _require_bounds(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename.lower().replace("\\", "/") for info in infos]
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise BadInput.of("package_bomb")
    if sum(info.file_size for info in infos if info.filename.endswith(_SMALL_ONES)) > SMALL:
        raise BadInput.of("package_bomb")
    if any(info.file_size > SMALL and info.file_size > MAX_RATIO * info.compress_size for info in infos):
        raise BadInput.of("package_bomb")
    if len(set(names)) < len(names) or any(_OUTSIDE.search(info.orig_filename) for info in infos):
        raise BadInput.of("package_names")
    if any(info.flag_bits & 1 for info in infos):
        raise BadInput.of("sheet_file_locked")


def _owners(names: Iterable[str]) -> Iterator[str]:
    """The part each list of relations belongs to; nothing for the package itself."""
    for name in names:
        folder, base = posixpath.split(name)
        if posixpath.basename(folder) == "_rels" and base.endswith(".rels"):
            yield posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def _relation(folder: str, said: Mapping[str, str]) -> Relation:
    outside = said.get("TargetMode", "").lower() == "external"
    target = said.get("Target", "")
    inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(said.get("Id", ""), said.get("Type", ""), target if outside else inside, outside)


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn what ``zipfile`` raises over damage into the one sentence about it."""
    try:
        yield
    except _DAMAGED:
        raise BadInput.of("package_broken") from None
