"""Lists pasted and uploaded in the pages: read, looked at where unsure, taken into the form, stored once."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from fastapi import FastAPI
from openpyxl import Workbook

from ledctl.accounts.model import Role
from ledctl.clock import FrozenClock
from ledctl.intake.reading import Reading
from ledctl.intake.sheet import Sheet
from ledctl.notices.facts import VersionFacts
from ledctl.notices.queries import one
from ledctl.station import Station
from ledctl.web import lists
from ledctl.web.shelf import EACH, IDLE, LIFE, MOST, Shelf
from tests.web.office_hands import Browser, hidden
from tests.web.test_page_markup import read as read_markup

pytestmark = pytest.mark.traced

SURE = (
    "序号\t村\t组\t姓名\t身份证号\t金额（元）\n"
    "1\t望江村\t3组\t周甲一\t439999199003078031\t120\n"
    "2\t石桥村\t1组\t吴乙二\t439999199003074516\t80.50\n"
    "合计\t\t\t\t\t200.50\n"
)
UNSURE = "序号\t姓名\t奇怪\n1\t周甲一\t甲\n小计\t\t\n"


@pytest.fixture
def drafter(sign_in: Callable[..., Browser]) -> Browser:
    return sign_in(Role.DRAFTER)


def start(browser: Browser, status: int = 303, **fields: str) -> str:
    """Send the first page; where it leads."""
    data = {"form_key": browser.form_key(), **fields}
    answer = browser.client.post("/lists/new", data=data, follow_redirects=False)
    assert answer.status_code == status, answer.text
    return answer.headers.get("location", answer.text)


def upload(browser: Browser, name: str, raw: bytes, **fields: str) -> str:
    answer = browser.client.post(
        "/lists/new",
        data={"form_key": browser.form_key(), **fields},
        files={"file": (name, raw)},
        follow_redirects=False,
    )
    return answer.headers.get("location", answer.text)


def follow(browser: Browser, path: str) -> str:
    """Where a page leads on to."""
    answer = browser.client.get(path, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def fields_of(page: str) -> dict[str, str]:
    """What the page of columns would post as it stands."""
    found = dict(
        re.findall(r'<input[^>]*name="((?:label\.\d+|first_head|last_head|sheet))"[^>]*value="([^"]*)"', page)
    )
    for name, body in re.findall(
        r'<select name="((?:type|privacy)\.\d+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'value="(\w+)" selected', body)
        assert chosen is not None
        found[name] = chosen[1]
    found |= dict.fromkeys(re.findall(r'name="(keep\.\d+)" value="yes"[^>]* checked', page), "yes")
    return found | {"made_for": hidden(page, "made_for")}


def stored(station: Station, notice_id: str = "T-1") -> VersionFacts:
    return one(station.database, notice_id).current


def test_a_sure_list_goes_straight_to_the_form_and_is_stored_as_its_public_version(
    drafter: Browser, station: Station, written: dict[str, str]
) -> None:
    """No page of columns where nobody needs to look; IDs are dropped; of the source a digest stays."""
    form = follow(drafter, start(drafter, pasted=SURE))
    assert form.startswith("/notices/new?list=")
    page = drafter.get(form)
    assert "2 行，6 列" in page
    assert "不公开、将去掉的列：身份证号" in page
    assert "4399991990" not in page
    drafter.post("/notices/new", **{**written, "list": hidden(page, "list")})
    version = stored(station)
    table = version.content.table
    assert table is not None
    assert [column.key for column in table.columns] == ["no", "village", "group", "name", "amount"]
    assert table.totals == {"no": "合计", "amount": "200.50"}
    assert version.source_digest == hashlib.sha256(SURE.strip("\n").encode() + b"\n").hexdigest()


def test_where_unsure_the_page_of_columns_asks(
    drafter: Browser, station: Station, written: dict[str, str]
) -> None:
    """An unknown head and a subtotal: the page says so, and what the clerk chooses counts."""
    path = start(drafter, pasted=UNSURE)
    page = drafter.get(path)
    assert "第 3 列的表头不认识" in page
    assert "第 3 行像是小计" in page
    fields = fields_of(page) | {"label.2": "类别", "type.0": "text", "take_row": "2"}
    del fields["keep.1"]
    drafter.post(path, **fields)
    form = drafter.get(f"/notices/new?list={path.split('/')[-1]}")
    assert fields_of(drafter.get(f"{path}?columns=1")) == {k: v for k, v in fields.items() if k != "take_row"}
    drafter.post("/notices/new", **{**written, "list": hidden(form, "list")})
    table = stored(station).content.table
    assert table is not None
    assert [(one.label, one.type.value) for one in table.columns] == [("序号", "text"), ("类别", "text")]
    assert [row.get("no") for row in table.rows] == ["1", "小计"]


def test_a_site_has_words_of_its_own_for_heads(drafter: Browser, site: Path) -> None:
    """From the next list on, without a start; a fault in the file is told, and nothing is guessed."""
    own = site / "heads.toml"
    own.write_text('[[column]]\nkey = "a"\ntype = "text"\nis = ["甲列", "乙列"]\n', "utf-8")
    assert follow(drafter, start(drafter, pasted="甲列\t乙列\n一\t二\n")).startswith("/notices/new")
    own.write_text("column = [", "utf-8")
    assert "表头词表不是有效的 TOML" in drafter.get(start(drafter, pasted="甲列\t乙列\n一\t二\n"), 422)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_of_a_list_are_well_formed(drafter: Browser, slow: Event, language: str) -> None:
    """Nothing unclosed, no inline script, a title; being read, and being looked at."""
    drafter.client.get(f"/language/{language}")
    reading = upload(drafter, "名单.xlsx", b"x")
    slow.set()
    for path in ("/lists/new", reading, start(drafter, pasted=UNSURE)):
        found = read_markup(drafter.client.get(path).text)
        assert (found.faults, found.open) == ([], []), path
        assert len(set(found.ids)) == len(found.ids), path
        assert found.title.split("·")[0].strip(), path


def test_a_list_nobody_may_publish_comes_back_with_its_reason(drafter: Browser) -> None:
    """Every column left out: told on the same page, with what was typed."""
    path = start(drafter, pasted=UNSURE)
    fields = {name: value for name, value in fields_of(drafter.get(path)).items() if "keep" not in name}
    page = drafter.post(path, 422, **(fields | {"label.2": "改过的列名"}))
    assert "请至少保留一列" in page
    assert "改过的列名" in page


def test_other_heads_are_recognised_again(drafter: Browser) -> None:
    """The clerk names the row of heads; a row that is not there is refused."""
    path = start(drafter, pasted="某某\t某某\n甲列\t乙列\n一\t二\n三\t四\n")
    page = drafter.get(path)
    assert 'name="first_head" min="0" value="2"' in page
    again = drafter.post(path, 200, **(fields_of(page) | {"first_head": "3", "last_head": "3"}))
    assert 'name="label.0" value="一"' in again
    assert "请核对" in drafter.post(path, 422, **(fields_of(page) | {"first_head": "9", "last_head": "9"}))


def test_a_file_with_several_sheets_asks_which(drafter: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where each sheet is sure, nobody guesses which one is meant."""
    sheets = tuple(Sheet(name, (("姓名", "村"), ("周甲一", name))) for name in ("一季度", "二季度"))
    monkeypatch.setattr(
        lists, "read_sheets", lambda name, raw, progress: Reading((*sheets, Sheet("空", ())), (), "")
    )
    path = upload(drafter, "两季.xlsx", b"x")
    page = drafter.get(path)
    assert "一季度" in page
    assert "空" not in re.findall(r"<option[^>]*>(.*?)</option>", page)
    again = drafter.post(path, 200, **(fields_of(page) | {"sheet": "2"}))
    assert '<span class="cell">二季度</span>' in again
    assert "没有第 7 个表" in drafter.get(f"{path}?sheet=7", 422)


