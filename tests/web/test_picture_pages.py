"""The pictures on the pages: with their figures, as files; every look of an auditor on record."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.clock import FrozenClock, to_ms
from ledctl.errors import NotFound
from ledctl.ledger.downtime import How, Outage, begin_outage, end_outages, open_outages
from ledctl.ledger.log import events
from ledctl.pictures.album import Album
from ledctl.reports.periods import Period
from ledctl.station import Station
from tests.pictures.reading import read, words
from tests.publishing.office import Office, office_of, short_notice
from tests.web.office_hands import Browser

SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
TITLE = "<b>停水通知</b> & 复水"


@pytest.fixture
def stood(station: Station, clock: FrozenClock) -> Office:
    """One notice stands for two hours, with the link dead for ten minutes in between."""
    office = office_of(station, clock)
    office.approve(short_notice("A").model_copy(update={"title": TITLE}))
    office.worker.step()
    office.pass_time(3600, step_s=10)
    began = to_ms(clock.now())
    clock.advance(600)
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, began, error="TimedOut")
        end_outages(session, open_outages(session, "gate"), to_ms(clock.now()), How.CONFIRMED)
    office.pass_time(3600, step_s=10)
    office.worker._recorder.flush(force=True)
    return office


def pictures(page: str) -> list[str]:
    return [found.group() for found in SVG.finditer(page)]


def test_the_time_line_of_today(stood: Office, sign_in: Callable[..., Browser]) -> None:
    """Without dates today, all signs: picture, notices with figures, each stretch with its times."""
    page = sign_in(Role.REVIEWER).get("/history/timeline")
    (svg,) = pictures(page)
    assert read(svg).attrib["role"] == "img"
    assert "显示屏失联" in {one.text for one in words(svg)}
    table = page.partition("</svg>")[2]
    assert "停水通知" in table
    assert ">显示屏失联</td>" in table
    assert "10 分钟" in table
    assert TITLE not in page, "what a person wrote is text"


def test_one_sign_names_its_notices(stood: Office, sign_in: Callable[..., Browser]) -> None:
    """A lane for each, titles as they were written; before and after are a step away."""
    page = sign_in(Role.REVIEWER).get("/history/timeline?since=2026-11-23&until=2026-11-23&sign=gate")
    (svg,) = pictures(page)
    assert f"A {TITLE}" in {one.text for one in words(svg)}
    assert 'href="/history/timeline?since=2026-11-22&amp;until=2026-11-22&amp;sign=gate"' in page
    assert 'href="/history/timeline?since=2026-11-23&amp;until=2026-11-29&amp;sign=gate"' in page
    assert '<option value="gate" selected>' in page


def test_the_calendar_of_the_year(stood: Office, sign_in: Callable[..., Browser], station: Station) -> None:
    """Its displays are those of the year's count; the day leads to its time line."""
    browser = sign_in(Role.REVIEWER)
    page = browser.get("/history/calendar")
    today = station.clock.now().astimezone(station.settings.zoneinfo).date()
    displays = station.year_count(today.year).displays
    assert displays > 0
    assert f"{displays} 次展示；有展示 1 天" in page
    assert f'<a href="/history/timeline?since={today}&amp;until={today}&amp;sign=">{today}</a>' in page
    assert "无记录" in page
    browser.get("/history/calendar?year=2999")


