"""The class *links*: one fault a run on the wire of every driver, its simulated card at the other end.

The law: whatever the wire does, an order ends in a receipt or in one of our
errors, in time, and what that states is true of the lamps: a receipt of P1 or
more means that they show it, an error whose outcome is known means that they
show what they showed (R10, R22). Once the wire is sound the sign is itself again
within a few orders (R21).

Run 0 and every two-hundredth after it also go over a real socket through a proxy
that cuts, stalls and garbles, and a worker whose card takes calls and drops them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from time import monotonic

from drivers.alpha.simulator import AlphaCard
from drivers.base import Frame, Panel, Proof, Receipt, Sign
from drivers.cards import Card
from drivers.errors import DriverError
from drivers.huidu_sdk.driver import HuiduOptions, HuiduSdk
from drivers.onbon_bx.codec import REQUEST_LIMIT, PacketDecoder
from drivers.onbon_bx.driver import OnbonBx, OnbonOptions
from drivers.onbon_bx.foreign import LegacyProbe
from drivers.onbon_bx.framing import wrap
from drivers.onbon_bx.packets import encode_packet
from drivers.onbon_bx.simulator import OnbonCard
from drivers.simulate import SIMULATORS, make_card
from drivers.testing import sample_frame
from tests.drivers.roster import WIRED, Entry
from tests.faults.running import Report, repeat
from tests.faults.sockets import check_proxied, check_storm
from tests.faults.weather import Fault, Weather

WITHIN_S = 2.0
"""No order may take longer; every answer here comes or fails at once."""
TRIES = 3
RETRY_MS = 5000
SOCKETS_EVERY = 200

LINES = {Fault.GARBLED_ORDER, Fault.LOST_BYTES}
"""Bytes change or vanish on a serial line, not in a network; answers that change are tried on both."""


def run(seed: int, runs: int, *, report: Report) -> tuple[int, int]:
    return repeat("links", seed, runs, one_run, report)


def one_run(number: int, chance: Random) -> None:
    """One fault for every driver; which of its models takes its turn follows from the number."""
    for name in sorted(SIMULATORS):
        models = [entry for entry in WIRED if entry.name == name]
        entry = models[number % len(models)]
        fault = chance.choice(faults_of(entry))
        try:
            strike(entry, fault, chance)
        except AssertionError as error:
            raise AssertionError(f"{entry}, {fault}: {error}") from error
    if number % SOCKETS_EVERY == 0:
        check_proxied(chance)
        check_storm(chance)


def faults_of(entry: Entry) -> list[Fault]:
    """What can befall this driver's wire."""
    if SIMULATORS[entry.name].transport == "udp":
        return [Fault.CUT_AFTER, Fault.HALF_OPEN, Fault.REFUSED, Fault.ORDER_TWICE]
    either = [fault for fault in Fault if fault not in {*LINES, Fault.ORDER_TWICE, Fault.STRANGER}]
    return [*either, *(LINES if entry.serial else ()), *([Fault.STRANGER] if has_stranger(entry) else ())]


def has_stranger(entry: Entry) -> bool:
    """Whether this protocol says whose answer it is, so that another card's can be told."""
    return entry.name in STRANGERS and entry.label == ""


def strike(entry: Entry, fault: Fault, chance: Random) -> None:
    """One order under one fault, and what comes after it."""
    panel = chance.choice(entry.panels)
    card = make_card(entry.name, panel, model=entry.model)
    weather = Weather(card, chance)
    sign = entry.over(panel, weather.connect, lambda seconds: card.advance(round(1000 * seconds)))
    if fault is Fault.STRANGER:
        sign, weather.stranger, weather.turned = STRANGERS[entry.name](panel, weather, card)
    try:
        before = Frame.dark(panel)
        if chance.random() < 0.5:
            before = _frames(panel, chance)
            _order(partial(sign.show, before))
        weather.turn(fault, after=chance.choice((0, 0, 1, 1, 2, 3, 5)))
        _judge_order(entry, sign, card, chance)
        weather.clear()
        _is_itself_again(entry, sign, card, chance)
    finally:
        sign.close()


