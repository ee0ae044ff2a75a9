"""A serial adapter unplugged and back under another name: the path under by-id leads to it again."""

from __future__ import annotations

import os
import select
import threading
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers import open_sign
from drivers.onbon_bx.simulator import OnbonCard
from ledctl.clock import FrozenClock
from ledctl.publishing.upkeep import Upkeep
from ledctl.publishing.worker import SignWorker
from ledctl.station import Station
from tests.publishing.office import MoodySign, Office, make_attendant

UPKEEP = Upkeep(look_s=1.0, retry_most_s=10.0, chance=lambda: 0.5)


class Adapter:
    """A USB adapter with a card behind it: a pseudo-terminal, and its link under by-id while plugged in."""

    def __init__(self, card: OnbonCard, by_id: Path) -> None:
        self._card, self._by_id = card, by_id
        self._near = self._far = -1
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def plug_in(self) -> str:
        """The name the kernel gave it this time."""
        self._near, self._far = os.openpty()
        tty.setraw(self._far)
        self._by_id.symlink_to(os.ttyname(self._far))
        self._stop.clear()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return os.ttyname(self._far)

    def unplug(self) -> None:
        if self._thread is None:
            return
        self._stop.set()
        self._thread.join(5)
        self._thread = None
        self._by_id.unlink()
        os.close(self._near)
        os.close(self._far)

    def _serve(self) -> None:
        while not self._stop.is_set():
            if select.select([self._near], [], [], 0.02)[0]:
                for handled in self._card.feed(os.read(self._near, 4096)):
                    os.write(self._near, handled.reply)


@pytest.fixture
def adapter(station: Station, tmp_path: Path) -> Iterator[Adapter]:
    """Not plugged in yet; what is left at the end is unplugged."""
    panel = station.settings.signs["gate"].make_panel()
    made = Adapter(OnbonCard(panel), tmp_path / "usb-Acme_Serial_01-if00-port0")
    yield made
    made.unplug()


def test_a_line_that_comes_back_under_another_name_is_found_by_its_id(
    station: Station, clock: FrozenClock, adapter: Adapter
) -> None:
    """Unplugged: an outage on record. Replugged, as another device: the page stands again by itself."""
    panel = station.settings.signs["gate"].make_panel()
    first = adapter.plug_in()
    link = f"serial://{adapter._by_id}?baud=57600"
    sign = open_sign("onbon_bx", panel, link=link, options={"timeout_ms": 500, "connect_ms": 500})
    office = Office(
        station, clock, MoodySign(panel), make_attendant(SignWorker, station, sign, upkeep=UPKEEP)
    )
    office.worker.step()
    pages = office.put_up("a")
    assert adapter._card.lit in pages

    adapter.unplug()
    office.pass_time(5)
    assert office.worker.live.online is False
    assert office.told("link_down")

    adapter._card.power_cycle()  # an adapter may feed the card
    spare = os.openpty()  # something else has the old name now
    second = adapter.plug_in()
    assert second != first
    office.pass_time(12)
    office.worker.stop()
    for end in spare:
        os.close(end)
    assert office.told("link_up")
    assert adapter._card.lit in pages
