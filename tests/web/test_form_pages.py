"""The pages, commands and API of forms: one use case behind all, and every way in says the same."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from ledctl.accounts.model import Role
from ledctl.accounts.passwords import Passwords
from ledctl.cli.main import main
from ledctl.ledger.log import events
from ledctl.reports.items import Item, PeriodCount
from ledctl.reports.periods import Period
from ledctl.reports.reckoning import Reckoning
from ledctl.station import Station, open_station
from tests.pdf_text import text_of
from tests.web.office_hands import OWN_PASSWORD, Browser

SHEET = "/forms/2017/2026Q3"
PAPER = "信访登记簿"
SIGNED = {f"cell:sign.{name}": "某某" for name in ("unit", "head", "reviewer", "filler", "phone", "date")}
ITEMS = (
    Item("N1", "道路维修公示", "general", "办", date(2026, 8, 3), {"led_gate": date(2026, 8, 3)}),
    Item("W1", "<b>网站</b>", "general", "办", date(2026, 8, 4), {"website": date(2026, 8, 4)}, notice=False),
)


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    """The station counts what the test says."""
    items = [*ITEMS]

    def count(_: Reckoning, period: Period, as_of: date) -> PeriodCount:
        found = tuple(one for one in items if one.first_on in period)
        return PeriodCount(period, as_of, found)

    monkeypatch.setattr(Reckoning, "for_forms", count)
    return items


@pytest.fixture
def clerk(sign_in: Callable[..., Browser]) -> Browser:
    return sign_in(Role.DRAFTER)


@pytest.fixture
def ready(clerk: Browser, sign_in: Callable[..., Browser]) -> Browser:
    """A reviewer before a sheet that may be filed."""
    for period in ("2026Q1", "2026Q2", "2026Q3"):
        clerk.post(f"/forms/2017/{period}/cells", source=PAPER, zero_rest="1", **SIGNED)
    return sign_in(Role.REVIEWER)


def test_the_page_of_forms_offers_forms_and_periods(clerk: Browser) -> None:
    """The forms by name with their document, and the periods that are due."""
    page = clerk.get("/forms")
    assert page.index("2021 年式") < page.index("2017 年式")
    assert "国办公开办函〔2021〕30号" in page
    for period in ("2026Q4", "2026Q3", "2026-10", "2025"):
        assert f'href="/forms/2017/{period}"' in page
    assert 'href="/forms/2021/2026Q3"' not in page
    answer = clerk.client.get("/forms/2017?period=2026q3", follow_redirects=False)
    assert answer.headers["location"] == SHEET


def test_a_figure_is_clicked_and_shows_its_rows(clerk: Browser) -> None:
    """Counted cells are links; what a person wrote stays text."""
    page = clerk.get(SHEET)
    assert 'name="cell:1.1:now"' not in page, "what is counted takes no entry"
    (link,) = re.findall(r'href="([^"]+cell=1\.1%3Anow[^"]*)"', page)
    behind = clerk.get(link.replace("&amp;", "&"))
    assert 'href="/notice/N1"' in behind
    assert "&lt;b&gt;网站&lt;/b&gt;" in behind
    assert 'href="/notice/W1"' not in behind, "it was not made here"


def test_the_words_of_a_form_open_to_their_items(clerk: Browser) -> None:
    """The format in force has its figures in words alone: a click lists what they were counted from."""
    page = clerk.get("/forms/2021/2026")
    (link,) = re.findall(r'href="([^"]+cell=words[^"]*)"', page)
    behind = clerk.get(link.replace("&amp;", "&"))
    assert 'href="/notice/N1"' in behind
    assert "led_gate" not in behind, "channels are called as the office calls them"
    assert "政府大门显示屏" in behind


def test_a_period_that_runs_says_when_it_can_be_filed(sign_in: Callable[..., Browser]) -> None:
    """No button that would be refused; the day is told instead."""
    page = sign_in(Role.REVIEWER).get("/forms/2017/2026Q4")
    assert "期间到 2026-12-31 才结束" in page
    assert "/forms/2017/2026Q4/file" not in page
    assert "/forms/2017/2026Q3/file" in sign_in(Role.REVIEWER, account="zhou").get("/forms/2017/2026Q3")


def test_cells_are_entered_and_every_fault_is_told_beside_what_was_typed(clerk: Browser) -> None:
    """One wrong cell, and nothing is kept; the typed text stands in the form."""
    page = clerk.post(f"{SHEET}/cells", 422, **{"cell:9.1:now": "三次", "cell:9.2:now": "4", "source": PAPER})
    assert "应填数字，不能是“三次”" in page
    assert 'value="三次"' in page
    assert PAPER in page
    clerk.post(f"{SHEET}/cells", **{"cell:9.1:now": "3", "cell:9.2:now": "", "source": PAPER})
    assert "已保存 1 格" in clerk.get(f"{SHEET}?saved=1")
    clerk.post(f"{SHEET}/cells", **{"cell:9.1:now": "4", "source": "会议记录"})
    entries = clerk.get(f"{SHEET}/behind?cell=9.1:now")
    assert entries.index("会议记录") < entries.index(PAPER)
    assert "2026-11-23 09:00" in entries, "the site's time"
    clerk.post(f"{SHEET}/cells", 422, **{"cell:9.1:now": "4", "was:9.1:now": "4", "source": PAPER})


def test_an_old_page_undoes_no_later_entry_and_an_emptied_cell_is_taken_back(clerk: Browser) -> None:
    """Saved is what was changed on the page, against what the page showed; both words stay on record."""
    old = {"cell:9.1:now": "3", "cell:9.2:now": "", "source": PAPER}
    clerk.post(f"{SHEET}/cells", **old)
    page = clerk.get(SHEET)
    assert 'name="was:9.1:now" value="3"' in page
    assert "was:9.2:now" not in page
    clerk.post(
        f"{SHEET}/cells", **{"cell:9.1:now": "4", "was:9.1:now": "3", "cell:9.2:now": "1"}, source="会议记录"
    )
    page = clerk.post(f"{SHEET}/cells", 422, **old | {"was:9.1:now": "3", "cell:9.3:now": "x"})
    assert 'name="was:9.1:now" value="3"' in page
    assert "was:9.2:now" not in page, "of a page sent back it is still what that page had shown"
    clerk.post(f"{SHEET}/cells", **old | {"was:9.1:now": "3", "cell:9.3:now": "6"})
    page = clerk.get(SHEET)
    assert all(f'name="was:{cell}' in page for cell in ('9.1:now" value="4', '9.2:now" value="1', '9.3:now"'))
    clerk.post(f"{SHEET}/cells", **{"cell:9.2:now": " ", "was:9.2:now": "1", "source": "误填"})
    assert "was:9.2:now" not in clerk.get(SHEET)
    behind = clerk.get(f"{SHEET}/behind?cell=9.2:now")
    assert behind.index("收回") < behind.index("误填") < behind.index("会议记录")


def test_zeros_are_written_into_what_is_empty_alone(clerk: Browser, station: Station) -> None:
    """What was entered stays; the count's own offers stay; the event names the cells."""
    clerk.post(f"{SHEET}/cells", **{"cell:9.1:now": "3", "source": PAPER})
    clerk.post(f"{SHEET}/cells", source="无此类业务", zero_rest="1")
    with station.database.read() as session:
        (newest, _) = events(session, kind="form_cell_entered")
    assert len(newest.facts["cells"]) == 48
    assert not {"9.1:now", "2.2.3:now", "1.1:now", "9.1:sum"} & {*newest.facts["cells"]}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.VILLAGE_POSTER])
