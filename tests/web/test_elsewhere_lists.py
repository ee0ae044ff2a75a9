"""Lists of publications as offices really send them: every row is entered or told, none is lost."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from collections.abc import Callable

import pytest
import xlsxwriter

from ledctl.accounts.model import Role
from ledctl.notices.elsewhere import listed
from ledctl.reports.periods import year
from ledctl.station import Station
from tests.web.office_hands import Browser, form_key

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
HEADS = ("标题", "发布日期", "网址", "栏目")
GIVEN = {"channel": "website", "office": "示例镇党政办", "category": "general", "document": ""}


@pytest.fixture
def operator(sign_in: Callable[..., Browser]) -> Browser:
    return sign_in(Role.OPERATOR)


def look(browser: Browser, name: str, raw: bytes) -> str:
    """Upload a file; the page that tells what is in it."""
    answer = browser.client.post(
        "/report/elsewhere/list",
        data={"form_key": browser.form_key(), **GIVEN},
        files={"file": (name, raw)},
    )
    assert answer.status_code == 200, answer.text
    return answer.text


def take(browser: Browser, page: str, source: str) -> str:
    """Press the button under the rows."""
    found = re.search(r'<textarea name="rows" hidden>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    fields = {"form_key": form_key(page), "rows": html.unescape(found[1]).lstrip("\n"), "source": source}
    answer = browser.client.post("/report/elsewhere/take", data=fields)
    assert answer.status_code == 200, answer.text
    return answer.text


def entered(station: Station) -> list[tuple[str, str]]:
    return [(one.published_on.isoformat(), one.title) for one in listed(station.office, *YEAR)]


def test_a_gbk_csv_with_every_way_to_write_a_day(station: Station, operator: Browser) -> None:
    """What Excel in an office saves as .csv: GBK, quoted commas, empty lines, days in five spellings."""
    rows = [
        ",".join(HEADS),
        '"预算公开,全文",2026/5/3,http://www.example.cn/1,财政预决算',
        "决算公开,2026年5月4日,http://www.example.cn/2,财政预决算",
        ",,,",
        "招生公告,20260505,http://www.example.cn/3,义务教育",
        "植树通知,46148,http://www.example.cn/4,通知公告",
        "没有日期,,http://www.example.cn/5,",
    ]
    page = look(operator, "清单.csv", "\r\n".join(rows).encode("gbk"))
    assert "4 行可以登记" in page
    assert "1 行有问题" in page
    assert "没有日期" in page
    assert "本站没有这些类别：通知公告" in page
    take(operator, page, "清单.csv")
    assert sorted(entered(station)) == [
        ("2026-05-03", "预算公开,全文"),
        ("2026-05-04", "决算公开"),
        ("2026-05-05", "招生公告"),
        ("2026-05-06", "植树通知"),
    ]


def workbook(*rows: tuple[object, ...], merged: bool = False) -> bytes:
    """A workbook as a platform exports one, perhaps with a title and heads over two rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, day = book.add_worksheet("发布"), book.add_format({"num_format": "yyyy-mm-dd"})
        top = 0
        if merged:
            sheet.merge_range(0, 0, 0, 3, "2026年信息发布清单")
            sheet.merge_range(1, 0, 2, 0, "标题")
            sheet.merge_range(1, 1, 1, 3, "发布情况")
            sheet.write_row(2, 1, HEADS[1:])
            top = 3
        else:
            sheet.write_row(0, 0, HEADS)
            top = 1
        for at, row in enumerate(rows, start=top):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(at, column, dt.datetime.combine(value, dt.time(9)), day)
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(at, column, value)
                else:
                    sheet.write(at, column, value)
    return out.getvalue()


def test_merged_heads_real_days_and_bare_serials(station: Station, operator: Browser) -> None:
    """A title line, heads over two rows, a real date, and one whose cell lost its format."""
    raw = workbook(
        ("预算公开", dt.date(2026, 5, 3), "http://www.example.cn/1", "财政预决算"),
        ("决算公开", 46146, "http://www.example.cn/2", "财政预决算"),
        merged=True,
    )
    take(operator, look(operator, "发布.xlsx", raw), "发布.xlsx")
    assert sorted(entered(station)) == [("2026-05-03", "预算公开"), ("2026-05-04", "决算公开")]


def test_what_must_not_go_in_is_named_and_the_rest_goes_in(station: Station, operator: Browser) -> None:
    """A script for an address, the same address twice, markup in a title: told, told, and kept as text."""
    raw = workbook(
        ("脚本", dt.date(2026, 5, 3), "javascript:alert(1)", ""),
        ("甲", dt.date(2026, 5, 3), "http://www.example.cn/1", ""),
        ("乙", dt.date(2026, 5, 4), "http://www.example.cn/1/", ""),
        ("<script>丙</script>", dt.date(2026, 5, 5), "http://www.example.cn/3", ""),
    )
    page = look(operator, "发布.xlsx", raw)
    assert "1 行有问题" in page
    assert "javascript" not in page
    assert "<script>丙" not in page
    done = take(operator, page, "发布.xlsx")
    assert "已登记 2 条" in done
    assert "1 条没有登记" in done
    assert "乙" in done
    assert [title for _, title in entered(station)] == ["<script>丙</script>", "甲"]
    again = look(operator, "发布.xlsx", raw)
    assert "3 行已经登记过" in again, "the same list once more enters nothing"


def test_a_formula_is_no_title(operator: Browser) -> None:
    """A cell that computes is refused with its place: what it shows is not what it holds."""
    raw = workbook(("=1+1", dt.date(2026, 5, 3), "http://www.example.cn/1", ""))
    answer = operator.client.post(
        "/report/elsewhere/list",
        data={"form_key": operator.form_key(), **GIVEN},
        files={"file": ("发布.xlsx", raw)},
    )
    assert answer.status_code == 422
    assert "A2" in answer.text


@pytest.mark.slow
def test_five_thousand_rows_go_in_at_once(station: Station, operator: Browser) -> None:
    """A county's export of years: all of it counted, none twice, none lost."""
    first = dt.date(2026, 1, 1)
    rows = [
        (f"信息{number}", first + dt.timedelta(days=number % 300), f"http://www.example.cn/{number}", "")
        for number in range(5000)
    ]
    text = "\n".join("\t".join(map(str, row)) for row in [HEADS, *rows])
    page = look(operator, "全部.txt", text.encode())
    assert "5000 行可以登记" in page
    assert "已登记 5000 条" in take(operator, page, "全部.txt")
    assert len(entered(station)) == 5000
    assert len(station.period_count(year(2026)).items) == 5000
