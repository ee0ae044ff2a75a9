"""Lines of a list that Excel and WPS open as a table, every cell as text. Pure.

What a person wrote is data: a cell that a spreadsheet would take for a formula gets
an apostrophe before it, which the spreadsheet does not show as part of the text.
"""

from __future__ import annotations

from collections.abc import Iterable

BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own code page."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = frozenset('",\r\n')


def cell(value: object) -> str:
    """One cell: never a formula, quoted where it must be."""
    text = str(value)
    if text.lstrip(" ").startswith(_FORMULA):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if _QUOTED.intersection(text) else text


def line(values: Iterable[object]) -> str:
    """One line, ended as spreadsheets end lines."""
    return ",".join(map(cell, values)) + "\r\n"