def test_who_only_looks_sees_all_and_can_change_nothing(
    sign_in: Callable[..., Browser], station: Station, role: Role
) -> None:
    """No fields, no buttons, and a forged form is refused; an auditor's look is on record."""
    reader = sign_in(role)
    page = reader.get(SHEET)
    assert 'name="cell:' not in page
    assert f'action="{SHEET}' not in page
    reader.post(f"{SHEET}/cells", 403, **{"cell:9.1:now": "1", "source": PAPER})
    reader.post(f"{SHEET}/file", 403)
    for path in ("/forms", f"{SHEET}/download/json", f"{SHEET}/behind?cell=1.1:now"):
        reader.get(path)
    with station.database.read() as session:
        looks = [one.facts["what"] for one in events(session, kind="auditor_looked")]
    sheet = "forms 2017 2026Q3"
    assert looks == ([sheet, sheet, "forms", sheet] if role is Role.AUDITOR else [])


def test_filing_and_what_comes_after(ready: Browser, counted: list[Item]) -> None:
    """Frozen with its version; later truth stands beside it, and a new version wants a reason."""
    ready.post(f"{SHEET}/file")
    frozen = ready.get(f"{SHEET}?version=1")
    assert "某reviewer定稿的第 1 版" in frozen
    assert 'name="cell:' not in frozen
    counted.append(Item("N9", "补录", "general", "办", date(2026, 9, 9), {"wechat": date(2026, 9, 9)}))
    assert "N9" not in ready.get(f"{SHEET}/behind?cell=1.1:now&version=1")
    differences = ready.get(f"{SHEET}/differences?old=1")
    assert "N9" in differences
    assert "另立新版要写明理由" in ready.post(f"{SHEET}/file", 422)
    ready.post(f"{SHEET}/file", reason="补录一条")
    assert "第 2 版" in ready.get(SHEET)
    assert "补录一条" in ready.get("/forms")
    assert "没有任何差异" in ready.post(f"{SHEET}/file", 409, reason="再来")
    assert "没有差异" in ready.get(f"{SHEET}/differences")
    ready.get(f"{SHEET}?version=3", 404)


