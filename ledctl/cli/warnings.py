"""Commands on warnings: the short way, lifting, the reviews that follow; and their templates."""

from __future__ import annotations

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
from ledctl.content.model import WarningLevel
from ledctl.errors import BadInput
from ledctl.notices import owed as debts
from ledctl.notices.queries import one
from ledctl.notices.states import STATE_LABELS
from ledctl.proposals.states import STATE_LABELS as TEMPLATE_STATES
from ledctl.station import Station
from ledctl.templates import queries
from ledctl.templates.form import USUAL_HOURS, USUAL_PATTERN, Form

app = typer.Typer(help="Warnings and the short way to the screen. / 预警", no_args_is_help=True)

ReasonOption = Annotated[str, typer.Option("--reason", help="Why, or on whose word. / 理由或依据")]
OpinionOption = Annotated[str, typer.Option("--opinion", help="The opinion. / 意见")]
NumberArgument = Annotated[int, typer.Argument(help="The template's number. / 模板编号")]


@app.command()
@acting
def submit(
    station: Station,
    actor: Actor,
    notice_id: str,
    template: Annotated[int, typer.Option("--template", help="An approved template's number. / 模板编号")],
) -> None:
    """Hand a drafted warning straight to one leader, by an approved template. / 应急报批"""
    station.warnings.submit(actor, notice_id, template)
    _say_state(station, notice_id)


@app.command()
@acting
def lift(station: Station, actor: Actor, notice_id: str, reason: ReasonOption) -> None:
    """The source lifted it: it leaves at once, what it interrupted comes back. / 解除预警"""
    station.warnings.lift(actor, notice_id, reason)
    _say_state(station, notice_id)


@app.command("sign-off")
@acting
def sign_off(
    station: Station,
    actor: Actor,
    notice_id: str,
    part: Annotated[str, typer.Option("--part", help="content or secrecy. / 审核 content、保密审查 secrecy")],
    opinion: OpinionOption = "",
) -> None:
    """Do a review that was put off. / 补办审查"""
    station.warnings.sign_off(actor, notice_id, part, opinion)
    _say_state(station, notice_id)


@app.command("object")
@acting
def object_to(station: Station, actor: Actor, notice_id: str, reason: ReasonOption) -> None:
    """A reviewer's no afterwards: the warning is taken down with the reason. / 补审不同意，撤下"""
    station.warnings.refuse_sign_off(actor, notice_id, reason)
    _say_state(station, notice_id)


@app.command()
def owed(site: SiteOption = None, json: JsonOption = False) -> None:
    """Warnings whose reviews are owed, the longest due first. / 待补办审查的预警"""
    with station_at(site) as station:
        found = debts.owed(station.database, station.clock.now(), station.settings.desk.sign_off_hours)
        zone = station.settings.zoneinfo
    if json:
        say_json({"owed": [item.as_dict() for item in found]})
        return
    for item in found:
        parts = "、".join(debts.PART_LABELS[part][0] for part in item.parts)
        late = "  已逾期 / overdue" if item.overdue else ""
        say(f"{item.notice:<12} {local_text(item.due, zone)} {parts}  {item.title}{late}")


@app.command()
def lost(notice_id: str, site: SiteOption = None, json: JsonOption = False) -> None:
    """Minutes of a notice's windows that emergencies took. / 被应急预警占用的时长"""
    from ledctl.reports.losses import losses

    with station_at(site) as station:
        one(station.database, notice_id)
        found = losses(station.database, notice_id, station.clock.now())
    if json:
        say_json({"lost": [item.as_dict() for item in found]})
        return
    for item in found:
        say(f"{item.sign}: {item.minutes} 分钟 / minutes")


@app.command("propose")
@acting
def propose(
    station: Station,
    actor: Actor,
    source: Annotated[str, typer.Option("--source", help="The issuing body's full name. / 发布单位全称")],
    reason: ReasonOption,
    category: Annotated[str, typer.Option(help="A category of warnings. / 类别")] = "emergency_warning",
    level: Annotated[
        list[str] | None, typer.Option("--level", help="blue, yellow, orange, red; all unless said. / 级别")
    ] = None,
    pattern: Annotated[str, typer.Option(help="The source's wording. / 文字格式")] = USUAL_PATTERN,
    phone: Annotated[str, typer.Option(help="A fixed last line. / 固定末行")] = "",
    hours: Annotated[int, typer.Option(help="Leaves after, where no end is given. / 自动撤下")] = USUAL_HOURS,
    json: JsonOption = False,
) -> None:
    """Propose a template for a source's warnings. / 提出预警模板"""
    form = Form(source, category, _levels(level), pattern, phone, hours)
    found = queries.one(station.database, station.cabinet.propose(actor, form, reason))
    if json:
        say_json(found.as_dict())
        return
    say(f"{found.id}  {found.form.source}  {' / '.join(TEMPLATE_STATES[found.state])}")


@app.command("templates")
def list_templates(site: SiteOption = None, json: JsonOption = False) -> None:
    """Every template, the newest first, and where it stands. / 预警模板列表"""
    with station_at(site) as station:
        found = queries.listing(station.database)
    if json:
        say_json({"templates": [item.as_dict() for item in found]})
        return
    for item in found:
        say(f"{item.id:<4} {TEMPLATE_STATES[item.state][0]} {item.form.source}  {item.form.pattern}")


@app.command()
@acting
def approve(station: Station, actor: Actor, number: NumberArgument, opinion: OpinionOption = "") -> None:
    """Approve a template; never by whoever proposed it. / 批准模板"""
    station.cabinet.approve(actor, number, opinion)
    _say_template(station, number)


@app.command()
@acting
def reject(station: Station, actor: Actor, number: NumberArgument, reason: ReasonOption) -> None:
    """The approver's no to a template. / 不予批准模板"""
    station.cabinet.reject(actor, number, reason)
    _say_template(station, number)


@app.command()
@acting
def withdraw(station: Station, actor: Actor, number: NumberArgument, reason: ReasonOption) -> None:
    """Take a template back; what stands on a sign stays. / 撤回模板"""
    station.cabinet.withdraw(actor, number, reason)
    _say_template(station, number)


def _levels(names: list[str] | None) -> tuple[WarningLevel, ...]:
    try:
        return tuple(WarningLevel(name) for name in names) if names else tuple(WarningLevel)
    except ValueError:
        raise BadInput.of("field_not_one_of", where="level", expected=", ".join(WarningLevel)) from None


def _say_state(station: Station, notice_id: str) -> None:
    say(" / ".join(STATE_LABELS[one(station.database, notice_id).state]))


def _say_template(station: Station, number: int) -> None:
    say(" / ".join(TEMPLATE_STATES[queries.one(station.database, number).state]))
