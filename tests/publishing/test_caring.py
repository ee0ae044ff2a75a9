"""Brightness, lamps and clock of a sign, between its pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from drivers.base import Ability, Brightness, Capabilities, Colour, Panel, Proof
from drivers.errors import SignRefused, TimedOut
from ledctl.clock import FrozenClock
from ledctl.playlists.choose import LEVELS
from ledctl.playlists.curbs import FREE, Curb
from ledctl.publishing.care import AGAIN_S, DARK_S, REFUSED_S, Care, Dim, SetClock, Switch
from ledctl.publishing.dimming import Dimming
from ledctl.publishing.upkeep import Upkeep
from ledctl.station import Station
from tests.publishing.office import short_notice
from tests.publishing.telling import TellingOffice

ZONE = ZoneInfo("Asia/Shanghai")
TABLE = Dimming(table=((360, 80), (1140, 30)))
REBOOTED = datetime(2000, 1, 1)  # noqa: DTZ001 - a card's clock has no zone
NINE = datetime(2026, 11, 23, 9, tzinfo=ZONE)
QUIET = Curb(LEVELS["emergency"], "plan")


def care(
    *abilities: Ability, keeps: bool = False, host_timed: bool = True, dimming: Dimming | None = TABLE
) -> Care:
    able = Capabilities(
        Panel(8, 8, Colour.RED),
        host_timed=host_timed,
        self_clearing=False,
        best_proof=Proof.SENT,
        virtual=True,
        abilities=frozenset(abilities),
        keeps_brightness=keeps,
    )
    return Care(Upkeep(dimming=dimming, power_off=True), able, ZONE)


def told(office: TellingOffice, what: str) -> list[object]:
    return [value for kind, value in office.sign.told if kind == what]


# -- what is due (pure) ------------------------------------------------------------------------


def test_a_sign_that_keeps_a_plan_gets_the_day_others_the_value_of_now() -> None:
    """Forty-eight half hours, or one value that changes with them."""
    plan = care(Ability.BRIGHTNESS, keeps=True).due(NINE, 0.0, curbed=False)
    steady = care(Ability.BRIGHTNESS).due(NINE, 0.0, curbed=False)
    assert isinstance(plan, Dim)
    assert not plan.brightness.is_steady
    assert isinstance(steady, Dim)
    assert steady.brightness == Brightness.steady(80)
    assert steady.plan == plan.plan


def test_nothing_is_said_twice_and_all_of_it_after_a_reconnect() -> None:
    """R20: a card that lost its power has forgotten."""
    one = care(Ability.BRIGHTNESS, Ability.CLOCK)
    deeds = []
    while (deed := one.due(NINE, 0.0, curbed=False)) is not None:
        one.done(deed, 0.0)
        deeds.append(type(deed))
    assert deeds == [SetClock, Dim]
    one.forget()
    assert one.due(NINE, 0.0, curbed=False) == SetClock()


def test_a_clock_nobody_can_read_is_set_daily() -> None:
    """Also when nothing failed: such clocks drift."""
    one = care(Ability.CLOCK)
    one.done(SetClock(), 0.0)
    assert one.due(NINE, AGAIN_S - 1, curbed=False) is None
    assert one.due(NINE, AGAIN_S, curbed=False) == SetClock()
    assert care(Ability.CLOCK, host_timed=False).due(NINE, 0.0, curbed=False) is None  # read with its list


def test_lamps_go_off_after_a_minute_of_darkness_that_was_ordered() -> None:
    """Not between two notices, and not while nothing happens to run."""
    one = care(Ability.POWER)
    assert one.due(NINE, 1.0, curbed=True) is None
    assert one.due(NINE, 30.0, curbed=False) is None
    assert one.due(NINE, 40.0, curbed=True) is None
    assert one.due(NINE, 40.0 + DARK_S, curbed=True) == Switch(on=False)
    one.done(Switch(on=False), 100.0)
    assert one.due(NINE, 200.0, curbed=True) is None


def test_what_a_sign_refuses_is_not_said_again_for_an_hour() -> None:
    """An order of care is not worth a quarrel; what else is due goes on."""
    one = care(Ability.BRIGHTNESS, Ability.CLOCK)
    one.refused(SetClock(), 0.0)
    assert isinstance(one.due(NINE, 1.0, curbed=False), Dim)
    assert one.due(NINE, REFUSED_S, curbed=False) == SetClock()


def test_a_sign_that_takes_no_such_orders_gets_none() -> None:
    """What is wished and what the sign can do both count."""
    none = care()
    assert not none.is_wanted
    assert none.due(NINE, 1e6, curbed=True) is None
    assert care(Ability.BRIGHTNESS, dimming=None).due(NINE, 0.0, curbed=False) is None


# -- with a worker -----------------------------------------------------------------------------


def test_brightness_follows_the_table_and_the_record_has_the_plan_once(
    station: Station, clock: FrozenClock
) -> None:
    """R32: a half hour of the same plan is no event."""
    office = TellingOffice.over(station, clock, Upkeep(dimming=TABLE))
    office.put_up("a")
    office.pass_time(15)
    assert told(office, "dim") == [Brightness.steady(80)]
    office.pass_time(12 * 3600, step_s=60)
    assert told(office, "dim") == [Brightness.steady(80), Brightness.steady(30)]
    (event,) = office.told("brightness_set")
    assert event.facts["plan"] == "00:00 30, 06:00 80, 19:00 30"


def test_care_waits_for_pages_and_goes_out_one_order_a_step(station: Station, clock: FrozenClock) -> None:
    """A page that is due comes first; never two orders between two steps."""
    office = TellingOffice.over(station, clock, Upkeep(dimming=TABLE))
    assert len(office.sign.told) == 1  # with the first step: nothing was due
    office.worker.step()
    assert len(office.sign.told) == 2


def test_brightness_comes_again_after_an_outage(station: Station, clock: FrozenClock) -> None:
    """R20: the card may have lost its power, and its brightness with it."""
    office = TellingOffice.over(station, clock, Upkeep(dimming=TABLE, look_s=1.0))
    office.put_up("a")
    office.pass_time(5)
    office.sign.online = False
    office.pass_time(3)
    office.sign.online = True
    office.pass_time(20)
    assert told(office, "dim") == [Brightness.steady(80)] * 2
    assert len(office.told("brightness_set")) == 1


@pytest.fixture
def night(station: Station, clock: FrozenClock) -> TellingOffice:
    """A sign whose lamps go off in quiet hours; it is in use."""
    office = TellingOffice.over(station, clock, Upkeep(look_s=1.0, power_off=True))
    office.put_up("a")
    return office


def test_lamps_go_off_in_quiet_hours_and_on_with_the_first_page(night: TellingOffice) -> None:
    """The page first, for nobody knows what stood behind the lamps; each switch is on record."""
    night.worker._curb = lambda _now: QUIET
    night.pass_time(90)
    assert night.sign.lamps is False
    night.worker._curb = lambda _now: FREE
    night.sign.trail.clear()
    night.pass_time(2)
    assert night.sign.lamps is True
    assert night.sign.trail[:2] == ["show", "switch"]
    switched = [(entry.facts["on"], entry.cause) for entry in night.told("lamps_switched")]
    assert switched == [(False, "plan"), (True, "device")]


def test_an_emergency_does_not_wait_behind_dark_lamps(night: TellingOffice) -> None:
    """Quiet hours let it through, and so do the lamps."""
    night.worker._curb = lambda _now: QUIET
    night.pass_time(90)
    pages = night.approve(short_notice("warn", urgency="emergency"))
    night.worker.step()
    assert night.sign.lamps is True
    assert night.sign.current in pages


def test_lamps_found_off_at_a_start_go_on_with_the_first_page(station: Station, clock: FrozenClock) -> None:
    """The publisher died at night: the next one does not take the lamps for lit."""
    office = TellingOffice.over(station, clock, Upkeep(look_s=1.0, power_off=True))
    office.sign.lamps = False
    office.put_up("a")
    assert office.sign.lamps is True


def test_lamps_that_cannot_be_switched_on_keep_no_page_back(night: TellingOffice) -> None:
    """The sign refuses the switch: the page goes out all the same, and the sign's own word is told."""
    night.worker._curb = lambda _now: QUIET
    night.pass_time(90)
    night.sign.refuses = SignRefused("no", code=1)
    night.worker._curb = lambda _now: FREE
    taken = len(night.sign.taken)
    night.pass_time(5)
    assert len(night.sign.taken) > taken
    assert night.told("sign_fault")


