"""Commands on what is due at the boards, and on the supervision team's checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.boards.register.registry import board_of
from ledctl.boards.rounds.check_states import CHECK_LABELS
from ledctl.boards.rounds.checked import check_of, checks_of
from ledctl.boards.rounds.checks import Seen
from ledctl.boards.rounds.due import STATE_LABELS, WHAT_LABELS, Duty
from ledctl.boards.rounds.month import VillageMonth
from ledctl.boards.rounds.papers import duty_said, print_check, print_village_list
from ledctl.boards.rounds.quarter import Quarter
from ledctl.boards.rounds.terms import Rhythm, Term, read_term, term_of
from ledctl.calendars.days import read_day
from ledctl.cli.common import JsonOption, acting, photo_at, say, say_json, writing
from ledctl.cli.reading import Reader, reading
from ledctl.errors import BadInput
from ledctl.screening.elements import Element
from ledctl.station import Station

inspection = typer.Typer(
    help="Checks of the boards by the supervision team. / 公开栏检查", no_args_is_help=True
)

BoardArgument = Annotated[str, typer.Argument(help="The board's code. / 公开栏代码")]
NumberArgument = Annotated[int, typer.Argument(help="The number, as list gives it. / 编号")]
QuarterOption = Annotated[str, typer.Option("--quarter", help="Such as 2026Q4; today's. / 季度")]
PhotoOption = Annotated[Path | None, typer.Option("--photo", help="A picture of the board. / 照片")]
OutOption = Annotated[Path, typer.Option("-o", "--output", help="The PDF. / 输出文件")]
SeenOption = Annotated[
    list[str] | None,
    typer.Option(
        "--sheet",
        help="A posting that was looked at: 12, or 12:reviewer,date for missing elements. / 已查看的公开件",
    ),
]
ReadOption = Annotated[
    list[str] | None, typer.Option("--read", help="The code read off a sheet: 12:7K2M. / 读得的编码")
]


def add_to(app: typer.Typer, board: typer.Typer) -> None:
    """``ledctl duties`` and ``ledctl inspection``, and ``update`` beside the other commands on a board."""
    app.command()(duties)
    app.add_typer(inspection, name="inspection")
    board.command("update")(update)


@reading
def duties(
    station: Station,
    reader: Reader,
    quarter: QuarterOption = "",
    village: Annotated[str, typer.Option(help="Instead, the month's list of this village. / 村")] = "",
    month: Annotated[str, typer.Option(help="The month of the list, such as 2026-11; today's. / 月份")] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The list as a PDF. / 输出文件")
    ] = None,
    json: JsonOption = False,
) -> None:
    """What is due at the boards, the most pressing first, and how the quarter goes. / 公开栏任务"""
    if village:
        _village(station, reader, village, _term(station, month, Rhythm.MONTH, "--month"), output, json)
        return
    if output is not None or month:
        raise BadInput.of("village_missing", where="--village")
    term = _term(station, quarter, Rhythm.QUARTER, "--quarter")
    listed, found = station.duties.standing(), station.duties.quarter(term)
    reader.looks("duties")
    if json:
        say_json({"duties": [duty.as_dict() for duty in listed], "quarter": found.as_dict()})
        return
    for duty in listed:
        say(_line(duty))
    _tell_quarter(found)


@acting
def update(
    station: Station,
    actor: Actor,
    board: BoardArgument,
    note: Annotated[str, typer.Option(help="No names, no numbers. / 说明，不写个人信息")] = "",
    on: Annotated[str, typer.Option(help="The day it was gone through; today. / 日期")] = "",
    photo: PhotoOption = None,
    json: JsonOption = False,
) -> None:
    """A board was gone through; nothing new was to be put up. / 登记公开栏更新"""
    number = station.duties.update(actor, board, note=note, done_on=_day(on, "--on"), photo=photo_at(photo))
    if json:
        say_json({"id": number, "board": board})
        return
    say(f"已登记 / written down: {number}")


@inspection.command("list")
@reading
def list_checks(
    station: Station,
    reader: Reader,
    quarter: QuarterOption = "",
    board: Annotated[str, typer.Option(help="Only this board. / 公开栏")] = "",
    json: JsonOption = False,
) -> None:
    """The checks of a quarter, newest first. / 检查记录"""
    term = _term(station, quarter, Rhythm.QUARTER, "--quarter")
    with station.database.read() as session:
        span = {"since": term.first, "until": term.last}
        found = checks_of(session, station.today(), practice=station.practice, board=board or None, **span)
    reader.looks("checks")
    if json:
        say_json({"quarter": term.name, "checks": [one.as_dict() for one in found]})
        return
    for one in found:
        by = f"  整改期限 / mend by {one.mend_by}" if one.mend_by else ""
        say(f"{one.id}  {one.checked_on}  {one.board}  {_pair(CHECK_LABELS[one.state])}{by}  {one.findings}")


@inspection.command("add")
@acting
def add_check(
    station: Station,
    actor: Actor,
    board: BoardArgument,
    team: Annotated[str, typer.Option(help="Who checked. / 检查人员")],
    sheet: SeenOption = None,
    read: ReadOption = None,
    findings: Annotated[str, typer.Option(help="What was found. / 发现的问题")] = "",
    mend_by: Annotated[str, typer.Option(help="By when it is mended. / 整改期限")] = "",
    on: Annotated[str, typer.Option(help="The day of the check; today. / 检查日期")] = "",
    photo: PhotoOption = None,
    json: JsonOption = False,
) -> None:
    """Write a check down; sheets that are not named were not looked at. / 登记检查"""
    number = station.checks.record(
        actor,
        board,
        team=team,
        seen=_seen(sheet or (), read or ()),
        findings=findings,
        checked_on=_day(on, "--on"),
        mend_by=_day(mend_by, "--mend-by"),
        photo=photo_at(photo),
    )
    if json:
        say_json({"id": number, "board": board})
        return
    say(f"已登记 / written down: {number}")


@inspection.command("mended")
@acting
def mend(
    station: Station,
    actor: Actor,
    number: NumberArgument,
    note: Annotated[str, typer.Option(help="What was done. / 整改说明")],
    on: Annotated[str, typer.Option(help="The day it was mended; today. / 整改日期")] = "",
    photo: PhotoOption = None,
) -> None:
    """What a check found was put right. / 登记整改"""
    station.checks.mended(actor, number, note=note, mended_on=_day(on, "--on"), photo=photo_at(photo))
    say("已登记整改 / mended")


@inspection.command("print")
@reading
def print_record(station: Station, reader: Reader, number: NumberArgument, output: OutOption) -> None:
    """The record of a check as a PDF, with lines to sign. / 打印检查记录"""
    with station.database.read() as session:
        found = check_of(session, number, station.today(), practice=station.practice)
        board = board_of(session, found.board, practice=station.practice)
    raw = print_check(found, board, town=station.settings.desk.town, at=station.clock.now())
    with writing(output):
        output.write_bytes(raw)
    reader.looks(f"check {number}")
    say(str(output))


def _village(
    station: Station, reader: Reader, village: str, month: Term, output: Path | None, json: bool
) -> None:
    found = station.duties.month(village, month)
    reader.looks("duties village list")
    if output is not None:
        labels = {one.code: one.label_zh for one in station.categories}
        town, now = station.settings.desk.town, station.clock.now()
        with writing(output):
            output.write_bytes(print_village_list(found, labels, town=town, at=now))
    if json:
        say_json(found.as_dict())
        return
    for line in _month_lines(found):
        say(line)


def _month_lines(found: VillageMonth) -> Iterable[str]:
    for one in found.boards:
        yield f"{one.board.code}  {one.board.label}  {one.board.place}"
        for duty in one.duties:
            yield f"  {_line(duty)}"
        for plan in one.planned:
            yield f"  待张贴 / to go up: {plan.notice}  {plan.title}  {plan.first}–{plan.last or ''}"
        for stay in one.hanging:
            yield f"  {stay.up} 已张贴 / up: {stay.notice}  {stay.title}  {stay.until or ''}"


def _tell_quarter(found: Quarter) -> None:
    boards = "  ".join(f"{_pair(STATE_LABELS[name])} {n}" for name, n in sorted(found.boards.items()))
    checks = "  ".join(f"{_pair(CHECK_LABELS[name])} {n}" for name, n in sorted(found.checks.items()))
    say(f"{found.term.name}  公开栏 / boards: {boards or '—'}")
    say(f"{found.term.name}  检查 / checks: {checks or '—'}  未查 / not checked {found.unchecked}")


def _line(duty: Duty) -> str:
    what = f"{_pair(WHAT_LABELS[duty.what])} {duty.category}".strip()
    return f"{duty.board}  {duty.term.name}  {what}  {_pair(duty_said(duty))}"


def _pair(label: tuple[str, str]) -> str:
    return " / ".join(label)


def _term(station: Station, text: str, rhythm: Rhythm, where: str) -> Term:
    return read_term(text, rhythm, where) if text else term_of(station.today(), rhythm)


def _day(text: str, where: str) -> dt.date | None:
    return read_day(text, where) if text else None


def _seen(sheets: Iterable[str], codes: Iterable[str]) -> dict[int, Seen]:
    """``12:reviewer,date`` is posting 12, looked at, without those two elements."""
    read = dict(_numbered(text, "--read") for text in codes)
    found: dict[int, Seen] = {}
    for text in sheets:
        number, missing = _numbered(text, "--sheet")
        lacks = {_element(name) for name in missing.split(",") if name.strip()}
        found[number] = Seen(frozenset(Element) - lacks, read.pop(number, ""))
    if read:  # a code that was read is a sheet that was looked at, and then all six are known
        raise BadInput.of("check_read_alone", where="--read", id=min(read))
    return found


def _numbered(text: str, where: str) -> tuple[int, str]:
    number, _, rest = text.partition(":")
    if not (number.isascii() and number.isdigit()):
        raise BadInput.of("check_no_number", where=where, text=text)
    return int(number), rest


def _element(name: str) -> Element:
    try:
        return Element(name.strip())
    except ValueError:
        known = ", ".join(Element)
        raise BadInput.of("check_element_unknown", where="--sheet", text=name, known=known) from None
