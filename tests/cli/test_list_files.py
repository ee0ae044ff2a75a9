"""Lists on the command line: like an earlier notice, or with options; all or none."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from ledctl.accounts.model import Role, Via
from ledctl.cli import main
from ledctl.station import Station

OWN = "a long password 3"
LIST = "序号,村,姓名,身份证号,金额（元）\n1,望江村,周甲一,439999199003078031,120\n合计,,,,120\n"
SAID = ("--title", "补贴公示", "--category", "general", "--unit", "鹭洲镇人民政府", "--body", "现予公示。")

Act = Callable[..., tuple[int, str, str]]


@pytest.fixture
def act(
    station: Station, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Act:
    """``act("notice", "import", file)`` as the drafter: exit code, output, errors."""
    once = station.registry.add("drafter", "某甲", [Role.DRAFTER], by="system")
    station.registry.change_password("drafter", once, OWN, via=Via.CLI)

    def call(*words: object, person: bool = True) -> tuple[int, str, str]:
        who = ["--as", "drafter", "--password-stdin"] if person else []
        monkeypatch.setattr(sys, "argv", ["ledctl", *map(str, words), *who, "--site", str(site)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(OWN + "\n"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return call


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "名单.csv"
    file.write_text(LIST, "utf-8")
    return file


def content(act: Act, notice_id: str) -> dict[str, object]:
    code, out, err = act("notice", "show", notice_id, "--json", person=False)
    assert code == 0, err
    found: dict[str, object] = json.loads(out)["versions"][0]["content"]
    return found


def test_a_list_with_options_becomes_a_draft(act: Act, listed: Path) -> None:
    """The next free number, today's date, the public version only."""
    code, out, err = act("notice", "import", listed, *SAID, "--json")
    assert code == 0, err
    (made,) = json.loads(out)["imported"]
    notice = content(act, made["id"])
    assert (notice["title"], notice["issuing_unit"]) == ("补贴公示", "鹭洲镇人民政府")
    assert "439999" not in json.dumps(notice)


def test_a_list_like_an_earlier_notice(act: Act, listed: Path) -> None:
    """Title, category and text of that one, unless an option says otherwise; columns by their heads."""
    assert act("notice", "import", listed, *SAID, "--id", "first")[0] == 0
    listed.write_text(LIST.replace("周甲一", "吴乙二"), "utf-8")
    code, _, err = act("notice", "import", listed, "--like", "first", "--title", "新标题", "--id", "second")
    assert code == 0, err
    first, second = content(act, "first"), content(act, "second")
    assert (second["title"], second["body"]) == ("新标题", first["body"])
    assert "吴乙二" in json.dumps(second, ensure_ascii=False)
    assert "周甲一" not in json.dumps(second, ensure_ascii=False)


def test_a_list_that_says_too_little_is_refused(act: Act, listed: Path) -> None:
    """Which options are missing is said, and nothing is stored."""
    code, _, err = act("notice", "import", listed)
    assert code == 2
    assert "--title, --category, --body" in err
    assert act("notice", "import", listed, *SAID, "--sheet", "2")[0] == 2
    assert act("notice", "import", listed, "--like", "nobody")[0] == 2
    assert json.loads(act("notice", "list", "--json", person=False)[1]) == {"notices": []}


def test_what_is_not_certain_is_refused_until_somebody_says_it_is_right(act: Act, listed: Path) -> None:
    """Nobody looks at a page here, so the reasons are printed; no cell is."""
    listed.write_text("姓名,奇怪\n周甲一,略\n", "utf-8")
    code, _, err = act("notice", "import", listed, *SAID)
    assert code == 1
    assert "第 2 列的表头不认识" in err
    assert "周甲一" not in err
    assert act("notice", "import", listed, *SAID, "--as-recognised")[0] == 0


