"""What goes over the wire: bytes a page, use of a serial line, pushes a second.

Bytes are counted, not timed, and their floor is the bare bitmap. The line is a
pseudo-terminal paced like one of 9600 or 115200 baud, and its floor is what the
bytes of page and answer take at that rate. Pushes go over loopback to a simulated card
in a process of its own; beside them, in turns, a bare socket sends the very same
bytes and waits for the end of the answer.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Line, Series, Table
from benchmarks.lines import BITS, paced_line
from benchmarks.processes import simulated_card
from drivers.alpha.driver import AlphaSign
from drivers.alpha.settings import AlphaOptions
from drivers.base import Frame, Panel, Sign
from drivers.ddp.driver import Ddp, DdpOptions
from drivers.flaschen_taschen.driver import FlaschenTaschen, FlaschenTaschenOptions
from drivers.huidu_sdk.driver import HuiduSdk
from drivers.links import Link, open_link
from drivers.onbon_bx.bitmaps import FIFTH
from drivers.onbon_bx.codec import wire_of_frame
from drivers.onbon_bx.driver import OnbonBx, OnbonOptions
from drivers.onbon_bx.models import MODELS
from drivers.simulate import make_card
from drivers.testing import SimulatedLink
from ledctl.content.files import read_notice
from ledctl.notices.appearance import Look, draw
from ledctl.notices.examination import examine
from ledctl.resources import shared

NOTES_BYTES = (
    "every different page of the nine example notices; each page once, after the first connection",
    "aim: the bare bitmap and at most 80 bytes, escapes aside: 1.05x from 2 kB up",
    "huidu_sdk: a whole conversation a page, its picture a PNG, with a photograph back;",
    "alpha: a byte a pixel is the protocol's own; a page stored already costs a run list only",
)
NOTES_LINE = (
    "from the call of show to the acknowledgement; beside it what page and answer take at that rate",
    "1.05x is 95 % of the line's rate",
)
NOTES_PUSH = ("one page after another, each acknowledged; both wait on the same simulated card",)

SLOW = ((9600, "128x32", "red"), (115200, "256x64", "dual"))
PUSHED = (("128x32", "red"), ("256x64", "dual"), ("512x128", "dual"))
_END = b"\x5a"


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    rounds, pushes = (2, 20) if quick else (12, 300)
    return [
        Table("Bytes on the wire, a page", tuple(measure_bytes()), NOTES_BYTES),
        Table(
            "A page over a paced serial line", tuple(measure_line(*one, rounds) for one in SLOW), NOTES_LINE
        ),
        Table(
            "Pushes over loopback", tuple(measure_pushes(*one, rounds, pushes) for one in PUSHED), NOTES_PUSH
        ),
    ]


def pages_of(panel: Panel) -> list[Frame]:
    """Every different page of the example notices on this panel, in order."""
    files = sorted((shared("config/examples") / "notices").glob("*.json"))
    notices = [examine(read_notice(file.read_bytes())).public for file in files]
    return list(dict.fromkeys(page.frame for notice in notices for page in draw(notice, Look(panel)).pages))


class CountingLink:
    """A wire that counts what is sent over it."""

    def __init__(self, inner: Link) -> None:
        self._inner, self.url, self.sent = inner, inner.url, 0

    def send(self, data: bytes) -> None:
        self.sent += len(data)
        self._inner.send(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        return self._inner.receive(max_bytes, timeout_s)

    def close(self) -> None:
        self._inner.close()


@dataclass(frozen=True, slots=True)
class Way:
    """One way of sending pages: the driver, its card's model, the panel, and what is aimed at."""

    driver: str
    model: str
    size: str
    colour: str
    make: Callable[[Panel, Callable[[], Link]], Sign]
    aim: str = "1.05x"

    def measure(self) -> Line:
        panel = Panel.parse(self.size, self.colour)
        link = CountingLink(SimulatedLink(make_card(self.driver, panel, model=self.model or None)))
        name = f"{self.driver} {self.model}".strip()
        return _bytes_line(f"{name}, {panel}", self.make(panel, lambda: link), link, self.aim)


def _onbon(model: str) -> Callable[[Panel, Callable[[], Link]], Sign]:
    return lambda panel, connect: OnbonBx(panel, connect, OnbonOptions(model=model))


def _flaschen_taschen(panel: Panel, connect: Callable[[], Link]) -> Sign:
    return FlaschenTaschen(panel, connect, FlaschenTaschenOptions(pause_ms=0))


