"""The count and what was published elsewhere, on the pages, through the API and on the command line."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from fastapi import FastAPI
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.clock import FrozenClock
from ledctl.ledger.log import events
from ledctl.notices.entries import make_entry
from ledctl.notices.queries import one
from ledctl.reports import periods
from ledctl.sentences import CATALOGUE
from ledctl.station import Station
from tests.publishing.office import actor, office_of, short_notice
from tests.web.office_hands import OWN_PASSWORD, Browser

ENTRY = {
    "title": "2026年部门预算公开",
    "published_on": "2026-11-20",
    "channel": "website",
    "address": "http://www.example.cn/1.html",
    "office": "示例镇财政所",
    "category": "budget",
    "document": "",
}
LIST = (
    "标题\t渠道\t网址\t发布日期\t序号\n"
    "预算公开\t政府网站\thttp://www.example.cn/2.html\t2026-11-18\t1\n"
    "决算公开\t微信公众号\thttps://mp.example.cn/3\t2026/11/19\t2\n"
    "没有日期\t政府网站\thttp://www.example.cn/4.html\t\t3\n"
    "坏网址\t政府网站\tjavascript:alert(1)\t2026-11-18\t4\n"
)


@pytest.fixture
def site(site: Path) -> Path:
    """A town whose own notices these are."""
    (site / "site.toml").write_text('[desk]\ntown = "示例镇人民政府"\n', "utf-8")
    return site


@pytest.fixture
def shown(station: Station, clock: FrozenClock) -> Station:
    """A notice stood on the gate and was put on the website; then a day passed."""
    office = office_of(station, clock)
    office.approve(short_notice("A"))
    office.worker.step()
    clock.advance(120)
    office.worker.step()
    place = "http://www.example.cn/a.html"
    station.publications.put_up(actor("operator"), "A", channel="website", place=place)
    clock.advance(3600)
    return station


def test_one_item_on_two_channels_counts_once(shown: Station, sign_in: Callable[..., Browser]) -> None:
    """不同渠道和方式公开相同信息计1条: two rows by channel, one in the total, and a rate of 100 %."""
    page = sign_in(Role.REVIEWER).get("/report/count")
    assert re.search(r'<p class="big"><a href="/report/items\?[^"]*">1</a></p>', page)
    assert page.count(">政府网站</td>") == page.count(">政府大门显示屏</td>") == 1
    assert "100.0 %" in page
    assert "上年同期没有任何记录" in page


def test_each_figure_leads_to_its_items_and_on_to_the_notice(
    shown: Station, sign_in: Callable[..., Browser]
) -> None:
    """A figure nobody can take apart proves nothing: a click lists its items, another opens the notice."""
    browser = sign_in(Role.REVIEWER)
    page = browser.get("/report/count?month=2026-11")
    links = re.findall(r'href="(/report/items\?[^"]+)"', page)
    channel = next(link for link in links if "channel=website" in link).replace("&amp;", "&")
    items = browser.get(channel)
    assert '<a href="/notice/A">' in items
    assert "1 条" in items
    assert 'href="/notice/A"' not in browser.get("/report/items?month=2026-10")


@pytest.mark.parametrize("path", ["/report/2026", "/report/count", "/report/count?year=2026"])
def test_a_figure_and_the_list_behind_it_have_the_same_number(
    shown: Station, sign_in: Callable[..., Browser], path: str
) -> None:
    """Whatever figure is clicked, of a sign, of a correction, of a year before: so much is listed."""
    number = shown.objections.receive(actor("reviewer"), "A", how="phone", summary="金额有误")
    shown.objections.decide(actor("reviewer"), number, outcome="accepted", note="属实")
    shown.desk.withdraw(actor("approver"), "A", "撤")
    for day in ("2026-11-20", "2025-11-20"):
        words = {"title": f"某事{day}", "channel": "微信", "published_on": day}
        shown.elsewhere.enter(actor("drafter"), make_entry(words, shown.today()))
    browser = sign_in(Role.AUDITOR)
    links = re.findall(r'href="(/report/(?:items|facts)[^"]+)">(\d+)<', browser.get(path))
    assert len(links) > 4
    assert any("sign=gate" in href for href, _ in links)
    facts = {re.search(r"which=(\w+)", href)[1]: figure for href, figure in links if "/facts" in href}  # type: ignore[index]  # each names one
    ones = {"withdrawals", "objections", "objections_upheld", "timed", "timely"}
    noughts = {"corrections", "privacy_hits"}
    assert facts == ({**dict.fromkeys(ones, "1"), **dict.fromkeys(noughts, "0")} if "count" in path else {})
    for href, figure in links:
        page = browser.get(html.unescape(href))
        assert re.search(f"<strong>{figure}(?: 条)?</strong>", page), href
        if "/facts" in href:
            assert page.count('<a href="/notice/A">') == int(figure)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("year=2026&quarter=2026Q1", "count_period_twice"),
        ("quarter=2026Q5", "count_period_unknown"),
        ("since=2026-01-01", "count_both_days"),
        ("since=2026-02-01&until=2026-01-01", "days_reversed"),
        ("as_of=2026-11-24", "day_ahead"),
    ],
)
def test_a_period_nobody_can_mean_is_refused(
    words: str, code: str, station: Station, sign_in: Callable[..., Browser]
) -> None:
    """Wrong words are answered with a sentence, not with a number of something else."""
    assert CATALOGUE[code][0].format(text="2026Q5", today="2026-11-23") in html.unescape(
        sign_in(Role.REVIEWER).get(f"/report/count?{words}", 422)
    )


@pytest.fixture
def trusting(site: Path) -> None:
    """Asked for before the station: what is only sent counts as shown."""
    with (site / "site.toml").open("a", encoding="utf-8") as file:
        file.write("[count]\nleast_proof = 0\n")


@pytest.mark.parametrize("path", ["/report/2026", "/report/count"])
def test_where_sent_counts_the_name_of_the_number_says_so(
    trusting: None, sign_in: Callable[..., Browser], path: str
) -> None:
    """P0 is no display: a town that counts it reads 展示或仅发送, on every page that has the number."""
    page = sign_in(Role.REVIEWER).get(path)
    assert "<h2>展示或仅发送的次数</h2>" in page
    assert "<h2>展示次数</h2>" not in page


def test_an_entry_is_counted_and_never_twice(shown: Station, sign_in: Callable[..., Browser]) -> None:
    """What was published elsewhere only is an item; the same address again is told and changes nothing."""
    browser = sign_in(Role.DRAFTER)
    browser.post("/report/elsewhere", **ENTRY)
    again = browser.post("/report/elsewhere", 409, **{**ENTRY, "title": "另一个标题"})
    assert "已经登记过" in again
    assert "2026年部门预算公开" in browser.get("/report/elsewhere")
    counted = shown.period_count(periods.year(2026)).counted
    assert [item.title for item in counted if not item.notice] == [ENTRY["title"]]


def test_a_known_title_is_asked_about_and_not_assumed(
    shown: Station, sign_in: Callable[..., Browser]
) -> None:
    """The notice's own title on WeChat: the page asks; told that it is the notice, it is a posting of it."""
    browser, title = sign_in(Role.DRAFTER), _title(shown)
    entry = {**ENTRY, "title": title, "channel": "wechat", "address": "https://mp.example.cn/9"}
    asked = browser.post("/report/elsewhere", 409, **entry)
    assert '<option value="notice:A">' in asked
    assert f'value="{title}"' in asked, "what was typed stays"
    browser.post("/report/elsewhere", **entry, of="notice:A")
    (item,) = shown.period_count(periods.year(2026)).counted
    assert item.channels.keys() == {"led_gate", "website", "wechat"}
    browser.post("/report/elsewhere", 409, **{**entry, "address": ""}, of="new")


