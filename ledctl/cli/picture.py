"""Commands that draw the record: the same pictures as on the pages, into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ledctl.cli.common import JsonOption, say, say_json, writing
from ledctl.cli.reading import Reader, reading
from ledctl.cli.record import DayOption
from ledctl.station import Station

app = typer.Typer(help="The record as pictures. / 展示记录图", no_args_is_help=True)

OutOption = Annotated[
    Path | None,
    typer.Option("-o", "--out", help="Where the SVG goes; without it, to standard output. / 输出文件"),
]
SignOption = Annotated[str, typer.Option(help="Only this sign; without it, all. / 显示屏")]
EnglishOption = Annotated[bool, typer.Option("--english", help="Words in English. / 英文")]
YearArgument = Annotated[int, typer.Argument(min=2000, max=2999, help="The year. / 年份")]


@app.command()
@reading
def timeline(
    station: Station,
    reader: Reader,
    sign: SignOption = "",
    since: DayOption = None,
    until: DayOption = None,
    out: OutOption = None,
    english: EnglishOption = False,
    json: JsonOption = False,
) -> None:
    """Who was on which sign when, and when it was dark or out; without dates, today. / 展示时间线"""
    from ledctl.reports.asked import days_of

    days = days_of(since or "", until or "", station.today())
    drawn = station.album.timeline(sign, days, _language(english))
    reader.looks(f"timeline {sign} {days.first} {days.last}")
    _hand_out(drawn.svg, out, {"signs": [line.as_dict() for line in drawn.values]} if json else None)


@app.command()
@reading
def calendar(
    station: Station,
    reader: Reader,
    year: YearArgument,
    sign: SignOption = "",
    out: OutOption = None,
    english: EnglishOption = False,
    json: JsonOption = False,
) -> None:
    """The displays of a year, day by day. / 展示日历"""
    drawn = station.album.calendar(year, sign, _language(english))
    reader.looks(f"calendar {year} {sign}")
    _hand_out(drawn.svg, out, drawn.values.as_dict() if json else None)


@app.command()
@reading
def categories(
    station: Station,
    reader: Reader,
    year: YearArgument,
    out: OutOption = None,
    english: EnglishOption = False,
    json: JsonOption = False,
) -> None:
    """Hours on air by category. / 各类别在屏时长"""
    drawn = station.album.categories(station.year_count(year), _language(english))
    reader.looks(f"report {year}")
    lines = [
        {"category": one.name, "items": one.items, "displays": one.displays, "on_air_ms": one.on_air_ms}
        for one in drawn.values
    ]
    _hand_out(drawn.svg, out, {"year": year, "categories": lines} if json else None)


@app.command()
@reading
def months(
    station: Station,
    reader: Reader,
    year: YearArgument,
    out: OutOption = None,
    english: EnglishOption = False,
    json: JsonOption = False,
) -> None:
    """Items and displays month by month: two figures, never mixed. / 逐月条数与次数"""
    drawn = station.album.months(station.year_count(year), _language(english))
    reader.looks(f"report {year}")
    told = {"year": year, "months": [one.as_dict() for one in drawn.values]}
    _hand_out(drawn.svg, out, told if json else None)


def _hand_out(svg: str, out: Path | None, values: dict[str, Any] | None) -> None:
    """The picture into its file, or out; with ``--json``, the values it shows besides."""
    if out is not None:
        with writing(out):
            out.write_text(svg, encoding="utf-8")
    if values is not None:
        say_json(values)
    elif out is None:
        say(svg.rstrip("\n"))


def _language(english: bool) -> str:
    return "en" if english else "zh"
