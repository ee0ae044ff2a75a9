"""Commands on every sign at once: dark now (plain ``ledctl blackout``), why, lift, drill, how it stands.

Whatever darkens waits for the signs and ends with 0 only when every one has confirmed;
else with 1, naming those that have not.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.blackout.orders import not_dark
from ledctl.blackout.reading import Blackout
from ledctl.blackout.states import DRILL
from ledctl.blackout.waiting import wait_for_signs
from ledctl.cli.common import (
    AsOption,
    JsonOption,
    PasswordStdinOption,
    SiteOption,
    TokenOption,
    acting,
    say,
    say_json,
    somebody_at,
    station_at,
)
from ledctl.clock import local_text
from ledctl.station import Station

app = typer.Typer(help="Every sign dark at once; without a word it orders that. / 一键关屏")

WaitOption = Annotated[
    float, typer.Option(min=0, max=60, help="Seconds to wait for every sign to confirm. / 等待确认的秒数")
]
WAIT_S = 2.0


@app.callback(invoke_without_command=True)
def plain(
    ctx: typer.Context,
    wait: WaitOption = WAIT_S,
    json: JsonOption = False,
    site: SiteOption = None,
    as_account: AsOption = None,
    token: TokenOption = None,
    password_stdin: PasswordStdinOption = False,
) -> None:
    """Every sign dark at once; the same as blackout on. / 一键关屏"""
    if ctx.invoked_subcommand is None:
        with somebody_at(site, as_account, token, password_stdin) as (station, actor):
            _order(station, actor, wait, json)


@app.command("on")
@acting
def on(station: Station, actor: Actor, wait: WaitOption = WAIT_S, json: JsonOption = False) -> None:
    """Every sign dark, until an approver lifts it. Twice is harmless. / 一键关屏"""
    _order(station, actor, wait, json)


@app.command("drill")
@acting
def drill(station: Station, actor: Actor, json: JsonOption = False) -> None:
    """Dark until every sign has answered, five seconds at most. / 关屏演练"""
    number = station.blackouts.drill(actor)
    found = wait_for_signs(station.blackouts, number, DRILL.total_seconds() + 1)
    _tell(station, found, json)


@app.command("explain")
@acting
def explain(
    station: Station,
    actor: Actor,
    reason: Annotated[str, typer.Option(help="Why the signs were made dark. / 关屏原因")],
) -> None:
    """Say why; whoever ordered it, or an approver. / 说明关屏原因"""
    station.blackouts.explain(actor, reason)
    say("已保存关屏原因 / the reason is on record")


@app.command("off")
@acting
def off(
    station: Station,
    actor: Actor,
    reason: Annotated[str, typer.Option(help="Why it was dark, if nobody has said. / 关屏原因")] = "",
    opinion: Annotated[str, typer.Option(help="A word on lifting it. / 意见")] = "",
) -> None:
    """Lift it; an approver's. What may run runs again at once. / 解除关屏"""
    station.blackouts.lift(actor, opinion, reason=reason)
    say("已解除关屏 / the blackout is lifted")


@app.command("status")
def status(site: SiteOption = None, json: JsonOption = False) -> None:
    """What is ordered, and what each sign answered. / 关屏状态"""
    with station_at(site) as station:
        state, clock = station.blackouts.state(), station.clock
        due = station.blackouts.is_drill_due(clock.now())
        if json:
            now = state.now and state.now.as_dict(state.signs)
            say_json({"on": state.is_on, "now": now, "not_dark": [*state.not_dark], "drill_due": due})
            return
        if state.now is None:
            say("没有关屏 / no blackout")
        else:
            _say_signs(station, state.now)
        if due:
            say("该做关屏演练了 / a drill is due")


def _order(station: Station, actor: Actor, wait_s: float, json: bool) -> None:
    number = station.blackouts.order(actor)
    _tell(station, wait_for_signs(station.blackouts, number, wait_s), json)


def _tell(station: Station, found: Blackout, json: bool) -> None:
    """What came of it; exit 1 when a sign has not confirmed."""
    missing = not_dark(found, station.blackouts.signs)
    if json:
        say_json(found.as_dict(station.blackouts.signs) | {"not_dark": [*missing]})
    else:
        _say_signs(station, found)
    raise typer.Exit(1 if missing else 0)


def _say_signs(station: Station, found: Blackout) -> None:
    what = "关屏演练 / drill" if found.drill else "一键关屏 / blackout"
    number = found.id if found.on_record else "-"
    say(f"{what} {number}  {local_text(found.at, station.settings.zoneinfo)}  {found.account}")
    if not found.on_record:
        say("  还没有记录在案，磁盘恢复后自动补记 / not on record yet; written down when the disk takes it")
    for name in station.blackouts.signs:
        answer = found.answer_of(name)
        if answer is None:
            say(f"  {name}: 没有应答 / has not answered")
        elif answer.proof is None:
            say(f"  {name}: 未确认 / not confirmed: {answer.evidence}")
        else:
            said = "已黑屏 / dark" if answer.proof else "已发指令，此屏不应答 / told, it never answers"
            say(f"  {name}: {said}  {answer.ms} ms  P{answer.proof} {answer.how.value}")
