"""What a layout is given and what it gives back.

A layout gets content (plain text and a table), the size of a page and a way to
measure text; it returns pages of *placements*. It paints nothing: it has never
heard of Pillow, of colours in bits, or of a sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Ink(StrEnum):
    """What a thing means, not what colour it is: the renderer maps ink to the panel's colours."""

    TITLE = "title"
    TEXT = "text"
    FAINT = "faint"
    AMOUNT = "amount"
    WARNING_BLUE = "warning_blue"
    WARNING_YELLOW = "warning_yellow"
    WARNING_ORANGE = "warning_orange"
    WARNING_RED = "warning_red"


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. ``name`` cells are never broken over two lines."""

    label: str
    align: Align = Align.LEFT
    name: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are text already, as they are to be read; every row has one cell a column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be read on a sign, with nothing that must not be."""

    title: str
    body: tuple[str, ...] = ()
    issuer: str = ""
    date: str = ""
    period: str = ""
    table: Table | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A page's size in pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text. ``x`` is the left edge, ``y`` the *top* of its em box, in pixels."""

    x: int
    y: int
    text: str
    size: int
    ink: Ink = Ink.TEXT


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled rectangle: a line under a title, a bar of progress."""

    x: int
    y: int
    width: int
    height: int
    ink: Ink = Ink.FAINT


Placement = Text | Rule


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page: where everything goes, and how long it needs to be read (milliseconds)."""

    placements: tuple[Placement, ...]
    dwell_ms: int


class Metrics(Protocol):
    """How wide text is, in pixels, by the font's own advances (never by East Asian Width)."""

    def advance(self, text: str, size: int) -> int: ...


@dataclass(frozen=True, slots=True)
class Style:
    """The choices a preset makes: em size, line pitch, and dwell.

    Dwell defaults follow the reading speeds in docs/rendering.md: a text page
    stands max(3 s, 1 s + characters/4), a table page max(5 s, 1 s + 2 s a row).
    """

    size: int = 16
    pitch: int = 17
    min_text_ms: int = 3000
    min_table_ms: int = 5000


class Layout(Protocol):
    """One way to set content on pages."""

    def __call__(
        self, content: Content, box: Box, metrics: Metrics, style: Style
    ) -> Sequence[PageLayout]: ...


class DoesNotFit(Exception):
    """The content cannot be set on this page size without loss; ``what`` names it."""

    def __init__(self, what: str, *, needed: int, available: int) -> None:
        super().__init__(f"{what} needs {needed} px, the page has {available} px")
        self.what = what
        self.needed = needed
        self.available = available
