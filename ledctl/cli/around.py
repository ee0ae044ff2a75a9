"""Commands on what happens around a notice: objections, and postings on other channels."""

from __future__ import annotations

from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.calendars.extensions import read_end
from ledctl.cli.after import read_day
from ledctl.cli.common import (
    JsonOption,
    SiteOption,
    acting,
    say,
    say_json,
    station_at,
)
from ledctl.clock import local_text
from ledctl.notices.around import around
from ledctl.notices.objections import HOW_LABELS, OUTCOME_LABELS, How, Outcome
from ledctl.station import Station

objection = typer.Typer(help="Objections to notices. / 异议", no_args_is_help=True)
publication = typer.Typer(help="Postings on boards and other channels. / 其他渠道张贴", no_args_is_help=True)

NumberArgument = Annotated[int, typer.Argument(help="The number, as list gives it. / 编号")]


@objection.command("add")
@acting
def add_objection(
    station: Station,
    actor: Actor,
    notice_id: str,
    how: Annotated[str, typer.Option(help="phone, visit, letter, other. / 来电、来访、来信、其他")],
    summary: Annotated[str, typer.Option(help="What it says; no names, no numbers. / 内容，不写姓名电话")],
    on: Annotated[str | None, typer.Option(help="The day it came in; today. / 收到日期")] = None,
    json: JsonOption = False,
) -> None:
    """Take an objection in; who objected is not kept. / 登记异议"""
    day = read_day(on, "on") if on else None
    number = station.objections.receive(actor, notice_id, how=how, summary=summary, received_on=day)
    if json:
        say_json({"id": number, "notice_id": notice_id})
        return
    say(f"已登记 / taken in: {number}")


@objection.command("decide")
@acting
def decide_objection(
    station: Station,
    actor: Actor,
    number: NumberArgument,
    outcome: Annotated[str, typer.Option(help="accepted, rejected, withdrawn. / 成立、不成立、撤回")],
    note: Annotated[str, typer.Option(help="What was found. / 处理说明")],
    rechecked: Annotated[bool, typer.Option("--rechecked", help="After a re-check. / 经过复核")] = False,
    on: Annotated[str | None, typer.Option(help="The day it was decided; today. / 处理日期")] = None,
) -> None:
    """Say what became of an objection. / 处理异议"""
    day = read_day(on, "on") if on else None
    what = {"outcome": outcome, "note": note}
    station.objections.decide(actor, number, **what, rechecked=rechecked, decided_on=day)
    say("已处理 / decided")


@objection.command("list")
def list_objections(notice_id: str, site: SiteOption = None, json: JsonOption = False) -> None:
    """The objections to a notice, and the repeat they ask for. / 异议列表"""
    with station_at(site) as station:
        found = around(station.office, notice_id)
        zone = station.settings.zoneinfo
    if json:
        say_json({"objections": found.as_dict()["objections"]})
        return
    for one in found.objections:
        late = "  逾期 / late" if one.late else ""
        outcome = " / ".join(OUTCOME_LABELS[Outcome(one.outcome)]) if one.outcome else "待处理 / open"
        say(f"{one.id}  {one.received_on}  {HOW_LABELS[How(one.how)][0]}  {outcome}{late}  {one.summary}")
        if one.repeat_until:
            until = local_text(one.repeat_until, zone)
            say(f"   须再公示 {one.repeat_days} 天，至 / repeat until {until}")


@publication.command("add")
@acting
def add_publication(
    station: Station,
    actor: Actor,
    notice_id: str,
    channel: Annotated[str, typer.Option(help="The channel's code, such as board_town. / 渠道代码")],
    place: Annotated[str, typer.Option(help="Where: which board, which address. / 地点或网址")],
    since: Annotated[str | None, typer.Option(help="From when; now. / 张贴时间")] = None,
    json: JsonOption = False,
) -> None:
    """Write down that a notice hangs somewhere else. / 登记张贴"""
    start = read_end(since, station.settings.zoneinfo) if since else None
    number = station.publications.put_up(actor, notice_id, channel=channel, place=place, since=start)
    if json:
        say_json({"id": number, "notice_id": notice_id})
        return
    say(f"已登记 / written down: {number}")


@publication.command("down")
@acting
def end_publication(
    station: Station,
    actor: Actor,
    number: NumberArgument,
    reason: Annotated[str, typer.Option(help="Why it came down. / 撤下原因")],
    until: Annotated[str | None, typer.Option(help="Until when; now. / 撤下时间")] = None,
) -> None:
    """Write down that a posting came down. / 登记撤下"""
    end = read_end(until, station.settings.zoneinfo) if until else None
    station.publications.take_down(actor, number, reason=reason, until=end)
    say("已登记撤下 / taken down")


@publication.command("list")
def list_publications(notice_id: str, site: SiteOption = None, json: JsonOption = False) -> None:
    """Where a notice hung, and the gaps in its publicity period. / 张贴记录"""
    with station_at(site) as station:
        found = around(station.office, notice_id)
        zone = station.settings.zoneinfo
    if json:
        plain = found.as_dict()
        say_json({name: plain[name] for name in ("planned", "postings", "period", "gaps")})
        return
    for one in found.postings:
        end = local_text(one.ended_at, zone) if one.ended_at else "—"
        struck = f"  已注销 / struck: {one.struck}" if one.struck else ""
        say(f"{one.id}  {one.channel}  {one.place}  {local_text(one.posted_at, zone)} — {end}{struck}")
    for gap in found.gaps:
        say(f"缺口 / gap: {gap.channel} {local_text(gap.start, zone)} — {local_text(gap.end, zone)}")
