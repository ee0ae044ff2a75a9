"""What cannot be drawn, said to a clerk before anything is drawn: holes by field and row, and far too much.

The bound on pages is also the bound on work: how many pages a content needs at
the least is counted from the widths of its characters, before any line is
broken. Not here: which characters are holes (``glyphs.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from drivers.base import MAX_PROGRAM, Panel
from layouts.base import Content, Metrics, Style, Table
from layouts.flow import MAX_DIGITS, split_paragraphs
from ledctl.errors import BadInput
from ledctl.rendering.faces import Faces, installed_faces
from ledctl.rendering.glyphs import Hole, holes
from ledctl.sentences import Sentence, sentence
from ledctl.sentences.characters import reason_facts

MAX_PAGES: int = 10**MAX_DIGITS - 1
"""As the page mark has it: at three seconds a page the round takes most of an hour already."""
MAX_NAMED = 100
"""Holes named one by one; of more there is the number."""

Named = tuple[str, str, str]
"""A place for machines, in Chinese, in English."""


def check_content(content: Content, faces: Faces | None = None) -> list[Sentence]:
    """A sentence for every character that cannot be shown, one for each in a field."""
    known = faces or installed_faces()
    found = ((place, hole) for place, text in _texts(content) for hole in first_of_each(holes(text, known)))
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


@dataclass(frozen=True, slots=True)
class Room:
    """What one page offers: its width, its most lines, and how much a program may hold."""

    panel: Panel
    style: Style

    @property
    def lines(self) -> int:
        return max(1, self.panel.height // self.style.size)

    @property
    def limit(self) -> int:
        return min(MAX_PAGES, MAX_PROGRAM // self.panel.frame_size)

    def refuse(self, pages: int) -> None:
        """``BadInput`` when ``pages`` are more than anybody could read or a program may hold."""
        if pages > self.limit:
            raise BadInput.of("too_many_pages", panel=str(self.panel), pages=pages, limit=self.limit)


def pages_at_least(content: Content, room: Room, metrics: Metrics) -> int:
    """No layout needs fewer: every paragraph and row has lines of its own, no line is wider than the page."""
    texts = (content.title, *content.body)
    paragraphs = (paragraph for text in texts for paragraph in split_paragraphs(text))
    rows = ("".join(row) for row in content.table.rows) if content.table else iter(())
    lines = sum(_lines(text, room, metrics) for part in (paragraphs, rows) for text in part)
    return -(-lines // room.lines)


def _lines(text: str, room: Room, metrics: Metrics) -> int:
    inked = "".join(text.split())
    return max(1, -(-metrics.advance(inked, room.style.size) // room.panel.width))
