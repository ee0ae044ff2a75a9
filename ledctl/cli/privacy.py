"""Commands on personal data: keeping one with a reason and a second person, and the sweep."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import (
    JsonOption,
    SiteOption,
    acting,
    say,
    say_json,
    station_at,
)
from ledctl.clock import local_text
from ledctl.notices.kept import requests_of
from ledctl.station import Station

NumberArgument = Annotated[int, typer.Argument(help="The request's number, as kept gives it. / 申请编号")]


def add_to(app: typer.Typer, notice: typer.Typer) -> None:
    app.command()(sweep)
    for command in (keep, agree, kept):
        notice.command()(command)


@acting
def keep(
    station: Station,
    actor: Actor,
    notice_id: str,
    where: Annotated[str, typer.Option("--where", help="The place, as the finding names it. / 位置")],
    reason: Annotated[str, typer.Option("--reason", help="Why the public needs it. / 理由")],
    json: JsonOption = False,
) -> None:
    """Ask that a personal datum hidden in a draft stays; another person must agree. / 申请保留个人信息

    The datum is asked for, or read from standard input after a password: no process list shows it.
    """
    number = station.keeping.propose(actor, notice_id, where, _read_datum(), reason)
    if json:
        say_json({"id": notice_id, "number": number})
        return
    say(f"{number} 号申请，须由另一人复核同意 / request {number}: another person must agree")


@acting
def agree(
    station: Station,
    actor: Actor,
    notice_id: str,
    number: NumberArgument,
    opinion: Annotated[str, typer.Option("--opinion", help="The opinion. / 意见")] = "",
) -> None:
    """Agree to such a request; then the drafter saves the notice again with it. / 复核同意

    The datum is asked for, or read from standard input after a password.
    """
    station.keeping.confirm(actor, notice_id, number, _read_datum(), opinion)
    say("已同意；请拟稿人把该项写回原文再保存 / agreed: the drafter may now save the notice with it")


def kept(notice_id: str, site: SiteOption = None, json: JsonOption = False) -> None:
    """What somebody asked to keep in a notice, why, and who agreed. / 保留个人信息的申请"""
    with station_at(site) as station:
        found = requests_of(station.database, notice_id)
        zone = station.settings.zoneinfo
    if json:
        say_json({"requests": [one.as_dict() for one in found]})
        return
    for one in found:
        agreed = f"{one.confirmer_name} 已同意 / agreed" if one.confirmer else "待复核 / waiting"
        say(f"{one.number}  {local_text(one.at, zone)} {one.place} {one.datum}  {one.name}: {one.reason}")
        say(f"    {agreed} {one.opinion}")


@acting
def sweep(station: Station, actor: Actor, json: JsonOption = False) -> None:
    """Screen everything that was ever approved again with today's rules; nothing is changed. / 逐条排查

    Exit code 0: nothing found. 1: something should not be public.
    """
    swept = station.sweep.run(actor)
    if json:
        say_json(swept.as_dict())
    else:
        for hit in swept.hits:
            on = f"【在屏 / on {', '.join(hit.signs)}】" if hit.signs else ""
            say(f"{hit.notice} v{hit.version} {on}[{hit.code}] {hit.where}: {hit.zh}")
            say(f"    {hit.en}")
        hits = len(swept.hits)
        say(f"查了 {swept.versions} 版，{hits} 处 / {swept.versions} versions, {hits} hits")
    raise typer.Exit(1 if swept.hits else 0)


def _read_datum() -> str:
    if sys.stdin.isatty():
        return getpass("要保留的内容 / the datum: ").strip()
    return sys.stdin.readline().strip()
