"""The auditor's questions as pages and through the API; every look of an auditor is on record, once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from PIL import Image
from starlette.testclient import TestClient

from drivers.picture import to_image
from ledctl.accounts.model import Role
from ledctl.cli.audit_lines import moment_lines
from ledctl.clock import FrozenClock, local_text
from ledctl.ledger.log import Entry, events
from ledctl.questions.moments import Moment, Word
from ledctl.questions.standing_page import StandingPage
from ledctl.station import Station
from ledctl.web.audit_labels import MOMENT_WORDS, moment_words
from tests.full_disk import read_only
from tests.publishing.office import Office, actor, office_of, short_notice
from tests.web.office_hands import OWN_PASSWORD, Browser
from tests.web.test_page_markup import read

EVIL = "<script>alert(1)</script>"
LOOKS_OF_THE_API = ("checkpoints", "count", "elsewhere", "forms", "calendar/2026", "timeline.svg")
"""What auditors look at elsewhere; the picture is an answer that is given whole."""


@pytest.fixture
def lit(station: Station, clock: FrozenClock) -> Office:
    """A stood for half an hour; somebody wrote a script into an objection; then it was taken back."""
    office = office_of(station, clock)
    office.approve(short_notice("A"))
    office.worker.step()
    office.pass_time(1800, step_s=5)
    station.objections.receive(actor("drafter"), "A", how="phone", summary=f"日期有误{EVIL}")
    office.withdraw("A")
    office.worker.step()
    return office


def looks(station: Station) -> list[Entry]:
    with station.database.read() as session:
        return events(session, kind="auditor_looked", limit=1000)


def typed(station: Station, clock: FrozenClock, back: float) -> str:
    return local_text(clock.now() - timedelta(seconds=back), station.settings.zoneinfo)


def test_the_page_of_an_instant_shows_the_exact_picture(
    lit: Office, station: Station, clock: FrozenClock, sign_in: Callable[..., Browser]
) -> None:
    """R38: the picture is the frame that was approved, pixel by pixel; who approved stands beside."""
    auditor = sign_in(Role.AUDITOR)
    at = typed(station, clock, 600)
    page = auditor.get(f"/audit/at?at={at}")
    assert "停水通知A" in page
    assert "P3 设备确认正在显示" in page
    assert "某approver" in page
    address = re.search(r'src="(/audit/frame/([0-9a-f]{64})/(\d+)\.png)"', page)
    assert address is not None
    picture = Image.open(BytesIO(auditor.client.get(address[1]).content)).convert("RGB")
    frame = station.questions.frame(address[2], int(address[3]))
    assert picture.tobytes() == to_image(frame).convert("RGB").tobytes()
    assert [one.facts["what"] for one in looks(station)] == [f"at {at}"], "once, not once a picture"


def test_this_very_moment_leads_to_the_last_one_on_record(
    lit: Office, clock: FrozenClock, sign_in: Callable[..., Browser]
) -> None:
    """R35: today is in every range; what nobody heard of yet stays unknown, one click from the last word."""
    lit.put_up("M")
    lit.pass_time(60)
    lit.worker._recorder.flush(force=True)
    clock.advance(30)
    reader = sign_in(Role.REVIEWER)
    page = reader.get("/audit/at")
    assert "不明" in page
    assert "<img" not in page
    link = re.search(r'href="(/audit/at\?at=[^"]+)"', page)
    assert link is not None
    assert "停水通知M" in reader.get(link[1].replace("&amp;", "&"))


def test_each_question_is_a_page_and_a_look(
    lit: Office, station: Station, clock: FrozenClock, sign_in: Callable[..., Browser]
) -> None:
    """The issue: every look by an auditor is itself recorded; the words searched for are not."""
    auditor = sign_in(Role.AUDITOR)
    for path, what, held in [
        ("/audit/at?at=09:10", "at 2026-11-23 09:10:00", "gate"),
        ("/audit/notice/A", "notice A", "撤回"),
        ("/audit/person?account=approver", "person approver", "批准发布"),
        ("/audit/category?category=general", "category general", "停水通知A"),
        ("/audit/search?words=日期有误", "search", "<mark>日期有误</mark>"),
        ("/audit/gaps", "gaps", "没有缺口"),
    ]:
        before = len(looks(station))
        page = auditor.get(path)
        assert held in page, path
        assert read(page).faults == [], path
        assert EVIL not in page, "what a person wrote stays text"
        assert looks(station)[0].facts["what"] == what
        assert looks(station)[0].actor == "auditor"
        assert len(looks(station)) == before + 1


def test_the_questions_are_open_to_everybody_of_the_office_and_to_nobody_else(
    lit: Office, station: Station, sign_in: Callable[..., Browser], open_browser: Callable[[], TestClient]
) -> None:
    """Looking is anybody's right, as the history is; only an auditor's look is written down as one."""
    drafter = sign_in(Role.DRAFTER)
    assert 'href="/audit"' in drafter.get("/history")
    for path in ("/audit", "/audit/at", "/audit/notice/A", "/audit/gaps", "/audit/search?words=一"):
        drafter.get(path)
        assert open_browser().get(path, follow_redirects=False).status_code == 303
    assert looks(station) == []


def test_one_notice_from_top_to_bottom(lit: Office, sign_in: Callable[..., Browser]) -> None:
    """Who wrote, changed, decided, every display by sign and day, then page by page on demand."""
    reader = sign_in(Role.REVIEWER)
    page = reader.get("/audit/notice?id=A")
    story = page[page.index('<ol class="story">') :]
    order = [
        story.index(word) for word in ("保存草稿", "审核通过", "批准发布", "上屏展示", "收到异议", "撤回")
    ]
    assert order == sorted(order)
    assert "内容有误" in story
    link = re.search(r'href="(/audit/notice/A\?day=[^"]+)#day"', page)
    assert link is not None
    day = reader.get(link[1].replace("&amp;", "&"))
    assert day.count('" class="at">') == 2 * int(re.search(r"发送 (\d+) 次", page)[1])  # type: ignore[index] # found above


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/audit/at?at=2030-01-01 10:00", 422, "还没有到"),
        ("/audit/at?at=2026-02-30 10:00", 422, "不是一个时刻"),
        ("/audit/at?at=09:10&sign=nowhere", 404, "nowhere"),
        ("/audit/notice/none", 404, "none"),
        ("/audit/notice?id=", 422, "id"),
        ("/audit/person?account=nobody", 404, "没有“nobody”这个账号"),
        ("/audit/category?category=nothing", 404, "nothing"),
        ("/audit/search?words=", 422, "一个字也可以"),
        ("/audit/gaps?since=2026-11-23&until=2026-11-01", 422, "日期"),
        (f"/audit/frame/{'ab' * 32}/1.png", 404, "没有这样一幅画面"),
        ("/audit/frame/not-a-digest/1.png", 422, ""),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    lit: Office, station: Station, sign_in: Callable[..., Browser], path: str, status: int, said: str
) -> None:
    """A sentence a clerk can act on, and no look at what was not shown."""
    auditor = sign_in(Role.AUDITOR)
    assert said in auditor.get(path, status)
    assert looks(station) == []


def test_a_look_does_not_fail_on_a_full_disk_and_says_so(
    lit: Office, station: Station, sign_in: Callable[..., Browser], app: FastAPI
) -> None:
    """An auditor who comes because something is wrong is answered, and told of the missing look."""
    auditor = sign_in(Role.AUDITOR)
    with TestClient(app) as client:
        login = {"account": "auditor", "password": OWN_PASSWORD}
        key = {"authorization": f"Bearer {client.post('/api/login', json=login).json()['token']}"}
        with read_only(station.database):
            for path in ("/audit/notice/A", "/audit/gaps", "/history", "/outages", "/report/2026"):
                assert "这次查阅没有写入记录" in auditor.get(path), path
            for path in ("audit/notice/A", *LOOKS_OF_THE_API):
                answer = client.get(f"/api/{path}", headers=key)
                assert (answer.status_code, answer.headers["x-look-recorded"]) == (200, "no"), path
        assert "x-look-recorded" not in client.get("/api/audit/notice/A", headers=key).headers
    assert "这次查阅没有写入记录" not in auditor.get("/audit/gaps")


def test_the_api_gives_the_same_answers(
    lit: Office, station: Station, clock: FrozenClock, app: FastAPI, sign_in: Callable[..., Browser]
) -> None:
    """Stable keys, the same rights, an auditor's looks on record by the way of the API."""
    sign_in(Role.AUDITOR)
    with TestClient(app) as client:
        login = {"account": "auditor", "password": OWN_PASSWORD}
        key = {"authorization": f"Bearer {client.post('/api/login', json=login).json()['token']}"}

        def ask(path: str) -> Any:
            answer = client.get(f"/api/audit/{path}", headers=key)
            assert answer.status_code == 200, answer.text
            return answer.json()

        (gate,) = ask(f"at?at={typed(station, clock, 600)}&sign=gate")["signs"]
        assert (gate["word"], gate["page"]["notice"], gate["page"]["approval"]["account"]) == (
            *("shown", "A", "approver"),
        )
        picture = client.get(f"/api/audit/frame/{gate['page']['program']}/1.png", headers=key)
        assert picture.headers["content-type"] == "image/png"
        assert {line["row"] for line in ask("notice/A")["timeline"]} == {"event", "day"}
        assert "withdrawn" in {one["kind"] for one in ask("person/approver")["events"]}
        assert [one["notice"] for one in ask("category/general")["items"]] == ["A"]
        assert ask("search?words=停水 储水")["hits"][0]["source"] == "version"
        assert ask("gaps?since=2026-11-23")["signs"][0]["gaps"] == []
        assert client.get("/api/audit/gaps?since=2026-11-23").status_code == 401
    assert {one.via for one in looks(station)} == {"api"}
    assert len(looks(station)) == 6


