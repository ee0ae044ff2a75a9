"""Quiet hours on real workers: dark at the minute, lit again, each sign by its own hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ledctl.clock import FrozenClock
from ledctl.ledger.checking.verify import verify
from ledctl.publishing.attendant import Attendant
from ledctl.publishing.publisher import Publisher
from ledctl.publishing.stage import Live
from ledctl.station import Station, make_publisher
from tests.publishing.office import Office, actor, short_notice

SIGN = """
[signs.{name}]
driver = "virtual"
panel = "256x64"
colour = "dual"
"""
HOURS = "[signs.{name}.hours]\non = {on}\nquiet_level = {level}\n"
TOWN = ZoneInfo("Asia/Shanghai")


class Signs:
    """Signs of one site as its own settings make them, stepped by hand."""

    def __init__(self, station: Station, clock: FrozenClock) -> None:
        self.station, self.clock = station, clock
        self.publisher: Publisher = make_publisher(station)
        self.office = Office(station, clock, None, None)  # type: ignore[arg-type] # its people only
        self.publisher.tick()

    def live(self, name: str) -> Live:
        found = self.publisher.live(name)
        assert found is not None
        return found

    def at(self, local: str) -> None:
        """Go there and look."""
        then = datetime.fromisoformat(local).replace(tzinfo=TOWN)
        self.clock.advance((then.astimezone(UTC) - self.clock.now()).total_seconds())
        self.publisher.tick()

    def worker(self, name: str) -> Attendant:
        return self.publisher._workers[name]

    def notices(self, *names: str) -> list[str]:
        return [self.live(name).notice_id for name in names]


@pytest.fixture
def signs_file(site: Path, request: pytest.FixtureRequest) -> None:
    """Asked for before the station: signs with these hours, and a worker that looks once a minute."""
    hours: dict[str, tuple[str, str]] = request.param
    text = "".join(
        SIGN.format(name=name) + (HOURS.format(name=name, on=on, level=level) if on else "")
        for name, (on, level) in hours.items()
    )
    (site / "signs.toml").write_text(text)
    with (site / "site.toml").open("a") as file:
        file.write("[publisher]\npoll_s = 60\n")


@pytest.fixture
def signs(signs_file: None, station: Station, clock: FrozenClock) -> Signs:
    return Signs(station, clock)


OFFICE_HOURS = {"gate": ('["06:30-22:00"]', '"emergency"')}


@pytest.mark.parametrize("signs_file", [OFFICE_HOURS], indirect=True)
def test_dark_and_lit_at_the_minute(signs: Signs) -> None:
    """R16, R33: dark as 22:00 begins, by its cause; lit as 06:30 does, by the plan; nothing is lost."""
    signs.office.approve(short_notice("A"))
    signs.at("2026-11-23T21:59:59.990")
    assert signs.notices("gate") == ["A"]
    signs.at("2026-11-23T22:00:00")
    assert (signs.notices("gate"), signs.live("gate").why_dark) == ([""], "quiet")
    signs.at("2026-11-24T06:29:59.990")
    assert signs.notices("gate") == [""]
    signs.at("2026-11-24T06:30:00")
    assert (signs.notices("gate"), signs.live("gate").why_dark) == (["A"], "")
    story = signs.office.story()
    assert ("taken_down", "quiet", "A") in story
    assert ("blanked", "quiet", None) in story
    assert story[-1] == ("shown", "plan", "A")
    assert verify(signs.station.database).ok


@pytest.mark.parametrize("signs_file", [OFFICE_HOURS], indirect=True)
def test_the_edge_wakes_a_worker_that_polls_once_a_minute(signs: Signs) -> None:
    """A sign whose page stands long, or which is dark, does not oversleep the edge of its hours."""
    signs.at("2026-11-23T21:59:30")
    assert signs.worker("gate").step() == pytest.approx(30)
    signs.at("2026-11-23T22:00:00")
    assert signs.worker("gate").step() == pytest.approx(60)
    signs.at("2026-11-24T06:29:50")
    assert signs.worker("gate").step() == pytest.approx(10)


@pytest.mark.parametrize(
    ("signs_file", "runs"),
    [
        ({"gate": ('["06:30-22:00"]', '"emergency"')}, ["", "E"]),
        ({"gate": ('["06:30-22:00"]', '"high"')}, ["H", "E"]),
        ({"gate": ('["06:30-22:00"]', '"none"')}, ["", ""]),
    ],
    indirect=["signs_file"],
)
def test_what_runs_at_night_is_the_towns_to_say(signs: Signs, runs: list[str]) -> None:
    """A warning by default, what is urgent too, or nothing; ordinary notices never."""
    signs.at("2026-11-23T23:00:00")
    found = []
    for notice_id, urgency in (("I", "idle"), ("A", "normal"), ("H", "high"), ("E", "emergency")):
        signs.office.approve(short_notice(notice_id, urgency=urgency))
        signs.publisher.tick()
        found += signs.notices("gate")
    assert found == ["", "", *runs]


SEVERAL = {
    "gate": ('["06:30-22:00"]', '"emergency"'),
    "hall": ('["18:00-02:00"]', '"emergency"'),
    "yard": ("", ""),
}


@pytest.mark.parametrize("signs_file", [SEVERAL], indirect=True)
@pytest.mark.parametrize(
    ("local", "lit"),
    [
        ("2026-12-31T17:59:59.999", "gate yard"),
        ("2026-12-31T18:00:00", "gate hall yard"),
        ("2026-12-31T22:00:00", "hall yard"),
        ("2027-01-01T00:00:00", "hall yard"),
        ("2027-01-01T01:59:59.999", "hall yard"),
        ("2027-01-01T02:00:00", "yard"),
        ("2027-01-01T06:30:00", "gate yard"),
    ],
)
def test_every_sign_has_its_own_hours(signs: Signs, local: str, lit: str) -> None:
    """Several signs at once, over midnight and the end of the year; without hours a sign is always lit."""
    start = datetime(2026, 12, 31, 4, tzinfo=UTC)
    signs.office.approve(short_notice("A", start=start))
    signs.at(local)
    assert [name for name in SEVERAL if signs.live(name).notice_id] == lit.split()


@pytest.mark.parametrize("signs_file", [OFFICE_HOURS], indirect=True)
def test_the_reason_of_a_dark_sign_follows_what_is_so(signs: Signs) -> None:
    """Nothing approved, then the hour, then nothing again: what is told is why it is dark now."""
    assert signs.live("gate").why_dark == "nothing"
    signs.at("2026-11-23T22:30:00")
    assert signs.live("gate").why_dark == "quiet"
    signs.at("2026-11-24T07:00:00")
    assert signs.live("gate").why_dark == "nothing"


@pytest.mark.parametrize("signs_file", [OFFICE_HOURS], indirect=True)
def test_a_window_that_ends_at_night_ends(signs: Signs) -> None:
    """R3: quiet hours do not stretch a window: what ran out in them does not come back in the morning."""
    start = datetime(2026, 11, 23, 20, 0, tzinfo=TOWN)
    signs.office.approve(short_notice("A", start=start))
    signs.at("2026-11-26T19:59:59")
    assert signs.notices("gate") == ["A"]
    signs.at("2026-11-27T06:30:00")
    assert (signs.notices("gate"), signs.live("gate").why_dark) == ([""], "nothing")


def test_a_dark_sign_shows_nothing_that_nobody_approved(office: Office) -> None:
    """R9: what waits for approval, the idle page too, is never lit; dark is dark."""
    office.station.desk.draft(actor("drafter"), short_notice("I", urgency="idle"))
    office.pass_time(120)
    assert office.is_dark
    assert office.sign.taken == []
    assert office.worker.live.why_dark == "nothing"


def test_the_idle_page_leaves_at_once(office: Office) -> None:
    """R28: it does not finish its page, let alone its turn, when there is something to say."""
    office.put_up("I", urgency="idle")
    office.clock.advance(0.2)
    office.put_up("A")
    assert office.worker.live.notice_id == "A"
    office.clock.advance(timedelta(days=4).total_seconds())
    office.worker.step()
    assert office.worker.live.why_dark == "nothing", "both windows are over"
