"""Reading what a clerk typed into a cell: figures as offices write them, words, signatures. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from ledctl.errors import BadInput
from ledctl.forms.filled import plain
from ledctl.forms.model import Column, Form, Kind, Row

MOST_DIGITS = 10
MAX_TEXT = 5000
MAX_LINE = 100
MAX_SOURCE = 200

_FIGURE = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+")


def read_value(form: Form, address: str, text: str) -> str:
    """What is kept for ``text`` typed at ``address``; ``BadInput`` names the cell and what it takes."""
    if form.is_named(address):
        return _words(address, text, MAX_TEXT if address in form.texts else MAX_LINE)
    found = form.cell(address)
    if found is None:
        raise BadInput.of("form_cell_unknown", where=address[:60])
    _, row, column = found
    if row.kind is not Kind.MANUAL or column.sum:
        raise BadInput.of("form_cell_not_manual", where=address, row=row.label)
    return _figure(row, column, text, address)


def _words(address: str, text: str, most: int) -> str:
    words = text.strip()
    if not words or len(words) > most or not _is_printable(words):
        raise BadInput.of("form_text_wrong", where=address, most=most)
    return words


def _is_printable(words: str) -> bool:
    return all(char == "\n" or char.isprintable() or char == "　" for char in words)


def _figure(row: Row, column: Column, text: str, address: str) -> str:
    typed = text.translate(_FULL_WIDTH).strip().replace(",", "").replace("，", "")
    match = _FIGURE.fullmatch(typed)
    decimals = max(row.decimals, column.decimals)
    if match is None or not match[2].isascii() or len(match[2]) > MOST_DIGITS:
        raise BadInput.of("form_figure_unread", where=address, row=row.label, text=text[:40])
    if len(match[3] or "") > decimals:
        raise BadInput.of("form_figure_decimals", where=address, row=row.label, decimals=decimals)
    value = Decimal(typed) + 0
    if value < 0 and not column.signed:
        raise BadInput.of("form_figure_negative", where=address, row=row.label)
    if row.most is not None and value > row.most:
        raise BadInput.of("form_figure_too_large", where=address, row=row.label, most=row.most)
    return plain(value or abs(value))


def read_source(text: str) -> str:
    """From what paper the figures come."""
    words = text.strip()
    if not words or len(words) > MAX_SOURCE or not _is_printable(words) or "\n" in words:
        raise BadInput.of("form_source_missing", where="source", most=MAX_SOURCE)
    return words
