"""``ledctl posting``: sheets on boards from the command line, through the same use cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ledctl.accounts.model import Role
from ledctl.clock import FrozenClock
from tests.boards.posting_hands import carry, list_of, print_sheet, set_up_board
from tests.boards.register import a_jpeg, a_photo
from tests.cli.shell import Shell


@pytest.fixture
def code(shell: Shell) -> str:
    """L1 is approved and printed; one board; an operator with a password."""
    with shell.station(op=Role.OPERATOR) as station:
        set_up_board(station, "b01")
        carry(station, list_of())
        return print_sheet(station, "L1")


def run(shell: Shell, *words: str, status: int = 0, who: str = "op") -> str:
    ended, said = shell("posting", *words, who=who)
    assert ended == status, said
    return said


def listed(shell: Shell, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(shell, *words, "--json", who=""))
    return found


def test_up_by_the_code_down_and_struck(shell: Shell, clock: FrozenClock, code: str, tmp_path: Path) -> None:
    """NOTICE or CODE; the photo is a file; lists and flags say the same in words and as JSON."""
    file = tmp_path / "photo.jpg"
    file.write_bytes(a_jpeg())
    run(shell, "up", code, "--board", "b01", "--since", "2099-01-01", status=2)
    assert json.loads(run(shell, "up", code, "--board", "b01", "--photo", str(file), "--json"))["id"] == 1
    clock.advance(60)
    (one,) = listed(shell, "list", "--notice", "L1")["postings"]
    assert (one["board"], one["code"], one["copy"], one["photo"]) == ("b01", code, 1, a_photo().digest)
    assert f"{code} #1" in run(shell, "list", "--hanging", who="")
    assert "已登记撤下" in run(shell, "down", "1", "--reason", "公示期满")
    assert "没有照片 / no photo" in run(shell, "up", "L1", "--board", "b01")
    run(shell, "strike", "2", "--reason", "误登")
    assert [one["posting"] for one in listed(shell, "list")["postings"]] == [1]
    told = {one["channel"] for one in listed(shell, "flags", "--notice", "L1")["flags"]}
    assert told == {"board_town", "board_village"}
    assert "村公开栏" in run(shell, "flags", who="")


def test_what_is_no_notice_no_code_or_no_file_is_told(shell: Shell, code: str) -> None:
    """Bad input ends with 2, and nothing is written."""
    assert "XX" in run(shell, "up", "XX", "--board", "b01", status=2)
    run(shell, "up", code, "--board", "b01", "--photo", "/nowhere.jpg", status=2)
    assert listed(shell, "list")["postings"] == []