def test_five_thousand_rows_are_read_and_stored(
    drafter: Browser, station: Station, written: dict[str, str]
) -> None:
    """The longest list: the form carries a token, not the rows."""
    rows = "".join(f"{n},望江村,某{n},10\n" for n in range(1, 5001))
    path = upload(drafter, "名单.csv", f"序号,村,姓名,金额（元）\n{rows}".encode())
    form = drafter.get(follow(drafter, path))
    assert "5000 行，4 列" in form
    assert "望江村" not in form
    drafter.post("/notices/new", **{**written, "list": hidden(form, "list")})
    table = stored(station).content.table
    assert table is not None
    assert len(table.rows) == 5000


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A reader that stops half way until the event is set."""
    go_on = Event()

    def read(name: str, raw: bytes, progress: Callable[[int, int], None]) -> Reading:
        progress(1, 4)
        go_on.wait(10)
        return Reading((Sheet(name, (("姓名", "村"), ("周甲一", "望江村"))),), (), "")

    monkeypatch.setattr(lists, "read_sheets", read)
    monkeypatch.setattr(lists, "PATIENCE_S", 0.05)
    yield go_on
    go_on.set()


def test_a_long_file_is_read_beside_the_page(drafter: Browser, slow: Event, app: FastAPI) -> None:
    """The page refreshes itself, without scripts, and says how far it is."""
    path = upload(drafter, "大名单.xlsx", b"x")
    page = drafter.get(path)
    assert '<meta http-equiv="refresh" content="1">' in page
    assert "已读 25%" in page
    drafter.post(path, made_for="")
    slow.set()
    shelf: Shelf = app.state.shelf
    shelf.get(path.split("/")[-1], hidden(drafter.get("/password"), "form_key")).reading.result(timeout=10)
    assert follow(drafter, path).startswith("/notices/new?list=")


@pytest.mark.parametrize(
    ("fields", "file", "told"),
    [
        ({}, None, "请粘贴名单，或选择一个文件"),
        ({"pasted": " \n"}, None, "请粘贴名单，或选择一个文件"),
        ({"pasted": SURE}, b"a,b\n", "只用一种方式"),
        ({}, b"\xff\xfe\x00", "名单.csv"),
        ({}, b"x" * (8 * 1024 * 1024 + 1), "8"),
    ],
)
def test_what_cannot_be_read_is_told_on_the_first_page(
    drafter: Browser, fields: dict[str, str], file: bytes | None, told: str
) -> None:
    """With its reason; what was pasted is still there."""
    answer = upload(drafter, "名单.csv", file, **fields) if file else start(drafter, 422, **fields)
    page = drafter.get(answer, 422) if answer.startswith("/lists/") else answer
    assert told in page
    if "pasted" in fields:
        assert fields["pasted"].strip() in page


def test_a_list_is_of_its_sign_in_and_forgotten_after_a_while(
    drafter: Browser, sign_in: Callable[..., Browser], clock: FrozenClock, written: dict[str, str]
) -> None:
    """Another drafter never sees it; after an hour nobody does, and the form keeps what was typed."""
    other = sign_in(Role.DRAFTER, account="other")
    form = follow(drafter, start(drafter, pasted=SURE))
    token = form.split("=")[1]
    assert "已不在内存里" in other.get(f"/lists/{token}", 404)
    assert "已不在内存里" in other.get(form, 404)
    clock.advance(LIFE.total_seconds() + 1)
    page = drafter.post("/notices/new", 404, **{**written, "list": token})
    assert "已不在内存里" in page
    assert written["title"] in page


def test_a_list_nobody_took_yet_is_none_of_the_form(drafter: Browser) -> None:
    """The form waits for the page of columns."""
    token = start(drafter, pasted=UNSURE).split("/")[-1]
    assert "已不在内存里" in drafter.get(f"/notices/new?list={token}", 404)


def test_the_list_of_a_draft_is_replaced_and_its_columns_stay_what_they_were(
    drafter: Browser, station: Station, written: dict[str, str]
) -> None:
    """Columns are found again by their heads; a form sent without a new list keeps the stored one."""
    drafter.post("/notices/new", **{**written, "table": "奇怪\t姓名\n甲\t周甲一\n"})
    before = stored(station).content.table
    assert before is not None
    form = follow(drafter, start(drafter, pasted="姓名\t奇怪\n吴乙二\t乙\n", notice="T-1"))
    assert form.startswith("/notice/T-1/edit?list=")
    page = drafter.get(form)
    drafter.post(
        "/notice/T-1/edit", **{**written, "list": hidden(page, "list"), "seen": hidden(page, "seen")}
    )
    version = stored(station)
    table = version.content.table
    assert table is not None
    assert {c.label: c.key for c in table.columns} == {c.label: c.key for c in before.columns}
    assert [row[table.columns[0].key] for row in table.rows] == ["吴乙二"]
    assert version.source_digest == hashlib.sha256("姓名\t奇怪\n吴乙二\t乙\n".encode()).hexdigest()


def test_only_who_may_write_takes_a_list_in(
    drafter: Browser, sign_in: Callable[..., Browser], written: dict[str, str]
) -> None:
    """A reviewer has no such page; a notice under review keeps its list."""
    reviewer = sign_in(Role.REVIEWER)
    reviewer.get("/lists/new", 403)
    start(reviewer, 403, pasted=SURE)
    drafter.post("/notices/new", **{**written, "table": "姓名\n周甲一\n"})
    token = start(drafter, pasted=SURE, notice="T-1")
    drafter.post("/notice/T-1/submit", seen=drafter.seen("T-1"))
    drafter.get("/lists/new?notice=T-1", 409)
    drafter.get(token, 409)
    drafter.get("/lists/new?notice=nobody", 404)


def test_the_shelf_is_bounded(clock: FrozenClock) -> None:
    """A few lists each, a few in all: the oldest of one's own goes first."""
    shelf = Shelf(clock)

    def put(owner: str) -> str:
        return shelf.put(owner, lambda _: Reading((), (), ""), name="", source=b"")

    own = [put("a") for _ in range(EACH + 1)]
    with pytest.raises(Exception, match="已不在内存里"):
        shelf.get(own[0], "a")
    assert shelf.get(own[1], "a").owner == "a"
    for n in range(MOST - EACH):
        put(f"b{n}")
    with pytest.raises(Exception, match="太多"):
        put("c")
    shelf.drop(own[1])
    put("c")


