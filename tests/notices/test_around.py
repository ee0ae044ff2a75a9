"""What happens around an approved notice: objections, postings elsewhere, looks at standing items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import text

from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice, PublicityPeriod, Signature
from ledctl.content.openness import Rhythm, Schedule
from ledctl.errors import LedctlError, NotAllowed
from ledctl.ledger.log import events
from ledctl.notices.around import Around, around
from ledctl.notices.rounds import Known, due, due_now
from ledctl.station import Station

DAY = 24 * 3600
TODAY = dt.date(2026, 11, 23)
People = Callable[..., Actor]


def list_of(notice_id: str = "L1", category: str = "dibao_review", **more: object) -> Notice:
    """A list in its seven days of publicity, from the day after tomorrow's midnight on."""
    period = PublicityPeriod(days=7, start=dt.date(2026, 11, 24), end=dt.date(2026, 11, 30))
    notice = Notice(
        id=notice_id,
        title="低保审核公示",
        category=category,
        issuing_unit="示例镇人民政府",
        body=("下列家庭经审核符合条件，现予公示。",),
        signature=Signature(unit="示例镇人民政府", date=TODAY),
        publicity_period=period,
        channels_allowed=("led_gate", "board_town"),
    )
    return notice.model_copy(update=more)


@pytest.fixture
def put_up(station: Station, person: People) -> Callable[[Notice], None]:
    """Carries a notice through every desk."""

    def carry(notice: Notice) -> None:
        desk = station.desk
        desk.draft(person("drafter"), notice)
        desk.submit(person("drafter"), notice.id)
        desk.review(person("reviewer"), notice.id, "pass")
        desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")
        desk.approve(person("approver"), notice.id)

    return carry


@pytest.fixture
def listed(station: Station, put_up: Callable[[Notice], None]) -> Callable[[], Around]:
    """L1 is up; what is around it."""
    put_up(list_of())
    return lambda: around(station.office, "L1")


def refused(step: Callable[..., object], *args: object, **named: object) -> str:
    with pytest.raises(LedctlError) as refusal:
        step(*args, **named)
    return refusal.value.code


def kinds(station: Station) -> list[str]:
    with station.database.read() as session:
        return [entry.kind for entry in events(session, notice="L1", limit=3)]


# -- objections --------------------------------------------------------------------------------


def test_an_objection_is_taken_in_and_decided_once(
    station: Station, person: People, listed: Callable[[], Around]
) -> None:
    """Received by whom, when and how; decided by another hand, with outcome and note; both on record."""
    number = station.objections.receive(person("operator"), "L1", how="phone", summary="某户收入不实")
    (open_one,) = listed().objections
    assert (open_one.how, open_one.late, open_one.outcome) == ("phone", False, None)
    station.objections.decide(person("reviewer"), number, outcome="rejected", note="经核查属实，维持")
    (closed,) = listed().objections
    assert (closed.outcome, closed.repeat_days, closed.decided_on) == ("rejected", None, TODAY)
    assert kinds(station)[:2] == ["objection_decided", "objection_received"]
    again = {"outcome": "accepted", "note": "改判"}
    code = refused(station.objections.decide, person("reviewer"), number, **again)
    assert code == "objection_decided_already"


def test_an_objection_decided_after_a_re_check_repeats_the_publicity(
    station: Station, person: People, listed: Callable[[], Around]
) -> None:
    """重庆低保条例 art. 18(3): three days more, the day of the decision not counted (Civil Code art. 201)."""
    number = station.objections.receive(person("operator"), "L1", how="visit", summary="某户有车")
    station.objections.decide(
        person("reviewer"), number, outcome="rejected", note="入户复核，不属实", rechecked=True
    )
    (closed,) = listed().objections
    assert closed.repeat_days == 3
    assert closed.repeat_until == dt.datetime(2026, 11, 26, 16, 0, tzinfo=dt.UTC)
    assert listed().as_dict()["objections"][0]["repeat_until"] == "2026-11-26T16:00:00.000Z"


def test_the_repeat_is_extended_with_the_figures_as_they_stand(
    station: Station, person: People, clock: FrozenClock, listed: Callable[[], Around]
) -> None:
    """What the desk proposes can be taken as it is."""
    clock.advance(6 * DAY)
    number = station.objections.receive(person("operator"), "L1", how="letter", summary="某户有车")
    station.objections.decide(person("reviewer"), number, outcome="rejected", note="不属实", rechecked=True)
    until = listed().objections[0].repeat_until
    station.after.extend(person("approver"), "L1", "异议复核后再公示三日", until=until)
    stands = listed().stands
    assert stands is not None
    assert stands.until == until


