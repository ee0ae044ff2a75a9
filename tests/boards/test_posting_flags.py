"""Flags of postings on boards: what is late, missing, down early, hanging on; and what is only due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.accounts.model import Actor
from ledctl.boards.field.flags import Asked, What, flags
from ledctl.boards.hanging import Stay
from ledctl.calendars.coverage import period_window
from ledctl.calendars.windows import Window
from ledctl.clock import FrozenClock
from ledctl.content.model import DisplayWindow
from ledctl.station import Station
from tests.boards.posting_hands import DAY, TODAY, carry, list_of, print_sheet, set_up_board
from tests.boards.register import a_photo

ZERO = dt.datetime(2026, 11, 23, 16, 0, tzinfo=dt.UTC)
PERIOD = Window(ZERO, ZERO + dt.timedelta(days=7))
SHANGHAI = ZoneInfo("Asia/Shanghai")
TOWN, VILLAGE = "board_town", "board_village"


def day(number: float) -> dt.datetime:
    """Days after the period began."""
    return ZERO + dt.timedelta(days=number)


def stay(up: float, down: float | None = None, *, channel: str = TOWN, version: int | None = 1) -> Stay:
    return Stay(
        posting=7,
        notice="L1",
        title="公示",
        category="dibao_review",
        channel=channel,
        place="门前",
        board="b01",
        posted_at=day(up),
        by="某人",
        photo="",
        ended_at=None if down is None else day(down),
        reason="",
        ended_by="",
        end_photo="",
        sheet=None,
        version=version,
        code="",
        copy=None,
        paper="",
        landscape=False,
        pages=1,
    )


def asked(*channels: str, **more: object) -> Asked:
    values: dict[str, object] = {
        "channels": channels or (TOWN,),
        "period": PERIOD,
        "approved_at": day(-1),
    }
    return Asked(**{**values, **more})  # type: ignore[arg-type]  # values of the fields, by name


@pytest.mark.parametrize(
    ("now", "hung", "said"),
    [
        (-0.5, [], ["due"]),
        (-0.5, [stay(-0.9)], []),
        (-0.5, [stay(-0.9, -0.6)], ["due"]),
        (0, [], []),
        (1, [], ["not_posted"]),
        (1, [stay(-0.9, -0.6)], ["not_posted"]),
        (1, [stay(0)], []),
        (2, [stay(1)], ["late"]),
        (3, [stay(0, 2)], ["down_early"]),
        (4, [stay(0, 1), stay(2)], ["gap"]),
        (6, [stay(1, 2), stay(3, 5)], ["late", "gap", "down_early"]),
        (7, [stay(-1, 7)], []),
        (9, [stay(-1, 8)], []),
        (9, [stay(-1)], ["hangs_on"]),
        (9, [], ["not_posted"]),
    ],
)
def test_each_flag_by_what_hung(now: float, hung: list[Stay], said: list[str]) -> None:
    """土地管理法实施条例 art. 26, 28 and the like: the whole period, without a gap; ahead of it only due."""
    assert [flag.what.value for flag in flags(asked(), hung, day(now))] == said


@pytest.mark.parametrize(
    ("up", "down", "now", "said"),
    [
        ("2026-11-24 00:00", "", "2026-11-30 23:59", []),
        ("2026-11-24 00:01", "", "2026-11-24 08:00", ["late"]),
        ("2026-11-23 23:59", "2026-12-01 00:00", "2026-12-01 00:00", []),
        ("2026-11-23 23:59", "2026-11-30 23:59", "2026-12-01 00:00", ["down_early"]),
        ("2026-11-23 23:59", "", "2026-11-30 23:59", []),
        ("2026-11-23 23:59", "", "2026-12-01 00:00", ["hangs_on"]),
        ("", "", "2026-11-23 23:59", ["due"]),
        ("", "", "2026-11-24 00:01", ["not_posted"]),
        ("2026-12-01 00:00", "", "2026-12-01 00:01", ["hangs_on", "not_posted"]),
    ],
)
def test_the_period_is_whole_days_of_the_office(up: str, down: str, now: str, said: list[str]) -> None:
    """R16: from 0:00 of the first day to 24:00 of the last, in Shanghai; a minute more or less counts."""
    period = list_of().publicity_period
    assert period is not None
    hung = [stay(_days_at(up), _days_at(down) if down else None)] if up else []
    given = asked(period=period_window(period, SHANGHAI))
    assert [flag.what.value for flag in flags(given, hung, day(_days_at(now)))] == said


def _days_at(local: str) -> float:
    """Days from the beginning of the period to that minute in Shanghai."""
    return (dt.datetime.fromisoformat(local).replace(tzinfo=SHANGHAI) - ZERO) / dt.timedelta(days=1)


def test_each_planned_channel_covers_the_period_by_itself() -> None:
    """土地管理法 art. 47: town, village and group; what hangs on one does not speak for another."""
    found = flags(asked(TOWN, VILLAGE, "board_group"), [stay(-1), stay(2, channel=VILLAGE)], day(3))
    assert [(flag.channel, flag.what) for flag in found] == [
        (VILLAGE, What.LATE),
        ("board_group", What.NOT_POSTED),
    ]


def test_what_lasts_has_no_end_yet_and_is_to_be_mended() -> None:
    """A gap that still runs is open; one that is over only stays on record."""
    running, late = flags(asked(), [], day(2))[0], flags(asked(), [stay(1)], day(2))[0]
    assert (running.until, running.is_open, late.until, late.is_open) == (None, True, day(1), False)
    assert not flags(asked(), [], day(8))[0].is_open
    assert late.as_dict() == {
        "what": "late",
        "channel": TOWN,
        "since": "2026-11-23T16:00:00.000Z",
        "until": "2026-11-24T16:00:00.000Z",
        "posting": None,
        "board": "",
    }
    due = flags(asked(), [], day(-0.5))[0]
    assert (due.until, due.is_open) == (PERIOD.start, True)


@pytest.mark.parametrize(
    ("more", "now", "hung", "said"),
    [
        ({"ended": day(1)}, 2, [stay(0)], ["hangs_on"]),
        ({"ended": day(1)}, 2, [], []),
        ({"until": day(10)}, 9, [stay(0)], []),
        ({"until": day(10)}, 10, [stay(0)], ["hangs_on"]),
        ({"until": day(5)}, 6, [stay(0)], []),
        ({"outdated": frozenset({1}), "approved_at": day(1)}, 2, [stay(0)], ["old_version"]),
        ({"outdated": frozenset({1}), "approved_at": day(1)}, 2, [stay(0, version=2)], []),
        ({"outdated": frozenset({1}), "approved_at": day(1)}, 2, [stay(0, version=None)], ["old_version"]),
        ({"outdated": frozenset({1}), "approved_at": day(-1)}, 2, [stay(0, version=None)], []),
        ({"period": None}, 2, [], ["due"]),
        ({"period": None}, 2, [stay(0)], []),
        ({"period": None, "until": day(1)}, 2, [], []),
        ({"period": None, "until": day(1)}, 2, [stay(0)], ["hangs_on"]),
    ],
)
def test_what_must_come_down_and_notices_without_a_period(
    more: dict[str, object], now: float, hung: list[Stay], said: list[str]
) -> None:
    """R2, R11: withdrawn, over (period and the day for boards), or of an older text: the sheet must go."""
    assert [flag.what.value for flag in flags(asked(**more), hung, day(now))] == said


@given(
    ends=st.lists(st.tuples(st.integers(-48, 200), st.integers(1, 100)), max_size=6),
    now=st.integers(-48, 250),
)
def test_flags_are_exactly_the_hours_nothing_hung(ends: list[tuple[int, int]], now: int) -> None:
    """Law: in the period so far, an hour is in a flag if and only if nothing hung in it."""
    hung = [stay(up / 24, (up + length) / 24) for up, length in ends]
    found = [flag for flag in flags(asked(), hung, day(now / 24)) if flag.what is not What.DUE]
    for hour in range(max(0, min(now, 7 * 24))):
        at = day((hour + 0.5) / 24)
        flagged = any(
            f.since and f.since <= at < (f.until or day(now / 24)) for f in found if f.posting is None
        )
        assert flagged is not any(one.hangs_at(at) for one in hung)


def test_all_notices_are_watched(station: Station, person: Callable[..., Actor], clock: FrozenClock) -> None:
    """Due before, not posted after; withdrawn sheets first; a month after its end no more is told."""
    set_up_board(station, "b01")
    carry(station, list_of())
    carry(station, list_of("L2", channels_allowed=("led_gate", "board_town")))
    carry(station, list_of("L3", channels_allowed=("led_gate", "website")))
    operator = person("operator")
    assert [(one.notice, one.flag.what) for one in station.postings.flags()] == [
        *[("L1", What.DUE)] * 2,
        ("L2", What.DUE),
    ]
    station.postings.up(operator, "L2", "b01", a_photo())
    clock.advance(2 * DAY)
    station.desk.withdraw(person("approver"), "L2", "内容有误")
    (first, *others) = station.postings.flags()
    assert (first.notice, first.flag.what, first.flag.board) == ("L2", What.HANGS_ON, "b01")
    assert {(one.notice, one.flag.what) for one in others} == {("L1", What.NOT_POSTED)}
    assert first.as_dict() | {"what": "hangs_on", "notice": "L2", "practice": False} == first.as_dict()
    clock.advance(60 * DAY)
    assert [one.notice for one in station.postings.flags()] == ["L2"]
    assert [one.flag.what for one in station.postings.flags("L1")] == [What.NOT_POSTED] * 2
    clock.advance(400 * DAY)
    assert [one.notice for one in station.postings.flags()] == ["L2"]


def test_an_older_sheet_that_hangs_is_flagged(
    station: Station, person: Callable[..., Actor], clock: FrozenClock
) -> None:
    """R1: what is approved is the newest version; the sheet with the text before it must come down."""
    set_up_board(station, "b01")
    wish = DisplayWindow(board_until=TODAY + dt.timedelta(days=30))
    carry(station, list_of(channels_allowed=("led_gate", "board_town"), display_window=wish))
    number = station.postings.up(person("operator"), "L1", "b01", sheet_code=print_sheet(station, "L1"))
    clock.advance(DAY)
    assert station.postings.flags() == ()
    station.after.revise(person("drafter"), "L1", "补充")
    changed = list_of(channels_allowed=("led_gate", "board_town"), body=("另一内容。",), display_window=wish)
    assert station.postings.flags() == ()
    carry(station, changed, anew=False)
    (one,) = station.postings.flags()
    assert (one.flag.what, one.flag.posting, one.flag.board) == (What.OLD_VERSION, number, "b01")
    clock.advance(20 * DAY)
    assert [one.flag.what for one in station.postings.flags()] == [What.OLD_VERSION]
