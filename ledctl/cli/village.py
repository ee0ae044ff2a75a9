"""Village templates on the command line: all of them, one, its blank list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledctl.cli.common import JsonOption, say, say_json, writing
from ledctl.cli.reading import Reader, reading
from ledctl.errors import Refused
from ledctl.station import Station


def add_to(board: typer.Typer) -> None:
    board.command("templates")(templates)


@reading
def templates(
    station: Station,
    reader: Reader,
    code: Annotated[str, typer.Argument(help="One template only. / 格式代码")] = "",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Its blank list: FILE.xlsx or FILE.csv. / 空表")
    ] = None,
    village: Annotated[str, typer.Option("--village", help="The village's name. / 村名")] = "",
    period: Annotated[str, typer.Option("--period", help="2026-11, 2026Q4 or 2026. / 所属时间")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over what is there. / 覆盖")] = False,
    json: JsonOption = False,
) -> None:
    """What villages publish in one format, and the blank list of each. / 村务公开格式"""
    from ledctl.boards.village.forms import as_dict
    from ledctl.boards.village.templates import CADENCE_LABELS

    forms = station.village_forms
    reader.looks(f"village templates {code}".strip())
    if out is not None:
        _write(out, forms.blank(code, _ending(out), village=village, period=period)[1], force=force)
        say(str(out))
        return
    found = [forms.all().get(code)] if code else list(forms.all())
    if json:
        say_json({"templates": [as_dict(one, station.categories) for one in found]})
        return
    for one in found:
        zh, en = CADENCE_LABELS[one.cadence]
        say(f"{one.code:<12} {one.label_zh}（{zh}） / {one.label_en} ({en})")
        say(f"{'':<12} {'、'.join(column.label for column in one.columns)}")


def _ending(out: Path) -> str:
    return out.suffix.lstrip(".").lower()


def _write(out: Path, raw: bytes, *, force: bool) -> None:
    if out.exists() and not force:
        raise Refused.of("export_is_there", where=str(out))
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(raw)
