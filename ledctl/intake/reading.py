"""A file with a list, whatever it is, becomes sheets: ``read_sheets``. Pure.

The content decides what a file is; its name is for the sentences only. Nothing is
written, nothing is kept: of the source there remains the digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from ledctl.content.files import MAX_BYTES
from ledctl.errors import BadInput
from ledctl.intake.documents import read_document
from ledctl.intake.package import Package, open_package
from ledctl.intake.pasted import read_pasted
from ledctl.intake.separated import read_separated
from ledctl.intake.sheet import Sheet, named
from ledctl.intake.workbooks import read_workbook
from ledctl.sentences import Sentence

__all__ = ["Reading", "read_pasted", "read_sheets"]

Progress = Callable[[int, int], None]
Found = tuple[list[Sheet], list[Sentence]]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD = (_OLE, b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08", b"{\\rtf")
_OTHER = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\x00", b"MM\x00*",
    b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"PK\x05\x06", b"PK\x07\x08",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held. ``notes`` are for the person who brought it; ``digest`` is SHA-256 of the file."""

    sheets: tuple[Sheet, ...]
    notes: tuple[Sentence, ...]
    digest: str


def read_sheets(name: str, raw: bytes, progress: Progress | None = None) -> Reading:
    """The sheets of a .xlsx, .docx or text file, all that hold a word, in their order.

    ``BadInput`` says why a file is not read; nothing else is raised, whatever ``raw`` is.
    ``progress`` is told how much has been read, of how much; the last time that all is.
    """
    told = progress or _nobody
    try:
        sheets, notes = _read(name, raw, told)
    except BadInput as error:
        raise BadInput(*(_placed(one, name) for one in error.sentences)) from None
    if not sheets:
        raise BadInput.of("sheet_nothing", where=named(name))
    return Reading(tuple(sheets), tuple(notes), hashlib.sha256(raw).hexdigest())


def _read(name: str, raw: bytes, progress: Progress) -> Found:
    if len(raw) > MAX_BYTES:
        raise BadInput.of("file_too_large", where=named(name), limit_mb=MAX_BYTES // 1024 // 1024)
    if not raw.strip():
        raise BadInput.of("sheet_file_empty")
    if raw.startswith(b"PK\x03\x04"):
        return _read_package(open_package(raw), progress)
    _refuse_others(raw)
    found = read_separated(named(name), raw)
    progress(len(raw), len(raw))
    return found


def _read_package(package: Package, progress: Progress) -> Found:
    kinds = " ".join(package.kinds())
    if "mimetype" in package.parts or "sheet.binary" in kinds:
        raise BadInput.of("sheet_file_old")
    if "spreadsheetml." in kinds and ".main+xml" in kinds:
        return read_workbook(package, progress)
    if "wordprocessingml." in kinds and ".main+xml" in kinds:
        return read_document(package, progress)
    raise BadInput.of("sheet_file_other")


def _refuse_others(raw: bytes) -> None:
    """Files that begin as no text does, and markup that was renamed."""
    if raw.startswith(_OLE) and _LOCKED in raw:
        raise BadInput.of("sheet_file_locked")
    if raw.startswith(_OLD):
        raise BadInput.of("sheet_file_old")
    if raw.startswith(_OTHER):
        raise BadInput.of("sheet_file_other")
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise BadInput.of("sheet_file_page")


def _placed(one: Sentence, name: str) -> Sentence:
    """A sentence that names no place names the file."""
    if one.where:
        return one
    return Sentence(one.code, (one.zh + named(name)), f"{one.en}{named(name)}", named(name))


def _nobody(done: int, whole: int) -> None:
    """Nobody asked for progress."""
