"""``AlphaSign``: pictures stored in the sign's memory, and a run list of one text that says which stands.

Here: what is stored where, what is read back, what a receipt may then say. Not
here: the memory itself (``driver_memory``), pauses and packets (``driver_line``). ``README.md`` argues
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
from drivers.alpha.commands import AckMode, Clock, ForgetMistakes, Weekday, name_mistakes
from drivers.alpha.driver_line import BITS, Line
from drivers.alpha.driver_memory import SignMemory
from drivers.alpha.memory import pool_use
from drivers.alpha.pictures import lit_percent, refuse_panel
from drivers.alpha.settings import AlphaOptions
from drivers.alpha.slots import DARK, Slot
from drivers.base import Ability, Capabilities, Frame, Panel, Proof, Receipt, Sign, Status
from drivers.errors import DriverError, LinkError, Unsupported
from drivers.exchange import is_alive
from drivers.links import Link, open_link, read_address
from drivers.options import Option, read_options


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
        self._memory: SignMemory | None = None

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
        with self._session() as memory:
            memory.prepare()
            slot, dots, when = memory.store(frame)
            memory.select(slot, dots)
            return self._receipt(memory.line, frame.digest, slot, when)

    def _blank(self) -> Receipt:
        with self._session() as memory:
            memory.prepare()
            memory.show_dark()
            return self._receipt(memory.line, "", DARK, "on connecting")

    def _status(self) -> Status:
        if not self._options.answers:
            return Status(online=None, detail="the line is set up as one-way: the sign is never heard")
        try:
            with self._session() as memory:
                return self._ask_all(memory) if self._options.read_back else _ping(memory.line)
        except LinkError as error:
            return Status(online=False, detail=str(error))

    def _set_clock(self, local: datetime) -> Receipt:
        with self._session() as memory:
            memory.prepare()
            line = memory.line
            line.tell(Clock(local.hour, local.minute))
            line.tell(Weekday(local.isoweekday() % 7 + 1))
            proof = Proof.ACCEPTED if self._options.ack else Proof.SENT
            said = "acknowledged" if self._options.ack else "sent, not confirmed"
            return Receipt("", proof, f"{line.link.url}: {local:%H:%M} and weekday {said}")

    def _close(self) -> None:
        if self._memory is not None:
            self._memory.line.link.close()
            self._memory = None

    @contextmanager
    def _session(self) -> Iterator[SignMemory]:
        """The memory behind the live line; line and memory are given up if anything fails."""
        if self._memory is None or not is_alive(self._memory.line.link):
            self._close()
            line = Line(self._connect(), self._options, self._sleep)
            self._memory = SignMemory(line, self._options, self._plan, self.panel)
        memory = self._memory
        try:
            yield memory
        except DriverError as error:
            error.link = memory.line.link.url
            self._close()
            raise

    def _ask_all(self, memory: SignMemory) -> Status:
        faults = name_mistakes(register := memory.read_mistakes())
        if faults:
            memory.line.tell(ForgetMistakes())
        unknown = tuple(memory.find_unknown())
        if unknown:
            self._close()  # the next order starts over, and puts right what is wrong
        return Status(online=True, detail=f"error register {register:02X}", faults=faults, unknown=unknown)

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


def _ping(line: Line) -> Status:
    line.tell(AckMode(True))
    return Status(online=True, detail="the sign acknowledges; it is not asked what it holds")
