"""Everything about one notice, from beginning to end."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from ledctl.clock import FrozenClock, to_ms
from ledctl.errors import NotFound
from ledctl.ledger.downtime import Outage, begin_outage
from ledctl.ledger.log import append
from ledctl.questions.timeline import Line, Row, timeline
from ledctl.station import Station
from tests.publishing.office import Office, actor, short_notice


@pytest.fixture
def told(office: Office, station: Station, clock: FrozenClock) -> Office:
    """A was written, changed, decided, shown, objected to, hung up, hit by an outage, taken back."""
    desk, drafter = station.desk, actor("drafter")
    desk.draft(drafter, short_notice("A"))
    clock.advance(60)
    desk.edit(drafter, "A", short_notice("A").model_copy(update={"body": ("明日停水一天。",)}))
    desk.submit(drafter, "A")
    desk.review(actor("reviewer"), "A", "pass", "与台账一致")
    desk.secrecy(actor("secrecy_reviewer"), "A", "pass")
    desk.approve(actor("approver"), "A", "同意发布")
    office.worker.step()
    office.pass_time(1800, step_s=5)
    station.remarks.add(drafter, "A", "村里来电询问")
    station.objections.receive(drafter, "A", how="phone", summary="日期有误")
    clock.advance(5)
    station.objections.decide(actor("approver"), 1, outcome="rejected", note="日期无误")
    station.publications.put_up(drafter, "A", channel="board_town", place="镇公告栏")
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, to_ms(clock.now()))
        append(
            session, kind="alert_raised", at=clock.now(), actor="system", sign="gate", alert=1,
            code="sign_lost", severity="major",
        )  # fmt: skip
    clock.advance(5)
    office.withdraw("A")
    return office


def lines_of(station: Station) -> tuple[Line, ...]:
    return timeline(station.questions.notice("A"), station.settings.zoneinfo)


def test_the_story_has_everything_in_its_order(told: Office, station: Station) -> None:
    """The issue: who wrote, changed, reviewed, approved, every display, outages, objections, postings."""
    lines = lines_of(station)
    codes = [line.code for line in lines]
    wanted = ["draft_saved", "draft_saved", "submitted", "reviewed", "secrecy_reviewed", "approved", "shown"]
    wanted += ["remarked", "objection_received", "objection_decided", "posted_elsewhere"]
    positions = [codes.index(code) for code in wanted]
    assert positions == sorted(positions)
    assert {"alert_raised", "withdrawn", "displayed"} <= set(codes)
    assert [line.at for line in lines] == sorted(line.at for line in lines)


@pytest.mark.parametrize(
    ("code", "who", "said"),
    [
        ("reviewed", "reviewer", "与台账一致"),
        ("approved", "approver", "同意发布"),
        ("remarked", "drafter", "村里来电询问"),
        ("objection_received", "drafter", "日期有误"),
        ("objection_decided", "approver", "日期无误"),
        ("posted_elsewhere", "drafter", "镇公告栏"),
        ("withdrawn", "approver", "内容有误"),
    ],
)
def test_what_people_wrote_stands_beside_what_they_did(
    told: Office, station: Station, code: str, who: str, said: str
) -> None:
    """Events hold no summaries; the reader finds the words in the line all the same."""
    (line,) = (line for line in lines_of(station) if line.code == code)
    assert (line.who, line.said) == (who, said)


def test_no_event_of_the_notice_is_left_out(told: Office, station: Station) -> None:
    """R35: nothing can be hidden: as many lines as events, besides alerts, outages and days."""
    case = station.questions.notice("A")
    lines = timeline(case, station.settings.zoneinfo)
    assert sum(line.row is Row.EVENT for line in lines) == len(case.events) > 10
    assert [line.code for line in lines if line.row is Row.OUTAGE] == ["link"]
    assert len(case.dossier.versions) == 1


def test_days_add_up_to_the_displays(told: Office, station: Station) -> None:
    """The day's line has the hour in progress in it, and the same sum as page by page."""
    told.worker._recorder.flush(force=True)
    case = station.questions.notice("A")
    pages = [one for one in told.displays() if one.notice == "A"]
    assert sum(day.shown for day in case.days) == len(pages) > 100
    assert sum(day.acked for day in case.days) == sum(one.acknowledged for one in pages)
    (line,) = (line for line in lines_of(station) if line.row is Row.DAY)
    assert (line.day, line.sign) == (case.days[0], "gate")


def test_a_day_is_that_of_the_site(office: Office, station: Station, clock: FrozenClock) -> None:
    """R13: a display at a quarter to midnight in Shanghai is of that day, whatever the machine thinks."""
    office.put_up("A")
    office.pass_time(60)
    clock.advance((clock.now().replace(hour=15, minute=58) - clock.now()).total_seconds())
    office.worker.step()
    office.pass_time(300, step_s=5)
    office.worker._recorder.flush(force=True)
    assert [day.day for day in station.questions.notice("A").days] == ["2026-11-23", "2026-11-24"]


def test_the_answer_is_plain_json(told: Office, station: Station) -> None:
    """Stable keys; nothing in it that JSON cannot say."""
    case = station.questions.notice("A")
    said = json.loads(json.dumps(case.as_dict()))
    assert set(said) >= {"id", "title", "versions", "decisions", "orders", "around", "standing", "events"}
    assert set(said) >= {"outages", "days", "kept", "alerts", "remarks"}
    assert said["days"][0]["shown"] == case.days[0].shown
    lines = json.loads(json.dumps([line.as_dict() for line in lines_of(station)]))
    assert {"row", "at", "code", "who", "said", "sign", "proof", "day"} <= set(lines[0])


def test_a_step_in_somebodys_name_says_whose(
    office: Office, station: Station, write: Callable[..., None]
) -> None:
    """Who stood in is named with whom they stood in for."""
    from dataclasses import replace

    from ledctl.accounts.model import Giver, Role

    write("A")
    station.desk.submit(actor("drafter"), "A")
    giver = Giver("qian", "某钱", frozenset({Role.REVIEWER}))
    stand_in = replace(actor("operator"), stands_in_for=(giver,))
    station.desk.review(stand_in, "A", "pass", "代为审核")
    (line,) = (line for line in lines_of(station) if line.code == "reviewed")
    assert (line.who, line.on_behalf, line.said) == ("operator", "某钱", "代为审核")


def test_there_is_no_file_of_a_notice_that_never_was(station: Station) -> None:
    """A wrong number is refused in words."""
    with pytest.raises(NotFound):
        station.questions.notice("none")


def test_outages_beyond_its_windows_are_not_its_own(
    told: Office, station: Station, clock: FrozenClock
) -> None:
    """What hit the sign after the notice was taken back is no loss of it."""
    clock.advance(60)
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.REFUSED, to_ms(clock.now() + timedelta(seconds=1)))
    assert [one.cause for one in station.questions.notice("A").outages] == [Outage.LINK]
