"""What a sign is: what it can, what it confirms, and the ``Sign`` every driver implements.

Here: one abstract class and the values of its orders. The pictures themselves
are in ``frames.py`` and ``programs.py``, what else a sign can be told in
``care.py``; all are handed on from here, so that a driver needs one import. Not
here: bytes on a wire (``<vendor>/codec.py``), sockets (``links/``), notices,
people, the time of day.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from drivers.care import SLOTS, Ability, AfterPowerCut, Brightness
from drivers.errors import Closed, Unsupported
from drivers.frames import MAX_SIDE, Colour, Frame, Panel
from drivers.programs import (
    LONGEST_PAGE_MS,
    MAX_PROGRAM,
    MINUTES,
    Booking,
    Pace,
    Page,
    Program,
    digest_of,
)

__all__ = [
    "LONGEST_PAGE_MS",
    "MAX_PROGRAM",
    "MAX_SIDE",
    "MINUTES",
    "SLOTS",
    "Ability",
    "AfterPowerCut",
    "Booking",
    "Brightness",
    "Capabilities",
    "Colour",
    "Frame",
    "Pace",
    "Page",
    "Panel",
    "Program",
    "Proof",
    "Receipt",
    "Sign",
    "Status",
    "StoringSign",
    "digest_of",
]


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
class Capabilities:
    """What a sign can do; true, or the contract suite fails.

    ``host_timed``: it shows a frame until told otherwise and the host turns the
    pages; otherwise it stores programs and turns them by itself. ``self_clearing``:
    it takes a frame away by itself when its life time is over. ``keeps_windows``:
    it takes a stored program down by itself at the end of its booking.
    ``best_proof``: the highest level a receipt of this driver can carry.
    ``virtual``: no real lamp anywhere, so practice notices may go there.
    ``answers``: it can be asked whether it is there; a sign that only listens
    (UDP, a one-way serial line) cannot, and its ``Status.online`` is ``None``.
    ``shades``: on a full-colour panel a lamp may be lit in part; otherwise each of
    red, green and blue is 0 or 255, and other frames are refused.
    ``after_power_cut``: what stands when its power returns (R20). ``keeps_brightness``:
    it keeps a plan of half hours; otherwise it takes one brightness at a time.
    """

    panel: Panel
    host_timed: bool
    self_clearing: bool
    best_proof: Proof
    virtual: bool
    keeps_windows: bool = False
    answers: bool = True
    shades: bool = True
    abilities: frozenset[Ability] = frozenset()
    after_power_cut: AfterPowerCut = AfterPowerCut.UNKNOWN
    keeps_brightness: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sign confirmed about one order: how far, and on what evidence.

    ``digest`` names what the order was about: a frame, a list of bookings
    (``digest_of``), or nothing (``""``) for darkness and for orders of care.
    """

    digest: str
    proof: Proof
    evidence: str


@dataclass(frozen=True, slots=True)
class Status:
    """What a sign says of itself; ``None`` where it does not say.

    ``online`` is ``None`` for a sign that can never answer. ``shown`` is the
    digest of the frame it shows, ``""`` when dark. ``programs`` are the digests
    of the programs it holds. ``unknown`` names content on the sign that was not
    put there through this driver: an alarm. ``faults`` are the sign's own
    complaints. ``clock`` is its wall clock, without a zone. ``brightness`` is in
    percent of what the sign can, whatever its own steps are.
    """

    online: bool | None
    powered: bool | None = None
    shown: str | None = None
    brightness: int | None = None
    detail: str = ""
    programs: tuple[str, ...] | None = None
    unknown: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    clock: datetime | None = None
    temperature_c: float | None = None


