"""A blackout over real processes: killed with -9 and started again, nothing is ever lit.

Slow mark: it waits for programs to start.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drivers.base import Frame
from ledctl.ledger.checking.verify import verify
from ledctl.rendering.preview import page_png
from ledctl.station import Station, open_station
from tests.publishing.office import actor
from tests.test_processes import PANEL, Town, approve, told, town_in, wait_for

pytestmark = pytest.mark.slow

DARK = page_png(Frame.dark(PANEL))


@pytest.fixture
def dark_town(tmp_path: Path) -> Iterator[Town]:
    with town_in(tmp_path) as made:
        yield made


@pytest.fixture
def office(dark_town: Town) -> Iterator[Station]:
    station = open_station(dark_town.site)
    yield station
    station.close()


@contextmanager
def watched(screen: Path) -> Iterator[list[bytes]]:
    """Every picture of the card that is not dark, for as long as somebody watches."""
    seen: list[bytes] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.01):
            if (picture := screen.read_bytes()) != DARK:
                seen.append(picture)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


def test_killed_and_started_again_nothing_is_ever_lit(dark_town: Town, office: Station) -> None:
    """The order stands in the database: over kill -9 and into the next process it is dark."""
    dark_town.start_publisher()
    pages = approve(office, "A")
    wait_for(lambda: any(dark_town.shows(page) for page in pages))
    office.blackouts.order(actor("drafter"))
    assert wait_for(lambda: dark_town.shows(Frame.dark(PANEL))) < 2
    wait_for(lambda: bool(told(office, "blackout_confirmed")))
    with watched(dark_town.dump / "screen.png") as seen:
        for _ in range(2):
            dark_town.end("publisher", signal.SIGKILL)
            before = len(told(office, "blanked"))
            dark_town.start_publisher()
            wait_for(lambda before=before: len(told(office, "blanked")) > before)  # type: ignore[misc] # bound now
    assert seen == []
    assert {entry.cause for entry in told(office, "blanked")[-2:]} == {"blackout"}
    assert len(told(office, "blackout_confirmed")) == 1
    office.blackouts.lift(actor("approver"), reason="演示结束")
    wait_for(lambda: any(dark_town.shows(page) for page in pages))
    assert dark_town.end("publisher", signal.SIGTERM) == 0
    assert verify(office.database).ok
