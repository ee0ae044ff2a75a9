"""Commands on sheets on boards: up, down, what hangs, what is wrong with it, entries struck."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.calendars.extensions import read_end
from ledctl.cli.common import JsonOption, SiteOption, acting, photo_at, say, say_json, station_at
from ledctl.clock import local_text
from ledctl.content.channels import label_of
from ledctl.station import Station

app = typer.Typer(help="Sheets on boards. / 公开栏张贴", no_args_is_help=True)

NumberArgument = Annotated[int, typer.Argument(help="The posting's number, as list gives it. / 编号")]
PhotoOption = Annotated[Path | None, typer.Option(help="A photo of the board: JPEG, PNG, WebP. / 照片")]
NoticeOption = Annotated[str | None, typer.Option(help="Of this notice alone. / 只看该事项")]


@app.command("up")
@acting
def up(
    station: Station,
    actor: Actor,
    notice: Annotated[
        str, typer.Argument(metavar="NOTICE|CODE", help="The notice, or its sheet. / 事项或编号")
    ],
    board: Annotated[str, typer.Option(help="The board's code. / 公开栏代码")],
    photo: PhotoOption = None,
    sheet: Annotated[str, typer.Option(help="The code on the sheet, XXXX-XXXX. / 张贴单编号")] = "",
    copy: Annotated[int | None, typer.Option(help="Which copy; the newest not up. / 第几份")] = None,
    since: Annotated[str | None, typer.Option(help="From when; now. / 张贴时间")] = None,
    json: JsonOption = False,
) -> None:
    """Write down that a sheet hangs on a board. / 登记张贴"""
    from ledctl.notices.queries import exists

    if not exists(station.database, notice):
        found = station.postings.scan(actor, notice)
        notice, sheet = found.notice.id, sheet or found.code
    start = read_end(since, station.settings.zoneinfo) if since else None
    number = station.postings.up(actor, notice, board, photo_at(photo), sheet, copy, start)
    if json:
        say_json({"id": number, "notice_id": notice, "board": board})
        return
    say(f"已登记张贴 / it is up: {number}" + ("" if photo else "  没有照片 / no photo"))


@app.command("down")
@acting
def down(
    station: Station,
    actor: Actor,
    number: NumberArgument,
    reason: Annotated[str, typer.Option(help="Why it came down. / 撤下原因")],
    photo: PhotoOption = None,
    until: Annotated[str | None, typer.Option(help="Until when; now. / 撤下时间")] = None,
) -> None:
    """Write down that a sheet came down. / 登记撤下"""
    end = read_end(until, station.settings.zoneinfo) if until else None
    station.postings.down(actor, number, reason, photo_at(photo), end)
    say("已登记撤下 / it is down" + ("" if photo else "  没有照片 / no photo"))


@app.command("strike")
@acting
def strike(
    station: Station,
    actor: Actor,
    number: NumberArgument,
    reason: Annotated[str, typer.Option(help="Why the entry was a mistake. / 注销原因")],
) -> None:
    """A posting was entered by mistake: it never hung and covers nothing. / 误登注销"""
    station.postings.strike(actor, number, reason)
    say("已注销 / struck")


@app.command("list")
def list_postings(
    notice: NoticeOption = None,
    board: Annotated[str | None, typer.Option(help="On this board alone. / 只看该公开栏")] = None,
    hanging: Annotated[bool, typer.Option("--hanging", help="Only what hangs now. / 只看仍张贴的")] = False,
    site: SiteOption = None,
    json: JsonOption = False,
) -> None:
    """What hung where, with sheet and photo; struck entries are left out. / 张贴记录"""
    with station_at(site) as station:
        found = station.postings.list(notice, board, gone=not hanging)
        zone = station.settings.zoneinfo
    if json:
        say_json({"postings": [stay.as_dict() for stay in found]})
        return
    for stay in found:
        end = local_text(stay.ended_at, zone) if stay.ended_at else "—"
        sheet = f"{stay.code} #{stay.copy}" if stay.sheet else "—"
        photo = stay.photo[:8] or "没有照片 / no photo"
        where = stay.board or label_of(stay.channel)
        begun = local_text(stay.posted_at, zone)
        say(f"{stay.posting}  {stay.notice}  {where}  {begun} — {end}  {sheet}  {photo}  {stay.title}")


@app.command("flags")
def list_flags(notice: NoticeOption = None, site: SiteOption = None, json: JsonOption = False) -> None:
    """What is late, missing or hangs on, and what is due. / 张贴问题与待办"""
    from ledctl.boards.field.flags import FLAG_LABELS

    with station_at(site) as station:
        found = station.postings.flags(notice)
        zone = station.settings.zoneinfo
    if json:
        say_json({"flags": [one.as_dict() for one in found]})
        return
    for one in found:
        since, until = (local_text(at, zone) if at else "—" for at in (one.flag.since, one.flag.until))
        zh, en = FLAG_LABELS[one.flag.what]
        board = f" {one.flag.board}" if one.flag.board else ""
        channel = label_of(one.flag.channel)
        say(f"{zh} / {en}  {one.notice}  {channel}{board}  {since} — {until}  {one.title}")
