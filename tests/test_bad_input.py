"""What people really hand in, through the real doors: each gives correct pages or says what to change.

Work is bounded by counts, not by patience: nothing here measures time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from drivers.base import Panel
from layouts import arrange
from layouts.base import Box, Ink, Text
from layouts.styles import preset
from ledctl.accounts.model import Actor
from ledctl.cli import main
from ledctl.content.files import notice_from, read_notice
from ledctl.content.model import MAX_ROWS, Notice
from ledctl.errors import BadInput
from ledctl.notices.appearance import Look, content_of, draw
from ledctl.notices.examination import examine
from ledctl.rendering import raster
from ledctl.rendering.faces import installed_faces
from ledctl.resources import shared
from ledctl.station import Station

EXAMPLES = shared("config/examples") / "notices"
LONG_NAME = "阿卜杜热合曼·艾则孜"
LONGEST_NAME = "阿卜杜热合曼江·买买提吐尔逊阿卜杜拉艾合买提江孜别克"
LIST = [
    {"key": "name", "label": "姓名", "type": "name"},
    {"key": "group", "label": "村组"},
    {"key": "amount", "label": "金额（元）", "type": "money"},
]
PANELS = ["64x16", "64x32", "128x32", "256x64", "512x128"]


def notice(**fields: object) -> dict[str, Any]:
    whole = {
        "id": "B1",
        "title": "测试公告",
        "category": "general",
        "issuing_unit": "某镇人民政府",
        "body": ["现予公告。"],
        "signature": {"unit": "某镇人民政府", "date": "2026-11-23"},
    }
    return whole | fields


def listing(*names: str) -> dict[str, Any]:
    rows = [{"name": name, "group": "双枫村11组", "amount": "1320.5"} for name in names]
    return notice(table={"columns": LIST, "rows": rows})


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """``run("check", data)`` is ``ledctl check`` on a file that holds ``data``."""

    def call(command: str, data: dict[str, Any] | Path, *options: object) -> Done:
        file = data if isinstance(data, Path) else tmp_path / "notice.json"
        if not isinstance(data, Path):
            file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        monkeypatch.setattr(sys, "argv", ["ledctl", command, str(file), *map(str, options)])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return call


def preview(run: Run, data: dict[str, Any] | Path, panel: str, out: Path) -> Done:
    return run("preview", data, "--panel", panel, "--colour", "dual", "-o", out)


def shown(data: dict[str, Any] | Notice, panel: str) -> str:
    """Every text the pages place, page by page, without the page marks and without spaces."""
    read = data if isinstance(data, Notice) else notice_from(data)
    size = Panel.parse(panel, "dual")
    content = content_of(examine(read).public)
    pages = arrange(content, Box(size.width, size.height), installed_faces(), preset().style)
    runs = (run for page in pages for run in page.placements if isinstance(run, Text))
    return "".join("".join(run.text.split()) for run in runs if run.ink is not Ink.FAINT)


def stands_in(wanted: str, text: str) -> bool:
    """Whether every character of ``wanted`` follows in ``text`` in its order."""
    rest: Iterator[str] = iter(text)
    return all(character in rest for character in wanted)


@pytest.mark.parametrize("panel", PANELS[1:])
def test_a_project_name_of_93_characters_is_shown_whole(panel: str) -> None:
    """N06's first project: every character of its name is placed, in order, on every usual panel."""
    (file,) = EXAMPLES.glob("N06-*.json")
    read = read_notice(file.read_bytes())
    assert read.table is not None
    name = "".join(read.table.rows[0]["name"].split())
    assert len(read.table.rows[0]["name"]) == 93
    assert stands_in(name, shown(read, panel))


def test_a_list_of_forty_rows_is_shown_whole(run: Run, tmp_path: Path) -> None:
    """N04: forty names, each placed with its sum, through the command."""
    (file,) = EXAMPLES.glob("N04-*.json")
    assert run("check", file).code == 0
    done = preview(run, file, "256x64", tmp_path / "pages")
    assert done.code == 0, done.err
    assert len(list((tmp_path / "pages").iterdir())) > 10
    read = read_notice(file.read_bytes())
    text = shown(read, "256x64")
    assert read.table is not None
    assert all(row["name"] in text and row["amount"] in text for row in read.table.rows)


