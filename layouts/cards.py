"""A list as cards: each row on its own, its cells as ``label：value``. Nothing is left out.

For panels too narrow for columns. A card begins with who it is about, and the
running number stands in front of that on the same line. A card stays on one
page where one can hold it; one that needs several shares none of them, and each
begins with the name again: a sum on a page without a name belongs to nobody.
Where a line is too much for that, the name stands before the label.

Not here: what a card says (``fields.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, groupby

from layouts.base import Box, Content, Ink, Metrics, PageLayout, Placement, Rule, Style, Text
from layouts.drafts import Draft, Leaf, write
from layouts.fields import Card, Field, cards_of
from layouts.fitting import Ruler, wrap_into
from layouts.furniture import set_pages
from layouts.pacing import reading_ms
from layouts.sheets import RULED, Sheet, grid
from layouts.table import clean, left_out_block
from layouts.titled import body_block, titled


def cards(content: Content, box: Box, metrics: Metrics, style: Style) -> Sequence[PageLayout]:
    """The body, then a card for each row, then one for the totals."""
    if content.table is None or not content.table.columns or not content.table.rows:
        return titled(content, box, metrics, style)
    listed, body = clean(content.table), body_block(content)
    told = cards_of(listed)

    def fill_in(draft: Draft, on: Sheet) -> Draft:
        draft = set_cards(write(draft, [body], on), told, on)
        return write(draft, [left_out_block(listed)], on)

    several = len(listed.rows) > grid(box.height, style.size, style.pitch).lines
    return set_pages(content, box, metrics, style, fill_in, several=several)


@dataclass(frozen=True, slots=True)
class Piece:
    """A field, or the part of it from ``at`` on that stands on one line, counted from the top of a page."""

    field: Field
    at: int
    text: str
    line: int
    x: int


@dataclass(frozen=True, slots=True)
class Setting:
    """Pieces, and the next free line after them."""

    pieces: tuple[Piece, ...]
    free: int


def set_cards(draft: Draft, told: Sequence[Card], on: Sheet) -> Draft:
    """Cards after what the draft holds, with the label of who they are about where that costs no page."""
    short = _set_cards(draft, [(card.short, card) for card in told], on)
    if any(on.ruler.width(field.text) > on.narrowest for card in told for field in card.named):
        return short
    named = _set_cards(draft, [(card.named, card) for card in told], on)
    return min(named, short, key=lambda done: len(done.leaves))


def _set_cards(draft: Draft, told: Sequence[tuple[Sequence[Field], Card]], on: Sheet) -> Draft:
    leaves = [Leaf()]
    line = draft.free(on) - (len(draft.leaves) - 1) * on.lines if draft.leaves else on.lines
    for head, card in told:
        together = set_fields([*head, *card.fields], line, on)
        if together.free <= on.lines:
            leaves[-1] = leaves[-1].joined(_leaf(together, on, ruled_above=line))
            line = together.free
            continue
        parts = [set_fields(part, 0, on) for part in _parts(head, card, on)]
        leaves += [leaf for part in parts for leaf in _leaves(part, on)]
        line = parts[-1].free if len(parts) == 1 else on.lines
    return draft.added(len(draft.leaves) - 1, leaves) if draft.leaves else Draft(tuple(leaves[1:]))


def _parts(head: Sequence[Field], card: Card, on: Sheet) -> list[list[Field]]:
    """As many parts as the card needs pages, each beginning with who it is about."""
    parts = [[*head]]
    for field in card.fields:
        if parts[-1] and not _fits([*parts[-1], field], on):
            parts.append([*card.short] if _fits([*card.short, field], on) else [])
            field = field if parts[-1] else _of_whom(card, field, on)
        parts[-1].append(field)
    return _evened(parts, len(card.short), on)


def _of_whom(card: Card, field: Field, on: Sheet) -> Field:
    """A field that has no line to spare for the name has it before its label, where that fits a page."""
    names = "".join(about.value for about in card.short)
    led = replace(field, label=names + field.label, label_ink=Ink.TITLE)
    return led if _fits([led], on) else field


def _evened(parts: list[list[Field]], head: int, on: Sheet) -> list[list[Field]]:
    """A last page with one field only takes another from the page before."""
    if len(parts) < 2:
        return parts
    *others, before, last = parts
    if len(last) > head + 1 or len(before) < head + 3:
        return parts
    moved = [*last[:-1], before[-1], last[-1]]
    return [*others, before[:-1], moved] if _fits(moved, on) else parts


def _fits(fields: Sequence[Field], on: Sheet) -> bool:
    return set_fields(fields, 0, on).free <= on.lines


def set_fields(fields: Sequence[Field], start: int, on: Sheet) -> Setting:
    """Fields one after another, beside each other where a line has room for both."""
    pieces: list[Piece] = []
    line, x = start, 0
    for field in fields:
        width = _width(field.text, on.ruler)
        gap = on.style.size if x else 0
        if x and x + gap + width > on.width(line):
            line, x, gap = line + 1, 0, 0
        if x + gap + width <= on.width(line):
            pieces.append(Piece(field, 0, field.text, line, x + gap))
            x += gap + width
            continue
        broken = _broken(field, line, on)
        pieces += broken
        line, x = broken[-1].line, _width(broken[-1].text, on.ruler)
    return Setting(tuple(pieces), line + 1 if x else line)


@lru_cache(maxsize=4096)
def _width(text: str, ruler: Ruler) -> int:
    """Fields are tried on one page and on the next; they are measured once."""
    return ruler.width(text)


def _broken(field: Field, line: int, on: Sheet) -> list[Piece]:
    """The lines of a field too wide for one: label and value apart first, the value whole if it can be."""
    keep = ((field.label, field.value), (field.value,))
    texts = wrap_into(field.text, lambda i: on.width(line + i), on.widest, on.ruler, keep)
    starts = accumulate(map(len, texts), initial=0)
    return [
        Piece(field, at, text, line + i, 0) for i, (at, text) in enumerate(zip(starts, texts, strict=False))
    ]


def _leaves(setting: Setting, on: Sheet) -> list[Leaf]:
    """One page, or more where a field alone is longer than a page."""
    pages = groupby(setting.pieces, key=lambda piece: piece.line // on.lines)
    return [_leaf(Setting(tuple(pieces), setting.free - number * on.lines), on) for number, pieces in pages]


def _leaf(setting: Setting, on: Sheet, ruled_above: int = 0) -> Leaf:
    texts = [text for piece in setting.pieces for text in _inked(piece, on)]
    reading = reading_ms("".join(piece.text for piece in setting.pieces), on.style)
    rule = _rule(ruled_above, on)
    return Leaf((*rule, *texts), min(setting.free, on.lines), reading, on.style.min_text_ms)


def _inked(piece: Piece, on: Sheet) -> Iterator[Text]:
    """One text, or two where the label ends on this line and the value has another ink."""
    field, text, x, y = piece.field, piece.text, piece.x, on.y(piece.line)
    label = max(len(field.label) - piece.at, 0)
    if label > 0 and field.label_ink is not field.ink:
        yield Text(x, y, text[:label].rstrip(), on.style.size, field.label_ink)
        x += on.ruler.measure(text[:label]).full
        text = text[label:]
    if text.strip():
        yield Text(x, y, text.rstrip(), on.style.size, field.ink)


def _rule(line: int, on: Sheet) -> tuple[Placement, ...]:
    """Between two cards on a page, where there is a dark row above and below it."""
    dark = on.grid.pitch - on.style.size
    if not line or dark < RULED:
        return ()
    return (Rule(0, on.y(line) - dark + (dark - 1) // 2, on.box.width, 1),)
