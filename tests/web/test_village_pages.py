"""The pages of village templates: all of them, a blank list, a notice begun from one."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from ledctl.accounts.model import Role
from ledctl.boards.village.forms import FILE, shipped_templates
from ledctl.notices.queries import one
from ledctl.station import Station
from tests.web.office_hands import OWN_PASSWORD, Browser, hidden

LIST = "序号\t日期\t收支项目\t收入金额（元）\t支出金额（元）\t备注\n1\t2026-10-08\t村道维修\t0\t1200\t\n"


@pytest.fixture
def drafter(sign_in: Callable[..., Browser]) -> Browser:
    return sign_in(Role.DRAFTER)


def value(page: str, name: str) -> str:
    """What stands in a field of the form."""
    found = re.search(rf'id="{name}" name="{name}"[^>]*value="([^"]*)"', page)
    assert found is not None, name
    return html.unescape(found[1])


def begin(browser: Browser, status: int = 303, **fields: str) -> str:
    """Send the page of the finance template; where it leads, or what it says."""
    data = {
        "form_key": browser.form_key(),
        "village": "东坡村",
        "period": "2026-10",
        "pasted": LIST,
        **fields,
    }
    answer = browser.client.post("/boards/village/finance", data=data, follow_redirects=False)
    assert answer.status_code == status, answer.text
    return answer.headers.get("location", answer.text)


def test_every_template_stands_there_with_its_basis(drafter: Browser) -> None:
    """Label, cadence, columns, days, basis and how sure that is; two blank lists and a way to begin each."""
    page = drafter.get("/boards/village")
    for template in shipped_templates():
        assert template.label_zh in page
        for way in (f"/{template.code}/blank.xlsx", f"/{template.code}/blank.csv", f"/{template.code}"):
            assert f'href="/boards/village{way}"' in page
    assert page.count("依据未核对") >= 5
    assert "不少于 5 天" in page
    assert "天数由本地规定" in page


def test_who_does_not_draft_gets_the_blank_lists_only(sign_in: Callable[..., Browser]) -> None:
    """A village's person sends the list in; beginning the notice is a drafter's."""
    village = sign_in(Role.VILLAGE_POSTER)
    page = village.get("/boards/village")
    assert 'href="/boards/village/finance/blank.xlsx"' in page
    assert 'href="/boards/village/finance"' not in page
    village.get("/boards/village/finance", 403)
    village.post("/boards/village/finance", 403, village="东坡村", period="2026-10", pasted=LIST)


def test_a_blank_list_is_a_file(drafter: Browser) -> None:
    """For that village and month, saved under a name every browser takes."""
    answer = drafter.client.get("/boards/village/finance/blank.xlsx?village=东坡村&period=2026-09")
    assert answer.headers["content-disposition"] == 'attachment; filename="village-finance.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet["A1"].value == "东坡村2026年9月财务收支情况公布"
    assert drafter.client.get("/boards/village/finance/blank.pdf").status_code == 422
    assert drafter.client.get("/boards/village/moon/blank.csv").status_code == 404


def test_a_list_from_a_village_opens_the_form_with_everything_else_filled_in(
    drafter: Browser, station: Station
) -> None:
    """Title, category, text, unit, period and channels are the template's; saving makes the draft."""
    form = drafter.client.get(begin(drafter), follow_redirects=False).headers["location"]
    page = drafter.get(form)
    assert value(page, "title") == "东坡村2026年10月财务收支情况公布"
    assert value(page, "issuing_unit") == value(page, "signature_unit") == "东坡村村民委员会"
    assert '<option value="village_finance" selected>' in page
    assert (value(page, "period_days"), value(page, "period_start")) == ("5", "2026-11-24")
    assert re.search(r'name="channel\.board_village"[^>]* checked', page)
    assert not re.search(r'name="channel\.led_gate"[^>]* checked', page)
    fields = {name: value(page, name) for name in ("id", "title", "issuing_unit", "signature_unit",
              "signature_date", "period_days", "period_start", "period_end")}  # fmt: skip
    body = re.search(r'<textarea id="body"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert body is not None
    said = {"category": "village_finance", "body": body[1], "channels": "shown", "urgency": "normal"}
    drafter.post(
        "/notices/new", **fields, **said, list=hidden(page, "list"), **{"channel.board_village": "yes"}
    )
    stored = one(station.database, fields["id"]).current.content
    assert (stored.title, stored.category) == ("东坡村2026年10月财务收支情况公布", "village_finance")
    assert stored.channels_allowed == ("board_village",)
    assert stored.table is not None
    assert stored.table.rows[0]["matter"] == "村道维修"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"village": ""}, "请填写村名"),
        ({"period": "2026Q4"}, "哪个月"),
        ({"pasted": ""}, "名单"),
    ],
)
def test_what_is_missing_is_told_with_everything_typed_still_there(
    drafter: Browser, fields: dict[str, str], told: str
) -> None:
    """The page comes back as it was sent, with the sentence."""
    page = begin(drafter, 422, **fields)
    assert told in page
    for text in {"village": "东坡村", "period": "2026-10", **fields}.values():
        assert text in page


def test_what_a_person_typed_is_text_on_the_page(drafter: Browser) -> None:
    """A village's name with tags in it comes back as the letters it is made of."""
    page = begin(drafter, 422, village="<b>村</b>", period="x")
    assert "&lt;b&gt;村&lt;/b&gt;" in page
    assert "<b>村" not in page


def test_a_site_file_that_is_wrong_is_named_on_the_page(drafter: Browser, site: Path) -> None:
    """Whoever edits village.toml sees on its page what is wrong in it."""
    (site / FILE).write_text("x = 1", "utf-8")
    page = drafter.get("/boards/village", 422)
    assert FILE in page


def test_the_api_gives_the_same(open_browser: Callable[[], TestClient], hire: Callable[..., str]) -> None:
    """Templates, a blank list and a beginning for a program; with no sign-in nothing."""
    hire("drafter", Role.DRAFTER)
    client = open_browser()
    assert client.get("/api/village").status_code == 401
    token = client.post("/api/login", json={"account": "drafter", "password": OWN_PASSWORD}).json()["token"]
    head = {"authorization": f"Bearer {token}"}
    found = client.get("/api/village", headers=head).json()["templates"]
    assert [one["code"] for one in found] == list(shipped_templates().by_code)
    assert found[0]["certainty"] == "text"
    blank = client.get("/api/village/finance/blank.csv", headers=head)
    assert blank.content.startswith("\ufeff序号,日期".encode())
    begun = client.get("/api/village/finance/begin?village=东坡村&period=2026-10", headers=head).json()
    assert begun["title"] == "东坡村2026年10月财务收支情况公布"
    assert client.get("/api/village/moon/begin?village=东坡村", headers=head).status_code == 404
