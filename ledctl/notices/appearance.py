"""From what a notice says to what a passer-by reads: content for the layouts.

The one place that decides how dates and periods are written on a sign; ``content.cells`` writes amounts.
Preview, approval and the sign all come through here, so they cannot differ (R38).
What draws is imported when something is drawn: a start does not wait for it.
"""

from __future__ import annotations

import datetime as dt

from drivers.base import Panel, Program
from layouts.base import Align, Column, Content, Table
from ledctl.content import model
from ledctl.content.cells import written

_RIGHT = {model.ColumnType.INT, model.ColumnType.DECIMAL, model.ColumnType.MONEY}


def draw(notice: model.Notice, panel: Panel) -> Program:
    """The notice's pages for this panel: exactly what an approval binds to."""
    from ledctl.rendering import raster

    return raster.program(content_of(notice), panel)


def content_of(notice: model.Notice) -> Content:
    """What is to be read, with dates and amounts written out."""
    return Content(
        title=notice.title,
        body=notice.body,
        issuer=notice.issuing_unit,
        date=day_text(notice.signature.date),
        period=period_text(notice.publicity_period),
        table=_table(notice.table),
        warning=notice.warning_level.value if notice.warning_level else "",
    )


def day_text(day: dt.date) -> str:
    """``2026年11月23日``, as official papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def period_text(period: model.PublicityPeriod | None) -> str:
    """``公示期：2026年11月24日至11月30日``; both days count."""
    if period is None:
        return ""
    end = day_text(period.end)
    if period.end.year == period.start.year:
        end = end.partition("年")[2]
    return f"公示期：{day_text(period.start)}至{end}"


def _table(table: model.Table | None) -> Table | None:
    if table is None:
        return None
    cells = written(table)
    columns = tuple(_column(column) for column in table.columns)
    return Table(columns=columns, rows=cells.rows, totals=cells.totals)


def _column(column: model.Column) -> Column:
    right = column.type in _RIGHT or column.align == "right"
    centre = column.align in ("centre", "center")
    align = Align.RIGHT if right else Align.CENTRE if centre else Align.LEFT
    return Column(column.label, align, column.type is model.ColumnType.NAME)