def test_a_link_that_fails_in_an_order_of_care_is_an_outage(station: Station, clock: FrozenClock) -> None:
    """No error of care is swallowed that says the sign is gone."""
    office = TellingOffice.over(station, clock, Upkeep())
    office.put_up("a")
    office.sign.refuses = TimedOut("no answer")
    office.sign.online = False
    office.clock.advance(AGAIN_S)
    office.pass_time(30)
    assert ("link_down", "device", None) in office.story()


def test_a_clock_that_says_it_is_off_is_set_at_a_look(station: Station, clock: FrozenClock) -> None:
    """Daily is too late for a card that came back in the year 2000."""
    office = TellingOffice.over(station, clock, Upkeep(look_s=1.0))
    office.pass_time(3)
    office.sign.says = {"clock": REBOOTED}
    office.pass_time(1)
    local = clock.now().astimezone(ZONE).replace(tzinfo=None)
    assert abs(told(office, "clock")[-1] - local) < timedelta(seconds=2)  # type: ignore[operator] # a datetime
    assert [entry.facts["said"] for entry in office.told("sign_clock_set")] == ["2000-01-01 00:00:00"]


def test_a_host_that_does_not_trust_its_clock_sets_none(station: Station, clock: FrozenClock) -> None:
    """R15: a wrong time would take notices down early on every card."""
    office = TellingOffice.over(station, clock, Upkeep(look_s=1.0, knows_time=lambda: False))
    office.sign.told.clear()
    office.sign.says = {"clock": REBOOTED}
    office.clock.advance(AGAIN_S)
    office.pass_time(5)
    assert office.sign.told == []
