"""Taking the record out of the house on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import JsonOption, acting, say, say_json
from ledctl.cli.record import DayOption, end_of_day, start_of_day
from ledctl.station import Station


def add_to(app: typer.Typer) -> None:
    app.command()(export)


@acting
def export(
    station: Station,
    actor: Actor,
    output: Annotated[Path, typer.Option("--output", "-o", help="The zip to write. / 导出到")],
    since: DayOption = None,
    until: DayOption = None,
    notice: Annotated[str | None, typer.Option(help="Only this notice. / 只导出这条公告")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file. / 覆盖已有文件")] = False,
    json: JsonOption = False,
) -> None:
    """Write the record, or a part, to a zip that anybody can check with Python alone. / 导出记录"""
    from ledctl.questions.exports import Wanted

    wanted = Wanted(start_of_day(since, station), end_of_day(until, station), notice)
    made = station.exports.write(actor, output, wanted, over=force)
    if json:
        say_json(made.as_dict())
        return
    counts = "，".join(f"{name} {count}" for name, count in made.counts.items())
    say(f"已导出到 {output} / exported: {counts}")
    say(f"SHA-256 {made.sha256}")
