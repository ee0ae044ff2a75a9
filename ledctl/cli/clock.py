"""Commands on the clock of a site: whether it is believed, and a person's word that it is right."""

from __future__ import annotations

from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import JsonOption, SiteOption, acting, say, say_json, station_at
from ledctl.clock import local_text, stamp
from ledctl.station import Station
from ledctl.steady import doubt_of

app = typer.Typer(help="The machine's clock, and whether it is believed. / 时钟", no_args_is_help=True)

WatchOption = Annotated[
    str,
    typer.Option(
        "--watch", help="What your own watch says, such as 2026-11-24 09:05. / 您手表上的日期和时间"
    ),
]


@app.command()
def show(site: SiteOption = None, json: JsonOption = False) -> None:
    """What the machine's clock says, and whether it is believed. / 查看时钟"""
    with station_at(site) as station:
        trust, doubt = station.timekeeping.state(), doubt_of(station.clock)
        zone = station.settings.zoneinfo
    if json:
        facts = {"doubt": trust.doubt, "known": trust.known}
        say_json({"trusted": doubt is None, "wall": stamp(trust.wall), "now": stamp(trust.now)} | facts)
        return
    say(f"主机时钟 / the machine says: {local_text(trust.wall, zone)}")
    say(f"采用时间 / taken to be:     {local_text(trust.now, zone)}")
    say(str(doubt) if doubt else "时钟可信 / the clock is believed")


@app.command()
@acting
def accept(station: Station, actor: Actor, watch: WatchOption) -> None:
    """You compared the machine's clock with your watch, and it is right. / 确认时钟无误"""
    station.timekeeping.accept(actor, watch)
    say(f"已确认时钟 / accepted: {local_text(station.clock.now(), station.settings.zoneinfo)}")
