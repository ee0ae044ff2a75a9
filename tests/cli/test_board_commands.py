"""The register of boards on the command line: entering, changing, looking; values and pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledctl.accounts.model import Role
from tests.boards.register import a_jpeg, approve, hang
from tests.cli.shell import Shell
from tests.pictures.reading import read, words
from tests.publishing.office import short_notice

ADD = (
    "board", "add", "v01", "--level", "village", "--village", "白鹭村", "--label", "白鹭村公开栏", "--place",
    "村委会外墙", "--width", "300", "--height", "240", "--fixed", "40", "--category", "general",
)  # fmt: skip


@pytest.fixture
def office(shell: Shell) -> Shell:
    with shell.station(jin=Role.OPERATOR, shen=Role.AUDITOR) as station:
        approve(station, [short_notice("A")])
    return shell


def test_a_board_is_entered_and_listed(office: Shell, tmp_path: Path) -> None:
    """With its photo; what it falls short of is told at once, in both languages."""
    photo = tmp_path / "board.jpg"
    photo.write_bytes(a_jpeg())
    code, said = office(*ADD, "--photo", str(photo), who="jin")
    assert code == 0
    assert "面积 7.2 平方米，村公开栏应不小于 10 平方米。 / 7.2 m²" in said
    (one,) = json.loads(office("board", "list", "--json")[1])["boards"]
    assert len(one["board"].pop("photo")) == 64
    assert one["board"] == {
        "code": "v01", "level": "village", "label": "白鹭村公开栏", "place": "村委会外墙", "width_cm": 300,
        "height_cm": 240, "village": "白鹭村", "fixed_percent": 40, "categories": ["general"], "special": "",
        "keeper": "", "condition": "good", "condition_note": "", "in_use": True, "channel": "board_village",
    }  # fmt: skip
    assert [why["code"] for why in one["warnings"]] == ["board_too_small"]
    assert "白鹭村公开栏" in office("board", "list")[1]


def test_a_change_keeps_the_rest(office: Shell) -> None:
    """Only what is said is different, nothing of the history is lost; ``--category ""`` is every one."""
    office(*ADD, who="jin")
    code, out = office("board", "change", "v01", "--condition", "worn", "--category", "", "--json", who="jin")
    assert code == 0
    assert (json.loads(out)["board"]["condition"], json.loads(out)["board"]["categories"]) == ("worn", [])
    told = json.loads(office("board", "show", "v01", "--json")[1])
    assert [one["changed"] for one in told["entries"]] == [["categories", "condition"], []]
    assert office("board", "change", "v01", "--out-of-use", who="jin")[0] == 0
    assert json.loads(office("board", "list", "--json")[1])["boards"] == []
    assert "停用 / out of use" in office("board", "list", "--gone")[1]


@pytest.mark.parametrize(
    ("command", "who", "code", "words_"),
    [
        (ADD, "jin", 1, "代码“v01”已有公开栏使用"),
        ((*ADD[:2], "v02", *ADD[3:], "--width", "0"), "jin", 2, "“宽（厘米）”应在 20 到 10000 之间"),
        ((*ADD[:2], "v02", *ADD[3:], "--level", "county"), "jin", 2, "“级别”应为"),
        ((*ADD[:2], "v02", *ADD[3:], "--photo", "no such file"), "jin", 2, "no such file"),
        (("board", "add", "v02"), "jin", 2, "请填写“名称”"),
        (("board", "change", "v01"), "jin", 1, "没有变化"),
        (("board", "change", "v99", "--fixed", "1"), "jin", 2, "没有代码为“v99”的公开栏"),
        (("board", "change", "v01", "--fixed", "1"), "shen", 1, "operator"),
    ],
)
def test_what_is_refused_says_why(
    office: Shell, command: tuple[str, ...], who: str, code: int, words_: str
) -> None:
    """By the sentence of the catalogue, with the exit code of its kind, and nothing is entered."""
    office(*ADD, who="jin")
    ended, said = office(*command, who=who)
    assert ended == code
    assert words_ in said
    (one,) = json.loads(office("board", "list", "--gone", "--json")[1])["boards"]
    assert one["number"] == 1


def test_a_board_is_shown_and_drawn(office: Shell, tmp_path: Path) -> None:
    """As it stands and as it stood: what hangs there, and its picture as a file."""
    office(*ADD, who="jin")
    office.clock.advance(3600)
    with office.station() as station:
        hang(station, "A", board="v01", paper="", since=None)
        hang(station, "A", board="v01", paper="A3", pages=30)
    file = tmp_path / "v01.svg"
    code, said = office("board", "show", "v01", "-o", str(file))
    assert code == 0
    assert "?x1  A " in said
    assert "1 份按 A4 估算" in said
    assert "超出 / too much" in said
    assert any("白鹭村公开栏" in one.text for one in words(file.read_text("utf-8")))
    then = json.loads(office("board", "show", "v01", "--at", "2026-11-23 09:30", "--json")[1])
    assert then["hanging"] == []
    english = office("board", "show", "v01", "--english", "-o", str(file), "--json")[1]
    assert len(json.loads(english)["hanging"]) == 2
    assert read(file.read_text("utf-8")).attrib["lang"] == "en"
    assert office("board", "show", "v01", "-o", str(tmp_path))[0] == 2