@pytest.mark.parametrize("outcome", ["withdrawn", "accepted"])
def test_only_a_re_check_asks_for_a_repeat(
    station: Station, person: People, listed: Callable[[], Around], outcome: str
) -> None:
    """Taken back, or decided without looking into it again: nothing is repeated."""
    number = station.objections.receive(person("operator"), "L1", how="other", summary="名字有误")
    rechecked = outcome == "withdrawn"
    station.objections.decide(person("reviewer"), number, outcome=outcome, note="见记录", rechecked=rechecked)
    assert listed().objections[0].repeat_until is None


def test_a_late_objection_is_taken_in_and_marked(
    station: Station, person: People, clock: FrozenClock, listed: Callable[[], Around]
) -> None:
    """The last day of the period is in time, the day after is late."""
    clock.advance(8 * DAY)
    receive, operator = station.objections.receive, person("operator")
    for day in (30, 31):
        on = dt.date(2026, 11, 30) + dt.timedelta(days=day - 30)
        receive(operator, "L1", how="letter", summary="来信反映", received_on=on)
    assert [one.late for one in listed().objections] == [False, True]


@pytest.mark.parametrize("summary", ["李某 0700-8123456x 13800138000 反映", "身份证439999199001010018反映"])
def test_no_personal_datum_of_an_objector_is_kept(
    station: Station, person: People, listed: Callable[[], Around], summary: str
) -> None:
    """PIPL art. 6: refused, not stored, and not repeated in the refusal."""
    with pytest.raises(LedctlError) as refusal:
        station.objections.receive(person("operator"), "L1", how="phone", summary=summary)
    assert refusal.value.code == "note_personal"
    assert "1380" not in str(refusal.value)
    assert "4399" not in str(refusal.value)
    assert listed().objections == ()


def test_what_is_wrong_with_an_objection_is_said(
    station: Station, person: People, listed: Callable[[], Around]
) -> None:
    """Roles, days, choices; and nothing is written."""
    receive, decide = station.objections.receive, station.objections.decide
    operator, reviewer = person("operator"), person("reviewer")
    good = {"how": "phone", "summary": "反映"}
    assert refused(receive, person("auditor"), "L1", **good) == "role_needed"
    assert refused(receive, operator, "none", **good) == "no_such_notice"
    assert refused(receive, operator, "L1", how="mail", summary="反映") == "field_not_one_of"
    assert refused(receive, operator, "L1", how="phone", summary=" ") == "note_missing"
    assert refused(receive, operator, "L1", how="phone", summary="长" * 2001) == "opinion_too_long"
    ahead = TODAY + dt.timedelta(days=1)
    assert refused(receive, operator, "L1", **good, received_on=ahead) == "day_ahead"
    station.desk.draft(person("drafter"), list_of("L2"))
    assert refused(receive, operator, "L2", **good) == "not_published_yet"
    assert refused(decide, reviewer, 99, outcome="rejected", note="n") == "no_such_objection"
    number = receive(operator, "L1", **good)
    before = TODAY - dt.timedelta(days=1)
    wrong = {"outcome": "rejected", "note": "n", "decided_on": before}
    assert refused(decide, reviewer, number, **wrong) == "day_before_received"
    assert refused(decide, operator, number, outcome="rejected", note="n") == "role_needed"
    new = Actor("n", "n", frozenset({Role.REVIEWER}), Via.WEB, must_change_password=True)
    assert refused(decide, new, number, outcome="rejected", note="n") == "password_must_change"
    assert listed().objections[0].outcome is None


# -- postings ----------------------------------------------------------------------------------


def test_a_posting_for_the_whole_period_leaves_no_gap(
    station: Station, person: People, clock: FrozenClock, listed: Callable[[], Around]
) -> None:
    """Up before the first day, down after the last: covered; the record names both."""
    number = station.publications.put_up(person("operator"), "L1", channel="board_town", place="镇政府公示栏")
    clock.advance(9 * DAY)
    assert listed().gaps == ()
    station.publications.take_down(person("operator"), number, reason="公示期满")
    assert listed().gaps == ()
    assert listed().planned == ("board_town",)
    assert kinds(station)[:2] == ["taken_elsewhere", "posted_elsewhere"]


def test_a_period_nobody_posted_for_is_flagged_once_it_has_begun(
    clock: FrozenClock, listed: Callable[[], Around]
) -> None:
    """The screen is not the durable channel."""
    assert listed().gaps == ()
    clock.advance(DAY)
    (gap,) = listed().gaps
    assert (gap.start, gap.end) == (dt.datetime(2026, 11, 23, 16, 0, tzinfo=dt.UTC), clock.now())


