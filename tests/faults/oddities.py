"""What befalls cards: each oddity is one thing that real cards, or other people's programs, do.

Each acts on a ``Bench`` (``cards.py``) and says what must hold then; the right
pixels and the honest record are the bench's own judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from drivers.base import Booking, Frame, Page, Program, Proof, Sign
from drivers.cards import Card, Handled
from drivers.testing import SimulatedLink, sample_frame
from ledctl.ledger.history import displays
from tests.drivers.roster import Entry
from tests.publishing.office import short_notice

if TYPE_CHECKING:
    from tests.faults.cards import Bench

TURNING = ("huidu_sdk", "onbon_bx 5M1", "onbon_bx 6M1")
"""Those that turn pages by themselves."""
CLOCK_OFF_S = 90
OTHER_WIRE = 7


def stand(bench: Bench, chance: Random) -> None:
    """A notice stands, and has stood for a while."""
    bench.office.approve(short_notice("A"))
    bench.live(chance.randrange(10, 40))
    assert bench.is_right(), "nothing stood before anything happened"


def reboots_dark(bench: Bench, chance: Random) -> None:
    """Power gone, and back with nothing in memory."""
    stand(bench, chance)
    bench.happen(lambda: _become(bench, bench.fresh()), for_s=chance.randrange(3, 90))
    bench.judge()


def reboots_with_old_content(bench: Bench, chance: Random) -> None:
    """Power gone, and back with a notice that was taken back meanwhile (R20)."""
    pages = bench.office.approve(short_notice("A"))
    bench.live(chance.randrange(10, 40))
    old = bench.fresh()
    before = bench.entry.over(
        bench.sign.panel, partial(SimulatedLink, old), lambda seconds: old.advance(round(1000 * seconds))
    )
    _write_over(before, chance.choice(pages))
    bench.office.withdraw("A")
    bench.live(5)
    bench.office.approve(short_notice("B"))
    bench.live(20)
    bench.happen(lambda: _become(bench, old), for_s=chance.randrange(3, 90))
    bench.judge()


def forgets(bench: Bench, chance: Random) -> None:
    """The wire stands, and the picture is gone."""
    stand(bench, chance)
    bench.happen(lambda: _become(bench, bench.fresh()))
    bench.judge()


def shows_nothing(bench: Bench, chance: Random) -> None:
    """It confirms everything and its lamps stay dark: the record says *accepted*, never *lit* (R22)."""
    bench.card.broken = True
    bench.office.approve(short_notice("A"))
    bench.live(chance.randrange(20, 60))
    assert bench.lamps.now == ""
    bench.office.worker._recorder.flush(force=True)
    told = list(displays(bench.office.station.database, sign="gate"))
    assert told, "it was sent and confirmed, and the record does not say so"
    for display in told:
        assert display.slot.proof <= bench.sign.capabilities.best_proof < Proof.LIT, "the record claims light"


def another_writes(bench: Bench, chance: Random) -> None:
    """Somebody else's program puts a picture of its own on the card (R21, R25)."""
    stand(bench, chance)
    other = _another(bench)
    bench.happen(lambda: _write_over(other, sample_frame(other.panel)))
    bench.judge()


def rotates(bench: Bench, chance: Random) -> None:
    """Somebody left a list on it that it turns by itself, an old notice in between (R20, R25)."""
    stand(bench, chance)
    old = Page(sample_frame(bench.sign.panel), chance.randrange(2000, 9000))
    dark = Page(Frame.dark(bench.sign.panel), chance.randrange(2000, 9000))
    other = _another(bench)
    bench.happen(lambda: _sync_over(other, Program(other.panel, (old, dark))))
    bench.judge()
    seen = len(bench.lamps.changes)
    bench.live(30)
    assert all(lit in bench.due for _, lit in bench.lamps.changes[seen:]), "it turns to what is not due"


def clock_wrong(bench: Bench, chance: Random) -> None:
    """Its clock is years off, or somebody sets it wrong: it is set, and nothing is taken down for it."""
    stand(bench, chance)
    _check_clock(bench)
    wrong = bench.local + timedelta(seconds=chance.choice((-1, 1)) * chance.randrange(600, 400 * 86_400))
    bench.happen(lambda: _set_over(_another(bench), wrong))
    _check_clock(bench)
    bench.judge()


def _check_clock(bench: Bench) -> None:
    said, local = bench.sign.status().clock, bench.local
    assert said is not None, "it says no time"
    assert abs((said - local).total_seconds()) < CLOCK_OFF_S, f"the card says {said}, it is {local}"


def memory_full(bench: Bench, chance: Random) -> None:
    """It takes nothing: told as not shown, seen as held up, nothing claimed; the wire is not dead."""
    bench.office.approve(short_notice("A"))
    bench.live(chance.randrange(20, 60))
    assert bench.lamps.now == "", "it has no room, and shows something"
    assert bench.office.worker.live.held_up, "nobody can see that a notice waits"
    assert bench.office.told("not_shown"), "the record does not say that it was not shown"
    assert not bench.office.told("shown", "link_down")
    assert not list(displays(bench.office.station.database, sign="gate")), "a display was claimed"


def _become(bench: Bench, inner: Card) -> None:
    """The same card, with another memory; nothing it had half heard is left."""
    bench.card.inner = inner
    for wire in range(4):
        inner.hang_up(wire)


class _Beside:
    """The same card on a wire of its own: what hangs up there leaves ours alone."""

    def __init__(self, card: Card) -> None:
        self._card = card

    @property
    def lit(self) -> Frame:
        return self._card.lit

    def feed(self, data: bytes, *, wire: int = OTHER_WIRE) -> Sequence[Handled]:
        return self._card.feed(data, wire=OTHER_WIRE)

    def hang_up(self, wire: int = OTHER_WIRE) -> None:
        self._card.hang_up(OTHER_WIRE)

    def advance(self, ms: int) -> None:
        self._card.advance(ms)


def _another(bench: Bench) -> Sign:
    """Another program that talks to the card."""
    beside = _Beside(bench.card)
    return bench.entry.over(
        bench.sign.panel, partial(SimulatedLink, beside), lambda _seconds: bench.card.advance(1000)
    )


def _sync_over(other: Sign, program: Program) -> None:
    try:
        other.sync([Booking(program)])
    finally:
        other.close()


def _set_over(other: Sign, local: datetime) -> None:
    try:
        other.set_clock(local)
    finally:
        other.close()


def _write_over(other: Sign, frame: Frame) -> None:
    try:
        other.show(frame)
    finally:
        other.close()


Oddity = Callable[["Bench", Random], None]
ODDITIES: dict[str, Oddity] = {
    "reboots dark": reboots_dark,
    "reboots with old content": reboots_with_old_content,
    "forgets": forgets,
    "shows nothing": shows_nothing,
    "another writes": another_writes,
    "rotates by itself": rotates,
    "clock wrong": clock_wrong,
    "memory full": memory_full,
}
QUIRKS = {"memory full": ("no_space",)}


def fits(entry: Entry, odd: str) -> bool:
    """Whether this driver's card can do that."""
    if odd == "memory full":
        return entry.name == "huidu_sdk"
    if odd == "rotates by itself":
        return str(entry) in TURNING
    return odd != "clock wrong" or entry.name in ("huidu_sdk", "onbon_bx")