def test_several_lists_get_numbers_of_their_own_and_all_or_none_come_in(
    act: Act, listed: Path, tmp_path: Path
) -> None:
    """One wrong file of two stores none; two lists under one given number neither."""
    other = tmp_path / "other.csv"
    other.write_bytes(b"\x00\xff\xfe\x00\x81")
    assert act("notice", "import", listed, other, *SAID)[0] == 2
    other.write_text(LIST, "utf-8")
    assert act("notice", "import", listed, other, *SAID, "--id", "one")[0] != 0
    assert json.loads(act("notice", "list", "--json", person=False)[1]) == {"notices": []}
    code, out, _ = act("notice", "import", listed, other, *SAID, "--json")
    assert code == 0
    assert len({one["id"] for one in json.loads(out)["imported"]}) == 2


def test_the_next_number_is_begun(act: Act, listed: Path) -> None:
    """`notice next` says which draft it made and what it follows."""
    assert act("notice", "import", listed, *SAID, "--id", "first")[0] == 0
    code, out, _ = act("notice", "next", "first", "--id", "second", "--json")
    assert (code, json.loads(out)) == (0, {"id": "second", "title": "补贴公示", "follows": "first"})
    assert "已存为草稿" in act("notice", "next", "second")[1]


def test_a_file_with_several_sheets_asks_which(act: Act, tmp_path: Path) -> None:
    """What stands on the second must not be forgotten unsaid; a named one is taken."""
    book = Workbook()
    for sheet in (book.active, book.create_sheet("石桥村")):
        sheet.append(["姓名", "金额"])
        sheet.append([f"{sheet.title}周某", 5])
    file = tmp_path / "名单.xlsx"
    book.save(file)
    code, _, err = act("notice", "import", file, *SAID)
    assert code == 2
    assert "2 张有内容的表" in err
    assert "石桥村" in err
    assert act("notice", "import", file, *SAID, "--sheet", "2", "--id", "two")[0] == 0
    assert "石桥村周某" in json.dumps(content(act, "two"), ensure_ascii=False)


def test_what_nobody_sees_in_the_source_is_refused_until_somebody_says_it_is_right(
    act: Act, tmp_path: Path
) -> None:
    """A hidden row: refused with the reason; with --as-recognised it comes in, and is told."""
    book = Workbook()
    for line in (["姓名", "金额"], ["周某", 5], ["吴某", 6]):
        book.active.append(line)
    book.active.row_dimensions[3].hidden = True
    file = tmp_path / "名单.xlsx"
    book.save(file)
    code, _, err = act("notice", "import", file, *SAID)
    assert code == 1
    assert "1 行是隐藏的" in err
    code, out, err = act("notice", "import", file, *SAID, "--as-recognised")
    assert code == 0, err
    assert "1 行是隐藏的" in out
    assert "2 行、2 列进了名单；不进名单的行：—" in out
    out = act("notice", "import", file, *SAID, "--as-recognised", "--json")[1]
    assert [one["code"] for one in json.loads(out)["notes"]] == ["list_taken", "note_hidden_rows"]


def test_a_list_of_a_village_template_needs_no_other_option(act: Act, tmp_path: Path) -> None:
    """Title, category, text, unit and channels are the template's; what an option says wins."""
    file = tmp_path / "东坡.csv"
    file.write_text(
        "序号,日期,收支项目,收入金额（元）,支出金额（元）\n1,2026-10-08,村道维修,0,1200\n", "utf-8"
    )
    of = ("--template", "finance", "--village", "东坡村", "--period", "2026-10")
    code, _, err = act("notice", "import", file, *of, "--id", "V-1", "--unit", "东坡村村务监督委员会")
    assert code == 0, err
    found = content(act, "V-1")
    assert found["title"] == "东坡村2026年10月财务收支情况公布"
    assert (found["category"], found["channels_allowed"]) == ("village_finance", ["board_village"])
    assert found["issuing_unit"] == "东坡村村务监督委员会"
    code, _, err = act("notice", "import", file, *of, "--like", "V-1")
    assert code == 2
    assert "--template" in err
    code, _, err = act("notice", "import", file, "--template", "finance")
    assert code == 2
    assert "请填写村名" in err