def _judge_order(entry: Entry, sign: Sign, card: Card, chance: Random) -> None:
    """Two orders, because the first may still go well."""
    for _ in range(2):
        before = card.lit
        wanted = Frame.dark(sign.panel) if chance.random() < 0.3 else _frames(sign.panel, chance)
        dark = not any(wanted.data)
        receipt, error = _order(sign.blank if dark else partial(sign.show, wanted))
        if not entry.truth:
            continue
        if receipt is not None and receipt.proof > Proof.SENT:
            assert card.lit == wanted or _is_blind(card), f"an untrue receipt: {receipt}"
        if error is not None and error.outcome_known:
            assert card.lit == before, f"not shown, it says, and the lamps changed: {error!r}"


def _is_itself_again(entry: Entry, sign: Sign, card: Card, chance: Random) -> None:
    """The publisher waits seconds between its tries; a card that clears its memory is deaf for some."""
    wanted, told = _frames(sign.panel, chance), []
    for _ in range(TRIES):
        card.advance(RETRY_MS)
        told.append(_order(partial(sign.show, wanted))[0])
    assert any(told), f"no receipt in {TRIES} orders over a sound wire"
    assert not entry.truth or card.lit == wanted or _is_blind(card), "shown over a sound wire, and not lit"


def _order(give: Callable[[], Receipt]) -> tuple[Receipt | None, DriverError | None]:
    """What an order ends in; anything but a receipt and our errors goes through and is a find."""
    start = monotonic()
    try:
        return give(), None
    except DriverError as error:
        return None, error
    finally:
        assert monotonic() - start < WITHIN_S, "an order took longer than its time-outs"


def _is_blind(card: Card) -> bool:
    """An Alpha sign that was divided without being cleared: it stores, gives back, and shows nothing.

    Its receipts say *stored* and no more, which is true; nobody can ask it what it shows.
    """
    return isinstance(card, AlphaCard) and not card.contents._displays


def _frames(panel: Panel, chance: Random) -> Frame:
    """A few frames that differ in every row; never dark."""
    frame, turn = sample_frame(panel), chance.randrange(1, panel.height)
    row = len(frame.data) // panel.height
    return Frame(panel, frame.data[turn * row :] + frame.data[: turn * row])


def _onbon_strangers(panel: Panel, weather: Weather, card: Card) -> Stranger:
    """One line, two cards: an answer of number 2 comes to what was asked of number 1."""
    sign = OnbonBx(panel, weather.connect, OnbonOptions(timeout_ms=500, address=1))
    return sign, lambda: OnbonCard(panel, address=2), _to_the_second


def _to_the_second(wire: bytes) -> bytes:
    packets = PacketDecoder(REQUEST_LIMIT)
    packets.feed(wire)
    packet = packets.next()
    assert packet is not None
    assert not isinstance(packet, LegacyProbe)
    return wrap(encode_packet(replace(packet, destination=2)))


def _huidu_strangers(panel: Panel, weather: Weather, card: Card) -> Stranger:
    """The card was exchanged, or its address given to another one."""
    options = HuiduOptions(timeout_ms=500, device_id="C16L-D00-A000F")
    sign = HuiduSdk(
        panel, weather.connect, options, sleep=lambda seconds: card.advance(round(1000 * seconds))
    )
    return sign, lambda: make_card("huidu_sdk", panel, quirks=["wrong_id"]), bytes


Stranger = tuple[Sign, Callable[[], Card], Callable[[bytes], bytes]]
STRANGERS: dict[str, Callable[[Panel, Weather, Card], Stranger]] = {
    "onbon_bx": _onbon_strangers,
    "huidu_sdk": _huidu_strangers,
}
