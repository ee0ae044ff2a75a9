"""Reading lists into sheets: for the time being pasted text and CSV in UTF-8 only."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

from ledctl.errors import BadInput
from ledctl.intake.sheet import Sheet
from ledctl.sentences import Sentence

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: its sheets, what is to be said about it, the SHA-256 of its bytes."""

    sheets: tuple[Sheet, ...]
    notes: tuple[Sentence, ...]
    digest: str


def read_sheets(name: str, raw: bytes, progress: Progress | None = None) -> Reading:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput.of("file_not_utf8", where=name) from None
    sheet = _sheet(name, text, ",")
    if progress is not None:
        progress(len(sheet.rows), len(sheet.rows))
    return Reading((sheet,), (), hashlib.sha256(raw).hexdigest())


def read_pasted(text: str) -> Sheet:
    return _sheet("", text, "\t")


def _sheet(name: str, text: str, separator: str) -> Sheet:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise BadInput.of("table_not_readable", where="table") from None
    width = max(map(len, rows), default=0)
    return Sheet(name, tuple(tuple(row + [""] * (width - len(row))) for row in rows))
