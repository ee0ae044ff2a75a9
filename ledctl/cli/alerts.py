"""Commands on alerts: what is wrong, what was, ticking one off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import JsonOption, SiteOption, acting, say, say_json, station_at
from ledctl.station import Station

if TYPE_CHECKING:
    from ledctl.alerts.entries import Entry

app = typer.Typer(
    help="What is wrong while the office is away. / 告警", invoke_without_command=True, no_args_is_help=False
)


@app.callback()
def alerts(
    context: typer.Context,
    past: Annotated[bool, typer.Option("--past", help="Those that are over instead. / 已恢复的")] = False,
    site: SiteOption = None,
    json: JsonOption = False,
) -> None:
    """Alerts that are not over, the gravest first; exit code 1 when there is one. / 查看告警"""
    if context.invoked_subcommand is not None:
        return
    from ledctl.alerts.records import past_alerts

    with station_at(site) as station:
        found = past_alerts(station.database) if past else station.lookout.open()
        lines = [_line(station, entry) for entry in found]
    if json:
        say_json({"alerts": lines})
    else:
        for line in lines:
            say(f"{line['id']:>4} {line['since']} {line['severity']:<8} {line['zh']}\n     {line['en']}")
    raise typer.Exit(1 if lines and not past else 0)


@app.command("seen")
@acting
def see(
    station: Station,
    actor: Actor,
    number: Annotated[int, typer.Argument(help="The number in the list. / 列表中的编号")],
) -> None:
    """Say that you have seen an alert; it mends nothing. / 确认已知晓"""
    station.alerts.acknowledge(actor, number)
    say(f"已知晓 / seen: {number}")


def _line(station: Station, entry: Entry) -> dict[str, Any]:
    from ledctl.alerts.worded import sentence_of

    said = sentence_of(entry.code, entry.sign, entry.facts, station.lookout.tongue.label)
    return {**entry.as_dict(), "zh": said.zh, "en": said.en}
