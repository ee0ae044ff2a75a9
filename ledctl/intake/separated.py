"""Text with separators (.csv, .tsv, .txt), whose encoding and separator nobody wrote down. Pure.

Both are decided by rules, not by likelihoods, and told in a note.

Encoding: a byte-order mark decides (UTF-8, UTF-16). Without one, text that is valid
UTF-8 is UTF-8, because Chinese in GB18030 is hardly ever valid UTF-8; except where
its only characters beyond ASCII are those of two bytes in UTF-8 (é, ß, Ж): such
pairs, all of them valid GB18030, are far more likely Chinese characters. Anything
else that is valid GB18030 is GB18030; what is neither is refused, and so is text with
control characters, because no list has any.

Separator: tab, semicolon or comma, whichever parts the most lines into the same
number of cells, two or more, quoted text aside; on a tie in that order, because a tab
is hardly ever typed by chance and a comma often. Where none does, every line is one
cell. A first line ``sep=;``, as Excel writes it, decides.

A cell that begins with ``=`` is a formula to the program that opens the file, so it
is refused like one in a workbook.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from ledctl.errors import BadInput
from ledctl.intake.sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Sheet, lay_out, named, place
from ledctl.sentences import Sentence, sentence

SEPARATORS = {"\t": ("制表符", "tabs"), ";": ("分号", "semicolons"), ",": ("逗号", "commas")}
"""With what a person calls them; in the order of a tie."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTED = re.compile('"[^"]*"')
_DECLARED = re.compile(r"sep=([\t;,])\r?\n", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "UTF-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
)
_LAST_OF_TWO_BYTES = "\u07ff"


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


def read_separated(name: str, raw: bytes) -> tuple[list[Sheet], list[Sentence]]:
    """The one sheet of a text file, and a note on how it was read."""
    decoded = decode(raw)
    text, separator = split_off(decoded.text)
    separator = separator or choose_separator(text)
    lines = parse(text, separator)
    cells = {
        (row, column): cell for row, line in enumerate(lines) for column, cell in enumerate(line) if cell
    }
    for (row, column), cell in cells.items():
        if cell.lstrip().startswith("="):
            raise BadInput.of("sheet_formula", where=place(name, row, column))
        if len(cell) > MAX_CELL:
            raise BadInput.of("sheet_cell_long", where=place(name, row, column), limit=MAX_CELL)
    sheet = lay_out(name, cells)
    zh, en = SEPARATORS[separator]
    note = sentence("note_text_read_as", where=named(name), encoding=decoded.encoding, zh=zh, en=en)
    return ([sheet], [note]) if sheet else ([], [])


def decode(raw: bytes) -> Decoded:
    """The text in ``raw`` by the rule above; ``BadInput`` where it is none."""
    found = _marked(raw) or _unmarked(raw)
    if found is None or _CONTROL.search(found.text):
        raise BadInput.of("sheet_text_unreadable")
    return found


def _marked(raw: bytes) -> Decoded | None:
    for mark, encoding, codec in _MARKS:
        if raw.startswith(mark):
            text = _try(raw, codec)
            return None if text is None else Decoded(text, encoding)
    return None


def _unmarked(raw: bytes) -> Decoded | None:
    text, other = _try(raw, "utf-8"), _try(raw, "gb18030")
    if text is None or (not text.isascii() and max(text) <= _LAST_OF_TWO_BYTES):
        return None if other is None else Decoded(other, "GB18030")
    return Decoded(text, "UTF-8")


def _try(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def split_off(text: str) -> tuple[str, str]:
    """The text without a first line that names the separator, and that separator."""
    found = _DECLARED.match(text)
    return (text[found.end() :], found[1]) if found else (text, "")


def choose_separator(text: str) -> str:
    """By the rule above; a comma where nothing parts anything."""
    lines = _QUOTED.sub("", text).splitlines()
    agreeing = {separator: _agreeing(lines, separator) for separator in SEPARATORS}
    best = max(agreeing, key=agreeing.__getitem__)
    return best if agreeing[best] else ","


def _agreeing(lines: list[str], separator: str) -> int:
    """How many lines this separator parts into the same number of cells, two or more."""
    counts = Counter(line.count(separator) for line in lines)
    return max((number for count, number in counts.items() if count), default=0)


def parse(text: str, separator: str) -> list[list[str]]:
    """The cells of each line; quotes as spreadsheets write them. Line ends within a cell become plain."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[list[str]] = []
    try:
        for line in reader:
            if len(lines) > 2 * MAX_ROWS:
                raise BadInput.of("sheet_too_long", count=f">{len(lines) - 1}", limit=MAX_ROWS)
            lines.append(_plain(line))
    except csv.Error:
        raise BadInput.of("sheet_text_quotes", line=reader.line_num) from None
    return lines


def _plain(line: list[str]) -> list[str]:
    """One kind of line end. More words than a list has columns end the reading before memory does."""
    if len(line) > MAX_COLUMNS:
        last = max((n for n, cell in enumerate(line) if cell.strip()), default=-1)
        words = sum(1 for cell in line if cell.strip())
        if words > MAX_COLUMNS:
            raise BadInput.of("sheet_too_wide", count=words, limit=MAX_COLUMNS)
        line = line[: last + 1]
    return [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in line]
