"""Commands on glyphs a site draws for characters no font has: propose, look, decide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import (
    JsonOption,
    SiteOption,
    acting,
    bytes_of,
    say,
    say_json,
    station_at,
)
from ledctl.clock import local_text
from ledctl.glyphs import queries
from ledctl.glyphs.shapes import art
from ledctl.glyphs.states import STATE_LABELS, STEP_LABELS
from ledctl.station import Station

app = typer.Typer(help="Glyphs drawn for characters no font has. / 补画的字形", no_args_is_help=True)

NumberArgument = Annotated[int, typer.Argument(help="The glyph's number, as list gives it. / 编号")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why. / 理由")]


@app.command()
@acting
def propose(
    station: Station,
    actor: Actor,
    file: Annotated[Path, typer.Argument(help="A BDF 2.1 file of 16 px. / 字形文件")],
    reason: Annotated[
        str,
        typer.Option("--reason", help="Whose list it is for, and the source of the shape. / 用途和字形依据"),
    ],
    json: JsonOption = False,
) -> None:
    """Hand in every glyph of a file for approval, or none of them. / 提出字形"""
    raw = bytes_of(file)
    numbers = station.foundry.propose(actor, raw, reason)
    found = [queries.one(station.database, number) for number in numbers]
    if json:
        say_json({"proposed": [one.as_dict() for one in found]})
        return
    for one in found:
        say(f"{one.id}  {one.character} {one.notation}  {' / '.join(STATE_LABELS[one.state])}")


@app.command("list")
def list_glyphs(site: SiteOption = None, json: JsonOption = False) -> None:
    """Every glyph that was proposed, the newest first, and where it stands. / 字形列表"""
    with station_at(site) as station:
        found = queries.listing(station.database)
    if json:
        say_json({"glyphs": [one.as_dict() for one in found]})
        return
    for one in found:
        say(f"{one.id:<4} {one.character} {one.notation:<8} {STATE_LABELS[one.state][0]}  {one.why}")


@app.command()
def show(number: NumberArgument, site: SiteOption = None, json: JsonOption = False) -> None:
    """One glyph, drawn as text, and who decided what. / 查看字形"""
    with station_at(site) as station:
        found = queries.one(station.database, number)
        zone = station.settings.zoneinfo
    if json:
        say_json(found.as_dict())
        return
    say(f"{found.id}  {found.character} {found.notation}  {' / '.join(STATE_LABELS[found.state])}")
    for row in art(found.glyph):
        say(row)
    say(f"{found.digest[:16]}  {found.why}")
    say(f"  {local_text(found.at, zone)} 提出 / proposed  {found.proposer_name} ({found.via})")
    for one in found.decisions:
        step = " / ".join(STEP_LABELS[one.step])
        say(f"  {local_text(one.at, zone)} {step}  {one.name} ({one.via}) {one.opinion}")


@app.command()
@acting
def approve(
    station: Station,
    actor: Actor,
    number: NumberArgument,
    opinion: Annotated[str, typer.Option("--opinion", help="The opinion. / 意见")] = "",
) -> None:
    """Let notices be drawn with it; never by whoever proposed it. / 批准字形"""
    station.foundry.approve(actor, number, opinion)
    _say_state(station, number)


@app.command()
@acting
def reject(station: Station, actor: Actor, number: NumberArgument, reason: ReasonOption) -> None:
    """The approver's no. / 不予批准"""
    station.foundry.reject(actor, number, reason)
    _say_state(station, number)


@app.command()
@acting
def withdraw(station: Station, actor: Actor, number: NumberArgument, reason: ReasonOption) -> None:
    """Take it back: new notices have a hole again, approved ones stay as they are. / 撤回字形"""
    station.foundry.withdraw(actor, number, reason)
    _say_state(station, number)


def _say_state(station: Station, number: int) -> None:
    say(" / ".join(STATE_LABELS[queries.one(station.database, number).state]))