def _alpha(panel: Panel, connect: Callable[[], Link]) -> Sign:
    return AlphaSign(panel, connect, AlphaOptions(read_back=False), sleep=lambda _seconds: None)


WAYS = (
    Way("onbon_bx", "5E2", "128x32", "red", _onbon("5E2"), "80 B more"),
    Way("onbon_bx", "5E2", "256x64", "red", _onbon("5E2")),
    Way("onbon_bx", "5E2", "256x64", "dual", _onbon("5E2")),
    Way("onbon_bx", "5E2", "512x128", "dual", _onbon("5E2")),
    Way("onbon_bx", "6E2", "256x64", "dual", _onbon("6E2")),
    Way("onbon_bx", "6Q2", "256x64", "rgb", _onbon("6Q2")),
    Way("ddp", "", "256x64", "rgb", lambda panel, connect: Ddp(panel, connect, DdpOptions(pause_ms=0))),
    Way("flaschen_taschen", "", "256x64", "rgb", _flaschen_taschen),
    Way("huidu_sdk", "", "256x64", "rgb", lambda panel, connect: HuiduSdk(panel, connect), ""),
    Way("alpha", "", "128x16", "dual", _alpha, ""),
)


def measure_bytes() -> Iterator[Line]:
    for way in WAYS:
        yield way.measure()


def _bytes_line(name: str, sign: Sign, link: CountingLink, aim: str) -> Line:
    panel = sign.panel
    frames = pages_of(panel)
    with closing(sign):
        sign.show(frames[0])
        counts = [_count(sign, frame, link) for frame in frames]
    bare = Series("bare bitmap", "bytes", (float(panel.frame_size),) * len(frames))
    return Line(Series(name, "bytes", tuple(counts)), bare, aim)


def _count(sign: Sign, frame: Frame, link: CountingLink) -> float:
    before = link.sent
    sign.show(frame, life_s=120)
    return float(link.sent - before)


def measure_line(baud: int, size: str, colour: str, rounds: int) -> Line:
    panel = Panel.parse(size, colour)
    frames, card = pages_of(panel), make_card("onbon_bx", panel)
    took, floor = [], []
    with paced_line(card, baud) as device:
        connect = partial(open_link, f"serial://{device}?baud={baud}", timeout_s=10)
        with closing(OnbonBx(panel, connect, OnbonOptions(timeout_ms=20_000))) as sign:
            sign.show(Frame.dark(panel))
            for number in range(rounds):
                frame = frames[number % len(frames)]
                took.append(_time(partial(sign.show, frame)))
                floor.append(_line_s(frame, baud))
    beside = Series("its bytes at that rate", "s", tuple(floor))
    return Line(Series(f"{panel} at {baud} baud", "s", tuple(took)), beside, "1.05x")


def _line_s(frame: Frame, baud: int) -> float:
    """Seconds that a page and its answer are on the line."""
    wire = wire_of_frame(frame, MODELS["5E2"], FIFTH)
    answered = make_card("onbon_bx", frame.panel).feed(wire)
    return (len(wire) + sum(len(one.reply) for one in answered)) * BITS / baud


def measure_pushes(size: str, colour: str, rounds: int, pushes: int) -> Line:
    panel = Panel.parse(size, colour)
    frames = pages_of(panel)
    ours, bare = [], []
    with simulated_card(size, colour) as port, socket.create_connection(("127.0.0.1", port)) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with closing(OnbonBx.from_settings(panel, f"tcp://127.0.0.1:{port}", {})) as sign:
            orders = [partial(sign.show, frames[i % len(frames)]) for i in range(pushes)]
            pieces = [wire_of_frame(frames[i % len(frames)], MODELS["5E2"], FIFTH) for i in range(pushes)]
            sign.show(frames[0])
            for _ in range(rounds):
                bare.append(pushes / _time(lambda: _push_bare(wire, pieces)))
                ours.append(pushes / _time(lambda: _give(orders)))
    beside = Series("bare socket", "pushes/s", tuple(bare))
    return Line(Series(f"{panel}: show", "pushes/s", tuple(ours)), beside)


def _push_bare(wire: socket.socket, pieces: Sequence[bytes]) -> None:
    for piece in pieces:
        wire.sendall(piece)
        while not wire.recv(4096).endswith(_END):
            continue


def _give(orders: Sequence[Callable[[], object]]) -> None:
    for order in orders:
        order()


def _time(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began
