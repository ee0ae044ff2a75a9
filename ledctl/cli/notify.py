"""Commands on messages: try every way that is set up, look at the outbox."""

from __future__ import annotations

from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.accounts.rights import require_administrator
from ledctl.cli.common import (
    JsonOption,
    SiteOption,
    acting,
    say,
    say_json,
    station_at,
)
from ledctl.clock import local_text
from ledctl.errors import Refused
from ledctl.notify.model import Fate
from ledctl.station import Station

app = typer.Typer(help="Messages to those whose turn it is. / 待办提醒", no_args_is_help=True)


@app.command("test")
@acting
def send_test(
    station: Station,
    actor: Actor,
    to: Annotated[
        str, typer.Option("--to", help="The account that gets the mail; else your own. / 收件账号")
    ] = "",
) -> None:
    """Send one test message on every way that is set up. / 测试发送"""
    from ledctl.notify.posting import send
    from ledctl.notify.teller import ways_of
    from ledctl.notify.wording import News

    require_administrator(actor)
    settings = station.settings.notify
    news = News("TEST", "测试消息", "测试", "test", 0, station.practice).said
    ways = ways_of(settings, (to or actor.account,))
    if not ways:
        raise Refused.of("notify_not_set_up", where="notify")
    faults = [(way, send(settings, way, account, news, station.clock.now())) for way, account in ways]
    for way, fault in faults:
        say(f"{way}: {fault or '已发出 / sent'}")
    raise typer.Exit(1 if any(fault for _, fault in faults) else 0)


@app.command("list")
def list_messages(
    fate: Annotated[
        Fate | None, typer.Option("--fate", help="Only these: dead ones were given up. / 只看某种")
    ] = None,
    site: SiteOption = None,
    json: JsonOption = False,
) -> None:
    """The outbox, newest first: what waits, what was sent, what was given up and why. / 提醒记录"""
    from ledctl.notify.outbox import letters

    with station_at(site) as station:
        with station.database.read() as session:
            found = letters(session, fate=fate)
        zone = station.settings.zoneinfo
    if json:
        say_json({"messages": [one.as_dict() for one in found]})
        return
    for one in found:
        at = local_text(one.created_at, zone)
        say(f"{at} {one.fate:<8} {one.way:<9} {one.account:<12} {one.notice_id} ×{one.tries} {one.detail}")