def test_the_report_has_its_pictures(
    stood: Office, sign_in: Callable[..., Browser], station: Station
) -> None:
    """Hours by category and months, with the figures of the count beside them."""
    page = sign_in(Role.REVIEWER).get("/report/2026")
    categories, months = pictures(page)
    count = station.year_count(2026)
    assert any(f"{count.displays} 次展示" in one.text for one in words(categories))
    assert str(count.displays) in {one.text for one in words(months)}
    assert "2026-11" in page.partition("逐月条数与次数")[2]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/history/timeline.svg?since=2026-11-23&sign=gate", "timeline-2026-11-23-2026-11-23.svg"),
        ("/history/calendar.svg?year=2026", "calendar-2026.svg"),
        ("/report/2026/categories.svg", "categories-2026.svg"),
        ("/report/2026/months.svg", "months-2026.svg"),
    ],
)
def test_every_picture_is_a_file(
    stood: Office, sign_in: Callable[..., Browser], path: str, name: str
) -> None:
    """Taken away, never opened as a page; in the language of the reader."""
    browser = sign_in(Role.REVIEWER)
    answer = browser.client.get(path)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert read(answer.text).attrib["lang"] == "zh-CN"
    browser.client.get("/language/en")
    assert read(browser.get(path)).attrib["lang"] == "en"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("timeline?since=yesterday", 422, "日期"),
        ("timeline?since=1066-01-01", 422, "日期"),
        ("timeline?since=2026-11-24&until=2026-11-23", 422, "晚于"),
        ("timeline?since=2020-01-01&until=2026-01-01", 422, "最多画 400 天"),
        ("timeline?sign=nowhere", 404, "没有名为 nowhere 的显示屏"),
        ("calendar?year=2026&sign=nowhere", 404, "没有名为 nowhere 的显示屏"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(
    sign_in: Callable[..., Browser], query: str, status: int, said: str
) -> None:
    """The sentence says what to change."""
    assert said in sign_in(Role.REVIEWER).get(f"/history/{query}", status)


def test_a_site_without_signs_says_so(station: Station) -> None:
    """Nothing to draw is a sentence, not a crash; the calendar is empty."""
    album = Album(replace(station.office, signs={}), lambda *_: (), {}, station.boards)
    with pytest.raises(NotFound) as caught:
        album.timeline("", Period(date(2026, 11, 23), date(2026, 11, 23)))
    assert caught.value.sentences[0].code == "picture_no_signs"
    assert {one.recorded for one in album.calendar(2026).values.days} == {False}


def test_every_look_of_an_auditor_is_on_record(
    stood: Office, sign_in: Callable[..., Browser], station: Station
) -> None:
    """A picture is a look at the record like any other."""
    auditor = sign_in(Role.AUDITOR)
    for path in (
        "timeline?since=2026-11-23",
        "timeline.svg?since=2026-11-23",
        "calendar",
        "calendar.svg?year=2026",
    ):
        auditor.get(f"/history/{path}")
    with station.database.read() as session:
        looks = [one.facts["what"] for one in events(session, kind="auditor_looked")]
    assert len(looks) == 4
    assert sum(look.startswith("timeline") for look in looks) == 2


def test_nobody_unknown_sees_a_picture(open_browser: Callable[..., Browser]) -> None:
    """They are behind the door like all of the record."""
    answer = open_browser().get("/history/timeline.svg", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


def test_a_live_site_bears_no_mark_of_practice(station: Station, stood: Office) -> None:
    """R7: the mark means practice and nothing else."""
    day = station.clock.now().astimezone(station.settings.zoneinfo).date()
    assert "PRACTICE" not in station.album.timeline("gate", Period(day - timedelta(days=1), day)).svg


def test_programs_get_the_values_and_the_pictures(
    stood: Office, open_browser: Callable[[], TestClient], hire: Callable[..., str], station: Station
) -> None:
    """The same values, the same rights, the same record of looks as on the pages."""
    password, client = hire("auditor", Role.AUDITOR), open_browser()
    token = client.post("/api/login", json={"account": "auditor", "password": password}).json()["token"]
    head = {"authorization": f"Bearer {token}"}
    (line,) = client.get("/api/timeline?since=2026-11-23&sign=gate", headers=head).json()["signs"]
    assert line["notices"][0]["title"] == TITLE
    assert [kind for kind, _, _ in line["states"]].count("link") == 1
    days = client.get("/api/calendar/2026", headers=head).json()["days"]
    assert sum(day["displays"] for day in days) == line["notices"][0]["displays"]
    for path in ("timeline.svg?since=2026-11-23&english=true", "calendar/2026.svg?english=true"):
        answer = client.get(f"/api/{path}", headers=head)
        assert answer.headers["content-type"] == "image/svg+xml"
        assert read(answer.text).attrib["lang"] == "en"
    assert client.get("/api/timeline").status_code == 401
    with station.database.read() as session:
        assert len(events(session, kind="auditor_looked")) == 4
