"""Reading what a clerk typed into a cell: figures as offices write them, words, signatures. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from ledctl.errors import BadInput
from ledctl.forms.filled import plain
from ledctl.forms.model import Column, Form, Kind, Row

MOST = 9_999_999_999
MAX_TEXT = 5000
MAX_LINE = 100
MAX_SOURCE = 200

_FIGURE = re.compile(r"[+-]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?", re.ASCII)
"""Commas stand between thousands alone: 5,25 is a slip for 5.25 and not 525."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－＋，", "0123456789.-+,")


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
    typed = text.translate(_FULL_WIDTH).strip()
    match = _FIGURE.fullmatch(typed)
    if match is None:
        raise BadInput.of("form_figure_unread", where=address, row=row.label, text=text[:40])
    decimals = max(row.decimals, column.decimals)
    if len(match[2] or "") > decimals:
        code = "form_figure_decimals" if decimals else "form_figure_whole"
        raise BadInput.of(code, where=address, row=row.label, decimals=decimals)
    value = Decimal(typed.replace(",", ""))
    if value < 0 and not column.signed:
        raise BadInput.of("form_figure_negative", where=address, row=row.label)
    most = MOST if row.most is None else row.most
    if abs(value) > most:
        raise BadInput.of("form_figure_too_large", where=address, row=row.label, most=most)
    return plain(value or abs(value))


def read_source(text: str) -> str:
    """From what paper the figures come."""
    words = text.strip()
    if not words or len(words) > MAX_SOURCE or not _is_printable(words) or "\n" in words:
        raise BadInput.of("form_source_missing", where="source", most=MAX_SOURCE)
    return words
