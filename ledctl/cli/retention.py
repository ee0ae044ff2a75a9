"""Commands on how long records are kept: what is due, proposing to give it up, deciding."""

from __future__ import annotations

from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.archive.classes import LABELS, RecordClass
from ledctl.cli.common import JsonOption, acting, say, say_json
from ledctl.cli.reading import Reader, reading
from ledctl.proposals.states import STATE_LABELS
from ledctl.station import Station

app = typer.Typer(help="How long records are kept. / 档案保管期限", no_args_is_help=True)

NumberArgument = Annotated[int, typer.Argument(help="The proposal's number, as list gives it. / 编号")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why. / 理由")]


@app.command("show")
@reading
def show(station: Station, reader: Reader, json: JsonOption = False) -> None:
    """Each class of record, how long it is kept, and how many are past their time. / 保管期限"""
    found = station.retention.now()
    reader.looks("retention")
    if json:
        say_json({"classes": [one.as_dict() for one in found]})
        return
    for one in found:
        zh, en = LABELS[one.rule.record_class]
        years = f"{one.rule.years} 年 / years" if one.rule.years else "永久 / for good"
        say(f"{one.rule.record_class:<12} {zh} / {en}  {years}  到期 / due {one.due}")


@app.command("list")
@reading
def list_proposals(station: Station, reader: Reader, json: JsonOption = False) -> None:
    """Every proposal to give records up, and what became of it. / 处置申请"""
    found = station.retention.listing()
    reader.looks("retention")
    if json:
        say_json({"disposals": [one.as_dict() for one in found]})
        return
    for one in found:
        zh, _ = LABELS[one.record_class]
        state = " / ".join(STATE_LABELS[one.state])
        say(f"{one.id:<4} {zh}  {one.before} 以前 / before  {state}  {one.done}/{one.records}  {one.why}")


@app.command("propose")
@acting
def propose(
    station: Station,
    actor: Actor,
    record_class: Annotated[RecordClass, typer.Argument(help="The class of record. / 档案类别")],
    reason: ReasonOption,
) -> None:
    """Ask to give up what is past its time; an approver decides. / 申请处置"""
    say(str(station.retention.propose(actor, record_class, reason)))


@app.command("approve")
@acting
def approve(
    station: Station,
    actor: Actor,
    number: NumberArgument,
    opinion: Annotated[str, typer.Option(help="What to say about it. / 意见")] = "",
) -> None:
    """Give it up: bodies go, rows, hashes and sums stay. / 批准处置"""
    done = station.retention.approve(actor, number, opinion)
    say(f"已处置 {done} 件 / {done} given up")


@app.command("reject")
@acting
def reject(station: Station, actor: Actor, number: NumberArgument, reason: ReasonOption) -> None:
    """Everything stays. / 不予批准"""
    station.retention.reject(actor, number, reason)


@app.command("withdraw")
@acting
def withdraw(station: Station, actor: Actor, number: NumberArgument, reason: ReasonOption) -> None:
    """Take a proposal back; what was given up stays so. / 撤回申请"""
    station.retention.withdraw(actor, number, reason)


@app.command("carry-out")
@acting
def carry_out(station: Station, actor: Actor, number: NumberArgument) -> None:
    """Go on with an approved proposal that was interrupted. / 继续处置"""
    done = station.retention.carry_out(actor, number)
    say(f"已处置 {done} 件 / {done} given up")
