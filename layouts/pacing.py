"""How long a page stands, by how long it takes to read. Pure.

People read Chinese on a screen at four to five characters a second; a table
row is one unit of information, for which road-sign guidance gives two seconds.
Digits and Latin letters count half a character, whitespace nothing.
"""

from __future__ import annotations

from layouts.base import Style


def reading_ms(text: str, style: Style) -> int:
    """A quarter of a second for each character."""
    halves = sum(1 if character < "\u2000" else 2 for character in text if not character.isspace())
    return halves * style.character_ms // 2


def rows_ms(lines: int, style: Style) -> int:
    """Two seconds for each row of a list, or each line of one broken over several."""
    return lines * style.row_ms


def text_dwell(text: str, style: Style) -> int:
    """A text page: its least time, or one second and what it takes to read."""
    return max(style.min_text_ms, style.look_up_ms + reading_ms(text, style))
