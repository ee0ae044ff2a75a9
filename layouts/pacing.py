"""How long a page stands, by how long it takes to read. Pure.

People read Chinese on a screen at four to five characters a second; a table
row is one unit of information, for which road-sign guidance gives two seconds.
Digits and Latin letters count half a character, whitespace nothing.
"""

from __future__ import annotations

from layouts.base import Style


def text_reading(text: str, style: Style) -> int:
    """What reading ``text`` takes, once a page has been looked up to."""
    halves = sum(1 if character < "\u2000" else 2 for character in text if not character.isspace())
    return halves * style.character_ms // 2


def rows_reading(rows: int, style: Style) -> int:
    """What reading ``rows`` rows of a list takes."""
    return rows * style.row_ms


def text_dwell(text: str, style: Style) -> int:
    """A text page: its least time, or one second and a quarter of one for each character."""
    return max(style.min_text_ms, style.look_up_ms + text_reading(text, style))


def table_dwell(rows: int, style: Style) -> int:
    """A table page: its least time, or one second and two for each row."""
    return max(style.min_table_ms, style.look_up_ms + rows_reading(rows, style))