def test_the_page_can_be_asked_for_although_all_is_sure(drafter: Browser) -> None:
    """The form leads back to the columns, and what was not posted stays as guessed."""
    path = start(drafter, pasted=SURE)
    page = drafter.get(f"{path}?columns=1")
    assert "表头都认识" in page
    assert "不公开：保存时整列去掉" in page
    assert "另有合计行" in page
    assert '<span class="cell">43•••</span>' in page
    assert "4399991990" not in page
    drafter.post(path, made_for=hidden(page, "made_for"))
    assert "2 行，6 列" in drafter.get(f"/notices/new?list={path.split('/')[-1]}")


def test_a_sure_list_that_breaks_a_limit_is_shown_with_it(drafter: Browser) -> None:
    """A cell of a thousand and one characters: the page of columns says which."""
    path = start(drafter, pasted=f"姓名\t村\n{'周' * 1001}\t望江村\n")
    assert "第 2 行第 1 列的内容太长" in drafter.get(path, 422)


def test_many_rows_left_out_are_counted_not_all_shown(drafter: Browser) -> None:
    """A file with sixty subtotals stays a page somebody can read; long rows are shortened."""
    rows = "".join(f"某{n}\t村{n}\n{'小计' if n else '某' * 70 + '小计'}\t\n" for n in range(60))
    page = drafter.get(start(drafter, pasted=f"姓名\t村\n{rows}"))
    assert re.search(r"还有 \d+ 行", page)