def test_taken_down_early_is_flagged(
    station: Station, person: People, clock: FrozenClock, listed: Callable[[], Around]
) -> None:
    """From then on nothing hangs."""
    number = station.publications.put_up(person("village_poster"), "L1", channel="board_town", place="公示栏")
    clock.advance(3 * DAY)
    station.publications.take_down(person("operator"), number, reason="被风刮走")
    clock.advance(DAY)
    (gap,) = listed().gaps
    assert gap.end - gap.start == dt.timedelta(days=1)


@pytest.mark.parametrize(("channel", "place"), [("wechat", "https://www.example.cn/2"), ("radio", "村村响")])
def test_what_does_not_last_covers_nothing(
    station: Station,
    person: People,
    clock: FrozenClock,
    listed: Callable[[], Around],
    channel: str,
    place: str,
) -> None:
    """Only a durable channel carries a publicity period: a message is gone the next day."""
    station.publications.put_up(person("operator"), "L1", channel=channel, place=place)
    clock.advance(2 * DAY)
    assert [gap.channel for gap in listed().gaps] == ["board_town"]


def test_each_planned_channel_covers_the_period_by_itself(
    station: Station, person: People, clock: FrozenClock, put_up: Callable[[Notice], None]
) -> None:
    """土地管理法 art. 47: town, village and group; the website does not stand in for a board."""
    put_up(list_of(channels_allowed=("led_gate", "board_town", "board_village", "wechat")))
    for channel, place in (("board_town", "镇公示栏"), ("website", "https://www.example.cn/1")):
        station.publications.put_up(person("operator"), "L1", channel=channel, place=place)
    clock.advance(2 * DAY)
    found = around(station.office, "L1")
    assert [gap.channel for gap in found.gaps] == ["board_village"]
    assert found.as_dict()["gaps"][0]["channel"] == "board_village"


@pytest.mark.parametrize(
    ("channel", "place"), [("board_village", "村委会"), ("website", "https://www.example.cn/1")]
)
def test_no_day_before_the_approval_is_ever_covered(
    station: Station,
    person: People,
    clock: FrozenClock,
    put_up: Callable[[Notice], None],
    channel: str,
    place: str,
) -> None:
    """R2: approved in the midst of its period, it hung nowhere before; a broadcast covers nothing anyway."""
    clock.advance(2 * DAY)
    put_up(list_of(channels_allowed=("led_gate", channel)))
    approved, operator = station.clock.now(), person("operator")
    since = {"since": approved - dt.timedelta(seconds=1)}
    step = station.publications.put_up
    assert refused(step, operator, "L1", channel=channel, place=place, **since) == "posting_before_approval"
    step(operator, "L1", channel="radio", place="村广播", **since)
    step(operator, "L1", channel=channel, place=place, since=approved)
    clock.advance(DAY)
    (gap,) = around(station.office, "L1").gaps
    assert (gap.channel, gap.end) == (channel, approved)


def test_what_is_wrong_with_a_posting_is_said(
    station: Station, person: People, clock: FrozenClock, listed: Callable[[], Around]
) -> None:
    """Signs are recorded by themselves; times are past; a posting comes down once."""
    put_up, take_down = station.publications.put_up, station.publications.take_down
    operator, now = person("operator"), station.clock.now()
    ahead = now + dt.timedelta(seconds=1)
    board = {"channel": "board_town", "place": "公示栏"}
    assert refused(put_up, operator, "L1", channel="led_gate", place="大门") == "posting_on_sign"
    assert refused(put_up, operator, "L1", channel="a b", place="公示栏") == "note_missing"
    assert refused(put_up, operator, "L1", **board, since=ahead) == "instant_ahead"
    assert refused(put_up, person("approver"), "L1", **board) == "role_needed"
    number = put_up(operator, "L1", **board)
    assert refused(take_down, operator, number, reason="r") == "down_before_up"
    assert refused(take_down, operator, 99, reason="r") == "no_such_posting"
    clock.advance(60)
    second = put_up(operator, "L1", **board, since=now)
    take_down(operator, second, reason="r")
    assert refused(take_down, operator, second, reason="r") == "posting_down_already"
    assert len(listed().postings) == 2


