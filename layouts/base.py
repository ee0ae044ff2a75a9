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
    POINT = "point"
    """Numbers under each other on the decimal point, at the right of their column."""


class Kind(StrEnum):
    """What a column holds, as far as setting it goes."""

    TEXT = "text"
    NAME = "name"  # of a person: never broken over two lines
    NUMBER = "number"  # never broken, never shrunk
    PERCENT = "percent"  # how far something has come: a bar where there is room for one
    STEPS = "steps"  # milestones separated by ；, a tick (√) before each that is done


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    label: str
    align: Align = Align.LEFT
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are text already, as they are to be read; every row has one cell a column.

    ``left_out``: the heads of columns the office chose not to show here; a page says so.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be read on a sign, with nothing that must not be."""

    title: str
    body: tuple[str, ...] = ()
    issuer: str = ""
    date: str = ""
    period: str = ""
    phone: str = ""
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


class DayPages(tuple[PageLayout, ...]):
    """A page for each minute of the day, from midnight on: the time chooses among them.

    Pages in any other sequence stand one after another.
    """

    __slots__ = ()


class Metrics(Protocol):
    """How wide text is, in pixels, by the font's own advances (never by East Asian Width)."""

    def advance(self, text: str, size: int) -> int: ...


@dataclass(frozen=True, slots=True)
class Style:
    """The choices a preset makes about setting: em size, line pitch, and dwell.

    Dwell defaults follow the reading speeds in docs/rendering.md: a text page
    stands max(3 s, 1 s + characters/4), a table page max(5 s, 1 s + 2 s a row).
    A ticker moves on by ``ticker_step`` characters at a time, at ``character_ms`` each.
    A warning is set at the largest of ``warning_sizes`` at which it needs one page,
    or at most ``warning_pages`` and the panel holds ``warning_characters``, else at
    the smallest: pages of 12 to 16 characters are read best.
    """

    size: int = 16
    pitch: int = 17
    look_up_ms: int = 1000
    character_ms: int = 250
    row_ms: int = 2000
    min_text_ms: int = 3000
    min_table_ms: int = 5000
    ticker_step: int = 2
    warning_sizes: tuple[int, ...] = (48, 32, 16)
    warning_pages: int = 6
    warning_characters: int = 12


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


class TooWide(DoesNotFit):
    """A table's columns do not fit side by side.

    ``choices``: sets of column heads; with any one of them left out the rest fits.
    ``needed`` is 0 where no width would do: a head and a row want two lines, the page has one.
    """

    def __init__(self, *, needed: int, available: int, choices: Sequence[Sequence[str]] = ()) -> None:
        super().__init__("the table", needed=needed, available=available)
        self.choices = tuple(tuple(heads) for heads in choices)

    @property
    def is_too_low(self) -> bool:
        return self.needed == 0


class TooManyPages(Exception):
    """The content needs so many pages that it must be a mistake; ``pages`` is the least it would be."""

    def __init__(self, pages: int) -> None:
        super().__init__(f"a notice of {pages} pages or more is a mistake")
        self.pages = pages


class LineTooWide(DoesNotFit):
    """A line of the office's own words has no room beside what must stand there, even broken."""


class TooLong(DoesNotFit):
    """The text is longer than this layout may make people wait for; in characters, not pixels."""

    def __init__(self, layout: str, *, needed: int, available: int) -> None:
        super().__init__(f"the text of a {layout}", needed=needed, available=available)
        self.layout = layout


class Unsuited(DoesNotFit):
    """The layout has no place for a part of the content, however large the page; ``what`` names it."""

    def __init__(self, layout: str, what: str) -> None:
        super().__init__(what, needed=1, available=0)
        self.layout = layout
