"""Commands that need no site: check and draw a file, the fonts; and the doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drivers.base import Pace, Panel
from ledctl.cli.common import JsonOption, SiteOption, examined, notice_in, own_glyphs, say, say_json, writing
from ledctl.content.files import notice_from
from ledctl.content.model import Notice, SignLayout
from ledctl.errors import BadInput
from ledctl.sentences import Sentence
from ledctl.settings import DeskSettings

fonts = typer.Typer(help="The fonts of this installation. / 字体", no_args_is_help=True)

PanelOption = Annotated[str, typer.Option("--panel", help="Size in pixels, such as 256x64. / 点阵尺寸")]
ColourOption = Annotated[str, typer.Option("--colour", help="red, dual or rgb. / 颜色")]

LONG_ROUND_S = DeskSettings().long_round_s
"""A file that belongs to no site is judged by what sites start with."""


def add_to(app: typer.Typer) -> None:
    for command in (check, preview, doctor):
        app.command()(command)


def check(
    file: Path,
    json: JsonOption = False,
    site: SiteOption = None,
) -> None:
    """Look through a notice file as the desk would: private data, words, glyphs, dates. / 检查公告文件

    Exit code 0: nothing stands in the way. 1: something must be mended. 2: not readable as a notice.
    """
    notice, _ = notice_in(file)
    screened = examined(notice, site)
    if json:
        say_json(screened.as_dict())
    else:
        for finding in screened.findings:
            say(f"[{finding.severity.value}] {finding.where}: {finding.sentence.zh}")
            say(f"    {finding.sentence.en}")
        say("可以提交 / ready to submit" if screened.ok else "须先处理 / to be mended first")
    raise typer.Exit(0 if screened.ok else 1)


def preview(
    file: Path,
    panel: PanelOption,
    colour: ColourOption,
    out: Annotated[
        Path, typer.Option("-o", "--out", help="A .gif, a .png, or a folder for page-001.png ... / 输出")
    ],
    preset: Annotated[
        str, typer.Option("--preset", help="How it is set; with --site also one of its own. / 预设")
    ] = "default",
    layout: Annotated[
        SignLayout | None, typer.Option("--layout", help="Instead of the layout that suits it. / 版式")
    ] = None,
    leave_out: Annotated[
        str, typer.Option("--leave-out", help="Keys of columns not to show, with commas. / 屏上不显示的列")
    ] = "",
    site: SiteOption = None,
) -> None:
    """Draw what a sign would show, pixel for pixel, from the public version. / 预览"""
    from ledctl.notices.advice import advise
    from ledctl.notices.appearance import Look, draw
    from ledctl.rendering.presets import find_preset, presets_of
    from ledctl.rendering.preview import save
    from ledctl.rendering.rounds import clock_time, round_ms

    look = Look(panel_of(panel, colour), find_preset(preset, presets_of(site), "--preset"))
    own = own_glyphs(site)
    screened = examined(chosen(notice_in(file)[0], layout, leave_out), site)
    for finding in screened.findings:
        if finding.severity == "block":
            typer.echo(f"[block] {finding.where}: {finding.sentence}", err=True)
    program = draw(screened.public, look, own)
    with writing(out):
        written = save(program, out)
    if program.pace is Pace.MINUTE:
        n = len(program.pages)
        say(f"时钟每分钟一页，共 {n} 页，这里是其中几页 / a page a minute, {n} in all; these are a few")
    else:
        pages, taken = len(program.pages), clock_time(round_ms(program))
        say(f"{pages} 页，轮播一遍 {taken} / {pages} pages, one round takes {taken}")
    for said in advise(screened.public, panel, look, program, own, long_round_s=LONG_ROUND_S):
        say(f"{said.zh}\n{said.en}")
    say(f"{len(written)} 个文件 / files: {written[0] if len(written) == 1 else out}")


def chosen(notice: Notice, layout: SignLayout | None, leave_out: str) -> Notice:
    """The notice with what the command line chose for signs, over what its file says."""
    keys = [key.strip() for key in leave_out.split(",") if key.strip()]
    if layout is None and not keys:
        return notice
    data = notice.model_dump(mode="json", exclude_none=True)
    on_sign = data.get("on_sign", {}) | ({"layout": layout.value} if layout else {})
    return notice_from(data | {"on_sign": on_sign | ({"leave_out": keys} if keys else {})})


def doctor(site: SiteOption = None, json: JsonOption = False) -> None:
    """Look whether everything a site needs is there and right. / 体检"""
    from ledctl.doctor import examine_machine

    findings = examine_machine(site)
    if json:
        say_json({"ok": all(f.ok for f in findings), "findings": [f.as_dict() for f in findings]})
    else:
        for finding in findings:
            say(f"{'✓' if finding.ok else '✗'} {finding.zh}\n  {finding.en}")
    raise typer.Exit(0 if all(f.ok for f in findings) else 1)


@fonts.command("install")
def fonts_install(
    given: Annotated[
        list[Path] | None,
        typer.Option(
            "--from", help="A package file at hand; may be repeated; nothing is fetched. / 本地字体包"
        ),
    ] = None,
    site: SiteOption = None,
) -> None:
    """Fetch the pinned font files, only those, and verify them. / 安装字体"""
    from ledctl.fonts.fetch import install

    install(given=given or (), progress=_say_both)


@fonts.command("check")
def fonts_check(
    text: Annotated[
        Path | None, typer.Option("--text", help="Also check every character of this file. / 检查文字")
    ] = None,
    size: Annotated[
        list[int] | None,
        typer.Option("--size", min=1, help="Sizes for --text; else those of the presets. / 字号"),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Only the exit code. / 只给退出码")] = False,
    json: JsonOption = False,
    site: SiteOption = None,
) -> None:
    """Say which fonts are there, what they cover, and whether they can write a text. / 检查字体

    Exit code 0: the fonts always needed are there and the text can be written. 1: not so.
    """
    from ledctl.cli.fontreport import as_dict, lines
    from ledctl.fonts.coverage import measure, states
    from ledctl.rendering.textcheck import SizeInUse, check_text, sizes_in_use

    found = states()
    uses = tuple(SizeInUse(one) for one in size) if size else sizes_in_use()
    checked = check_text(_text_in(text), uses) if text else None
    if json:
        say_json(as_dict(found, tuple(measure(found)), checked))
    elif not quiet:
        say("\n".join(lines(found, tuple(measure(found)), checked)))
    good = all(font.ok for font in found) and not (checked and checked.holes)
    raise typer.Exit(0 if good else 1)


def _say_both(said: Sentence) -> None:
    say(f"{said.zh}\n{said.en}")


def panel_of(size: str, colour: str) -> Panel:
    """The panel a command names; ``BadInput`` says how to write it."""
    try:
        return Panel.parse(size, colour)
    except ValueError as error:
        raise BadInput.of("panel_wrong", where="--panel/--colour", reason_en=str(error)) from None


def _text_in(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput.of("file_unreadable", where=str(file)) from None
