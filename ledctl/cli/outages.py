"""Commands on outages: when signs were out and why, and what that cost a notice."""

from __future__ import annotations

from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import JsonOption, SiteOption, acting, say, say_json, station_at
from ledctl.cli.reading import Reader, reading
from ledctl.cli.record import DayOption, end_of_day, start_of_day
from ledctl.clock import from_ms, local_text
from ledctl.errors import BadInput
from ledctl.ledger.downtime import OUTAGE_LABELS
from ledctl.ledger.spans import total
from ledctl.notices.queries import one
from ledctl.playlists.taken import LOSS_LABELS
from ledctl.station import Station


def add_to(app: typer.Typer, notice: typer.Typer) -> None:
    """``ledctl outages``, and what they cost under ``ledctl notice``."""
    app.command()(outages)
    notice.command()(stood)
    notice.command()(short)
    notice.command("accept-loss")(accept_loss)


@reading
def outages(
    station: Station,
    reader: Reader,
    sign: Annotated[str | None, typer.Option(help="Only this sign. / 显示屏")] = None,
    since: DayOption = None,
    until: DayOption = None,
    gaps: Annotated[
        bool, typer.Option("--gaps", help="Look for holes in the record, too. / 查找空白")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most this many, the newest. / 条数")] = 1000,
    json: JsonOption = False,
) -> None:
    """When signs were out, why, and how much of the time they were in order. / 中断记录"""
    from ledctl.ledger import outages as record
    from ledctl.reports.availability import availability, known_signs

    database, zone, now = station.database, station.settings.zoneinfo, station.clock.now()
    start, end = start_of_day(since, station), end_of_day(until, station)
    if start and end and start >= end:
        raise BadInput.of("days_reversed", where="--since")
    found = record.outages(database, sign=sign, since=start, until=end, limit=limit)
    signs = [sign] if sign else known_signs(found, station.settings.signs)
    shares = availability(database, signs, now, start, end)
    holes = {one.sign: record.gaps(database, one.sign, one.since, one.until) for one in shares if gaps}
    reader.looks("outages")
    if json:
        said = {name: [hole.as_dict() for hole in some] for name, some in holes.items()}
        listed = {"outages": [row.as_dict() for row in found], "availability": [a.as_dict() for a in shares]}
        say_json(listed | ({"gaps": said} if gaps else {}))
        return
    for row in found:
        ended = local_text(row.end, zone) if row.end else "仍未恢复 / still out"
        zh, en = OUTAGE_LABELS[row.cause]
        say(f"{row.sign:<10} {local_text(row.start, zone)}–{ended}  {zh} / {en}  {row.seconds(now):.0f} s")
    for share in shares:
        say(f"{share.sign:<10} 正常率 / in order {share.percent:.2f} %")
        if share.silent_ms:
            length = _minutes(share.silent_ms)
            say(f"{share.sign:<10} 最近没有记录 / nothing on record lately: {length} 分钟 / min")
    for name, some in holes.items():
        for hole in some:
            when = f"{local_text(from_ms(hole.start_ms), zone)}–{local_text(from_ms(hole.end_ms), zone)}"
            say(f"{name:<10} {when}  没有记录 / nothing on record")


def stood(notice_id: str, site: SiteOption = None, json: JsonOption = False) -> None:
    """How long a notice stood on each sign, and what it lost to what. / 实际展示时长"""
    with station_at(site) as station:
        one(station.database, notice_id)
        found = station.asking.stood(notice_id)
    if json:
        say_json({"signs": [part.as_dict() for part in found]})
        return
    for part in found:
        guess = part.stood.estimated_ms
        more = f" + 推算 / estimated {_minutes(guess)}" if guess else ""
        sign = part.share.window.sign
        say(f"{sign}: 展示 / stood {_minutes(part.stood.ms)}{more} 分钟 / min, P{part.stood.proof}")
        for cause, ms in part.share.lost.by_cause.items():
            zh, en = LOSS_LABELS[cause]
            say(f"  {zh} / {en}: {_minutes(ms)} 分钟 / min")
        if quiet := total(part.share.lost.quiet):
            say(f"  静默时段（不计）/ quiet hours (not counted): {_minutes(quiet)} 分钟 / min")
        if part.share.missing_ms:
            say(f"  尚缺 / missing {_minutes(part.share.missing_ms)} 分钟 / min, {part.share.share:.1%}")


def short(site: SiteOption = None, json: JsonOption = False) -> None:
    """The notices that lost so much that they should be extended. / 待延期补足的公告"""
    with station_at(site) as station:
        found = station.asking.shortfalls()
        zone = station.settings.zoneinfo
    if json:
        say_json({"short": [item.as_dict() for item in found]})
        return
    for item in found:
        worst = item.shares[0]
        until = local_text(item.good_until, zone)
        say(f"{item.notice}  {worst.share:.1%}  补足至 / good until {until}  {item.title}")


@acting
def accept_loss(
    station: Station,
    actor: Actor,
    notice_id: str,
    note: Annotated[str, typer.Option("--note", help="Why nothing is made good; it is on record. / 说明")],
) -> None:
    """What was lost by now is not made good, and why. / 不再补足"""
    station.asking.accept(actor, notice_id, note)
    say("已记录 / noted")


def _minutes(ms: int) -> int:
    return round(ms / 60_000)
