"""``AlphaSign``: pictures stored in the sign's memory, and a run list of one text that says which stands.

Here: what is stored where, what is read back, what a receipt may then say. Not
here: pauses and packets (``driver_line``), bytes, sockets. ``README.md`` argues
the shape: the host turns the pages, because a run list has no time for each of
them, and because writing it does not make the screen blink.

On each connection the sign's memory table, texts and dark picture are read; only
a memory that differs in meaning is divided anew, as that erases everything. A
connection that failed is closed, and nothing is believed of it any more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Self

from drivers.alpha import slots
from drivers.alpha.commands import (
    PRIORITY,
    READ_MEMORY,
    READ_MISTAKES,
    READ_RUN_LIST,
    AckMode,
    Clock,
    Command,
    Dots,
    ForgetMistakes,
    Memory,
    Mistakes,
    Read,
    RunList,
    Text,
    Weekday,
    name_mistakes,
)
from drivers.alpha.driver_line import BITS, Line
from drivers.alpha.memory import fits, pool_use
from drivers.alpha.pictures import dots_of, lit_percent, refuse_panel
from drivers.alpha.settings import AlphaOptions
from drivers.alpha.slots import DARK, Shelf, Slot
from drivers.base import Ability, Capabilities, Frame, Panel, Proof, Receipt, Sign, Status
from drivers.errors import DriverError, HalfDone, LinkError, ProtocolError, SignRefused, Unsupported
from drivers.exchange import is_alive
from drivers.links import Link, open_link, read_address
from drivers.options import Option, read_options

CLEARING_S = 2.0  # after clearing, before the sign takes orders again
DEAF_S = 4.0  # more, before it answers questions again; about five seconds were measured for both
ATTEMPTS = 3  # a write now and then gets lost, and nothing but reading back tells


class AlphaSign(Sign):
    """A BetaBrite or its like. ``connect`` opens the wire, at the first order and after a failure."""

    def __init__(
        self,
        panel: Panel,
        connect: Callable[[], Link],
        options: AlphaOptions | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._options = options or AlphaOptions()
        if reason := refuse_panel(panel):
            raise ValueError(reason)
        super().__init__(_capabilities(panel, self._options))
        self._connect, self._sleep = connect, sleep
        self._plan = slots.plan(self._options.pictures, panel)
        if 0 < self._options.pool_bytes < (need := pool_use(self._plan)):
            raise ValueError(f"{self._options.pictures} pictures need {need} bytes of 'pool_bytes'")
        self._dark = dots_of(Frame.dark(panel), DARK.picture)
        self._forget()

    @classmethod
    def from_settings(cls, panel: Panel, link: str, options: Mapping[str, Option]) -> Self:
        chosen = read_options(AlphaOptions, options)
        read_address(link)
        longest_s = BITS * panel.width * panel.height * chosen.bytes_a_byte / chosen.baud
        connect = partial(open_link, link, timeout_s=chosen.connect_ms / 1000 + longest_s)
        return cls(panel, connect, chosen)

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        if (lit := lit_percent(frame)) > self._options.most_lit_percent:
            raise Unsupported(
                f"{lit:.1f} % is lit; this sign takes at most {self._options.most_lit_percent} %"
            )
        with self._session() as line:
            self._prepare(line)
            slot, dots, when = self._store(line, frame)
            self._select(line, slot, dots)
            return self._receipt(line, frame.digest, slot, when)

    def _blank(self) -> Receipt:
        with self._session() as line:
            self._prepare(line)
            self._select(line, DARK, self._dark)
            return self._receipt(line, "", DARK, "on connecting")

    def _status(self) -> Status:
        if not self._options.answers:
            return Status(online=None, detail="the line is set up as one-way: the sign is never heard")
        try:
            with self._session() as line:
                return self._ask_all(line) if self._options.read_back else self._ping(line)
        except LinkError as error:
            return Status(online=False, detail=str(error))

    def _set_clock(self, local: datetime) -> Receipt:
        with self._session() as line:
            self._prepare(line)
            line.tell(Clock(local.hour, local.minute))
            line.tell(Weekday(local.isoweekday() % 7 + 1))
            proof = Proof.ACCEPTED if self._options.ack else Proof.SENT
            said = "acknowledged" if self._options.ack else "sent, not confirmed"
            return Receipt("", proof, f"{line.link.url}: {local:%H:%M} and weekday {said}")

    def _close(self) -> None:
        if self._line is not None:
            self._line.link.close()
        self._forget()

    def _forget(self) -> None:
        self._line: Line | None = None
        self._forget_contents()

    def _forget_contents(self) -> None:
        self._prepared = False
        self._shelf = Shelf(self._options.pictures)
        self._standing, self._shown = "", self._dark

    @contextmanager
    def _session(self) -> Iterator[Line]:
        """The live line; closed, and everything believed of the sign forgotten, if anything fails."""
        if self._line is None or not is_alive(self._line.link):
            self._close()
            self._line = Line(self._connect(), self._options, self._sleep)
        line = self._line
        try:
            yield line
        except DriverError as error:
            error.link = line.link.url
            self._close()
            raise

    def _prepare(self, line: Line) -> None:
        """The sign's memory as planned, with every text and the dark picture in it.

        A sign cleared since, behind a serial server that stands, takes a run list all the same.
        """
        if self._prepared and self._remembers(line):
            return
        self._forget_contents()
        if self._options.ack:
            line.tell(AckMode(True))
        line.tell(Text(PRIORITY))  # somebody else's priority text would cover everything
        if fresh := not self._is_divided(line):
            self._divide(line)
        texts: list[Command] = [slot.order for slot in slots.ALL[: self._options.pictures + 1]]
        for order in (*texts, self._dark):
            if fresh or not self._holds(line, order):  # what was never written may read as dark
                self._put(line, order)
        self._find_standing(line)
        self._prepared = True

    def _remembers(self, line: Line) -> bool:
        """Whether the text that stands is still there, as far as the sign is asked."""
        standing = next(slot for slot in slots.ALL if slot.text == self._standing)
        return not self._options.read_back or self._holds(line, standing.order)

    def _is_divided(self, line: Line) -> bool:
        if not self._options.read_back:
            return False
        table = line.ask(READ_MEMORY, answer_bytes=1024)
        return isinstance(table, Memory) and fits(table.files, self._plan)

    def _divide(self, line: Line) -> None:
        """Clear, wait, divide: a table written without clearing is kept, and nothing ever shows."""
        line.tell(Memory())
        line.wait(CLEARING_S)
        line.tell(Memory(self._plan))
        line.wait(DEAF_S)
        if self._options.read_back and not self._is_divided(line):
            raise HalfDone(
                "the sign did not divide its memory as told: it may have less than 'pictures' need",
                code=self._read_mistakes(line),
            )

    def _find_standing(self, line: Line) -> None:
        """Which text stands, so that its picture is not overwritten; dark if it is none of ours alone."""
        found = line.ask(READ_RUN_LIST) if self._options.read_back else None
        ours = {slot.text for slot in slots.ALL[: self._options.pictures + 1]}
        if isinstance(found, RunList) and found.order == "S" and found.labels in ours:
            self._standing = found.labels
        else:
            self._select(line, DARK, self._dark)

    def _store(self, line: Line, frame: Frame) -> tuple[Slot, Dots, str]:
        """Where the frame's picture is, the picture, and when it was put there."""
        if slot := self._shelf.find(frame.digest):
            return slot, dots_of(frame, slot.picture), "earlier on this connection"
        slot = self._shelf.room(self._standing)
        dots = dots_of(frame, slot.picture)
        self._put(line, dots, SignRefused)
        self._shelf.put(slot, frame.digest)
        return slot, dots, "now"

    def _select(self, line: Line, slot: Slot, dots: Dots) -> None:
        self._put(line, RunList(slot.text))
        self._standing, self._shown = slot.text, dots

    def _put(self, line: Line, order: Command, refusal: type[SignRefused] = HalfDone) -> None:
        """Write until the sign gives the same back; one write, if it is not to be asked.

        What was written and not taken leaves in doubt what stands, but for a
        picture that no text on the run list calls.
        """
        for _ in range(ATTEMPTS if self._options.read_back else 1):
            line.tell(order)
            if not self._options.read_back or self._holds(line, order):
                return
        raise refusal(
            f"the sign gave back something else than the {type(order).__name__} written, {ATTEMPTS} times",
            code=self._read_mistakes(line),
        )

    def _holds(self, line: Line, order: Command) -> bool:
        """Whether the sign gives back exactly what the order says."""
        return line.ask(_question_for(order), answer_bytes=self._picture_bytes) == order

    @property
    def _picture_bytes(self) -> int:
        return (self.panel.width + 1) * self.panel.height + 64

    def _read_mistakes(self, line: Line) -> int:
        found = line.ask(READ_MISTAKES)
        if not isinstance(found, Mistakes):
            raise ProtocolError(f"{line.link.url}: the error register was answered with {found}")
        return found.register

    def _ping(self, line: Line) -> Status:
        line.tell(AckMode(True))
        return Status(online=True, detail="the sign acknowledges; it is not asked what it holds")

    def _ask_all(self, line: Line) -> Status:
        faults = name_mistakes(register := self._read_mistakes(line))
        if faults:
            line.tell(ForgetMistakes())
        unknown = tuple(self._find_unknown(line))
        if unknown:
            self._close()  # the next order starts over, and puts right what is wrong
        return Status(online=True, detail=f"error register {register:02X}", faults=faults, unknown=unknown)

    def _find_unknown(self, line: Line) -> Iterator[str]:
        """What the sign holds that was not put there through this driver."""
        if not self._is_divided(line):
            yield "a memory table that is not this driver's"
            return
        if not self._prepared:
            return
        if (found := line.ask(READ_RUN_LIST)) != RunList(self._standing):
            yield f"{found} instead of {self._standing}"
        if not self._holds(line, self._shown):
            yield f"another picture in {self._shown.label}"

    def _receipt(self, line: Line, digest: str, slot: Slot, when: str) -> Receipt:
        url = line.link.url
        if self._options.read_back:
            evidence = (
                f"{url}: picture {slot.picture} read back pixel for pixel {when}, "
                f"run sequence read back as {slot.text}; the sign does not say what it runs"
            )
        elif self._options.ack:
            evidence = f"{url}: every order acknowledged; nothing was read back"
        else:
            evidence = f"{url}: the bytes were sent; the sign is never heard"
        return Receipt(digest, self.capabilities.best_proof, evidence)


def _capabilities(panel: Panel, options: AlphaOptions) -> Capabilities:
    heard = Proof.ACCEPTED if options.ack else Proof.SENT
    return Capabilities(
        panel,
        host_timed=True,
        self_clearing=False,
        best_proof=Proof.STORED if options.read_back else heard,
        virtual=False,
        answers=options.answers,
        abilities=frozenset({Ability.CLOCK}),
    )


def _question_for(order: Command) -> Read:
    match order:
        case Text(label):
            return Read("B", label)
        case Dots(label):
            return Read("J", label)
    return READ_RUN_LIST
