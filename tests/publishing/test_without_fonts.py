"""Fonts are for drawing, not for showing: what was approved is kept as pixels (R40)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drivers.virtual import VirtualSign
from ledctl.accounts.model import Actor
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.errors import Fault
from ledctl.fonts.pins import Pin
from ledctl.notices.queries import one
from ledctl.rendering import faces
from ledctl.station import Station, make_publisher, open_station
from ledctl.web.pictures import preview_frame


def lose_all_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(pin: Pin) -> None:
        raise Fault.of("font_missing", where="nowhere", font=pin.name)

    monkeypatch.setattr(faces, "locate", nowhere)


def test_what_was_approved_is_shown_without_any_font(
    station: Station,
    site: Path,
    clock: FrozenClock,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Fonts removed, the program started anew: the same pixels on the sign and in the preview (R40)."""
    notice = sample("N06").model_copy(update={"display_window": None})
    desk = station.desk
    desk.draft(person("drafter"), notice)
    desk.submit(person("drafter"), "N06")
    desk.review(person("reviewer"), "N06", "pass")
    desk.secrecy(person("secrecy_reviewer"), "N06", "pass")
    approved = desk.approve(person("approver"), "N06", "同意公开。").programs["gate"]
    station.close()

    lose_all_fonts(monkeypatch)
    again = open_station(site, clock=clock)
    try:
        make_publisher(again).tick()
        gate = again.signs["gate"]
        assert isinstance(gate, VirtualSign)
        assert gate.current == approved.pages[0].frame
        assert preview_frame(again, one(again.database, "N06"), "gate", 2) == approved.pages[1].frame
        with pytest.raises(Fault, match="ledctl fonts install"):
            again.desk.programs(notice)
    finally:
        again.close()