class Sign(ABC):
    """One sign, whatever the wire. Drivers implement the underscored methods.

    The public methods check first and are final in spirit: a closed sign raises
    ``Closed``, a frame for another panel ``Unsupported``, both before any byte
    is sent. Every other failure is a ``DriverError`` (see ``errors.py`` for what
    is then known). Not thread-safe: one worker owns one sign.

    ``keep_alive_s``: a driver whose sign would hang up, or forget its picture,
    sets how many idle seconds it bears; then ``keep_alive`` is called that often.
    """

    keep_alive_s: float | None = None

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
        if life_s < 0:
            raise ValueError(f"a life time is 0 seconds (for ever) or more, not {life_s}")
        return self._show(frame, life_s if self.capabilities.self_clearing else 0)

    def sync(self, bookings: Sequence[Booking]) -> Receipt:
        """Make the sign's own program list equal ``bookings`` (card-timed signs only); none = dark."""
        self._check_open()
        if self.capabilities.host_timed:
            raise Unsupported("this sign shows frames as they come and stores no programs")
        for booking in bookings:
            if booking.program.panel != self.panel:
                raise Unsupported(f"the sign is {self.panel}, a program {booking.program.panel}")
            if booking.program.pace is not Pace.ROUND:
                raise Unsupported("a card turns pages by their own time, not by the time of day")
        return self._sync(tuple(bookings))

    def blank(self) -> Receipt:
        """Make the sign dark. Dark twice is harmless."""
        self._check_open()
        return self._blank()

    def status(self) -> Status:
        """Ask the sign; only an answer from the device itself counts as ``online``."""
        self._check_open()
        return self._status()

    def switch(self, on: bool) -> Receipt:
        """Lamps on or off; what is to be shown stays in the sign."""
        self._check_able(Ability.POWER)
        return self._switch(on)

    def dim(self, brightness: Brightness) -> Receipt:
        """Set how bright the lamps are over the day."""
        self._check_able(Ability.BRIGHTNESS)
        return self._dim(brightness)

    def set_clock(self, local: datetime) -> Receipt:
        """Set the sign's clock to the wall clock time where it stands (no zone)."""
        self._check_able(Ability.CLOCK)
        if local.tzinfo is not None:
            raise ValueError("a sign's clock has no zone: give the wall clock time where it stands")
        return self._set_clock(local)

    def lock(self, on: bool) -> Receipt:
        """Hold the picture against whoever else may write to the sign, or let go."""
        self._check_able(Ability.LOCK)
        return self._lock(on)

    def keep_alive(self) -> None:
        """Say something harmless if the sign would hang up otherwise; called as ``keep_alive_s`` says."""
        self._check_open()
        self._keep_alive()

    def close(self) -> None:
        """Let go of the wire. Close twice is harmless; what is shown stays."""
        if not self._closed:
            self._closed = True
            self._close()

    def _check_open(self) -> None:
        if self._closed:
            raise Closed("the sign was closed")

    def _check_able(self, ability: Ability) -> None:
        self._check_open()
        if ability not in self.capabilities.abilities:
            raise Unsupported(f"this sign takes no orders about {ability.value}")

    @abstractmethod
    def _show(self, frame: Frame, life_s: int) -> Receipt: ...

    def _sync(self, bookings: tuple[Booking, ...]) -> Receipt:
        raise Unsupported("this driver stores no programs")

    @abstractmethod
    def _blank(self) -> Receipt: ...

    @abstractmethod
    def _status(self) -> Status: ...

    def _switch(self, on: bool) -> Receipt:
        raise NotImplementedError(f"{type(self).__name__} claims {Ability.POWER} and has no _switch")

    def _dim(self, brightness: Brightness) -> Receipt:
        raise NotImplementedError(f"{type(self).__name__} claims {Ability.BRIGHTNESS} and has no _dim")

    def _set_clock(self, local: datetime) -> Receipt:
        raise NotImplementedError(f"{type(self).__name__} claims {Ability.CLOCK} and has no _set_clock")

    def _lock(self, on: bool) -> Receipt:
        raise NotImplementedError(f"{type(self).__name__} claims {Ability.LOCK} and has no _lock")

    def _keep_alive(self) -> None:
        return  # most signs wait for as long as it takes

    @abstractmethod
    def _close(self) -> None: ...


class StoringSign(Sign):
    """A sign that turns pages by itself: a single frame is a program of one page, dark is no program.

    A driver on top implements ``_sync``, ``_status`` and ``_close``.
    """

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        page = Page(frame, LONGEST_PAGE_MS)
        return replace(self._sync((Booking(Program(self.panel, (page,))),)), digest=frame.digest)

    def _blank(self) -> Receipt:
        return self._sync(())
