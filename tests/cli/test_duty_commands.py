"""Duties and checks on the command line: the same deeds and refusals, stable JSON, paper in a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ledctl.accounts.model import Role
from tests.boards.board_hands import CLERK, enter_board, hang
from tests.cli.shell import Shell
from tests.pdf_text import text_of
from tests.publishing.office import short_notice

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(shell: Shell) -> Run:
    """One board of 东河村 with a notice on it; an operator and an auditor."""
    with shell.station(jin=Role.OPERATOR, shen=Role.AUDITOR) as station:
        office = shell.gate(station)
        office.approve(short_notice("A"))
        enter_board(station, "east")
        hang(station, CLERK, "A")
    return shell


def test_what_is_due_is_listed_and_told_as_json(run: Run) -> None:
    """`ledctl duties --json`: every duty with its state, and the figures of the quarter."""
    code, said = run("duties")
    assert code == 0
    assert "east  2026-11  更新公开栏 / bring the board up to date  已办" in said.replace("2026-11-23 ", "")
    assert "2026Q4  公开栏 / boards: 已办 / done 1" in said
    told = json.loads(run("duties", "--json")[1])
    assert [(one["what"], one["state"]) for one in told["duties"]] == [("check", "due"), ("update", "done")]
    assert told["quarter"]["boards"]["done"] == 1


def test_a_board_is_gone_through(run: Run) -> None:
    """`ledctl board update`: by whose task it is, and nobody else."""
    code, said = run("board", "update", "east", "--note", "无新增。", "--json", who="jin")
    assert (code, json.loads(said)) == (0, {"id": 1, "board": "east"})
    assert "已登记" in run("board", "update", "east", who="jin")[1]
    code, said = run("board", "update", "east", who="shen")
    assert code == 1


def test_a_check_is_written_down_listed_mended_and_printed(run: Run, tmp_path: Path) -> None:
    """Sheet by sheet, with the elements it lacks; then it is put right."""
    asked = ("--team", "甲、乙", "--sheet", "1:reviewer", "--read", "1:7k2m", "--findings", "审核人未填。")
    code, said = run("inspection", "add", "east", *asked, "--mend-by", "2026-11-30", "--json", who="jin")
    assert (code, json.loads(said)) == (0, {"id": 1, "board": "east"})
    assert "待整改 / to be mended  整改期限 / mend by 2026-11-30" in run("inspection", "list")[1]
    (told,) = json.loads(run("inspection", "list", "--quarter", "2026Q4", "--board", "east", "--json")[1])[
        "checks"
    ]
    assert told["looked_at"][0]["elements"]["reviewer"] is False
    assert (told["looked_at"][0]["read"], told["looked_at"][0]["matches"]) == ("7K2M", "unknown")
    assert run("inspection", "mended", "1", "--note", "已补。", who="jin") == (0, "已登记整改 / mended\n")
    file = tmp_path / "check.pdf"
    assert run("inspection", "print", "1", "-o", str(file))[0] == 0
    assert "已补。" in text_of(file.read_bytes())
    assert "已登记" in run("inspection", "add", "east", "--team", "甲", "--sheet", "1", who="jin")[1]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--sheet", "x"), "不是以张贴编号开头"),
        (("--sheet", "1:face"), "不认识"),
        (("--read", "1:7K2M"), "没有列为已查看"),
        (("--sheet", "9"), "当天没有张贴"),
        (("--on", "昨天"), "日期"),
    ],
)
def test_a_slip_in_a_check_is_told_and_changes_nothing(run: Run, asked: tuple[str, ...], says: str) -> None:
    """Each sentence says what to write instead."""
    code, said = run("inspection", "add", "east", "--team", "甲", *asked, who="jin")
    assert code == 2
    assert says in said
    assert json.loads(run("inspection", "list", "--json")[1])["checks"] == []


def test_the_months_list_of_a_village(run: Run, tmp_path: Path) -> None:
    """村务公开任务清单 as lines, as JSON and as a sheet."""
    file = tmp_path / "list.pdf"
    code, said = run("duties", "--village", "东河村", "--month", "2026-11", "-o", str(file))
    assert code == 0
    assert "2026-11-23 已张贴 / up: A" in said
    assert "村务公开任务清单" in text_of(file.read_bytes())
    assert json.loads(run("duties", "--village", "东河村", "--json")[1])["month"] == "2026-11"
    assert run("duties", "--village", "无此村")[0] == 2
    assert "--village" in run("duties", "--month", "2026-11")[1]
    assert run("duties", "--quarter", "2026-11")[0] == 2
