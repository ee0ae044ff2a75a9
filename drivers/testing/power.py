"""A power cut at the sign: it shows what its capabilities say, and then what it is told (R20).

A plain function, as in ``testing/``, for a sign over a simulated card that can
lose its power (``cards.Powered``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from drivers.base import AfterPowerCut, Frame, Sign
from drivers.cards import Card, Powered
from drivers.errors import LinkError
from drivers.links import Link
from drivers.testing import sample_frame

Connect = Callable[[], Link]


class PoweredCard(Card, Powered, Protocol):
    """A card that shows something and can lose its power."""


class CutLink:
    """A wire to a card that may lose its power: then it is closed at the other end."""

    def __init__(self, inner: Link) -> None:
        self._inner, self.url = inner, inner.url

    def cut(self) -> None:
        self._inner.close()

    def send(self, data: bytes) -> None:
        self._inner.send(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        return self._inner.receive(max_bytes, timeout_s)

    def close(self) -> None:
        self._inner.close()


def check_power_cut(make: Callable[[Connect], Sign], connect: Connect, card: PoweredCard) -> None:
    """The sign is read, shown something, loses its power, and is told something else.

    What the lamps show in between is what ``after_power_cut`` says; the first
    order that succeeds afterwards is what they show then, whatever was there.
    """
    wires: list[CutLink] = []

    def reach() -> Link:
        wires.append(CutLink(connect()))
        return wires[-1]

    sign = make(reach)
    try:
        sign.status()  # as the publisher does before anything else
        sign.show(sample_frame(sign.panel))
        stood = card.lit
        card.power_cycle()
        for wire in wires:
            wire.cut()
        _check_between(sign, stood, card.lit)
        for order in (Sign.blank, Sign.status, Sign.blank):
            _try(sign, order)
        assert card.lit == Frame.dark(sign.panel), "after a power cut the sign does not do what it is told"
    finally:
        sign.close()


def _check_between(sign: Sign, stood: Frame, lit: Frame) -> None:
    match sign.capabilities.after_power_cut:
        case AfterPowerCut.DARK:
            assert lit == Frame.dark(sign.panel), "the sign says that a power cut leaves it dark"
        case AfterPowerCut.SAME:
            assert lit == stood, "the sign says that what stood stands again after a power cut"


def _try(sign: Sign, order: Callable[[Sign], object]) -> None:
    """Whoever finds the wire cut connects anew with the next order."""
    try:
        order(sign)
    except LinkError:
        return
