"""Simulated signs by name, each served so that any client can talk to it.

Here: the table of simulators, making a card from words, and serving it over the
wire it listens on, or over a pseudo-terminal. Not here: what a card does
(``<vendor>/simulator.py``), connections (``simulate/board.py``), sockets and
terminals (``simulate/ports.py``, ``simulate/pty.py``), the JSON lines and the
picture (``simulate/record.py``).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO, cast

from drivers.base import Panel
from drivers.cards import Accompanied, Card, CardModel
from drivers.simulate.board import Port, Switchboard, run
from drivers.simulate.ports import TcpPort, UdpPort, open_udp
from drivers.simulate.record import Record

if TYPE_CHECKING:
    from drivers.simulate.pty import PtyPort


@dataclass(frozen=True, slots=True)
class Simulated:
    """Where a simulator is (``module:attribute``), and the wire and port its card listens on."""

    target: str
    transport: Literal["tcp", "udp"]
    port: int


SIMULATORS = {
    "alpha": Simulated("drivers.alpha.simulator:AlphaCard", "tcp", 10001),
    "ddp": Simulated("drivers.ddp.simulator:DdpCard", "udp", 4048),
    "flaschen_taschen": Simulated("drivers.flaschen_taschen.simulator:FlaschenTaschenCard", "udp", 1337),
    "huidu_sdk": Simulated("drivers.huidu_sdk.simulator:HuiduCard", "tcp", 10001),
    "onbon_bx": Simulated("drivers.onbon_bx.simulator:OnbonCard", "tcp", 5005),
}


def simulators() -> tuple[str, ...]:
    """Every driver that has a simulator, sorted."""
    return tuple(sorted(SIMULATORS))


def make_card(name: str, panel: Panel, *, model: str | None = None, quirks: Sequence[str] = ()) -> Card:
    """A simulated card; ``ValueError`` says which names, models or quirks there are."""
    if name not in SIMULATORS:
        raise ValueError(f"no simulator is called {name!r}; there are {', '.join(simulators())}")
    module, _, attribute = SIMULATORS[name].target.partition(":")
    named = [quirk.replace("-", "_") for quirk in quirks]  # hyphens will do
    return cast(CardModel, getattr(import_module(module), attribute)).from_settings(panel, model, named)


def serve_simulator(
    name: str,
    *,
    port: int | None = None,
    panel: Panel,
    dump: Path | None,
    model: str | None = None,
    quirks: Sequence[str] = (),
    out: TextIO,
    stop: threading.Event | None = None,
    ready: Callable[[int], None] | None = None,
) -> None:
    """Serve a card on 127.0.0.1 until ``stop`` or Ctrl-C.

    ``port`` ``None`` = the card's own, 0 = any free one; ``ready`` is told which.
    """
    card, record = make_card(name, panel, model=model, quirks=quirks), Record(out, dump)
    ports = open_ports(name, card, port)
    serve_card(card, ports, record, stop, lambda: ready and ready(ports[0].number))


def open_ports(name: str, card: Card, number: int | None) -> tuple[TcpPort | UdpPort, ...]:
    """Where a card listens, its companion beside it; ``None`` = its own port. ``OSError`` if one is taken."""
    simulated = SIMULATORS[name]
    number = simulated.port if number is None else number
    if simulated.transport == "tcp":
        return (TcpPort(number),)
    return open_udp(number, companion=isinstance(card, Accompanied))


def open_terminal(name: str, link: Path | None) -> PtyPort:
    """A pseudo-terminal for a card, and a symbolic link to it. ``OSError`` if that cannot be made.

    ``ValueError`` for a card that is spoken to over UDP: a serial line has no datagrams.
    """
    if SIMULATORS[name].transport == "udp":
        raise ValueError(f"{name} is spoken over UDP, not over a serial line")
    from drivers.simulate.pty import PtyPort  # not on every system

    return PtyPort(link)


def serve_card(
    card: Card,
    ports: Sequence[Port],
    record: Record,
    stop: threading.Event | None = None,
    ready: Callable[[], object] = lambda: None,
) -> None:
    """Serve one card over open ports, which are closed at the end, until ``stop`` or Ctrl-C."""
    with ExitStack() as opened:
        for port in ports:
            opened.enter_context(closing(port))
        board = Switchboard(card, record)
        ready()
        try:
            run(board, ports, stop or threading.Event())
        except KeyboardInterrupt:
            return
