"""What every page carries besides its own matter: title, issuer, page mark, and more where it fits. Pure.

A passer-by sees one page of several and must know what it belongs to. Hence:

* What fits on one page stands on one page: title, text, period, phone, issuer
  and date, as on paper.
* Panels of four lines or more: a *head* (the whole title, of one or two lines
  as long as two are left for the text, of more up to a third of the lines) and
  a *foot* (issuer, then period and phone as far as one line holds them, then
  ``n/m``) on every page. A title that needs more gets pages of its own in
  front and the head is left out, never cut; where
  not even the issuer fits beside the mark there is no foot.
* Lower panels: a head would eat the page, so the title has pages of its own in
  front, and what closes a notice has pages of its own behind. Behind, because
  that is where papers sign, and because a period means nothing before one
  knows what it is for.
* The closing says what the foot does not, and the date, where the last page has
  room for it; where it has not, all of it on a page, so that no page is just a date.

A phone number that stands in the text is not said again at the end.

``set_pages`` is all a layout calls: it hands over a draft and the inner lines,
gets the draft back filled, and never knows of head and foot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from layouts.base import Align, Box, Content, Ink, Metrics, PageLayout, Placement, Rule, Style, Text
from layouts.drafts import Draft, Leaf, finish, write
from layouts.flow import Block, Paragraph, fits_a_page, lay_out, split_paragraphs
from layouts.pacing import reading_ms
from layouts.sheets import RULED, Sheet, below, between
from layouts.titles import balance

LINES_FOR_A_HEAD = 4
FOOT, TEXT = 1, 2  # lines that a head of two leaves
WORDS = 3  # em; a line of a title holds this much or nothing
AIR = 1  # px between a head or foot and the lines beside it


_NUMBER = re.compile(r"\d[\d-]{4,}\d")
_DATE = re.compile(r"\d+年\d+月\d+日|\d+月\d+日")

Fill = Callable[[Draft, Sheet], Draft]
"""What a layout does: the draft with its matter after what the draft holds."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines a layout may write on, and what stands round them.

    ``every``: on each page. ``opening``: in front. ``closing``: behind, where the
    last page has room for it, else ``signing``, on pages of its own.
    """

    inner: Sheet
    opening: tuple[Block, ...]
    closing: tuple[Block, ...]
    signing: tuple[Block, ...]
    every: tuple[Placement, ...] = ()
    head_ms: int = 0


@dataclass(frozen=True, slots=True)
class Inks:
    """What title and closing are written in."""

    title: Ink = Ink.TITLE
    text: Ink = Ink.TEXT


NOTICE = Inks()


def set_pages(
    content: Content,
    box: Box,
    metrics: Metrics,
    style: Style,
    fill: Fill,
    inks: Inks = NOTICE,
    *,
    several: bool = False,
) -> list[PageLayout]:
    """Pages of ``content``: what ``fill`` writes, furnished; ``several`` where one page cannot be enough."""

    @lru_cache(maxsize=1)  # more room for the mark often leaves the frame as it was
    def pages(frame: Frame) -> list[PageLayout]:
        return finish(_compose(frame, fill), style, frame.every)

    return lay_out(box, metrics, style, lambda on: pages(furnish(content, on, inks)), int(several))


def _compose(frame: Frame, fill: Fill) -> Draft:
    on = frame.inner
    draft = fill(write(Draft(), frame.opening, on), on)
    closed = write(draft, frame.closing, on)
    if draft.leaves and len(closed.leaves) > len(draft.leaves):
        closed = write(draft, frame.signing, on)
    return _with_head_read(closed, frame)


def _with_head_read(draft: Draft, frame: Frame) -> Draft:
    """The first page stands long enough for its head as well; later ones are recognised by it."""
    if not frame.every:
        return draft
    first, *others = draft.leaves or (Leaf(least_ms=frame.inner.style.min_text_ms),)
    return Draft((first.joined(Leaf(reading_ms=frame.head_ms)), *others))


def furnish(content: Content, on: Sheet, inks: Inks) -> Frame:
    """The frame of ``content`` on this page; without room for a mark it is meant to be the only page."""
    if not on.mark:
        said = _closing(content, on, inks, content.period, content.issuer, phone=True)
        return Frame(on, (_heading(content, on, inks.title),), said, said)
    if on.lines < LINES_FOR_A_HEAD:
        inner, signing = replace(on, mark=0), _signing(content, on, inks)
        return Frame(inner, (title_pages(content, on, inks.title),), signing, signing)
    return _high(content, on, inks)


def title_lines(content: Content, widths: tuple[int, ...], on: Sheet) -> list[str]:
    """The title in even lines, the issuer's name in it whole where one line holds it."""
    title = " ".join(split_paragraphs(content.title))
    return balance(title, widths, on.ruler, (content.issuer,)) if title else []


def _heading(content: Content, on: Sheet, ink: Ink) -> Block:
    lines = title_lines(content, (on.narrowest,), on)
    return Block(tuple(Paragraph(line, ink, Align.CENTRE) for line in lines), together=True)


