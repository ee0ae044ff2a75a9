"""The values of a time line, from a ledger that a recorder wrote."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ledctl.clock import FrozenClock, from_ms, to_ms
from ledctl.ledger.downtime import How, Outage, begin_outage, end_outages, open_outages
from ledctl.ledger.history import displays
from ledctl.ledger.log import append
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot
from ledctl.reports.daylines import DayLine, day_line
from ledctl.reports.months import year_months
from ledctl.reports.spells import How as By
from ledctl.reports.year import year_count
from ledctl.reports.yeardays import year_days
from ledctl.station import Station

DAY = date(2026, 11, 23)
SLOT = Slot("n1", 1, "低保名单公示", "dibao_review", "1", "ab" * 32, 3, "zhao", False, "plan", 3)


@pytest.fixture
def clock() -> FrozenClock:
    """06:00 in Shanghai on the day that is drawn."""
    return FrozenClock(datetime(2026, 11, 22, 22, 0, tzinfo=UTC))


@pytest.fixture
def recorder(station: Station, clock: FrozenClock) -> Iterator[Recorder]:
    """The record of the sign begins an hour before."""
    now = to_ms(clock.now())
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.HOST, now - 3_600_000)
        end_outages(session, open_outages(session, "gate"), now, How.CONFIRMED)
    return Recorder(station.database, "gate", station.settings.zoneinfo, clock, flush_s=1e9)


def turns(recorder: Recorder, clock: FrozenClock, slots: list[Slot], hours: float, step_s: int = 20) -> None:
    for number in range(round(hours * 3600 / step_s)):
        slot = slots[number % len(slots)]
        recorder.started(slot, number % 3, to_ms(clock.now()), 40, Result.ACKED)
        clock.advance(step_s)


def line(station: Station, days: int = 1, first: date = DAY) -> DayLine:
    zone = station.settings.zoneinfo
    since = datetime(first.year, first.month, first.day, tzinfo=zone)
    return day_line(station.office, "gate", since, since + timedelta(days=days), lambda *_: [])


def named(count: int) -> list[Slot]:
    return [replace(SLOT, notice=f"n{number:02d}", order=str(number)) for number in range(count)]


def out(station: Station, clock: FrozenClock, cause: Outage, seconds: float) -> None:
    began = to_ms(clock.now())
    clock.advance(seconds)
    with station.database.write() as session:
        begin_outage(session, "gate", cause, began)
        end_outages(session, open_outages(session, "gate"), to_ms(clock.now()), How.CONFIRMED)


def test_a_day_in_order(station: Station, clock: FrozenClock, recorder: Recorder) -> None:
    """R35: before the record, in order, out, dark to come: each moment has one answer, today included."""
    turns(recorder, clock, named(3), 2)
    recorder.ended(to_ms(clock.now()))
    recorder.seal(to_ms(clock.now()), "stop")
    out(station, clock, Outage.LINK, 600)
    turns(recorder, clock, named(3), 0.5)
    recorder.flush(force=True)
    found = line(station)
    edges = [one.start_ms for one in found.states]
    assert [one.kind for one in found.states] == ["before", "host", "display", "link", "display", "future"]
    assert [from_ms(at).astimezone(station.settings.zoneinfo).strftime("%H:%M") for at in edges] == [
        "00:00", "05:00", "06:00", "08:00", "08:10", "08:40",
    ]  # fmt: skip
    assert [one.end_ms for one in found.states[:-1]] == edges[1:]
    assert found.lasted["link"] == (1, 600_000)
    assert {one.notice for one in found.spells} == {"n00", "n01", "n02"}
    assert len(found.spells) == 6, "the outage parts each of them"


def test_figures_are_those_of_the_history(station: Station, clock: FrozenClock, recorder: Recorder) -> None:
    """Displays and time on air are counted page by page, and never read off the length of a spell."""
    turns(recorder, clock, named(3), 20)  # past midnight
    recorder.flush(force=True)
    for first in (DAY, DAY + timedelta(days=1)):
        told = {one.notice: one.count.acked for one in line(station, first=first).stood}
        zone = station.settings.zoneinfo
        since = datetime(first.year, first.month, first.day, tzinfo=zone)
        shown = list(displays(station.database, since=since, until=since + timedelta(days=1)))
        begun = [one.slot.notice for one in shown if not one.continued and from_ms(one.start_ms) >= since]
        assert told == {name: begun.count(name) for name in set(begun)}


def test_today_is_not_in_yesterday(station: Station, clock: FrozenClock, recorder: Recorder) -> None:
    """R16: the hour in progress belongs to its own day; a notice that was not on is not listed."""
    turns(recorder, clock, named(1), 1)
    recorder.ended(to_ms(clock.now()))
    recorder.seal(to_ms(clock.now()), "stop")
    clock.advance(86_400)
    turns(recorder, clock, named(2)[1:], 0.2)
    recorder.flush(force=True)
    first, second = line(station), line(station, first=DAY + timedelta(days=1))
    assert {one.notice for one in first.spells} == {one.notice for one in first.stood} == {"n00"}
    assert {one.notice for one in second.spells} == {one.notice for one in second.stood} == {"n01"}


def test_an_emergency_is_known_by_its_cause(station: Station, clock: FrozenClock, recorder: Recorder) -> None:
    """R28: what went up as an emergency stands alone in the picture as it did on the sign."""
    turns(recorder, clock, named(2), 1)
    recorder.seal(to_ms(clock.now()), "put_up")
    storm = replace(SLOT, notice="storm", title="暴雨红色预警", cause="emergency")
    turns(recorder, clock, [storm], 0.5)
    recorder.seal(to_ms(clock.now()), "put_up")
    turns(recorder, clock, named(2), 1)
    recorder.flush(force=True)
    found = line(station)
    assert [one.notice for one in found.stood if one.emergency] == ["storm"]
    assert [one.notice for one in found.spells].count("n00") == 2


def test_a_notice_taken_down_is_not_drawn_through(
    station: Station, clock: FrozenClock, recorder: Recorder
) -> None:
    """Withdrawn and shown again within the hour: two spells, because the record says when it left."""
    turns(recorder, clock, named(2), 0.5)
    recorder.seal(to_ms(clock.now()), "take_down")
    with station.database.write() as session:
        append(
            session,
            kind="taken_down",
            at=clock.now(),
            actor="zhao",
            cause="person",
            notice="n00",
            sign="gate",
        )
    turns(recorder, clock, named(2)[1:], 0.2)
    turns(recorder, clock, named(2), 0.2)
    recorder.flush(force=True)
    names = [one.notice for one in line(station).spells]
    assert (names.count("n00"), names.count("n01")) == (2, 1)


def test_a_dead_publisher_is_not_known(station: Station, clock: FrozenClock, recorder: Recorder) -> None:
    """After the last sign of life nobody claims anything, and nothing is drawn as on."""
    turns(recorder, clock, named(1), 1)
    recorder.flush(force=True)
    clock.advance(3600)
    found = line(station)
    assert [one.kind for one in found.states][-3:] == ["display", "unknown", "future"]
    assert found.spells[-1].end_ms <= found.states[-3].end_ms


def test_a_sign_that_never_answers_was_sent_to(
    station: Station, clock: FrozenClock, recorder: Recorder
) -> None:
    """P0: nobody can say that it stood, so the picture says sent, in the lane of the sign and in its own."""
    turns(recorder, clock, [replace(SLOT, notice="blind", proof=0)], 1)
    recorder.seal(to_ms(clock.now()), "put_up")
    turns(recorder, clock, named(1), 1)
    recorder.flush(force=True)
    found = line(station)
    assert [one.kind for one in found.states][-3:] == ["sent", "display", "future"]
    assert [(one.notice, one.how) for one in found.spells] == [("blind", By.SENT), ("n00", By.ON)]
    assert {one.notice: one.proof for one in found.stood} == {"blind": 0, "n00": 3}
    counts = {one.notice: one.count for one in found.stood}
    assert counts["blind"].shown
    assert (counts["blind"].acked, counts["blind"].on_air_ms) == (0, 0)
    assert counts["n00"].acked == counts["n00"].shown


def test_pages_nobody_saw_are_estimated(station: Station, clock: FrozenClock, recorder: Recorder) -> None:
    """What a card turned by itself is neither confirmed nor merely sent."""
    for number in range(60):
        recorder.started(SLOT, number % 3, to_ms(clock.now()), 40, Result.UNKNOWN)
        clock.advance(20)
    recorder.flush(force=True)
    found = line(station)
    assert [one.kind for one in found.states][-2:] == ["estimated", "future"]
    assert {one.how for one in found.spells} == {By.ESTIMATED}


def test_a_sign_nobody_has_heard_of_is_empty(station: Station, clock: FrozenClock) -> None:
    """No record is no error: the day lies before it."""
    found = line(station)
    assert [one.kind for one in found.states] == ["before", "future"]
    assert (found.spells, found.stood) == ((), ())


def test_quiet_hours_are_asked_of_the_settings(station: Station) -> None:
    """As they are set, within the days asked for."""
    zone = station.settings.zoneinfo
    since = datetime(2026, 11, 23, tzinfo=zone)
    whole = (to_ms(since), to_ms(since + timedelta(days=1)))
    night = [(whole[0] - 3_600_000, whole[0] + 6 * 3_600_000)]
    found = day_line(station.office, "gate", since, since + timedelta(days=1), lambda *_: night)
    assert found.quiet == ((whole[0], whole[0] + 6 * 3_600_000),)


def test_a_long_stretch_read_by_hours_tells_the_same(
    station: Station, clock: FrozenClock, recorder: Recorder
) -> None:
    """Beyond eight days hours are read in place of displays; outages, spells and figures are the same."""
    for _ in range(3):
        turns(recorder, clock, named(4), 5)
        recorder.ended(to_ms(clock.now()))
        recorder.seal(to_ms(clock.now()), "stop")
        out(station, clock, Outage.LINK, 3600)
    week, month = line(station, 8), line(station, 20)
    assert (week.exact, month.exact) == (True, False)
    assert month.states[:-1] == week.states[:-1]
    assert month.spells == week.spells
    assert month.stood == week.stood


def test_a_week_of_a_busy_sign_is_read_at_once(
    station: Station, clock: FrozenClock, recorder: Recorder
) -> None:
    """29,000 displays of twelve notices within a second on a slow machine (0.3 s on a quiet one)."""
    turns(recorder, clock, named(12), 6.75 * 24)
    recorder.flush(force=True)
    began = time.perf_counter()
    found = line(station, 7)
    passed = time.perf_counter() - began
    assert sum(one.count.shown for one in found.stood) > 29_000
    assert len(found.spells) == 12
    assert passed < 1.0


def test_the_year_by_days_and_months_is_the_years_count(
    station: Station, clock: FrozenClock, recorder: Recorder
) -> None:
    """The same displays in calendar, months and count; outages and days before the record on their days."""
    turns(recorder, clock, named(5), 30, step_s=60)
    recorder.ended(to_ms(clock.now()))
    recorder.seal(to_ms(clock.now()), "stop")
    out(station, clock, Outage.LINK, 3600 * 30)
    clock.advance(86_400 * 10)
    turns(recorder, clock, [*named(5), replace(SLOT, notice="new", category="general")], 3, step_s=60)
    recorder.flush(force=True)
    zone, today = station.settings.zoneinfo, clock.now().astimezone(station.settings.zoneinfo).date()
    count = year_count(station.database, 2026, zone=zone, as_of=today)
    days = year_days(station.office, 2026, "gate")
    assert sum(one.displays for one in days.days) == count.displays
    assert sum(one.on_air_ms for one in days.days) == count.on_air_ms
    assert sum(one.out_ms for one in days.days) == 31 * 3_600_000
    assert [one.recorded for one in days.days].index(True) == (DAY - date(2026, 1, 1)).days
    assert days.days[-1].day == today
    assert year_days(station.office, 2026).days == days.days
    months = year_months(station.database, 2026, zone=zone, as_of=today)
    assert [(one.month, one.items) for one in months if one.items] == [(11, 5), (12, 1)]
    assert sum(one.displays for one in months) == count.displays
    assert sum(one.on_air_ms for one in months) == count.on_air_ms


@pytest.mark.parametrize("year", [2025, 2027])
def test_a_year_without_a_record(station: Station, recorder: Recorder, year: int) -> None:
    """Before the record every day is without one; nothing is said of a year to come."""
    found = year_days(station.office, year, "gate")
    assert {one.recorded for one in found.days} == ({False} if year == 2025 else set())
    assert len(found.days) == (365 if year == 2025 else 0)


def test_practice_is_not_in_a_live_calendar(station: Station, clock: FrozenClock, recorder: Recorder) -> None:
    """R7: what was shown as practice is in no number of a live site, not even in a shade."""
    turns(recorder, clock, [replace(SLOT, practice=not station.practice)], 1)
    recorder.flush(force=True)
    assert sum(one.displays for one in year_days(station.office, 2026).days) == 0
