"""``HuiduSdk``: a card that keeps pictures and plays them by its own clock.

Here: connecting, checking that the card is the one expected, the orders, and what
may be claimed after them. Not here: how a list gets onto the card
(``driver_publish.py``), the conversation (``driver_session.py``), bytes.

Nothing on this wire asks who one is: whoever reaches the port can show anything.
So the card is checked on each connection, and what it holds that is not ours is
reported (``Status.unknown``) and deleted at the next ``sync``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self

from drivers.base import (
    Ability,
    AfterPowerCut,
    Booking,
    Brightness,
    Capabilities,
    Panel,
    Proof,
    Receipt,
    Status,
    StoringSign,
    digest_of,
)
from drivers.errors import LinkError, OtherSign, ProtocolError, SignRefused
from drivers.huidu_sdk.device import (
    Identity,
    clock_elements,
    is_synchronised,
    luminance_elements,
    read_identity,
)
from drivers.huidu_sdk.driver_publish import Sleep, Stored, publish, read_playing
from drivers.huidu_sdk.driver_session import BEAT_S, Patience, Session
from drivers.huidu_sdk.driver_survey import Eye, survey
from drivers.huidu_sdk.elements import Element
from drivers.huidu_sdk.plans import Plan, plan_for
from drivers.huidu_sdk.results import NO_NUMBER, SUCCESS
from drivers.links import Link, open_link, read_address
from drivers.options import Option, check_choice, check_range, read_options

MAX_ID = 15  # bytes
_LOOKS, _LOOK_PAUSE_S = 4, 0.5  # a card may still be at what stood before


@dataclass(frozen=True, slots=True)
class HuiduOptions:
    """What can be set; ``README.md`` says when."""

    device_id: str = ""
    screenshot: str = "compare"
    tolerance_percent: int = 5
    timeout_ms: int = 10_000
    slow_ms: int = 30_000
    connect_ms: int = 3000

    def __post_init__(self) -> None:
        if len(self.device_id.encode()) > MAX_ID:
            raise ValueError(f"option 'device_id' is at most {MAX_ID} bytes, not {self.device_id!r}")
        check_choice("screenshot", self.screenshot, ("off", "compare"))
        check_range("tolerance_percent", self.tolerance_percent, 1, 50)
        check_range("timeout_ms", self.timeout_ms, 50, 60_000)
        check_range("slow_ms", self.slow_ms, 50, 120_000)
        check_range("connect_ms", self.connect_ms, 50, 60_000)

    @property
    def patience(self) -> Patience:
        usual_s = self.timeout_ms / 1000
        return Patience(usual_s, self.slow_ms / 1000, 1.5 * usual_s)


class WrongCard(OtherSign):
    """The card that answered is not the one expected, or not set up to be told what to show."""

    def __init__(self, message: str, *, link: str) -> None:
        super().__init__(message, code=NO_NUMBER, link=link)


class HuiduSdk(StoringSign):
    """A card. ``connect`` opens the wire; it is called at the first order and after a failure."""

    keep_alive_s = BEAT_S

    def __init__(
        self,
        panel: Panel,
        connect: Callable[[], Link],
        options: HuiduOptions | None = None,
        *,
        sleep: Sleep = time.sleep,
    ) -> None:
        super().__init__(
            Capabilities(
                panel,
                host_timed=False,
                self_clearing=False,
                best_proof=Proof.SELECTED,
                virtual=False,
                keeps_windows=True,
                abilities=frozenset({Ability.POWER, Ability.BRIGHTNESS, Ability.CLOCK}),
                after_power_cut=AfterPowerCut.SAME,
                keeps_brightness=True,
            )
        )
        self._options = options or HuiduOptions()
        compares = self._options.screenshot == "compare"
        self._eye = Eye(panel, self._options.tolerance_percent if compares else 0)
        self._connect, self._sleep = connect, sleep
        self._live: tuple[Session, Identity] | None = None
        self._plan: Plan | None = None

    @classmethod
    def from_settings(cls, panel: Panel, link: str, options: Mapping[str, Option]) -> Self:
        chosen = read_options(HuiduOptions, options)
        read_address(link)
        return cls(panel, partial(open_link, link, timeout_s=chosen.connect_ms / 1000), chosen)

    def _sync(self, bookings: tuple[Booking, ...]) -> Receipt:
        plan = plan_for(self.panel, bookings)
        with self._talk() as (session, _):
            self._plan = None  # until it is done, what the card holds is not known
            stored = publish(session, plan, self._sleep)
            self._plan = plan
            proof, found = self._look(session, plan, stored)
            programs = f"{len(plan.programs)} programs ({stored.written} written)"
            clock = f"by its clock {stored.at}" if stored.at else "it does not tell the time"
            evidence = f"{session.url} lists {len(plan.uploads)} files and {programs}; {found}; {clock}"
        return Receipt(digest_of(bookings), proof, evidence)

    def _status(self) -> Status:
        try:
            with self._talk() as (session, identity):
                return survey(session, identity, self._plan, self._eye)
        except LinkError as error:
            return Status(online=False, detail=str(error))

    def _switch(self, on: bool) -> Receipt:
        return self._tell("OpenScreen" if on else "CloseScreen")

    def _dim(self, brightness: Brightness) -> Receipt:
        return self._tell("SetLuminancePloy", *luminance_elements(brightness))

    def _set_clock(self, local: datetime) -> Receipt:
        with self._talk() as (session, _):
            before = session.demand("GetTimeInfo")
        return self._tell("SetTimeInfo", *clock_elements(local, before))

    def _keep_alive(self) -> None:
        if self._live is None:
            return
        try:
            self._live[0].beat()
        except (
            LinkError,
            ProtocolError,
        ):  # a card that lost its power may have lost more: it is to be looked at
            self._close()
            raise

    def _close(self) -> None:
        if self._live is not None:
            self._live[0].close()
            self._live = None

    def _tell(self, method: str, *body: Element) -> Receipt:
        with self._talk() as (session, _):
            session.demand(method, *body)
            return Receipt("", Proof.ACCEPTED, f"{session.url} answered {method}: {SUCCESS}")

    def _look(self, session: Session, plan: Plan, stored: Stored) -> tuple[Proof, str]:
        """How far it is proven that something of the plan is shown, and by what."""
        fault = ""
        for turn in range(_LOOKS):
            if turn:
                self._sleep(_LOOK_PAUSE_S)
            try:
                current = read_playing(session)
                if not (fault := self._find_other(session, current, plan, stored)):
                    return self._judge(plan, current)
            except SignRefused as error:  # of the look only: what was stored is stored
                return Proof.STORED, str(error)
        return Proof.STORED, fault

    def _judge(self, plan: Plan, current: str) -> tuple[Proof, str]:
        """Playing the darkness between bookings proves that they are stored, not that one is shown."""
        if plan.is_gap(current):
            return Proof.STORED, f"it plays {current}, which is dark: none of the list is due"
        return Proof.SELECTED, f"it plays {current}"

    def _find_other(self, session: Session, current: str, plan: Plan, stored: Stored) -> str:
        """What speaks against one of the programs due being shown; empty if nothing does."""
        if current not in stored.due:
            return f"it plays {current or 'nothing'}, which is not what is due"
        return self._eye.find_fault(session, plan.pages[current])

    @contextmanager
    def _talk(self) -> Iterator[tuple[Session, Identity]]:
        """The live connection, with the card behind it checked; closed if it fails."""
        try:
            yield self._open()
        except (LinkError, ProtocolError) as error:
            error.link = error.link or (self._live[0].url if self._live else "")
            self._close()
            raise

    def _open(self) -> tuple[Session, Identity]:
        if self._live is not None and self._live[0].is_alive():
            return self._live
        self._close()
        with ExitStack() as undo:
            session = Session(self._connect(), self._options.patience)
            undo.callback(session.close)
            session.greet()
            self._live = live = session, self._check(session)
            undo.pop_all()
        return live

    def _check(self, session: Session) -> Identity:
        """Who answered; ``WrongCard`` if it is not the one expected."""
        identity = read_identity(session.demand("GetDeviceInfo"))
        fault = self._find_fault(identity)
        if not fault and is_synchronised(session.ask("GetMulScreenSync")):
            fault = "the card plays together with others and cannot be told what to show; switch that off"
        if fault:
            raise WrongCard(f"{session.url}: {fault}", link=session.url)
        return identity

    def _find_fault(self, identity: Identity) -> str:
        if self._options.device_id not in ("", identity.device_id):
            return f"the sign's card is {self._options.device_id}, this one is {identity}"
        if (identity.width, identity.height) != (self.panel.width, self.panel.height):
            return f"the sign is {self.panel}, the card is {identity}"
        return ""
