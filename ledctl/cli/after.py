"""Commands on approved notices: extend, end, revise, correct, run again, and what is due to come round."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.calendars.extensions import read_end
from ledctl.cli.common import (
    JsonOption,
    SiteOption,
    acting,
    notice_in,
    say,
    say_json,
    station_at,
)
from ledctl.clock import local_text, stamp
from ledctl.errors import BadInput
from ledctl.notices import queries
from ledctl.notices.rounds import due_now
from ledctl.notices.states import STATE_LABELS
from ledctl.station import Station

ReasonOption = Annotated[str, typer.Option("--reason", help="Why; it is on record. / 理由")]
WHAT_LABELS = {"refresh": "复核 / refresh", "next": "下一期 / next number", "stage": "下一阶段 / next stage"}


def add_to(app: typer.Typer) -> None:
    """Hang the commands under ``ledctl notice``."""
    for command in (extend, end, revise, correct, rerun, refresh, due):
        app.command()(command)


@acting
def extend(
    station: Station,
    actor: Actor,
    notice_id: str,
    reason: ReasonOption,
    days: Annotated[int | None, typer.Option(help="So many days more. / 再展示几天")] = None,
    until: Annotated[
        str | None, typer.Option(help="The new end: 2026-12-05 or 2026-12-05T18:00. / 展示到")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Let what stands stand longer: the same pixels, by an approver who did not write it. / 延期"""
    zone = station.settings.zoneinfo
    ends = read_end(until, zone) if until else None
    window = station.after.extend(actor, notice_id, reason, days=days, until=ends)
    if json:
        say_json({"id": notice_id, "starts_at": stamp(window.start), "ends_at": stamp(window.end)})
        return
    say(f"展示至 / stands until {local_text(window.end, zone)}")


@acting
def end(station: Station, actor: Actor, notice_id: str, reason: ReasonOption) -> None:
    """Take an approved notice off the signs before its time; it stays approved. / 提前结束"""
    station.after.end(actor, notice_id, reason)
    say("已提前结束展示 / ended early")


@acting
def revise(station: Station, actor: Actor, notice_id: str, reason: ReasonOption) -> None:
    """Begin a new version; the approved one stands until the new one is approved. / 修订"""
    station.after.revise(actor, notice_id, reason)
    _say_version(station, notice_id)


@acting
def correct(
    station: Station,
    actor: Actor,
    notice_id: str,
    file: Annotated[Path, typer.Argument(help="The correction, a notice file. / 更正公告文件")],
    reason: ReasonOption,
) -> None:
    """Begin a correction, and a revision of what it corrects: approved together. / 更正"""
    correction, raw = notice_in(file)
    station.after.correct(actor, notice_id, correction, reason, source=raw)
    for one in (notice_id, correction.id):
        _say_version(station, one)


@acting
def rerun(station: Station, actor: Actor, notice_id: str, reason: ReasonOption) -> None:
    """Begin again what is over: the same text, a new approval. / 重新发布"""
    station.after.rerun(actor, notice_id, reason)
    _say_version(station, notice_id)


@acting
def refresh(
    station: Station,
    actor: Actor,
    notice_id: str,
    next_on: Annotated[str, typer.Option("--next", help="The day of the next look. / 下次复核日期")],
    note: Annotated[str, typer.Option("--note", help="What was looked at. / 说明")] = "",
) -> None:
    """A reviewer says that a standing notice is still right. / 复核无误"""
    station.rounds.refresh(actor, notice_id, next_on=read_day(next_on, "next"), note=note)
    say(f"下次复核 / next look: {next_on}")


def due(site: SiteOption = None, json: JsonOption = False) -> None:
    """Standing items to look at again, next numbers and stages that are due. / 到期事项"""
    with station_at(site) as station:
        today = station.today()
        found = due_now(station.database, today, practice=station.practice)
    if json:
        say_json({"due": [one.as_dict() for one in found]})
        return
    for one in found:
        late = "  逾期 / overdue" if one.overdue else ""
        say(f"{one.on}  {WHAT_LABELS[one.what]}  {one.id}  {one.title}{late}")


def read_day(text: str, where: str) -> dt.date:
    """A day as ``2026-12-05``."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadInput.of("end_not_an_instant", where=where) from None


def _say_version(station: Station, notice_id: str) -> None:
    found = queries.one(station.database, notice_id)
    zh, en = STATE_LABELS[found.state]
    say(f"{notice_id}  v{found.current.no}  {zh} / {en}")
