"""Characters that cannot be drawn, said to a clerk before anything is drawn: by field, row and place.

Not here: which characters those are (``glyphs.py``); what they are called (``sentences.characters``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from layouts.base import Content, Table
from ledctl.rendering.faces import Faces, installed_faces
from ledctl.rendering.glyphs import LAYOUT_MARKS, Hole, holes
from ledctl.sentences import Sentence, sentence
from ledctl.sentences.characters import reason_facts

MAX_NAMED = 100
"""Holes named one by one; of more there is the number."""

Named = tuple[str, str, str]
"""A place for machines, in Chinese, in English."""


def check_content(content: Content, faces: Faces | None = None) -> list[Sentence]:
    """A sentence for every character that cannot be shown, one for each in a field."""
    known = faces or installed_faces()
    texts = tuple(_texts(content))
    used = "".join(set().union(*(text for _, text in texts)) - set(LAYOUT_MARKS))
    known.missing(used)  # all are drawn at once, which is twice as fast as one by one
    if not holes(used, known):
        return []
    found = ((place, hole) for place, text in texts for hole in first_of_each(holes(text, known)))
    named = [_hole_sentence(place, hole) for place, hole in islice(found, MAX_NAMED)]
    more = sum(1 for _ in found)
    return [*named, sentence("more_characters", count=more)] if more else named


def first_of_each(found: Iterable[Hole]) -> Iterator[Hole]:
    """Each different character once: a page of the same emoji is one thing to mend."""
    seen: set[str] = set()
    for hole in found:
        if hole.character not in seen:
            seen.add(hole.character)
            yield hole


def _texts(content: Content) -> Iterator[tuple[Named, str]]:
    yield ("title", "标题", "the title"), content.title
    yield ("issuer", "公布单位", "the issuing unit"), content.issuer
    yield ("date", "落款日期", "the date"), content.date
    yield ("period", "公示期", "the period"), content.period
    yield ("phone", "监督电话", "the telephone"), content.phone
    for n, text in enumerate(content.body):
        yield (f"body[{n}]", f"正文第 {n + 1} 段", f"paragraph {n + 1} of the text"), text
    if content.table is not None:
        yield from _table_texts(content.table)


def _table_texts(table: Table) -> Iterator[tuple[Named, str]]:
    labels = [column.label for column in table.columns]
    for n, label in enumerate(labels):
        yield (f"table.columns[{n}]", f"表格第 {n + 1} 列的表头", f"the head of column {n + 1}"), label
    for n, label in enumerate(table.left_out):
        yield (f"table.left_out[{n}]", f"不显示的列“{label}”", f"the left-out column “{label}”"), label
    for n, row in enumerate(table.rows):
        for i, cell in enumerate(row):
            yield _cell_place(n, i, labels[i]), cell
    for i, cell in enumerate(table.totals or ()):
        yield (f"table.totals[{i}]", f"表格合计行“{labels[i]}”", f"the totals, “{labels[i]}”"), cell


def _cell_place(row: int, column: int, label: str) -> Named:
    said_zh, said_en = f"表格第 {row + 1} 行“{label}”", f"row {row + 1} of the table, “{label}”"
    return f"table.rows[{row}][{column}]", said_zh, said_en


def _hole_sentence(place: Named, hole: Hole) -> Sentence:
    where, at_zh, at_en = place
    return sentence(
        "glyph_not_drawable",
        where=where,
        at_zh=at_zh,
        at_en=at_en,
        place=hole.index + 1,
        character=hole.shown,
        code=hole.notation,
        **reason_facts(hole.reason),
    )
