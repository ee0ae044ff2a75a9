"""The idle page on the sign: the right minute, never in the way, never unapproved."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from drivers.base import Frame
from drivers.errors import TimedOut
from ledctl.content.model import DisplayWindow, Notice, OnSign, SignLayout, Urgency
from ledctl.ledger.checking.verify import verify
from tests.publishing.office import Office, actor, short_notice

ZONE = ZoneInfo("Asia/Shanghai")


def a_clock(notice_id: str = "CLOCK", *, days: int = 300) -> Notice:
    """The town's name beside the time, for most of a year."""
    return short_notice(notice_id).model_copy(
        update={
            "title": "鹭洲镇人民政府",
            "body": ("便民服务热线 12345",),
            "urgency": Urgency.IDLE,
            "on_sign": OnSign(layout=SignLayout.CLOCK),
            "display_window": DisplayWindow(led_days=days),
        }
    )


@pytest.fixture
def minutes(office: Office) -> list[Frame]:
    """The clock is approved and on the sign; the frame of every minute."""
    pages = office.approve(a_clock())
    office.worker.step()
    return pages


def at(office: Office, hour: int, minute: int, second: float = 0.0) -> datetime:
    """That time today, in the town."""
    midnight = office.clock.now().astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(hours=hour, minutes=minute, seconds=second)


def shown(office: Office, minutes: list[Frame]) -> str:
    """The time on the sign."""
    page = minutes.index(office.sign.current)
    return f"{page // 60:02}:{page % 60:02}"


def test_the_sign_shows_the_minute_of_the_town(office: Office, minutes: list[Frame]) -> None:
    """R13: 01:00 in UTC is nine o'clock at the gate; the next minute comes at its edge."""
    assert len(minutes) == len(set(minutes)) == 1440
    assert shown(office, minutes) == "09:00"
    office.jump_to(at(office, 9, 0, 59.9))
    assert shown(office, minutes) == "09:00"
    assert office.worker.step() <= 0.1 + 1e-6
    office.jump_to(at(office, 9, 1))
    assert shown(office, minutes) == "09:01"
    assert office.worker.live.page == 541


def test_around_midnight(office: Office, minutes: list[Frame]) -> None:
    """The last page of the day is followed by the first, and the notice stays one notice."""
    office.jump_to(at(office, 23, 59, 59))
    assert shown(office, minutes) == "23:59"
    office.pass_time(1)
    assert shown(office, minutes) == "00:00"
    office.pass_time(60)
    assert shown(office, minutes) == "00:01"
    assert len(office.told("shown")) == 1


@pytest.mark.parametrize(
    ("seconds", "time"), [(-3600, "11:00"), (+1800, "12:30"), (+40, "12:01"), (-20, "12:00"), (-40, "11:59")]
)
def test_the_wall_jumps(office: Office, minutes: list[Frame], seconds: float, time: str) -> None:
    """Whichever way the wall is set, the next look shows the right minute and waits for its edge."""
    office.jump_to(at(office, 12, 0, 30))
    office.clock.step(seconds)
    office.worker.step()
    assert shown(office, minutes) == time
    for _ in range(180):
        office.pass_time(1)
        assert shown(office, minutes) == f"{office.clock.now().astimezone(ZONE):%H:%M}"


def test_a_notice_takes_its_place_and_leaves_it(office: Office, minutes: list[Frame]) -> None:
    """R28: idle leaves the moment something is approved, and is back at the right minute when that ends."""
    office.pass_time(90)
    assert shown(office, minutes) == "09:01"
    pages = office.put_up("A")
    assert office.sign.current == pages[0]
    assert office.story()[-2:] == [("taken_down", "plan", "CLOCK"), ("shown", "person", "A")]
    office.pass_time(180)
    assert office.sign.current in pages
    office.withdraw("A")
    office.worker.step()
    assert shown(office, minutes) == "09:04"
    assert office.story()[-1] == ("shown", "plan", "CLOCK")


def test_every_minute_is_on_record(office: Office, minutes: list[Frame]) -> None:
    """R32: each page is a display of its own with its own time; sending it again is none."""
    office.pass_time(600)
    rows = list(reversed(office.displays()))
    assert [row.page for row in rows] == list(range(540, 551))
    assert all(row.seconds == 60 for row in rows[1:-1])
    assert len(office.told("shown")) == 1
    assert verify(office.station.database).ok
    assert set(office.sign.taken) == {minutes[page] for page in range(540, 551)}


def test_the_year_counts_no_clock(office: Office, minutes: list[Frame]) -> None:
    """An idle page is no item published: its displays stand beside those of the notices."""
    office.pass_time(130)
    office.put_up("A")
    office.worker._recorder.flush(force=True)
    year = office.station.year_count(2026)
    assert (year.items, year.displays, year.beside.idle.displays) == (1, 1, 3)


def test_two_idle_pages_take_turns(office: Office, minutes: list[Frame]) -> None:
    """A minute is a turn: the other idle page stands after it, and then it is the minute of then."""
    other = short_notice("B").model_copy(update={"urgency": Urgency.IDLE})
    pages = office.approve(other)
    office.worker.step()
    assert office.sign.current == pages[0]
    seen = set()
    for _ in range(240):
        office.pass_time(1)
        if office.sign.current not in pages:
            assert shown(office, minutes) == f"{office.clock.now().astimezone(ZONE):%H:%M}"
        seen.add(office.worker.live.notice_id)
    assert seen == {"B", "CLOCK"}


def test_an_idle_page_that_nobody_approved_is_never_lit(office: Office) -> None:
    """R9: idle screens go through the same chain; until then the sign stays dark."""
    desk = office.station.desk
    desk.draft(actor("drafter"), a_clock())
    for go_on in (
        lambda: desk.submit(actor("drafter"), "CLOCK"),
        lambda: desk.review(actor("reviewer"), "CLOCK", "pass"),
        lambda: desk.secrecy(actor("secrecy_reviewer"), "CLOCK", "pass"),
    ):
        office.pass_time(5)
        assert office.is_dark
        go_on()
    office.pass_time(120)
    assert office.is_dark
    assert office.sign.taken == []


def test_an_idle_page_ends_with_its_window(office: Office) -> None:
    """R3, R18: a clock too has an absolute end, and what stood is dark then."""
    office.approve(a_clock(days=1))
    office.worker.step()
    office.jump_to(office.until["CLOCK"] - timedelta(milliseconds=1))
    assert not office.is_dark
    office.jump_to(office.until["CLOCK"])
    assert office.is_dark


def test_after_an_outage_the_minute_is_of_now(office: Office, minutes: list[Frame]) -> None:
    """R10: nothing is believed after a failure; what is sent again is not the minute of before."""
    office.sign.broken = TimedOut("no answer")
    office.pass_time(70)
    assert not office.worker.live.online
    assert shown(office, minutes) == "09:00"
    office.sign.broken = None
    office.pass_time(600)
    assert shown(office, minutes) == "09:11"