@pytest.mark.parametrize("command", ["check", "preview"])
def test_an_empty_list_says_so(run: Run, tmp_path: Path, command: str) -> None:
    """A table without rows is refused by name, not shown as a header over nothing."""
    options = () if command == "check" else ("--panel", "64x32", "--colour", "red", "-o", tmp_path / "p")
    done = run(command, notice(table={"columns": LIST, "rows": []}), *options)
    assert done.code == 2
    assert "“table.rows”是空的，请填写" in done.err


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("name", [LONG_NAME, LONGEST_NAME])
def test_a_long_name_is_wrapped_and_never_cut(run: Run, tmp_path: Path, name: str, panel: str) -> None:
    """Nine characters and an interpunct, and twenty-five: whole on every panel."""
    assert "\u00b7" in name
    data = listing("王䶮", name)
    assert run("check", data).code == 0
    assert preview(run, data, panel, tmp_path / "p.gif").code == 0
    assert stands_in(name, shown(data, panel))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("热烈庆祝🎉", ["第 5 个字“🎉”（U+1F389）", "表情符号", "请删去，或改用文字"]),
        ("通知 ئۇقتۇرۇش", ["第 4 个字", "从右向左", "请改附汉文文本"]),
        ("公告 བོད་ཡིག", ["第 4 个字", "叠写", "请改附汉文文本"]),
        ("王\U0002b5bb\U000200c7", ["第 3 个字", "U+200C7", "补画该字"]),
        ("e\u0301", ["第 2 个字", "U+0301", "附加在前一个字上的符号"]),
    ],
)
def test_what_cannot_be_written_is_said_with_its_place(
    run: Run, tmp_path: Path, text: str, said: list[str]
) -> None:
    """R36: emoji, scripts from right to left or stacked, characters no font has: named, placed, advised."""
    data = listing("王䶮", text)
    checked = run("check", data)
    assert checked.code == 1
    assert all(part in checked.out for part in ("[block] table.rows[1].name", "表格第 2 行“姓名”", *said))
    drawn = preview(run, data, "128x32", tmp_path / "p.gif")
    assert drawn.code == 2
    assert all(part in drawn.err for part in said)
    assert not (tmp_path / "p.gif").exists()


@pytest.mark.parametrize(
    ("piece", "panel"), [("鹭洲镇公告", "64x16"), ("，", "512x128"), ("一\n", "512x128"), ("1", "64x16")]
)
def test_a_pasted_megabyte_is_refused_before_it_is_set(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: str, panel: str
) -> None:
    """The most text a notice may hold gets a sentence, and not one line is broken for it."""

    def never(*_: object) -> None:
        raise AssertionError("set in spite of the bound")

    monkeypatch.setattr(raster, "arrange", never)
    data = notice(body=[(piece * 5000)[:5000]] * 200)
    done = preview(run, data, panel, tmp_path / "p.gif")
    assert done.code == 2
    assert "内容太长" in done.err
    assert "摘要" in done.err


def test_emoji_everywhere_are_a_list_somebody_can_read(run: Run) -> None:
    """One sentence for a paragraph's emoji, a hundred at most, and how many more."""
    done = run("check", notice(body=["😀" * 500] * 200))
    assert done.code == 1
    assert done.out.count("[block]") == 101
    assert "还有 100 处" in done.out


def test_a_paragraph_too_long_is_refused_by_name(run: Run) -> None:
    """One paragraph of a megabyte, and more paragraphs than a notice has, name the field and the limit."""
    assert "“body[0]”太长（最多 5000 个字符）" in run("check", notice(body=["一" * 1_000_000])).err
    assert "“body”的条目太多（最多 200 条）" in run("check", notice(body=["一"] * 201)).err


def test_a_file_too_large_is_not_read(run: Run) -> None:
    """Beyond eight megabytes the file is refused whole."""
    done = run("check", notice(body=["一" * 3_000_000]))
    assert done.code == 2
    assert "文件超过 8 MB" in done.err


@pytest.mark.parametrize("panel", ["64x16", "64x32", "128x32"])
def test_a_list_wider_than_the_sign_loses_nothing(run: Run, tmp_path: Path, panel: str) -> None:
    """Seven columns on a narrow sign: every cell of every row is placed, or a sentence says why not."""
    columns = [{"key": f"c{n}", "label": f"第{n}项内容"} for n in range(7)]
    rows = [{f"c{n}": f"甲乙丙丁{n}号{row}" for n in range(7)} for row in range(3)]
    data = notice(table={"columns": columns, "rows": rows})
    assert preview(run, data, panel, tmp_path / "p.gif").code == 0
    text = shown(data, panel)
    assert all(stands_in(cell, text) for row in rows for cell in row.values())
    with Image.open(tmp_path / "p.gif") as image:
        assert getattr(image, "n_frames", 1) > 3


def test_a_list_of_five_thousand_rows_says_what_to_do(
    run: Run, tmp_path: Path, station: Station, person: Callable[..., Actor]
) -> None:
    """The desk takes it (a board has room), the sign does not, and one row more is no notice."""
    data = listing(*["某某某"] * MAX_ROWS)
    done = preview(run, data, "256x64", tmp_path / "p.gif")
    assert done.code == 2
    assert "内容太长：在 256x64 dual 的屏上至少要" in done.err
    public = station.desk.draft(person("drafter"), notice_from(data)).public
    with pytest.raises(BadInput) as refused:
        station.desk.programs(public)
    assert refused.value.code == "too_many_pages"
    assert "“table.rows”的条目太多（最多 5000 条）" in run("check", listing(*["某某某"] * (MAX_ROWS + 1))).err


def test_the_desk_refuses_what_the_command_refuses(station: Station, person: Callable[..., Actor]) -> None:
    """An emoji blocks the draft's way to approval with the same sentence the command prints."""
    screened = station.desk.draft(person("drafter"), notice_from(listing("王🎉")))
    (finding,) = [one for one in screened.findings if one.code == "glyph_missing"]
    assert not screened.ok
    assert finding.sentence.zh.startswith("表格第 1 行“姓名”第 2 个字“🎉”（U+1F389）无法在屏上显示：表情符号")
    with pytest.raises(BadInput, match="表情符号"):
        draw(screened.public, Look(Panel.parse("64x32", "red")))
