"""Links over real sockets: a card behind a chaos proxy, and one that takes calls and drops them."""

from __future__ import annotations

from functools import partial
from random import Random
from time import monotonic

from drivers.base import Frame, Proof
from drivers.errors import Broken, DriverError
from drivers.links import Link, open_link
from drivers.onbon_bx.driver import OnbonBx, OnbonOptions
from drivers.testing import sample_frame
from ledctl.publishing.upkeep import Upkeep
from ledctl.publishing.worker import SignWorker
from tests.drivers.ends import on_loopback
from tests.drivers.roster import DUAL, WIRED
from tests.faults.desks import watched_office
from tests.faults.proxy import Proxy
from tests.publishing.office import make_attendant, short_notice

ORDERS = 12
WITHIN_S = 4.0
FIRST_MINUTE, LATER = 10, 3
"""How often a card that drops every call may be called in a minute: tries at 0, 5, 15 and 35 s, an order and
a look each; then one a minute, never less than a fifth early."""


def check_proxied(chance: Random) -> None:
    """A dozen orders through the proxy, each true; then the proxy is sound, and so is the sign."""
    entry = next(one for one in WIRED if str(one) == "onbon_bx")
    with on_loopback(entry, DUAL) as end:
        probe = end.connect()
        proxy = Proxy(int(probe.url.rpartition(":")[2]), chance, garbles=True)
        probe.close()
        sign = end.sign(partial(open_link, f"tcp://127.0.0.1:{proxy.port}", timeout_s=1))
        try:
            for _ in range(ORDERS):
                _judge(sign, end.lit, chance)
            proxy.sound = True
            frame = sample_frame(DUAL)
            assert any(_told(partial(sign.show, frame)) for _ in range(3)), "no receipt over a sound wire"
            assert end.lit() == frame
        finally:
            sign.close()
            proxy.close()


def _judge(sign, lit, chance: Random) -> None:  # type: ignore[no-untyped-def] # as the roster makes them
    wanted = sample_frame(DUAL) if chance.random() < 0.5 else Frame.dark(DUAL)
    before, began, untold = lit(), monotonic(), None
    try:
        receipt = sign.show(wanted)
        assert receipt.proof >= Proof.ACCEPTED
        assert lit() == wanted, f"an untrue receipt: {receipt}"
    except DriverError as error:
        untold = error
    if untold is not None and untold.outcome_known:
        assert lit() == before, f"not shown, it says, and the lamps changed: {untold!r}"
    assert monotonic() - began < WITHIN_S, "an order took longer than its time-outs"


def _told(give) -> bool:  # type: ignore[no-untyped-def] # a bound method
    try:
        give()
    except DriverError:
        return False
    return True


def check_storm(chance: Random) -> None:
    """A card that takes every call and drops it is not hammered, for minutes, whatever is due (R21)."""
    calls: list[float] = []
    with watched_office() as office:
        office.approve(short_notice("A"))
        sign = OnbonBx(office.sign.panel, partial(_drop, office, calls), OnbonOptions(timeout_ms=500))
        upkeep = Upkeep(look_s=5.0, retry_most_s=60.0, chance=chance.random)  # as a site has it
        office.worker = make_attendant(SignWorker, office.station, sign, upkeep=upkeep)
        began = office.clock.monotonic()
        for _ in range(round(600 / 0.25)):
            office.clock.advance(chance.choice((0.2, 0.25, 0.3)))
            office.worker.step()
    for start in calls:
        burst = sum(start <= call < start + 60 for call in calls)
        most = FIRST_MINUTE if start < began + 120 else LATER
        assert burst <= most, f"{burst} calls in a minute to a card that drops them"
    assert calls[-1] > began + 480, "it was given up instead of tried again"


def _drop(office, calls: list[float]) -> Link:  # type: ignore[no-untyped-def] # an Office
    calls.append(office.clock.monotonic())
    raise Broken("tcp://gate: the card hung up", link="tcp://gate")
