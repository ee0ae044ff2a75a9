"""A sender that is not ours, LedFx 2.2.1, against the simulated receiver.

Its file of the DDP device is loaded as it was published and its own ``send_out``
sends; what it imports besides (a device's base class, settings, arrays) is stood
in for by the few names it takes from there.
"""

import importlib.util
import socket
import sys
from pathlib import Path
from types import ModuleType

import pytest

from drivers.base import Colour, Panel
from drivers.ddp.simulator import DdpCard, Quirk
from drivers.pixels import to_rgb
from drivers.testing import sample_frame

FILE = Path(sys.prefix) / "peers" / "ledfx" / "devices" / "ddp.py"
PANEL = Panel(40, 25, Colour.RGB)  # 1000 pixels: three packets


class Array:
    """Pixels with the two methods of an array that are called on the way out."""

    def __init__(self, data):
        self.data = data

    def astype(self, kind):
        return self

    def ravel(self):
        return self.data


def stand_in(name, **members):
    module = ModuleType(name)
    vars(module).update(members)
    return module


@pytest.fixture
def send_out(monkeypatch):
    """LedFx's function that puts a frame on a socket."""
    anything = {
        name: lambda *args, **kwargs: object() for name in ("Schema", "Required", "Optional", "All", "Range")
    }
    for module in (
        stand_in("numpy", uint8=None, ndarray=Array),
        stand_in("voluptuous", **anything),
        stand_in("ledfx"),
        stand_in("ledfx.devices", UDPDevice=object),
        stand_in("ledfx.events", DevicesUpdatedEvent=object),
    ):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location("ledfx_ddp", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.DDPDevice.send_out


@pytest.mark.parametrize(("quirks", "out_of_turn"), [([Quirk.FRAME_SEQUENCE], 0), ([], 6)])
def test_ledfx_lights_the_panel(send_out, udp_card, wait_until_lit, quirks, out_of_turn):
    """Its frames light to the pixel; its one number a frame is in turn for those who count frames only."""
    summaries = []

    class Watched(DdpCard):
        def feed(self, data, *, wire=0):
            handled = super().feed(data, wire=wire)
            summaries.extend(one.summary for one in handled)
            return handled

    card, frame = Watched(PANEL, quirks=quirks), sample_frame(PANEL)
    host, _, port = udp_card(card).removeprefix("udp://").partition(":")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for count in (14, 15, 16):
            send_out(sock, host, int(port), Array(bytes(3000) if count < 16 else to_rgb(frame)), count, 1)
    wait_until_lit(card, frame)

    assert [(one["offset"], one["bytes"], one["push"]) for one in summaries[-3:]] == [
        (0, 1440, False),
        (1440, 1440, False),
        (2880, 120, True),
    ]
    assert [one["sequence"] for one in summaries] == [15] * 3 + [1] * 3 + [2] * 3
    assert summaries[-1]["out_of_turn"] == out_of_turn
