"""The head of its column, said again at every cell of a table of facts. Pure.

On a telephone such a table becomes a list, one row a block, and its head is out of sight: then each fact
carries its own (``office.css``). It is done once, for every page, on the page as it is made; what a person
wrote is escaped by then and holds no tag. A cell that says nothing gets no head, nor one that spans several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, repeat

from markupsafe import Markup

_TABLE = re.compile(r'<table class="list facts">.*?</table>', re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<td\b([^>]*)>(.*?)</td>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def with_heads(page: str) -> Markup:
    """The page, every cell of its tables of facts with ``data-head``."""
    return Markup(_TABLE.sub(lambda table: _headed(table[0]), page))  # noqa: S704 - what was a page before


def _headed(table: str) -> str:
    heads = [_words(head) for head in _HEAD.findall(table)]
    return _ROW.sub(lambda row: "".join(_row(row[0], heads)), table)


def _row(row: str, heads: list[str]) -> Iterator[str]:
    """The row as it was, and before each cell's own attributes the head above it."""
    done = 0
    for cell, head in zip(_CELL.finditer(row), chain(heads, repeat("")), strict=False):
        if head and "colspan" not in cell[1] and _words(cell[2]):
            yield f'{row[done : cell.start(1)]} data-head="{head}"'
            done = cell.start(1)
    yield row[done:]


def _words(html: str) -> str:
    return " ".join(_TAG.sub("", html).split()).replace('"', "&#34;")