def test_the_pages_speak_english(lit: Office, sign_in: Callable[..., Browser]) -> None:
    """Every word by the switch; what stays Chinese is what people wrote."""
    reader = sign_in(Role.OPERATOR)
    reader.client.cookies.set("lang", "en")
    for path in ("/audit", "/audit/gaps", "/audit/person?account=operator"):
        main = reader.get(path).split("<main", 1)[1]
        main = re.sub(r"<option.*?</option>", "", main).replace("某operator", "")
        assert not re.search(r"[一-龥]", main), path


def test_practice_is_marked_wherever_it_is_shown(
    station: Station, clock: FrozenClock, sign_in: Callable[..., Browser]
) -> None:
    """R7: a notice of practice is never taken for a real one."""
    from dataclasses import replace

    station.office = replace(station.office, practice=True)
    station.desk.draft(actor("drafter"), short_notice("P"))
    reader = sign_in(Role.REVIEWER)
    for path in ("/audit/notice/P", "/audit/category?category=general", "/audit/search?words=停水"):
        assert 'class="practice-mark"' in reader.get(path), path


def test_a_page_that_was_only_sent_is_not_said_to_stand() -> None:
    """P0: bytes left the host; the auditor's answer does not say that the page was on the sign."""
    at = datetime(2026, 5, 3, tzinfo=UTC)
    page = StandingPage("A", 1, "停水", "general", 1, 1, "ab" * 32, 0, True, "plan", False, "x", None)
    for proof, said in ((0, "sent; nobody can say that it stood"), (1, "on the sign")):
        one = Moment("gate", at, Word.SHOWN, page=replace(page, proof=proof))
        assert moment_words(one)[1] == said
        line = next(moment_lines(one, ZoneInfo("Asia/Shanghai")))
        assert ("not verified" in line) is (proof == 0)
    assert moment_words(Moment("gate", at, Word.GAP)) == MOMENT_WORDS[Word.GAP]