def test_a_struck_entry_counts_no_more_and_stays_on_record(
    station: Station, sign_in: Callable[..., Browser]
) -> None:
    """Facts are never taken away: a strike is a row of its own, with who, when and why."""
    browser = sign_in(Role.DRAFTER)
    browser.post("/report/elsewhere", **ENTRY)
    browser.post("/report/elsewhere/1/strike", reason="误登")
    assert "已注销：误登" in browser.get("/report/elsewhere")
    assert station.period_count(periods.year(2026)).items == ()
    browser.post("/report/elsewhere/1/strike", 409, reason="再注销")
    browser.post("/report/elsewhere/7/strike", 404, reason="没有")
    with station.database.read() as session:
        kinds = [event.kind for event in events(session, limit=2)]
    assert kinds == ["struck_elsewhere", "published_elsewhere"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.APPROVER, Role.VILLAGE_POSTER])
def test_others_look_and_enter_nothing(role: Role, sign_in: Callable[..., Browser]) -> None:
    """Whoever has another task reads the register and cannot write in it."""
    browser = sign_in(role)
    assert 'name="title"' not in browser.get("/report/elsewhere")
    browser.post("/report/elsewhere", 403, **ENTRY)
    browser.post("/report/elsewhere/list", 403, pasted=LIST)
    browser.post("/report/elsewhere/take", 403, rows="a,website,2026-11-18,http://x.cn,general,,")


@pytest.mark.parametrize("path", ["/report/count", "/report/items", "/report/elsewhere"])
def test_an_auditors_look_is_on_record(path: str, station: Station, sign_in: Callable[..., Browser]) -> None:
    """Every look by an auditor is itself recorded."""
    browser = sign_in(Role.AUDITOR)
    browser.get(path)
    with station.database.read() as session:
        assert events(session, limit=1)[0].kind == "auditor_looked"


