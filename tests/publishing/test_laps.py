"""How long the orders of a sign take, from what was approved for it."""

from __future__ import annotations

import pytest
from sqlmodel import text

from drivers.base import MINUTES, Colour, Frame, Pace, Page, Panel, Program
from ledctl.fleet import turns_pages_itself
from ledctl.publishing.laps import laps_of, turns_in
from ledctl.settings import SignSettings
from tests.publishing.office import Office, short_notice


def test_a_lap_for_every_open_order_but_ones_own(office: Office) -> None:
    """Each takes as long as its approved pages stand; what was withdrawn takes no turn."""
    for notice_id in ("A", "B", "C"):
        office.approve(short_notice(notice_id))
    office.withdraw("C")
    now = office.clock.now()
    laps = laps_of(office.station.database, "gate", now, without="A", cap_ms=60_000)
    assert [sum(lap.turns_ms) / 1000 for lap in laps] == [sum(office.dwell_s["B"])]
    assert all(lap.candidate.runs_at(now) for lap in laps)
    assert len(laps_of(office.station.database, "gate", now, without="", cap_ms=60_000)) == 2
    assert laps_of(office.station.database, "hall", now, without="", cap_ms=60_000) == []


def test_frames_that_cannot_be_shown_take_no_time(office: Office) -> None:
    """A damaged program never reaches the sign; counting others must not fail over it."""
    office.approve(short_notice("A"))
    with office.station.database.write() as session:
        session.connection().execute(text("DROP TRIGGER IF EXISTS program_no_update"))
        session.connection().execute(text("UPDATE program SET body = x'00'"))
    (lap,) = laps_of(office.station.database, "gate", office.clock.now(), without="", cap_ms=60_000)
    assert lap.turns_ms == ()


def test_the_turns_of_a_round() -> None:
    """Under the cap where the host turns pages, one whole round on a card, minute by minute for a clock."""
    dark = Frame.dark(Panel(8, 8, Colour.RED))
    pages = Program(dark.panel, (Page(dark, 8_000),) * 40)
    assert turns_in(pages, 60_000) == (56_000,) * 5 + (40_000,)
    assert turns_in(pages, None) == (320_000,)
    clock = Program(dark.panel, (Page(dark, 60_000),) * MINUTES, Pace.MINUTE)
    assert turns_in(clock, 60_000) == turns_in(clock, None) == (60_000,) * MINUTES


@pytest.mark.parametrize(
    ("driver", "link", "options", "itself"),
    [
        ("virtual", "", {}, False),
        ("onbon_bx", "tcp://192.0.2.1:5005", {"model": "5E2"}, False),
        ("onbon_bx", "tcp://192.0.2.1:5005", {"model": "5M1"}, True),
        ("no_such_driver", "", {}, False),
    ],
)
def test_which_signs_know_no_cap(
    driver: str, link: str, options: dict[str, str | int | bool], itself: bool
) -> None:
    """A card plays whole programs, and the office is told so; of a wrong setting the doctor speaks."""
    sign = SignSettings(driver=driver, link=link, panel="64x32", colour="red", options=options)
    assert turns_pages_itself("gate", sign) is itself
