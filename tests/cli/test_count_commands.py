"""The count and the register of publications elsewhere on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ledctl.accounts.model import Role
from tests.cli.shell import Shell

ENTRY = ("--title", "预算公开", "--channel", "微信", "--on", "2026-11-20", "--office", "示例镇财政所")
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(shell: Shell) -> Run:
    """A command at a site with one drafter; whatever needs a person is done by her."""
    with shell.station(li=Role.DRAFTER):
        return partial(shell, who="li")


def test_an_entry_is_counted(run: Run) -> None:
    """Entered, listed, counted, struck: the number goes up and down again, the entry stays."""
    assert run("elsewhere", "add", *ENTRY) == (0, "已登记 / entered: 1\n")
    code, said = run("elsewhere", "add", *ENTRY)
    assert (code, "已经登记过" in said) == (1, True)
    code, said = run("elsewhere", "add", *ENTRY, "--of", "new", "--on", "2026-11-21", "--json")
    assert json.loads(said) == {"id": 2}
    code, said = run("report", "count", "--quarter", "2026Q4", "--json", who="")
    told = json.loads(said)
    assert (told["items"], told["electronic_rate"], told["period"]["first"]) == (2, 1.0, "2026-10-01")
    assert [(row["name"], row["items"]) for row in told["by_channel"]] == [("wechat", 2)]
    assert run("elsewhere", "strike", "1", "--reason", "误登")[0] == 0
    code, said = run("elsewhere", "list", who="")
    assert "已注销 / struck: 误登" in said
    assert len(json.loads(run("elsewhere", "list", "--json", who="")[1])["entries"]) == 2
    code, said = run("report", "count", who="")
    assert "公开信息 / items: 1 条" in said
    assert "微信 wechat: 1 条" in said
    assert "上年同期无记录" in said


def test_a_year_before_is_printed_beside(run: Run) -> None:
    """More or fewer than on the same days a year before, in numbers and percent."""
    run("elsewhere", "add", *ENTRY)
    for on, of in (("2025-11-18", "new"), ("2025-11-19", "new")):
        run("elsewhere", "add", *ENTRY, "--on", on, "--of", of)
    said = run("report", "count", "--year", "2026", who="")[1]
    assert "公开信息 / items: 1 条（上年同期 / a year before 2，-1，-50.0 %）" in said
    assert "items: 2 条" in run("report", "count", "--year", "2025", "--as-of", "2026-11-23", who="")[1]


def test_a_list_is_looked_at_and_taken(run: Run, tmp_path: Path) -> None:
    """R31: good rows only, and only with ``--take``; bad ones are named by their row."""
    file = tmp_path / "list.csv"
    file.write_text(
        "标题,发布日期,网址\n甲,2026-11-18,http://x.cn/1\n乙,,\n丙,2026-11-19,http://x.cn/3\n", "utf-8"
    )
    code, said = run("elsewhere", "import", str(file), "--channel", "website")
    assert (code, "可登记 / can be entered: 2" in said, "第 3 行" in said) == (0, True, True)
    code, said = run("elsewhere", "import", str(file), "--channel", "website", "--take", "--json")
    told = json.loads(said)
    assert (told["entered"], [row["row"] for row in told["left_out"]]) == ([1, 2], [3])
    said = run("elsewhere", "import", str(file), "--channel", "website")[1]
    assert ("can be entered: 0" in said, said.count("已经登记过")) == (True, 2), (
        "looking names them as taking does"
    )
    again = json.loads(run("elsewhere", "import", str(file), "--channel", "website", "--take", "--json")[1])
    assert (again["entered"], [row["row"] for row in again["left_out"]]) == ([], [2, 3, 4])


@pytest.mark.parametrize(
    "words",
    [
        ("--year", "1"),
        ("--since", "2026-01-01"),
        ("--as-of", "x"),
        ("--as-of", "2999-01-01"),
        ("--year", "2026", "--month", "2026-05"),
    ],
)
def test_a_period_nobody_can_mean_is_bad_input(run: Run, words: tuple[str, ...]) -> None:
    """Exit code 2 and a sentence."""
    assert run("report", "count", *words, who="")[0] == 2


def test_a_workbook_of_several_sheets_says_which(run: Run, tmp_path: Path) -> None:
    """Nothing on another sheet is forgotten unsaid."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "list.xlsx"))
    for name in ("甲", "乙"):
        book.add_worksheet(name).write_row(0, 0, ["标题", "发布日期"])
    book.close()
    code, said = run("elsewhere", "import", str(tmp_path / "list.xlsx"))
    assert (code, "甲、乙" in said) == (2, True)