def test_what_was_filed_is_shown_whatever_became_of_the_form_files(ready: Browser, station: Station) -> None:
    """A frozen report needs no form file; one that is wrong is told with its line, beside what was filed."""
    ready.post(f"{SHEET}/file")
    own = station.site / "forms" / "2017.toml"
    own.parent.mkdir()
    own.write_text('format = "ledctl-form-1"\ncode = "2017"\n titel = "x"\n', "utf-8")
    listed = ready.get("/forms", 422)
    assert "第 3 行：“titel”不是表样里的键" in listed
    assert f'href="{SHEET}?version=1"' in listed
    assert "定稿的第 1 版" in ready.get(f"{SHEET}?version=1")
    ready.get(SHEET, 422)


def test_a_form_that_is_not_ready_cannot_be_filed(sign_in: Callable[..., Browser]) -> None:
    """The page lists what is wanting, and the button says why not."""
    reviewer = sign_in(Role.REVIEWER)
    assert "错误，不能定稿" in reviewer.get(SHEET)
    assert "还有 98 格没有填" in reviewer.post(f"{SHEET}/file", 409)
    assert "2026-12-31" in reviewer.post("/forms/2017/2026Q4/file", 409)


def test_downloads_are_files_of_their_kind(ready: Browser) -> None:
    """Each with its name; a frozen one with its version, also years later."""
    ready.post(f"{SHEET}/file")
    for sort, begins in {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF", "json": b"{"}.items():
        answer = ready.client.get(f"{SHEET}/download/{sort}?version=1")
        assert answer.status_code == 200
        assert f'filename="form-2017-2026Q3-v1.{sort}"' in answer.headers["content-disposition"]
        assert answer.content.startswith(begins)
    book = openpyxl.load_workbook(io.BytesIO(ready.client.get(f"{SHEET}/download/xlsx?version=1").content))
    assert next(row[2] for row in book.worksheets[0].iter_rows(values_only=True) if row[1] == "条") == 2
    assert "定稿第 1 版" in text_of(ready.client.get(f"{SHEET}/download/pdf?version=1").content)
    ready.get(f"{SHEET}/download/exe", 422)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/forms/1999/2026", 404),
        ("/forms/2017/soon", 422),
        ("/forms/2021/2026Q3", 422),
        (f"{SHEET}/behind?cell=1.1:then", 404),
    ],
)
def test_what_is_not_there_is_told_in_words(clerk: Browser, path: str, status: int) -> None:
    """No such form, no such period, no quarters of an annual report."""
    assert re.search("可用的有|不是这里的统计期|没有“1.1:then”这一格", clerk.get(path, status))


