"""What a sign is: panels, frames, programs, receipts, and the ``Sign`` every driver implements.

Here: plain values and one abstract class. Not here: bytes on a wire
(``<vendor>/codec.py``), sockets (``links.py``), notices, people, time of day.

A *frame* is one still picture for one panel, held in one canonical byte form,
so that the same bytes feed the preview, the approval and the wire (a preview
that differs from the panel by one pixel is a false promise):

========  =====================================================================
colour    ``Frame.data``
========  =====================================================================
``red``   one plane, row-major from the top, 8 pixels a byte, most significant
          bit leftmost, 1 = lit, each row padded with 0 to a whole byte
``dual``  two such planes, red then green (both lit = yellow)
``rgb``   three bytes R, G, B a pixel, row-major, 0 = dark
========  =====================================================================
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from drivers.errors import Closed, Unsupported

MAX_SIDE = 4096  # pixels; larger than any gate sign, small enough to refuse a typing slip
MAX_PROGRAM = 96 * 1024 * 1024  # bytes of all frames: a clock for a dual 1024x256 panel, and no more
MINUTES = 24 * 60  # of a day, and so the pages of a clock


class Colour(StrEnum):
    """What one pixel of a panel can show."""

    RED = "red"
    DUAL = "dual"
    RGB = "rgb"


class Proof(IntEnum):
    """How far a display is proven; a record never claims more than its receipt.

    P0 bytes left the host. P1 the device acknowledged. P2 the device gave the
    same bytes or checksum back. P3 the device says this is what it shows now.
    P4 the device measured its own pixels or power. P5 a camera or person saw it.
    """

    SENT = 0
    ACCEPTED = 1
    STORED = 2
    SELECTED = 3
    LIT = 4
    SEEN = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel's size in pixels and what its pixels can show."""

    width: int
    height: int
    colour: Colour

    def __post_init__(self) -> None:
        if not (1 <= self.width <= MAX_SIDE and 1 <= self.height <= MAX_SIDE):
            raise ValueError(f"a panel is 1 to {MAX_SIDE} pixels a side, not {self.width}x{self.height}")

    @classmethod
    def parse(cls, size: str, colour: str) -> Panel:
        """Read ``"256x64"`` and ``"dual"``; ``ValueError`` says what is wrong."""
        width, cross, height = size.lower().partition("x")
        if not cross or not width.isascii() or not width.isdigit() or not height.isdigit():
            raise ValueError(f"a panel size is WIDTHxHEIGHT in pixels, such as 256x64, not {size!r}")
        try:
            kind = Colour(colour)
        except ValueError:
            raise ValueError(f"a panel colour is red, dual or rgb, not {colour!r}") from None
        return cls(int(width), int(height), kind)

    @property
    def stride(self) -> int:
        """Bytes in one row of one plane."""
        return (self.width + 7) // 8

    @property
    def plane_size(self) -> int:
        """Bytes in one plane."""
        return self.stride * self.height

    @property
    def frame_size(self) -> int:
        """Bytes in ``Frame.data``."""
        return {
            Colour.RED: self.plane_size,
            Colour.DUAL: 2 * self.plane_size,
            Colour.RGB: 3 * self.width * self.height,
        }[self.colour]

    def __str__(self) -> str:
        return f"{self.width}x{self.height} {self.colour.value}"


