"""The next number of a series on the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import (
    JsonOption,
    acting,
    say,
    say_json,
)
from ledctl.station import Station


def add_to(app: typer.Typer) -> None:
    app.command("next")(start_next)


@acting
def start_next(
    station: Station,
    actor: Actor,
    notice_id: str,
    new_id: Annotated[str, typer.Option("--id", help="The number of the new notice. / 新编号")] = "",
    json: JsonOption = False,
) -> None:
    """Begin the next number of a series: the same list and text, dates and period empty. / 做下一期"""
    notice = station.series.start_next(actor, notice_id, new_id=new_id)
    if json:
        say_json({"id": notice.id, "title": notice.title, "follows": notice_id})
        return
    say(f"{notice.id}  已存为草稿 / saved as draft  {notice.title}")
