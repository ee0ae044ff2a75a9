"""How a long list is set on paper: small, five rows between two rules, as ledgers are. Pure.

What a printed table costs is counted in cells: a list of 5,000 rows set row by row took half a gigabyte to
print. Five rows share a cell only where none of their lines can turn: every column is as wide as its
longest cell, and all of them fit on the page. Where they do not, each row has cells of its own, and the
columns are as wide as the sheet finds right.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledctl.pictures.lettering import width

ROOM = 62.0
"""What fits between the margins, in letters as high as the list is set (166 mm at 7.5 points)."""
_INSET = 0.7
_TOGETHER = 5
_NOTHING = "\N{NO-BREAK SPACE}"


def widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """The share of each column; none where the longest cells do not fit beside each other."""
    found = [max(width(line, 1.0) for line in column) + _INSET for column in zip(heads, *rows, strict=True)]
    return [round(one, 2) for one in found] if sum(found) <= ROOM else []


def together(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Five rows in one: of each column five lines, none of them missing where nothing is said."""
    fives = [rows[start : start + _TOGETHER] for start in range(0, len(rows), _TOGETHER)]
    return [
        ["\n".join(" ".join(one.split()) or _NOTHING for one in cell) for cell in zip(*five, strict=True)]
        for five in fives
    ]