@dataclass(frozen=True, slots=True)
class Frame:
    """One still picture for one panel, in the canonical form above."""

    panel: Panel
    data: bytes

    def __post_init__(self) -> None:
        if len(self.data) != self.panel.frame_size:
            raise ValueError(f"a {self.panel} frame has {self.panel.frame_size} bytes, not {len(self.data)}")

    @classmethod
    def dark(cls, panel: Panel) -> Frame:
        """A frame with no pixel lit."""
        return cls(panel, bytes(panel.frame_size))

    @property
    def planes(self) -> tuple[bytes, ...]:
        """The bit planes of a ``red`` or ``dual`` frame; ``Unsupported`` for ``rgb``."""
        if self.panel.colour is Colour.RGB:
            raise Unsupported("a full-colour frame has bytes, not bit planes")
        size = self.panel.plane_size
        return tuple(self.data[i : i + size] for i in range(0, len(self.data), size))

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over size, colour and pixels."""
        head = f"ledctl-frame-1 {self.panel}\n".encode()
        return hashlib.sha256(head + self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Page:
    """A frame and how long it stands, in milliseconds."""

    frame: Frame
    dwell_ms: int

    def __post_init__(self) -> None:
        if not 500 <= self.dwell_ms <= 3_600_000:
            raise ValueError(f"a page stands between 0.5 s and an hour, not {self.dwell_ms} ms")


class Pace(StrEnum):
    """What decides which page of a program stands.

    ``round``: one after another, each for its own time. ``minute``: the time of
    day where the sign stands; page ``i`` during minute ``i`` after midnight.
    """

    ROUND = "round"
    MINUTE = "minute"


@dataclass(frozen=True, slots=True)
class Program:
    """The pages of one notice for one panel, in order. What approval binds to."""

    panel: Panel
    pages: tuple[Page, ...]
    pace: Pace = Pace.ROUND
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        if not self.pages:
            raise ValueError("a program has at least one page")
        if any(page.frame.panel != self.panel for page in self.pages):
            raise ValueError("every page of a program is drawn for the program's panel")
        if self.pace is Pace.MINUTE and len(self.pages) != MINUTES:
            raise ValueError(f"a clock has {MINUTES} pages, one a minute, not {len(self.pages)}")
        # A program that goes round says nothing of it: its digest is older than clocks are.
        pace = "" if self.pace is Pace.ROUND else f" {self.pace.value}"
        sha = hashlib.sha256(f"ledctl-program-1 {self.panel} {len(self.pages)}{pace}\n".encode())
        for page in self.pages:
            sha.update(f"{page.dwell_ms} {page.frame.digest}\n".encode())
        object.__setattr__(self, "digest", sha.hexdigest())


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a sign can do; true, or the contract suite fails.

    ``host_timed``: it shows a frame until told otherwise and the host turns the
    pages; otherwise it stores programs and turns them by itself. ``self_clearing``:
    it takes a frame away by itself when its life time is over. ``best_proof``: the
    highest level a receipt of this driver can carry. ``virtual``: no real lamp
    anywhere, so practice notices may go there.
    """

    panel: Panel
    host_timed: bool
    self_clearing: bool
    best_proof: Proof
    virtual: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sign confirmed about one order: how far, and on what evidence."""

    digest: str
    proof: Proof
    evidence: str


@dataclass(frozen=True, slots=True)
class Status:
    """What a sign says of itself; ``None`` where it does not say.

    ``shown`` is the digest of the frame it shows, ``""`` when dark.
    """

    online: bool
    powered: bool | None = None
    shown: str | None = None
    brightness: int | None = None
    detail: str = ""


class Sign(ABC):
    """One sign, whatever the wire. Drivers implement the underscored methods.

    The public methods check first and are final in spirit: a closed sign raises
    ``Closed``, a frame for another panel ``Unsupported``, both before any byte
    is sent. Every other failure is a ``DriverError`` (see ``errors.py`` for what
    is then known). Not thread-safe: one worker owns one sign.
    """

    def __init__(self, capabilities: Capabilities) -> None:
        self.capabilities = capabilities
        self._closed = False

    @property
    def panel(self) -> Panel:
        return self.capabilities.panel

    def show(self, frame: Frame, *, life_s: int = 0) -> Receipt:
        """Show ``frame`` at once and until told otherwise.

        ``life_s``: on a self-clearing sign, seconds after which the sign takes
        the frame away by itself unless it is shown again; 0 = never.
        """
        self._check_open()
        if frame.panel != self.panel:
            raise Unsupported(f"the sign is {self.panel}, the frame {frame.panel}")
        return self._show(frame, life_s if self.capabilities.self_clearing else 0)

    def sync(self, programs: Sequence[Program]) -> Receipt:
        """Make the sign's own program list equal ``programs`` (card-timed signs only)."""
        self._check_open()
        if self.capabilities.host_timed:
            raise Unsupported("this sign shows frames as they come and stores no programs")
        for program in programs:
            if program.panel != self.panel:
                raise Unsupported(f"the sign is {self.panel}, a program {program.panel}")
            if program.pace is not Pace.ROUND:
                raise Unsupported("a card turns pages by their own time, not by the time of day")
        return self._sync(tuple(programs))

    def blank(self) -> Receipt:
        """Make the sign dark. Dark twice is harmless."""
        self._check_open()
        return self._blank()

    def status(self) -> Status:
        """Ask the sign; only an answer from the device itself counts as ``online``."""
        self._check_open()
        return self._status()

    def close(self) -> None:
        """Let go of the wire. Close twice is harmless; what is shown stays."""
        if not self._closed:
            self._closed = True
            self._close()

    def _check_open(self) -> None:
        if self._closed:
            raise Closed("the sign was closed")

    @abstractmethod
    def _show(self, frame: Frame, life_s: int) -> Receipt: ...

    def _sync(self, programs: tuple[Program, ...]) -> Receipt:
        raise Unsupported("this driver stores no programs")

    @abstractmethod
    def _blank(self) -> Receipt: ...

    @abstractmethod
    def _status(self) -> Status: ...

    @abstractmethod
    def _close(self) -> None: ...
