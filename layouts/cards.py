"""A list as cards: each row on its own, its cells as ``label：value``. Nothing is left out.

For panels too narrow for columns. A card begins with who it is about, and the
running number stands in front of that on the same line. A card stays on one
page where one can hold it; one that needs several shares none of them, and each
begins with the name again: a sum on a page without a name belongs to nobody.

Not here: what a card says (``fields.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from layouts.base import Box, Content, Ink, Metrics, PageLayout, Placement, Rule, Style, Text
from layouts.drafts import Draft, Leaf, write
from layouts.fields import Card, Field, cards_of
from layouts.fitting import wrap_into
from layouts.furniture import set_pages
from layouts.pacing import text_reading
from layouts.sheets import RULED, Sheet
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

    return set_pages(content, box, metrics, style, fill_in)


@dataclass(frozen=True, slots=True)
class Run:
    """Some text of a card on one line, counted from the first line of a page."""

    line: int
    x: int
    text: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class Setting:
    """Runs, and the next free line after them."""

    runs: tuple[Run, ...]
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


def _parts(head: Sequence[Field], card: Card, on: Sheet) -> Iterator[list[Field]]:
    """As many parts as the card needs pages, each beginning with who it is about."""
    part = [*head]
    for field in card.fields:
        if part and not _fits([*part, field], on):
            yield part
            part = [*card.short] if _fits([*card.short, field], on) else []
        part.append(field)
    yield part


def _fits(fields: Sequence[Field], on: Sheet) -> bool:
    return set_fields(fields, 0, on).free <= on.lines


def set_fields(fields: Sequence[Field], start: int, on: Sheet) -> Setting:
    """Fields one after another, beside each other where a line has room for both."""
    runs: list[Run] = []
    line, x = start, 0
    for field in fields:
        width = on.ruler.width(field.text)
        gap = on.style.size if x else 0
        if x and x + gap + width > on.width(line):
            line, x, gap = line + 1, 0, 0
        if x + gap + width <= on.width(line):
            runs += _inked(field, 0, field.text, line, x + gap, on)
            x += gap + width
            continue
        texts = _broken(field, line, on)
        for number, (at, text) in enumerate(texts, line):
            runs += _inked(field, at, text, number, 0, on)
        line, x = line + len(texts) - 1, on.ruler.width(texts[-1][1])
    return Setting(tuple(runs), line + 1 if x else line)


def _broken(field: Field, line: int, on: Sheet) -> list[tuple[int, str]]:
    """The lines of a field too wide for one, with the place in the field where each begins."""
    keep = ((field.label, field.value), (field.value,))
    texts = wrap_into(field.text, lambda i: on.width(line + i), on.widest, on.ruler, keep)
    return list(zip(accumulate(map(len, texts), initial=0), texts, strict=False))


def _inked(field: Field, at: int, text: str, line: int, x: int, on: Sheet) -> Iterator[Run]:
    """A line of a field, or two runs of it where the ink changes on it."""
    label = max(len(field.label) - at, 0) if field.label_ink is not field.ink else 0
    for part, ink in ((text[:label], field.label_ink), (text[label:], field.ink)):
        if part.strip():
            yield Run(line, x, part.rstrip(), ink)
        x += on.ruler.full(part)


def _leaves(setting: Setting, on: Sheet) -> list[Leaf]:
    """One page, or more where a field alone is longer than a page."""
    pages = groupby(setting.runs, key=lambda run: run.line // on.lines)
    return [_leaf(Setting(tuple(runs), setting.free - number * on.lines), on) for number, runs in pages]


def _leaf(setting: Setting, on: Sheet, ruled_above: int = 0) -> Leaf:
    texts = [Text(run.x, on.y(run.line), run.text, on.style.size, run.ink) for run in setting.runs]
    reading = text_reading("".join(run.text for run in setting.runs), on.style)
    rule = _rule(ruled_above, on)
    return Leaf((*rule, *texts), min(setting.free, on.lines), reading, on.style.min_text_ms)


def _rule(line: int, on: Sheet) -> tuple[Placement, ...]:
    """Between two cards on a page, where there is a dark row above and below it."""
    dark = on.grid.pitch - on.style.size
    if not line or dark < RULED:
        return ()
    return (Rule(0, on.y(line) - dark + (dark - 1) // 2, on.box.width, 1),)