@pytest.mark.parametrize("table", ["objection", "objection_decision", "posting", "posting_end", "refresh"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET name = 'x'"])
def test_the_database_keeps_these_facts(
    station: Station,
    person: People,
    clock: FrozenClock,
    put_up: Callable[[Notice], None],
    table: str,
    verb: str,
) -> None:
    """R11, R12: not even a hand-written statement changes one of them."""
    put_up(list_of(schedule=Schedule(rhythm=Rhythm.STANDING)))
    number = station.objections.receive(person("operator"), "L1", how="phone", summary="反映")
    station.objections.decide(person("reviewer"), number, outcome="rejected", note="n")
    board = {"channel": "board_town", "place": "公示栏"}
    posting = station.publications.put_up(person("operator"), "L1", **board)
    clock.advance(60)
    station.publications.take_down(person("operator"), posting, reason="r")
    station.rounds.refresh(person("reviewer"), "L1", next_on=TODAY + dt.timedelta(days=9))
    with pytest.raises(DatabaseError, match="append-only"), station.database.write() as session:
        session.connection().execute(text(verb.format(table)))


# -- links -------------------------------------------------------------------------------------


def test_corrections_and_clarifications_are_linked_both_ways(
    station: Station, person: People, listed: Callable[[], Around]
) -> None:
    """Whoever opens either sees the other (Disclosure Regulation art. 6, 41)."""
    plain = {"publicity_period": None}
    desk, drafter = station.desk, person("drafter")
    desk.draft(drafter, list_of("C1", "correction", correction_of="L1", **plain))
    desk.draft(drafter, list_of("K1", "clarification", clarifies="L1", **plain))
    desk.draft(drafter, list_of("L10", "general", body=("另见L1公告。",), **plain))
    found = listed()
    assert (found.corrected_by, found.clarified_by) == (("C1",), ("K1",))
    assert found.pending == ("C1", "K1")
    assert around(station.office, "C1").corrects == "L1"
    assert around(station.office, "K1").clarifies == "L1"


# -- rounds ------------------------------------------------------------------------------------


def known(number: int, schedule: Schedule | None, refresh_on: dt.date | None = None) -> Known:
    begun = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=number)
    return Known(list_of(f"S{number}", schedule=schedule), begun, refresh_on)


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def test_what_is_due_is_told_a_fortnight_ahead_and_stays_overdue() -> None:
    """The earliest first; beyond a fortnight nothing."""
    days = (15, 14, 0, -1)
    items = [known(n, Schedule(rhythm=Rhythm.STANDING, refresh_on=in_days(d))) for n, d in enumerate(days)]
    found = due([*items, known(9, None), known(8, Schedule(rhythm=Rhythm.ONCE))], TODAY)
    assert [(one.id, one.overdue) for one in found] == [("S3", True), ("S2", False), ("S1", False)]


@pytest.mark.parametrize(("rhythm", "what"), [(Rhythm.RECURRING, "next"), (Rhythm.STAGED, "stage")])
def test_of_a_series_its_newest_number_speaks(rhythm: Rhythm, what: str) -> None:
    """The number after an old one is there: only what follows the newest is due."""
    old = Schedule(rhythm=rhythm, series="季度补贴", stage="开工", next_due=in_days(-90))
    new = Schedule(rhythm=rhythm, series="季度补贴", stage="主体完工", next_due=in_days(1))
    (one,) = due([known(2, new), known(1, old)], TODAY)
    assert (one.id, one.what, one.stage, one.overdue) == ("S2", what, "主体完工", False)
    assert one.as_dict()["on"] == in_days(1).isoformat()


def test_a_look_puts_the_next_one_off(
    station: Station, person: People, put_up: Callable[[Notice], None]
) -> None:
    """固定性工作长期公开: a reviewer says that it is still right; as nothing changes, no new approval."""
    put_up(list_of(schedule=Schedule(rhythm=Rhythm.STANDING, refresh_on=in_days(-1))))
    assert [one.id for one in due_now(station.database, TODAY, practice=False)] == ["L1"]
    station.rounds.refresh(person("reviewer"), "L1", next_on=in_days(90), note="已核对，无变化")
    assert due_now(station.database, TODAY, practice=False) == ()
    assert due_now(station.database, in_days(89), practice=False)[0].on == in_days(90)
    assert kinds(station)[0] == "refreshed"
    station.desk.withdraw(person("approver"), "L1", "不再适用")
    assert due_now(station.database, in_days(100), practice=False) == ()


def test_what_is_wrong_with_a_look_is_said(
    station: Station, person: People, put_up: Callable[[Notice], None]
) -> None:
    """R18: a day ahead and within a year; R5: not by its maker; only standing items."""
    put_up(list_of(schedule=Schedule(rhythm=Rhythm.STANDING)))
    put_up(list_of("L2"))
    refresh, reviewer = station.rounds.refresh, person("reviewer")
    assert refused(refresh, reviewer, "L1", next_on=TODAY) == "refresh_day"
    assert refused(refresh, reviewer, "L1", next_on=in_days(367)) == "refresh_day"
    assert refused(refresh, reviewer, "L2", next_on=in_days(9)) == "not_standing"
    assert refused(refresh, person("operator"), "L1", next_on=in_days(9)) == "role_needed"
    maker = Actor("drafter", "某人", frozenset({Role.REVIEWER}), Via.WEB)
    with pytest.raises(NotAllowed):
        refresh(maker, "L1", next_on=in_days(9))
