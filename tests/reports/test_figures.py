"""Beside the items: figures, a year before, what is known on a day; read from a whole office."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock, to_ms
from ledctl.errors import Refused
from ledctl.intake.sheet import Sheet
from ledctl.ledger.downtime import How, Outage, begin_outage, end_outages, open_outages
from ledctl.ledger.log import append
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot
from ledctl.notices.around_model import Posting
from ledctl.notices.entries import Entry, make_entry
from ledctl.notices.entry_lists import read_list
from ledctl.reports.periods import Period, month, year
from ledctl.station import Station
from tests.publishing.office import Office, actor, office_of, short_notice

TOWN = '[desk]\ntown = "示例镇人民政府"\n'
NOVEMBER = month(2026, 11)


@pytest.fixture
def site(site: Path) -> Path:
    (site / "site.toml").write_text(TOWN, "utf-8")
    return site


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    return office_of(station, clock)


def clerk() -> Actor:
    return Actor("li", "李某", frozenset({Role.DRAFTER}), Via.WEB)


def entry(title: str, day: str, station: Station, channel: str = "wechat") -> Entry:
    return make_entry({"title": title, "channel": channel, "published_on": day}, station.today())


def test_figures_of_a_month(office: Office, clock: FrozenClock) -> None:
    """Withdrawals, objections, interruptions, timeliness: each a number of facts of the period."""
    station = office.station
    for name in ("A", "B"):
        office.approve(short_notice(name))
    office.worker.step()
    clock.advance(600)
    number = station.objections.receive(actor("reviewer"), "A", how="phone", summary="金额有误")
    station.objections.decide(actor("reviewer"), number, outcome="accepted", note="属实")
    station.desk.withdraw(actor("approver"), "B", "撤")
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, to_ms(clock.now()))
        begin_outage(session, "gate", Outage.DRILL, to_ms(clock.now()))
        clock.advance(60)
        end_outages(session, open_outages(session, "gate"), to_ms(clock.now()), How.CONFIRMED)
    facts = station.period_count(NOVEMBER).facts
    told = ("withdrawals", "objections", "objections_upheld", "corrections", "privacy_hits")
    assert [facts[name] for name in told] == [1, 1, 1, 0, 0]
    assert facts["interruptions"] == 2, "the start of the publisher and the link; a drill is ordered"
    assert (facts["timed"], facts["timely"], facts["median_minutes"]) == (1, 1, 0)
    quiet = station.period_count(month(2026, 10)).facts
    assert set(quiet.values()) == {0}
    assert "median_minutes" not in quiet


def test_a_personal_datum_that_was_stopped_is_a_figure(office: Office) -> None:
    """What screening found before anybody approved: how many, and nothing else of it."""
    notice = short_notice("A").model_copy(update={"body": ("电话13912345678，请联系。",)})
    office.station.desk.draft(actor("drafter"), notice)
    assert office.station.period_count(NOVEMBER).facts["privacy_hits"] == 1


def test_as_of_an_earlier_day_later_entries_are_not_known(station: Station, clock: FrozenClock) -> None:
    """What was entered after the as-of day is in none of its numbers; a strike neither."""
    first = station.elsewhere.enter(clerk(), entry("甲", "2026-11-20", station))
    as_of = station.today()
    clock.advance(86_400)
    station.elsewhere.enter(clerk(), entry("乙", "2026-11-20", station))
    station.elsewhere.strike(clerk(), first, "误登")
    then, now = (station.period_count(NOVEMBER, day) for day in (as_of, station.today()))
    assert [[item.title for item in count.items] for count in (then, now)] == [["甲"], ["乙"]]


def test_a_year_before_is_the_same_days(station: Station) -> None:
    """22 November against 22 November, not against a whole year; and where nothing is known, it is said."""
    for title, day in (("甲", "2026-11-20"), ("乙", "2025-11-20"), ("丙", "2025-12-20")):
        station.elsewhere.enter(clerk(), entry(title, day, station))
    account = station.reckoning.account(year(2026), station.today())
    assert account.before is not None
    assert account.before.period == Period(date(2025, 1, 1), date(2025, 11, 23))
    assert (account.total.items, account.total.before, account.total.more) == (1, 1, 0)
    assert account.is_compared_in_part, "the record itself begins later"
    told = account.as_dict()["year_before"]
    assert (told["items"], told["percent"], told["in_part"]) == (1, 0.0, True)
    alone = station.reckoning.account(year(2025), date(2025, 12, 31))
    assert (alone.before, alone.as_dict()["year_before"]) == (None, None)


def test_a_period_that_has_not_begun_is_empty(station: Station) -> None:
    """Next year has no items yet and nothing to compare with."""
    account = station.reckoning.account(year(2028), station.today())
    assert (account.total.items, account.count.displays, account.before) == (0, 0, None)


def test_a_sign_that_never_answers_proves_no_publication(station: Station, clock: FrozenClock) -> None:
    """P0 only: listed as sent and unverified; on the website too, it is an item, and of no sign."""
    at = datetime(2026, 11, 22, tzinfo=UTC)
    with station.database.write() as session:
        for name in ("A", "B"):
            facts = {"title": name, "category": "general", "issuing_unit": "示例镇人民政府"}
            append(session, kind="approved", at=at, actor="zhao", notice=name, version=1, **facts)
    recorder = Recorder(station.database, "gate", station.settings.zoneinfo, clock)
    for name in ("A", "B"):
        slot = Slot(name, 1, name, "general", "o1", "ab" * 32, 1, "zhao", False, "plan", 0)
        recorder.started(slot, 0, to_ms(clock.now()), 0, Result.ACKED)
        clock.advance(10)
    recorder.ended(to_ms(clock.now()))
    recorder.flush(force=True)
    unsealed = station.period_count(NOVEMBER)
    recorder.seal(to_ms(clock.now()), "stop")
    sealed = station.period_count(NOVEMBER)
    assert [item.id for item in unsealed.unverified] == [item.id for item in sealed.unverified] == ["A", "B"]
    assert (unsealed.items, sealed.items, sealed.displays) == ((), (), 0)
    with station.database.write() as session:
        who = {"account": "li", "name": "李某", "via": "web", "at": clock.now()}
        session.add(Posting(notice_id="A", channel="website", place="x", posted_at=at, practice=False, **who))
    (item,) = station.period_count(NOVEMBER).items
    assert (item.id, dict(item.channels)) == ("A", {"website": date(2026, 11, 22)})
    assert station.year_count(2026).beside.unconfirmed_items == 2


def test_an_item_outlives_the_entry_it_began_with(station: Station) -> None:
    """Its first entry is struck, its second stands: a third channel is asked about, and counts with it."""
    enter = station.elsewhere.enter
    first = enter(clerk(), entry("甲", "2026-11-18", station))
    enter(clerk(), entry("甲", "2026-11-19", station, "website"), f"item:{first}")
    station.elsewhere.strike(clerk(), first, "误登")
    third = entry("甲", "2026-11-20", station, "weibo")
    with pytest.raises(Refused, match="item:1"):
        enter(clerk(), third)
    enter(clerk(), third, f"item:{first}")
    (item,) = station.period_count(NOVEMBER).items
    assert dict(item.channels) == {"website": date(2026, 11, 19), "weibo": date(2026, 11, 20)}


def test_a_thousand_rows_are_taken_row_by_row(station: Station) -> None:
    """R31: each bad row is named with its reason, every good one is an item, and none counts twice."""
    rows = [["标题", "渠道", "网址", "发布日期"]]
    for number in range(1000):
        day = "" if number % 100 == 7 else f"2026-11-{number % 20 + 1:02}"
        address = f"http://www.example.cn/{number - 1 if number % 100 == 9 else number}"
        channel = "驿站" if number % 100 == 11 else "政府网站"
        rows.append([f"公开信息{number}", channel, address, day])
    found = read_list(Sheet("", tuple(map(tuple, rows))), station.today(), {}, {})
    assert [row.number for row in found.bad] == sorted(
        number + 2 for number in range(1000) if number % 100 in (7, 11)
    )
    for written in (970, 0):
        taken = station.elsewhere.take(clerk(), [(one, "") for _, one in found.entries], "清单.csv")
        assert (len(taken.written), len(taken.told)) == (written, 980 - written)
    assert len(station.period_count(NOVEMBER).counted) == 970