def hidden_row() -> bytes:
    """A workbook whose second household is hidden, with two empty rows above."""
    out, book = io.BytesIO(), Workbook()
    for line in (
        [],
        [],
        ["姓名", "身份证号", "金额"],
        ["周甲一", "439999199003078031", 5],
        ["吴乙二", "", 6],
    ):
        book.active.append(line)
    book.active.row_dimensions[5].hidden = True
    book.save(out)
    return out.getvalue()


def test_what_nobody_sees_in_the_source_is_shown_before_it_is_taken(drafter: Browser) -> None:
    """Every head is known, yet a row is hidden: the page asks first, and the form still says it."""
    path = upload(drafter, "名单.xlsx", hidden_row())
    page = drafter.get(path)
    assert re.search(r'class="notice-line"><strong>请核对</strong>\s*<ul><li>“Sheet”有 1 行是隐藏的', page)
    assert 'name="first_head" min="0" value="3"' in page
    answer = drafter.client.post(
        path, data={"form_key": drafter.form_key(), **fields_of(page)}, follow_redirects=False
    )
    form = drafter.get(answer.headers["location"])
    assert "1 行是隐藏的" in form
    assert "2 行、3 列进了名单" in form


def test_the_clerk_says_that_there_are_no_heads(drafter: Browser, written: dict[str, str]) -> None:
    """0 and 0: the first row is a household too, and stays one when the clerk comes back."""
    path = start(drafter, pasted="周甲一\t120\n吴乙二\t80\n")
    again = drafter.post(path, 200, made_for="", first_head="0", last_head="0")
    assert "2 行数据，2 列" in again
    drafter.post(path, **fields_of(again))
    assert "2 行数据，2 列" in drafter.get(f"{path}?columns=1")


