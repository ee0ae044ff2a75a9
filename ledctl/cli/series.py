"""The next number of a series on the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from ledctl.cli.common import (
    AsOption,
    JsonOption,
    PasswordStdinOption,
    SiteOption,
    TokenOption,
    act_as,
    say,
    say_json,
    station_at,
)


def add_to(app: typer.Typer) -> None:
    app.command("next")(start_next)


def start_next(
    notice_id: str,
    new_id: Annotated[str, typer.Option("--id", help="The number of the new notice. / 新编号")] = "",
    site: SiteOption = None,
    as_account: AsOption = None,
    token: TokenOption = None,
    password_stdin: PasswordStdinOption = False,
    json: JsonOption = False,
) -> None:
    """Begin the next number of a series: the same list and text, dates and period empty. / 做下一期"""
    with station_at(site) as station:
        actor = act_as(station, as_account, token, password_stdin)
        notice = station.series.start_next(actor, notice_id, new_id=new_id)
    if json:
        say_json({"id": notice.id, "title": notice.title, "follows": notice_id})
        return
    say(f"{notice.id}  已存为草稿 / saved as draft  {notice.title}")
