"""Commands on time: windows of a category, days off, what must be published by when."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from ledctl.calendars.announced import FOLDER, read_year, workdays_of
from ledctl.calendars.categories import Categories
from ledctl.calendars.plans import Planned, plan
from ledctl.calendars.windows import read_instant
from ledctl.calendars.workdays import Workdays
from ledctl.cli.common import JsonOption, SiteOption, say, say_json, station_at
from ledctl.content.model import MAX_WINDOW_DAYS, DayType, DisplayWindow
from ledctl.errors import BadInput
from ledctl.settings import Settings

DAY_TYPES = {DayType.CALENDAR: "天 / calendar days", DayType.WORKING: "个工作日 / working days"}


def add_to(app: typer.Typer, notice: typer.Typer) -> None:
    app.command()(window)
    app.command()(holidays)
    notice.command("deadlines")(show_deadlines)


def window(
    category: Annotated[str, typer.Option(help="The category's code. / 类别代码")],
    posted: Annotated[str, typer.Option(help="When it is approved and posted, ISO 8601. / 批准并发布的时刻")],
    days: Annotated[
        int | None, typer.Option(min=1, max=MAX_WINDOW_DAYS, help="Days on the screen. / 上屏天数")
    ] = None,
    site: SiteOption = None,
    json: JsonOption = False,
) -> None:
    """The screen's window and the publicity period of something posted then. / 计算展示时段和公示期"""
    table, zone, workdays, roll = _rules(site)
    planned = plan(
        _instant(posted, zone),
        zone,
        workdays,
        category=table.get(category),
        wished=DisplayWindow(led_days=days),
        roll_forward=roll,
    )
    if json:
        say_json(planned.as_dict(zone))
        return
    for line in _lines(planned, zone):
        say(line)


def holidays(
    file: Annotated[Path | None, typer.Argument(help="A year to look through. / 要检查的年份文件")] = None,
    site: SiteOption = None,
    json: JsonOption = False,
) -> None:
    """The years whose days off are known; with a file, whether it can be loaded. / 已知放假安排的年份

    A later year is loaded by laying its file in the site's folder: SITE/holidays/2027.toml.
    """
    if file is not None:
        told = read_year(file)
        lists = {"off": sorted(map(str, told.off)), "work": sorted(map(str, told.work))}
        facts: dict[str, object] = {"year": told.year, "source": told.source, **lists}
        text = f"{told.year}：放假 / off {len(told.off)}，调休上班 / make-up {len(told.work)}"
    else:
        known = sorted(workdays_of(site).known)
        facts = {"known": known}
        later = f"SITE/{FOLDER}/{known[-1] + 1}.toml"
        text = f"已知 / known: {known[0]}–{known[-1]}；以后的年份 / later years: {later}"
    if json:
        say_json(facts)
    else:
        say(text)


def show_deadlines(site: SiteOption = None, json: JsonOption = False) -> None:
    """Notices not published yet and by when they must be, the earliest first. / 公开期限"""
    from ledctl.notices.deadlines import deadlines

    with station_at(site) as station:
        found = deadlines(station.office)
    if json:
        say_json({"deadlines": [due.as_dict() for due in found]})
        return
    for due in found:
        mark = "逾期 / overdue" if due.overdue else "临近 / soon" if due.soon else ""
        provisional = "（暂定 / provisional）" if due.term.provisional else ""
        say(f"{due.term.due} {due.id:<12} {due.title} {mark}{provisional}".rstrip())


def _rules(site: Path | None) -> tuple[Categories, ZoneInfo, Workdays, bool]:
    """By whose rules: the site's, or those every site starts with."""
    from ledctl.notices.rulebook import shipped_categories

    if site is None:
        settings = Settings()
        return shipped_categories(), settings.zoneinfo, workdays_of(None), settings.desk.roll_forward
    with station_at(site) as station:
        office = station.office
        return office.categories, office.zone, office.workdays(), office.rules.roll_forward


def _instant(text: str, zone: ZoneInfo) -> dt.datetime:
    try:
        return read_instant(text, zone)
    except ValueError:
        raise BadInput.of("window_posted_wrong", where="--posted", text=text) from None


def _lines(planned: Planned, zone: ZoneInfo) -> list[str]:
    """For a person, Chinese first."""
    lines = [f"屏幕展示 / screen: {_screen(planned, zone)}"]
    if period := planned.publicity:
        days = f"{period.days} {DAY_TYPES[period.day_type]}"
        lines.append(f"公示期 / publicity: {period.first} — {period.last} 24:00（{days}）")
    else:
        lines.append("公示期 / publicity: 没有规定天数 / no number of days is set")
    lines.append(f"依据 / basis: {planned.basis}")
    if planned.provisional:
        lines.append("暂定：放假安排尚未公布 / provisional: a year's days off are not announced yet")
    return lines


def _screen(planned: Planned, zone: ZoneInfo) -> str:
    if planned.screen is None:
        return "不得上屏 / not on the screen"
    ends = (planned.window.start, planned.window.end)
    start, end = (f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in ends)
    return f"{start} — " + ("撤下或解除为止 / until taken down" if planned.open else end)