def title_pages(content: Content, on: Sheet, ink: Ink) -> Block:
    """The title, centred on pages of its own; only a page that is full has a line beside the mark.

    A line too narrow for words stays empty: 2026 is not broken to fill it.
    """
    lines = title_lines(content, (on.box.width,), on)
    if len(lines) >= on.lines:
        widths = tuple(on.width(line) for line in range(on.lines))
        roomy = tuple(width for width in widths if width >= WORDS * on.style.size)
        lines = title_lines(content, roomy or widths, on)
    paragraphs = tuple(Paragraph(line, ink, Align.CENTRE, ((line,),)) for line in lines)
    return Block(paragraphs, together=True, alone=True, middle=True)


def _closing(
    content: Content, on: Sheet, inks: Inks, period: str, issuer: str, *, phone: bool
) -> tuple[Block, ...]:
    """What is to be known at the left, who signs and when at the right."""
    number = content.phone if phone and not gives_phone(content.body, content.phone) else ""
    given = (
        (period, Align.LEFT),
        (number, Align.LEFT),
        (issuer, Align.RIGHT),
        (content.date, Align.RIGHT),
    )
    dates = tuple(day for day in _DATE.findall(period + content.date) if on.ruler.width(day) <= on.narrowest)
    keep = ((*(text for text, _ in given), *dates), dates)
    lines = [
        Paragraph(line, inks.text, align, keep) for text, align in given for line in split_paragraphs(text)
    ]
    return (Block(tuple(lines), together=True),)


def gives_phone(body: Sequence[str], phone: str) -> bool:
    """Whether the text gives the number itself, under whatever label."""
    numbers = _NUMBER.findall(phone) or [phone]
    return all(any(number in text for text in body) for number in numbers)


def _signing(content: Content, on: Sheet, inks: Inks) -> tuple[Block, ...]:
    """All that closes a notice, on one page of its own where one holds it, else on two."""
    (said,) = _closing(content, on, inks, content.period, content.issuer, phone=True)
    if fits_a_page(said, on):
        return (_alone(said.paragraphs),)
    told = tuple(line for line in said.paragraphs if line.align is Align.LEFT)
    return _alone(told), _alone(said.paragraphs[len(told) :])


def _alone(paragraphs: tuple[Paragraph, ...]) -> Block:
    return Block(paragraphs, together=True, alone=True, middle=True)


def _high(content: Content, on: Sheet, inks: Inks) -> Frame:
    title = title_lines(content, (on.box.width,), on)
    fits = len(title) <= max(on.lines // 3, min(2, on.lines - FOOT - TEXT))
    foot = _foot_items(content, on)
    inner, rules = _inner(on, len(title) if fits else 0, bool(foot))
    shown = {text for text, _ in foot}
    period, issuer = ("" if text.strip() in shown else text for text in (content.period, content.issuer))
    closing = _closing(content, on, inks, period, issuer, phone=content.phone.strip() not in shown)
    signing = _signing(content, inner, inks)
    return Frame(
        inner,
        () if fits else (title_pages(content, inner, inks.title),),
        closing,
        signing if len(signing) == 1 else tuple(_alone(block.paragraphs) for block in closing),
        (*(_head(title, on, inks.title) if fits else ()), *rules, *_foot(foot, on)),
        reading_ms("".join(title), on.style) if fits else 0,
    )


def _foot_items(content: Content, on: Sheet) -> list[tuple[str, int]]:
    """The first of issuer, period and phone, and as many of the others as fit; each with its width."""
    room, items = on.box.width - on.mark, list[tuple[str, int]]()
    for text in filter(None, map(str.strip, (content.issuer, content.period, content.phone))):
        width = on.ruler.width(text)
        if width <= room:
            items.append((text, width))
            room -= width + on.style.size
        elif not items:
            break
    return items


def _foot(items: Sequence[tuple[str, int]], on: Sheet) -> list[Text]:
    """Spread over the line, the first at the left edge."""
    spare = on.box.width - on.mark - sum(width for _, width in items)
    gap = spare // max(len(items), 1)
    placed, x = [], 0
    for text, width in items:
        placed.append(Text(x, on.box.height - on.style.size, text, on.style.size, Ink.FAINT))
        x += width + gap
    return placed


def _head(lines: Sequence[str], on: Sheet, ink: Ink) -> list[Text]:
    centred = [(on.box.width - on.ruler.width(line)) // 2 for line in lines]
    return [
        Text(x, number * on.style.pitch, line, on.style.size, ink)
        for number, (x, line) in enumerate(zip(centred, lines, strict=True))
    ]


def _inner(on: Sheet, head: int, foot: bool) -> tuple[Sheet, list[Rule]]:
    """The lines between head and foot, and the rules there is room for without losing a line."""
    size, pitch = on.style.size, on.style.pitch
    top = (head - 1) * pitch + size if head else 0
    bottom = size if foot else 0

    def lines(over: int, under: int) -> Sheet:
        room = top + (over if head else 0)
        inner = between(on, room, bottom + under) if foot else below(on, room)
        return replace(inner, mark=0)

    most = lines(AIR, AIR).lines
    over, under = next(air for air in ((RULED, RULED), (RULED, AIR), (AIR, AIR)) if lines(*air).lines == most)
    rules = [Rule(0, top + 1, on.box.width, 1)] if head and over == RULED else []
    if foot and under == RULED:
        rules.append(Rule(0, on.box.height - bottom - 2, on.box.width, 1))
    return lines(over, under), rules