def test_rows_left_out_show_no_identity_number(drafter: Browser) -> None:
    """What is never public stays covered in the rows that are asked about as well."""
    path = start(
        drafter,
        pasted="姓名\t类别\t身份证号\n周甲一\t小计\t439999199003078031\n吴乙二\t甲\t439999199003074516\n",
    )
    page = drafter.get(path)
    assert "像是小计" in page
    assert "43•••" in page
    assert "439999199" not in page


def test_a_list_nobody_looks_at_gives_way_when_the_shelf_is_full(clock: FrozenClock) -> None:
    """Lists of closed browsers keep nobody waiting; what was given up is not read either."""
    shelf = Shelf(clock)
    begun, end = Event(), Event()

    def wait(_: object) -> Reading:
        begun.set()
        end.wait(10)
        return Reading((), (), "")

    tokens = [shelf.put(f"a{n}", wait, name="", source=b"") for n in range(MOST)]
    begun.wait(10)
    clock.advance(IDLE.total_seconds() + 1)
    for n in range(1, MOST):
        shelf.get(tokens[n], f"a{n}")
    shelf.put("b", wait, name="", source=b"")
    with pytest.raises(Exception, match="已不在内存里"):
        shelf.get(tokens[0], "a0")
    last = shelf.get(tokens[-1], f"a{MOST - 1}")
    shelf.drop_all(f"a{MOST - 1}")
    assert last.reading.cancelled()
    end.set()


def test_signing_out_forgets_what_was_brought(drafter: Browser, app: FastAPI) -> None:
    """A source waits for whoever brought it, not longer than they stay."""
    path = start(drafter, pasted=UNSURE)
    key = drafter.form_key()
    drafter.post("/sign-out")
    with pytest.raises(Exception, match="已不在内存里"):
        app.state.shelf.get(path.split("/")[-1], key)
