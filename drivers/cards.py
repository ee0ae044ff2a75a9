"""What every simulator offers: the card's side of a wire, as a value machine.

Here: the shape only. Pure, like each ``<vendor>/simulator.py`` that fills it:
bytes and passing time are handed in, answers handed out. ``simulate/`` puts
one behind a TCP port, ``testing.SimulatedLink`` puts one behind a driver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar, runtime_checkable

from drivers.base import Frame, Panel

Fact = str | int | bool | None
Quirk = TypeVar("Quirk", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Handled:
    """One request the card has dealt with.

    ``summary`` can be written as JSON. ``chunks`` are the pieces in which the
    answer leaves the card; none when the request wanted no answer. ``hang_up``:
    the card closes the connection after them.
    """

    summary: Mapping[str, Fact]
    chunks: tuple[bytes, ...] = ()
    hang_up: bool = False

    @property
    def reply(self) -> bytes:
        return b"".join(self.chunks)


class Card(Protocol):
    """A simulated sign. ``wire`` tells connections apart: each has its own half-received request."""

    @property
    def lit(self) -> Frame: ...

    def feed(self, data: bytes, *, wire: int = 0) -> Sequence[Handled]: ...

    def hang_up(self, wire: int = 0) -> None:
        """The connection is gone; forget what it had half said."""
        ...

    def advance(self, ms: int) -> None:
        """Let time pass."""
        ...


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a card says, or does to a connection, without being asked: a heartbeat, hanging up."""

    wire: int
    chunks: tuple[bytes, ...] = ()
    hang_up: bool = False


@runtime_checkable
class Talkative(Protocol):
    """A card that speaks by itself. Asked after every ``feed`` and ``advance``."""

    def unasked(self) -> Sequence[Spoken]:
        """What it has said since it was last asked."""
        ...


@runtime_checkable
class Powered(Protocol):
    """A card whose power can be cut."""

    def power_cycle(self) -> None:
        """The power goes and comes back: all wires are cut, and what lives in memory is gone."""
        ...


@runtime_checkable
class Accompanied(Protocol):
    """A card with a second service on the same port number over TCP, such as WLED's JSON beside its UDP."""

    @property
    def companion(self) -> Card: ...


class CardModel(Protocol):
    """How a simulator is made from words, as drivers are; ``ValueError`` names what is accepted."""

    def from_settings(self, panel: Panel, model: str | None, quirks: Sequence[str]) -> Card: ...


def read_quirks(kind: type[Quirk], names: Sequence[str]) -> list[Quirk]:
    """The quirks with these names; ``ValueError`` says which there are."""
    known = {quirk.value for quirk in kind}
    if strange := set(names) - known:
        raise ValueError(f"a quirk is one of {', '.join(sorted(known))}, not {', '.join(sorted(strange))}")
    return [kind(name) for name in names]
