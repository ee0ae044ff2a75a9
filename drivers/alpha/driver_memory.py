"""``SignMemory``: what an Alpha sign holds, as far as one connection to it knows.

Here: dividing the memory, putting pictures into it, choosing the one that
stands, and reading back what was written. Not here: connecting, receipts
(``driver``), pauses and packets (``driver_line``). It is made for one
connection and thrown away with it, because nothing is believed beyond.
"""

from __future__ import annotations

from collections.abc import Iterator

from drivers.alpha import slots
from drivers.alpha.commands import (
    PRIORITY,
    READ_MEMORY,
    READ_MISTAKES,
    READ_RUN_LIST,
    AckMode,
    Command,
    Dots,
    Memory,
    Mistakes,
    Read,
    RunList,
    Text,
)
from drivers.alpha.driver_line import Line
from drivers.alpha.memory import File, fits
from drivers.alpha.pictures import dots_of
from drivers.alpha.settings import AlphaOptions
from drivers.alpha.slots import DARK, Shelf, Slot
from drivers.base import Frame, Panel
from drivers.errors import HalfDone, ProtocolError, SignRefused

CLEARING_S = 2.0  # after clearing, before the sign takes orders again
DEAF_S = 4.0  # more, before it answers questions again; about five seconds were measured for both
ATTEMPTS = 3  # a write now and then gets lost, and nothing but reading back tells


class SignMemory:
    """The memory behind ``line``, divided by ``plan`` for frames of ``panel``."""

    def __init__(self, line: Line, options: AlphaOptions, plan: tuple[File, ...], panel: Panel) -> None:
        self.line, self._options, self._plan, self._panel = line, options, plan, panel
        self._dark = dots_of(Frame.dark(panel), DARK.picture)
        self._prepared = False
        self._shelf, self._standing, self._shown = Shelf(options.pictures), "", self._dark

    def prepare(self) -> None:
        """The sign's memory as planned, with every text and the dark picture in it.

        A sign cleared since, behind a serial server that stands, takes a run list all the same.
        """
        if self._prepared and self._remembers():
            return
        self._prepared = False
        self._shelf, self._standing, self._shown = Shelf(self._options.pictures), "", self._dark
        if self._options.ack:
            self.line.tell(AckMode(True))
        self.line.tell(Text(PRIORITY))  # somebody else's priority text would cover everything
        if fresh := not self._is_divided():
            self._divide()
        texts: list[Command] = [slot.order for slot in slots.ALL[: self._options.pictures + 1]]
        for order in (*texts, self._dark):
            if fresh or not self._holds(order):  # what was never written may read as dark
                self._put(order)
        self._find_standing()
        self._prepared = True

    def show_dark(self) -> None:
        self.select(DARK, self._dark)

    def store(self, frame: Frame) -> tuple[Slot, Dots, str]:
        """Where the frame's picture is, the picture, and when it was put there."""
        if slot := self._shelf.find(frame.digest):
            return slot, dots_of(frame, slot.picture), "earlier on this connection"
        slot = self._shelf.room(self._standing)
        dots = dots_of(frame, slot.picture)
        self._put(dots, SignRefused)
        self._shelf.put(slot, frame.digest)
        return slot, dots, "now"

    def select(self, slot: Slot, dots: Dots) -> None:
        self._put(RunList(slot.text))
        self._standing, self._shown = slot.text, dots

    def find_unknown(self) -> Iterator[str]:
        """What the sign holds that was not put there through this driver."""
        if not self._is_divided():
            yield "a memory table that is not this driver's"
            return
        if not self._prepared:
            return
        if (found := self.line.ask(READ_RUN_LIST)) != RunList(self._standing):
            yield f"{found} instead of {self._standing}"
        if not self._holds(self._shown):
            yield f"another picture in {self._shown.label}"

    def read_mistakes(self) -> int:
        found = self.line.ask(READ_MISTAKES)
        if not isinstance(found, Mistakes):
            raise ProtocolError(f"{self.line.link.url}: the error register was answered with {found}")
        return found.register

    def _remembers(self) -> bool:
        """Whether the text that stands is still there, as far as the sign is asked."""
        standing = next(slot for slot in slots.ALL if slot.text == self._standing)
        return not self._options.read_back or self._holds(standing.order)

    def _is_divided(self) -> bool:
        if not self._options.read_back:
            return False
        table = self.line.ask(READ_MEMORY, answer_bytes=1024)
        return isinstance(table, Memory) and fits(table.files, self._plan)

    def _divide(self) -> None:
        """Clear, wait, divide: a table written without clearing is kept, and nothing ever shows."""
        self.line.tell(Memory())
        self.line.wait(CLEARING_S)
        self.line.tell(Memory(self._plan))
        self.line.wait(DEAF_S)
        if self._options.read_back and not self._is_divided():
            raise HalfDone(
                "the sign did not divide its memory as told: it may have less than 'pictures' need",
                code=self.read_mistakes(),
            )

    def _find_standing(self) -> None:
        """Which text stands, so that its picture is not overwritten; dark if it is none of ours alone."""
        found = self.line.ask(READ_RUN_LIST) if self._options.read_back else None
        ours = {slot.text for slot in slots.ALL[: self._options.pictures + 1]}
        if isinstance(found, RunList) and found.order == "S" and found.labels in ours:
            self._standing = found.labels
        else:
            self.select(DARK, self._dark)

    def _put(self, order: Command, refusal: type[SignRefused] = HalfDone) -> None:
        """Write until the sign gives the same back; one write, if it is not to be asked.

        What was written and not taken leaves in doubt what stands, but for a
        picture that no text on the run list calls.
        """
        for _ in range(ATTEMPTS if self._options.read_back else 1):
            self.line.tell(order)
            if not self._options.read_back or self._holds(order):
                return
        raise refusal(
            f"the sign gave back something else than the {type(order).__name__} written, {ATTEMPTS} times",
            code=self.read_mistakes(),
        )

    def _holds(self, order: Command) -> bool:
        """Whether the sign gives back exactly what the order says."""
        return self.line.ask(_question_for(order), answer_bytes=self._picture_bytes) == order

    @property
    def _picture_bytes(self) -> int:
        return (self._panel.width + 1) * self._panel.height + 64


def _question_for(order: Command) -> Read:
    match order:
        case Text(label):
            return Read("B", label)
        case Dots(label):
            return Read("J", label)
    return READ_RUN_LIST
