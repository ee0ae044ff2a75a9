"""Text onto pages that end with sentences, where that costs no page. Pure.

Whoever is warned reads one page and walks on: it should say something whole. All
ways to turn the page after a sentence are weighed from the last sentence back; the
fewest pages win, then the fewest broken sentences. Where full pages without regard
to sentences are fewer, full pages it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from layouts.base import Ink
from layouts.drafts import Draft, write
from layouts.flow import Block, Line, Paragraph, set_blocks
from layouts.sheets import Sheet

_SENTENCE = re.compile(r".+?(?:[。！？；!?;]+[”’」』）〕】)]*|$)")

MOST_PAGES = 100  # weighing all ways takes long for a long text, and nobody reads so many pages


@dataclass(frozen=True, slots=True)
class Sentence:
    """``paragraph``: the number of the one it stands in."""

    paragraph: int
    text: str


def split_sentences(paragraphs: Sequence[str]) -> list[Sentence]:
    """Every sentence in order; joined they are the paragraphs."""
    return [Sentence(n, text) for n, whole in enumerate(paragraphs) for text in _SENTENCE.findall(whole)]


def write_sentences(draft: Draft, paragraphs: Sequence[str], ink: Ink, on: Sheet) -> Draft:
    """The draft with ``paragraphs`` from its next line on, which begins a page unless all fits one."""
    sentences = split_sentences(paragraphs)
    full = write(draft, [_block(sentences, ink)], on)
    if not 1 < len(full.leaves) <= MOST_PAGES:
        return full
    apart = write(draft, _pages(sentences, ink, on), on)
    return apart if len(apart.leaves) <= len(full.leaves) else full


def _pages(sentences: Sequence[Sentence], ink: Ink, on: Sheet) -> Iterator[Block]:
    """What stands on pages with nothing else; something may follow the last."""
    begin = 0
    for end in _ends(sentences, ink, on):
        yield replace(_block(sentences[begin:end], ink), alone=end < len(sentences))
        begin = end


def _block(sentences: Sequence[Sentence], ink: Ink) -> Block:
    together = groupby(sentences, key=lambda sentence: sentence.paragraph)
    return Block(tuple(Paragraph("".join(one.text for one in group), ink) for _, group in together))


@dataclass(frozen=True, slots=True)
class _Way:
    """The best that can be done from one sentence on: turning the page after the ``end``-th."""

    pages: int = 0
    broken: int = 0
    end: int = 0


def _ends(sentences: Sequence[Sentence], ink: Ink, on: Sheet) -> Iterator[int]:
    """After which sentences the page is turned; the last of them is the last."""
    best = [_Way()] * (len(sentences) + 1)
    for begin in reversed(range(len(sentences))):
        best[begin] = min(_ways(sentences, begin, best, ink, on), key=_cost)
    end = 0
    while end < len(sentences):
        end = best[end].end
        yield end


def _cost(way: _Way) -> tuple[int, int, int]:
    """Of equals the one that fills the earlier page."""
    return way.pages, way.broken, -way.end


def _ways(
    sentences: Sequence[Sentence], begin: int, best: Sequence[_Way], ink: Ink, on: Sheet
) -> Iterator[_Way]:
    """As many sentences as fill the pages that the first of them needs, and one page more."""
    most = 0
    for end in range(begin + 1, len(sentences) + 1):
        lines, free = set_blocks([_block(sentences[begin:end], ink)], on)
        pages = -(-free // on.lines)
        most = most or pages + 1
        if pages > most:
            return
        broken = _count_broken(lines, sentences[begin:end], on)
        yield _Way(pages + best[end].pages, broken + best[end].broken, end)


def _count_broken(lines: Sequence[Line], sentences: Sequence[Sentence], on: Sheet) -> int:
    """How many pages end inside a sentence."""
    ends = {*accumulate(_length(sentence.text) for sentence in sentences)}
    pages = groupby(lines, key=lambda line: line.number // on.lines)
    lengths = accumulate(sum(_length(line.text) for line in page) for _, page in pages)
    return sum(length not in ends for length in lengths)


def _length(text: str) -> int:
    return len("".join(text.split()))