def test_a_list_is_looked_at_and_its_good_rows_taken(
    station: Station, sign_in: Callable[..., Browser]
) -> None:
    """R31: row by row; a bad row is named with its reason, a good one taken only when the person says so."""
    browser = sign_in(Role.DRAFTER)
    page = browser.post("/report/elsewhere/list", 200, pasted=LIST, channel="", office="示例镇党政办")
    assert "表格中有 2 行可以登记" in page
    assert "2 行有问题" in page
    assert "没有用到的列：序号" in page
    assert station.period_count(periods.year(2026)).items == ()
    rows = html.unescape(re.search(r'<textarea name="rows" hidden>(.*?)</textarea>', page, re.DOTALL)[1])  # type: ignore[index]  # it is there
    browser.post("/report/elsewhere/take", 200, rows=rows, source="粘贴")
    again = browser.post("/report/elsewhere/take", 200, rows=rows, source="粘贴")
    assert "已登记 0 条" in again
    found = {item.title: item for item in station.period_count(periods.year(2026)).counted}
    assert {title: [*item.channels] for title, item in found.items()} == {
        "预算公开": ["website"],
        "决算公开": ["wechat"],
    }
    assert found["预算公开"].office == "示例镇党政办"


def test_one_title_on_two_channels_of_one_list_is_asked_about(
    station: Station, sign_in: Callable[..., Browser]
) -> None:
    """The first row is entered, then the page asks of the second; told it is the same, it is one item."""
    browser = sign_in(Role.DRAFTER)
    rows = "甲,website,2026-11-18,http://www.example.cn/1,general,,\n甲,wechat,2026-11-19,,general,,"
    page = browser.post("/report/elsewhere/take", 200, rows=rows)
    assert "已登记 1 条" in page
    assert '<option value="item:1">' in page
    rest = rows.splitlines()[1]
    browser.post("/report/elsewhere/take", 200, **{"rows": rest, "of.0": "item:1"})
    (item,) = station.period_count(periods.year(2026)).items
    assert item.channels.keys() == {"website", "wechat"}


def test_rows_that_were_changed_on_the_way_are_read_again(sign_in: Callable[..., Browser]) -> None:
    """The page carries the rows, so they come back as anybody may have written them."""
    browser = sign_in(Role.DRAFTER)
    for rows in ("", "zu,wenig", "甲,led_gate,2026-11-18,,general,,", "甲,website,3000-01-01,,general,,"):
        browser.post("/report/elsewhere/take", 422, rows=rows)


def test_titles_stay_text(station: Station, sign_in: Callable[..., Browser]) -> None:
    """What a person wrote is data: markup in a title is shown, never run."""
    browser = sign_in(Role.DRAFTER)
    browser.post("/report/elsewhere", **{**ENTRY, "title": "<script>alert(1)</script>"})
    for path in ("/report/elsewhere", "/report/items", "/report/count"):
        assert "<script>alert" not in browser.get(path)


def test_a_workbook_is_read_like_a_paste(station: Station, sign_in: Callable[..., Browser]) -> None:
    """An .xlsx with real dates gives the same rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("清单")
    sheet.write_row(0, 0, ["信息标题", "发布时间", "链接"])
    sheet.write_row(1, 0, ["预算公开"])
    sheet.write_number(1, 1, 46344.4, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    sheet.write_string(1, 2, "http://www.example.cn/2.html")
    book.close()
    browser = sign_in(Role.DRAFTER)
    fields = {"form_key": browser.form_key(), "channel": "website", "office": "", "category": "budget"}
    files = {"file": ("清单.xlsx", out.getvalue())}
    page = browser.client.post("/report/elsewhere/list", data=fields, files=files).text
    assert "表格中有 1 行可以登记" in page
    assert "2026-11-18" in page


def test_the_api_says_what_the_page_says(shown: Station, app: FastAPI, hire: Callable[..., str]) -> None:
    """Pages, API and command line go through one use case: the same numbers, the same rights."""
    hire("li-api", Role.DRAFTER)
    client = TestClient(app)
    order = {"account": "li-api", "password": OWN_PASSWORD}
    token = client.post("/api/login", json=order).json()["token"]
    client.headers["Authorization"] = f"Bearer {token}"
    assert client.post("/api/elsewhere", json=ENTRY).json() == {"id": 1}
    told = client.get("/api/count?year=2026").json()
    account = shown.reckoning.account(periods.year(2026), shown.today())
    assert told == json.loads(json.dumps(account.as_dict()))
    assert (told["items"], told["electronic_rate"]) == (2, 1.0)
    assert client.get("/api/count/facts?year=2026&which=timely").json()["facts"][0]["notice"] == "A"
    assert client.get("/api/count/facts?year=2026&which=interruptions").status_code == 422
    listed = client.get("/api/count/items?year=2026&channel=led_gate").json()["items"]
    assert [item["id"] for item in listed] == ["A"]
    assert [one["title"] for one in client.get("/api/elsewhere").json()["entries"]] == [ENTRY["title"]]
    assert client.post("/api/elsewhere/1/strike", json={"reason": "误登"}).json() == {"struck": True}
    assert client.get("/api/count?year=2026").json()["items"] == 1
    assert client.get("/api/count/items?which=all").status_code == 422


def _title(station: Station) -> str:
    return one(station.database, "A").title