def test_programs_take_the_same_way(
    ready: Browser, clerk: Browser, station: Station, counted: list[Item]
) -> None:
    """The API: listing, entering, filing, versions, entries, differences; the same rights."""
    api = ready.client
    token = api.post("/api/login", json={"account": "reviewer", "password": OWN_PASSWORD}).json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    cells = {"cells": {"9.1:now": "2"}, "source": PAPER}
    assert api.post(f"/api{SHEET}/cells", json=cells, headers=bearer).json() == {"entered": 1}
    filled = api.get(f"/api{SHEET}", headers=bearer).json()
    assert filled["filing"]["version"] is None
    assert {row["id"]: row["cells"] for row in filled["tables"][0]["rows"]}["1.1"][0]["items"] == ["N1", "W1"]
    filed = api.post(f"/api{SHEET}/file", json={}, headers=bearer).json()
    assert filed["filing"]["filed_by"] == "某reviewer"
    counted.pop()
    assert api.get(f"/api{SHEET}?version=1", headers=bearer).json() == filed
    (one,) = [
        one
        for one in api.get(f"/api{SHEET}/differences", headers=bearer).json()["differences"]
        if one["address"] == "1.1:now"
    ]
    assert (one["before"], one["after"], one["removed"]) == ("2", "1", ["W1"])
    assert [v["version"] for v in api.get(f"/api{SHEET}/versions", headers=bearer).json()["versions"]] == [1]
    entries = api.get(f"/api{SHEET}/entries", headers=bearer).json()["entries"]["9.1:now"]
    assert [entry["value"] for entry in entries] == ["2", "0"]
    listed = api.get("/api/forms", headers=bearer).json()
    assert [(one["form"], one["period"]) for one in listed["filed"]] == [("2017", "2026Q3")]
    early = api.get(f"/api{SHEET}?as_of=2026-10-01", headers=bearer).json()
    assert early["as_of"] == "2026-10-01"
    many = {"cells": {f"x{n}": "1" for n in range(2001)}, "source": PAPER}
    assert api.post(f"/api{SHEET}/cells", json=many, headers=bearer).status_code == 422


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(
    station: Station,
    site: Path,
    quick_passwords: Passwords,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """A command at the site, on the clock of the pages; ``who`` gives a password and ``--as``."""
    opened = partial(open_station, clock=station.clock, passwords=quick_passwords)
    monkeypatch.setattr("ledctl.cli.common.open_station", opened)

    def go(*words: str, who: str = "") -> tuple[int, str]:
        named = ("--as", who, "--password-stdin") if who else ()
        monkeypatch.setattr("sys.argv", ["ledctl", "form", *words, "--site", str(site), *named])
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{OWN_PASSWORD}\n"))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return go


def test_commands_take_the_same_way(ready: Browser, run: Run, tmp_path: Path, counted: list[Item]) -> None:
    """`ledctl form`: list, show, enter, fill, file, diff, with a period written in any of its ways."""
    q3 = ("2017", "--year", "2026", "--quarter", "3")
    assert run("enter", *q3, "9.1:now=5", "--source", PAPER, who="reviewer") == (0, "已保存 / saved: 1\n")
    code, said = run("show", *q3)
    assert (code, "9.1:now=5" in said, "草稿" in said) == (0, True, True)
    assert json.loads(run("show", "2017", "--period", "2026-09", "--json")[1])["period"] == "2026-09"
    code, said = run("file", *q3, who="reviewer")
    assert (code, " v1 " in said) == (0, True)
    assert run("diff", *q3) == (0, "")
    counted.pop()
    code, said = run("diff", *q3)
    assert (code, "-W1" in said) == (1, True)
    assert json.loads(run("diff", *q3, "--json")[1])["differences"]
    out = tmp_path / "sheet.xlsx"
    assert run("fill", *q3, "-o", str(out), "--version", "1")[0] == 0
    assert openpyxl.load_workbook(out).worksheets[0].title == "1 统计表"
    assert "v1" in run("list")[1]
    assert json.loads(run("list", "--json")[1])["filed"][0]["version"] == 1


WRONG = [
    (("show", "2017"), "--year"),
    (("show", "2017", "--year", "2026", "--quarter", "1", "--month", "2"), "只填一种"),
    (("show", "2017", "--year", "2026", "--as-of", "gestern"), "--as-of"),
    (("fill", "2017", "--year", "2026", "-o", "x.doc"), "xlsx, docx, pdf, json"),
    (("fill", "2017", "--year", "2026", "-o", "/no/such/folder/x.json"), "/no/such/folder"),
    (("enter", "2017", "9.1", "--year", "2026"), "CELL=VALUE"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_a_wrong_command_says_what_is_wrong(
    clerk: Browser, run: Run, words: tuple[str, ...], said: str
) -> None:
    """Exit code 2, in words, and nothing is written."""
    code, told = run(*words, who="drafter" if words[0] == "enter" else "")
    assert (code, said in told) == (2, True), told
