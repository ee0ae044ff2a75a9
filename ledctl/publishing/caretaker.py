"""Looking at one sign and caring for it, between its pages: what is asked, told, and written down.

Here: the orders and their record. Not here: when a look is due and what an
answer means (``lookout``), what care is due (``care``), what a sign shows
(``worker``, ``keeper``).

At most one question or order goes out in a step, and none while a page is due.
An idle step costs one comparison.
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from drivers.base import Capabilities, Receipt, Status
from drivers.errors import SignRefused, Unsupported
from ledctl.clock import Clock
from ledctl.playlists.curbs import ABOVE_ALL, FREE, Curb
from ledctl.publishing.care import CHECK_S, Care, Deed, Dim, SetClock, Switch
from ledctl.publishing.dimming import told
from ledctl.publishing.health import Health
from ledctl.publishing.journal import Journal
from ledctl.publishing.lookout import NOTHING_KNOWN, Found, Lookout, Timing, Wanted
from ledctl.publishing.upkeep import Upkeep
from ledctl.publishing.wire import Flight, Wire
from ledctl.settings.sections import OnUnknown

log = logging.getLogger(__name__)

ROOM_S = 1.0
"""No order of care goes out if a page is due sooner."""
CLEARING = Curb(ABOVE_ALL, "device")
"""Unknown content was found, and the site wants the sign dark until a look finds it clean."""


class Caretaker:
    """Looks after one sign. Not thread-safe, like the worker that has it."""

    curb: Curb = FREE
    """What holds orders back while unknown content is on the sign."""

    def __init__(
        self,
        name: str,
        wire: Wire,
        journal: Journal,
        clock: Clock,
        zone: ZoneInfo,
        upkeep: Upkeep,
        capabilities: Capabilities,
    ) -> None:
        self._name, self._wire, self._journal, self._clock, self._zone = name, wire, journal, clock, zone
        self._upkeep = upkeep
        looks = capabilities.host_timed and capabilities.answers  # the list of a card is confirmed instead
        self._timing = Timing(upkeep.look_s if looks else 0.0)
        self._lookout, self._care = Lookout(), Care(upkeep, capabilities, zone)
        self._care_at = 0.0
        self.reads_first = looks and upkeep.look_s > 0
        """Whether the sign is to be read before the first order of this process."""

    @property
    def health(self) -> Health:
        return self._lookout.health

    @property
    def at(self) -> float:
        """The monotonic instant before which there is nothing to do."""
        return min(self._timing.at, self._care_at) if self._care.is_wanted else self._timing.at

    def look(self, wanted: Wanted, page_at: float) -> Found | None:
        """Ask the sign if it is time to."""
        began = self._clock.monotonic()
        if not self._timing.is_due(began, page_at):
            return None
        status = self._wire.look_for_sure()
        self._timing.looked(self._clock.monotonic(), self._clock.monotonic() - began)
        return self.read(status, wanted)

    def read(self, status: Status, wanted: Wanted = NOTHING_KNOWN) -> Found:
        """Take in what the sign said, and owe what is news of it."""
        now, mono = self._clock.now(), self._clock.monotonic()
        found = self._lookout.weigh(status, wanted, now, mono)
        for kind, what in (
            ("content_lost", {"said": "; ".join(found.lost)}),
            ("unknown_content", {"what": "; ".join(found.unknown)}),
            ("sign_fault", {"what": "; ".join(found.faults)}),
        ):
            if any(what.values()):
                log.warning("sign %s: %s: %s", self._name, kind, *what.values())
                self._note(kind, now, **what)
        if found.fault_gone:
            self._note("sign_fault_gone", now)
        blank = bool(status.unknown) and self._upkeep.unknown is OnUnknown.BLANK
        self.curb = CLEARING if blank else FREE
        self._mend_clock(status, now)
        if status.powered is False and self._care.switches:
            self._care.lit = False
        return found

    def come_back(self, status: Status, wanted: Wanted) -> None:
        """The sign answers after a failure: read it before anything is sent (R20)."""
        self.forget()
        self.read(status, wanted)

    def forget(self) -> None:
        """The sign may have lost its power: all care begins anew."""
        self._care.forget()
        self._care_at = 0.0

    def lose_sight(self) -> None:
        """The wire failed: nothing the sign said holds any more."""
        self._lookout.lose_sight()

    def meet_other(self, what: str) -> None:
        """Another card answered, or one set up for another panel: told once, and nothing is sent to it."""
        if self._lookout.meet_other(what):
            log.warning("sign %s: %s", self._name, what)
            self._note("wrong_card", self._clock.now(), what=what)

    def meet_own(self) -> None:
        """The sign's own card took something; costs nothing unless there had been another."""
        if self._lookout.health.wrong_card:
            self._lookout.meet_own()

    def light(self, flight: Flight) -> None:
        """Lamps on as soon as ``flight`` is there, and not before: nobody knows what stood behind them."""
        if self._care.switches and self._care.lit is not True:
            self._tell(Switch(on=True), "device", flight)

    def lamps_are(self, on: bool) -> None:
        """They were switched for another reason than care."""
        self._care.lit = on

    def tend(self, page_at: float, curb: Curb | None) -> None:
        """The next order of care, if it is time to; ``curb``: for which the sign is dark."""
        now, mono = self._clock.now(), self._clock.monotonic()
        if mono < self._care_at or not self._care.is_wanted or page_at - mono < ROOM_S:
            return
        self._care_at = mono + CHECK_S
        deed = self._care.due(now, mono, curbed=curb is not None)
        if isinstance(deed, SetClock) and not self._upkeep.knows_time():
            return
        if deed is not None:
            self._tell(deed, curb.cause if curb and isinstance(deed, Switch) else "plan")
            self._care_at = mono  # there may be more to do

    def _tell(self, deed: Deed, cause: str, flight: Flight | None = None) -> None:
        try:
            self._order(deed, flight)
        except (SignRefused, Unsupported) as error:
            log.warning("sign %s: an order of care was refused: %s", self._name, error)
            self._care.refused(deed, self._clock.monotonic())
            if isinstance(deed, Switch) and deed.on:
                self._care.done(deed, self._clock.monotonic())  # what is to be shown does not wait for it
            return
        self._record(deed, cause)
        self._care.done(deed, self._clock.monotonic())

    def _order(self, deed: Deed, flight: Flight | None) -> Receipt:
        match deed:
            case Switch(on):
                return self._wire.switch(on, flight=flight)
            case Dim(brightness):
                return self._wire.dim(brightness)
            case SetClock():
                local = self._clock.now().astimezone(self._zone)
                return self._wire.set_clock(local.replace(tzinfo=None, microsecond=0))

    def _record(self, deed: Deed, cause: str) -> None:
        """One event for a switch and for another plan; a half hour of the same plan is none (R32)."""
        now = self._clock.now()
        if isinstance(deed, Switch) and not (deed.on and self._care.lit is None):  # on, as far as known
            self._note("lamps_switched", now, cause, on=deed.on)
        elif isinstance(deed, Dim) and deed.plan != self._planned:
            self._planned = deed.plan
            self._note("brightness_set", now, cause, plan=told(deed.plan))

    _planned: object = None
    """The plan of brightness the record names."""

    def _mend_clock(self, status: Status, now: datetime) -> None:
        """A clock that says it is off is set, and that is told; one that is not told is set unseen."""
        by_care = status.clock is None and self._care.sets_clock
        if not status.online or by_care or not self._upkeep.knows_time():
            return
        local = now.astimezone(self._zone).replace(tzinfo=None, microsecond=0)
        if (said := self._wire.mend_clock(status.clock, local)) is not None:
            self._journal.owe(partial(self._journal.clock_set, said, now))

    def _note(self, kind: str, at: datetime, cause: str = "device", **facts: str | bool) -> None:
        self._journal.owe(partial(self._journal.noticed, kind, cause, at, **facts))
