"""How a command is told which period is meant: the same options wherever there is one (``reports.asked``)."""

from __future__ import annotations

from typing import Annotated

import typer

YearOption = Annotated[str, typer.Option(help="A year, as 2026. / 年份")]
QuarterOption = Annotated[str, typer.Option(help="A quarter, as 2026Q2, or 2 of that year. / 季度")]
MonthOption = Annotated[str, typer.Option(help="A month, as 2026-05, or 5 of that year. / 月份")]
PeriodOption = Annotated[
    str, typer.Option("--period", help="Any: 2026, 2026Q3, 2026-09, 2026-01-01..2026-11-20. / 统计期间")
]
FirstOption = Annotated[str, typer.Option("--since", help="The first day. / 起始日期")]
LastOption = Annotated[str, typer.Option("--until", help="The last day, included. / 截止日期")]
