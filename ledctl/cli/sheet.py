"""The command that prints a sheet for the paper board: the approved version, or a draft of anything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from ledctl.boards.sheets.sheet import Paper
from ledctl.cli.common import (
    AsOption,
    JsonOption,
    PasswordStdinOption,
    SiteOption,
    TokenOption,
    act_as,
    examined,
    notice_in,
    say,
    say_json,
    somebody_at,
    station_at,
    writing,
)
from ledctl.cli.reading import Reader
from ledctl.clock import SystemClock
from ledctl.errors import BadInput
from ledctl.settings import BoardSettings

if TYPE_CHECKING:
    from ledctl.boards.sheets.issuing import Printed


def sheet(
    what: Annotated[
        str, typer.Argument(metavar="NOTICE|FILE.json", help="A notice, or a notice file. / 编号或公告文件")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The PDF to write. / 输出文件")],
    paper: Annotated[str, typer.Option(help="A4 or A3. / 纸张")] = "A4",
    landscape: Annotated[bool, typer.Option("--landscape", help="Wider than high. / 横向")] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Marked as a draft, on no record. / 草稿，不登记")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there. / 覆盖")] = False,
    json: JsonOption = False,
    site: SiteOption = None,
    as_account: AsOption = None,
    token: TokenOption = None,
    password_stdin: PasswordStdinOption = False,
) -> None:
    """Print the sheet for the paper board; final ones from the approved version alone. / 打印公开栏张贴页"""
    names_file = what.endswith(".json") or os.sep in what
    if names_file and not draft:
        raise BadInput.of("sheet_only_draft", where=what)
    if out.exists() and not force:
        raise BadInput.of("sheet_file_exists", where=str(out))
    laid = _paper(paper), landscape
    with _beside(out) as file:  # a final sheet is on record once it is printed: the disk is asked first
        if names_file:
            printed = _draft_of_file(Path(what), laid, site)
        elif draft:
            with station_at(site) as station:
                named = act_as(station, as_account, token, password_stdin) if as_account or token else None
                printed = station.sheets.draft(what, laid[0], landscape=landscape)
                Reader(station, named).looks(f"notice {what}")
        else:
            with somebody_at(site, as_account, token, password_stdin) as (station, actor):
                printed = station.sheets.final(actor, what, laid[0], landscape=landscape)
        with writing(out):
            file.write(printed.pdf)
    _tell(printed, out, json)


@contextmanager
def _beside(out: Path) -> Iterator[BinaryIO]:
    """A new file that takes its place whole, or not at all."""
    fresh = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        with writing(out):
            file = fresh.open("xb")
        with file:
            yield file
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)


def _paper(text: str) -> Paper:
    try:
        return Paper(text.upper())
    except ValueError:
        raise BadInput.of("field_not_one_of", where="paper", expected=", ".join(Paper)) from None


def _draft_of_file(file: Path, laid: tuple[Paper, bool], site: Path | None) -> Printed:
    """By the site's own rules where there is one, else by the shipped ones."""
    from ledctl.boards.sheets.issuing import Printed
    from ledctl.boards.sheets.printing import print_draft
    from ledctl.notices.rulebook import shipped_categories

    notice, _ = notice_in(file)
    if site is not None:
        with station_at(site) as station:
            return station.sheets.draft_of(notice, laid[0], landscape=laid[1])
    public, at = examined(notice, None).public, SystemClock().now()
    category = shipped_categories().get(public.category)
    return Printed(print_draft(public, category, BoardSettings(), laid, at=at).pdf, None)


def _tell(printed: Printed, out: Path, json: bool) -> None:
    copy = printed.copy
    if json:
        told = [{"code": one.code, "zh": one.zh, "en": one.en} for one in printed.told]
        say_json({"file": str(out), "copy": copy.as_dict() if copy else None, "told": told})
        return
    for one in printed.told:
        say(str(one))
    if copy is None:
        say(f"{out}  草稿，不得张贴 / a draft, not to be posted")
        return
    mark = "（演练 / practice）" if copy.practice else ""
    say(f"{out}{mark}  第 {copy.copy_no} 份 / copy，短码 / code {copy.code}，{copy.pages} 页 / pages")
