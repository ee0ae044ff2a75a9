"""Commands on the record: what was displayed, what the year adds up to, whether the chain holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from ledctl.calendars.days import first_instant, last_edge, read_day
from ledctl.cli.common import JsonOption, say, say_json
from ledctl.cli.reading import Reader, reading
from ledctl.clock import local_text
from ledctl.errors import BadInput
from ledctl.station import Station

if TYPE_CHECKING:
    from ledctl.reports.displays import DisplayRow

report = typer.Typer(help="Reports. / 报表", no_args_is_help=True)

DayOption = Annotated[str | None, typer.Option(help="A day, such as 2026-11-24; both ends count. / 日期")]


def add_to(app: typer.Typer) -> None:
    app.command()(history)


@reading
def history(
    station: Station,
    reader: Reader,
    since: DayOption = None,
    until: DayOption = None,
    sign: Annotated[str | None, typer.Option(help="Only this sign. / 显示屏")] = None,
    notice: Annotated[str | None, typer.Option(help="Only this notice. / 公告")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many, the newest. / 条数")] = 1000,
    json: JsonOption = False,
) -> None:
    """Every page that stood on a sign, newest first, today included. / 展示历史"""
    from ledctl.cli.audit_lines import gone_lines
    from ledctl.reports.displays import Wanted, listing
    from ledctl.reports.given_up import given_up

    zone = station.settings.zoneinfo
    start, end = start_of_day(since, station), end_of_day(until, station)
    if start and end and start >= end:
        raise BadInput.of("days_reversed", where="--since")
    wanted: Wanted = {"since": start, "until": end, "sign": sign, "notice": notice}
    found = listing(station.database, **wanted, limit=limit)
    gone = given_up(station.database, **wanted)
    reader.looks("history")
    if json:
        displays = [display.as_dict() for display in found]
        say_json({"displays": displays, "given_up": [asdict(one) for one in gone]})
        return
    for line in [*gone_lines(gone, zone), *(display_line(display, zone) for display in found)]:
        say(line)


def display_line(one: DisplayRow, zone: ZoneInfo) -> str:
    """One page that stood: no more than its receipt says, and practice as practice (R7)."""
    still = "" if one.end else "（展示中，记录到此 / standing, on record to here）"
    when = f"{local_text(one.start, zone)}–{local_text(one.end or one.known_until, zone)[11:]}{still}"
    proof = f"P{one.proof}" if one.acknowledged else "未经确认 / not confirmed"
    mark = "（演练 / practice）" if one.practice else ""
    return f"{one.sign:<10} {when}  {one.notice} {one.page + 1}/{one.pages} {proof}  {one.title}{mark}"


@report.command("year")
@reading
def year(
    station: Station,
    reader: Reader,
    year: Annotated[int, typer.Argument(min=2000, max=2999, help="The year. / 年份")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Count up to the end of this day. / 截止日期")
    ] = None,
    json: JsonOption = False,
) -> None:
    """What the year adds up to: items and displays, never mixed. / 年度统计"""
    from ledctl.reports.asked import as_of_day
    from ledctl.reports.told import shown_name

    count = station.year_count(year, as_of_day(as_of or "", station.today(), "--as-of"))
    reader.looks(f"report {year}")
    if json:
        say_json(count.as_dict())
        return
    mark = "（演练 / practice）" if count.practice else ""
    say(f"{count.year} 年，截至 {count.as_of}{mark}")
    say(f"  上屏信息 / items on signs: {count.items} 条")
    say(f"  {shown_name(count.rules)}: {count.displays} 次，{_hours(count.on_air_ms)} 小时 / hours")
    for line in count.by_category:
        say(f"    {line.name}: {line.items} 条, {line.displays} 次, {_hours(line.on_air_ms)} h")


def _hours(ms: int) -> str:
    return f"{ms / 3_600_000:.1f}"


def start_of_day(day: str | None, station: Station) -> dt.datetime | None:
    return None if day is None else first_instant(read_day(day, day), station.settings.zoneinfo)


def end_of_day(day: str | None, station: Station) -> dt.datetime | None:
    return None if day is None else last_edge(read_day(day, day), station.settings.zoneinfo)
