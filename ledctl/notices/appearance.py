"""From what a notice says to what a passer-by reads: content for the layouts.

The one place that decides how dates and periods are written on a sign; ``content.cells`` writes amounts.
Preview, approval and the sign all come through here, so they cannot differ (R38).
What draws is imported when something is drawn: a start does not wait for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from drivers.base import Panel, Program
from layouts.base import Align, Column, Content, Kind, Table
from layouts.styles import Preset, preset
from ledctl.content import model
from ledctl.content.cells import written
from ledctl.rendering.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.rendering.legibility import Viewing

_KINDS = {
    model.ColumnType.NAME: Kind.NAME,
    model.ColumnType.INT: Kind.NUMBER,
    model.ColumnType.DECIMAL: Kind.NUMBER,
    model.ColumnType.MONEY: Kind.NUMBER,
    model.ColumnType.PERCENT: Kind.PERCENT,
    model.ColumnType.STEPS: Kind.STEPS,
}
_RIGHT = {model.ColumnType.INT, model.ColumnType.DECIMAL, model.ColumnType.MONEY}


@dataclass(frozen=True, slots=True)
class Look:
    """How notices look on one sign: its panel, the preset they are set with, and from where it is read.

    ``viewing`` changes no pixel: signs that differ only there show the same.
    """

    panel: Panel
    preset: Preset = field(default_factory=preset)
    viewing: Viewing = field(default=Viewing(), compare=False)


def draw(notice: model.Notice, look: Look, own: SiteGlyphs = NO_GLYPHS) -> Program:
    """The notice's pages with this look: exactly what an approval binds to. ``own``: what the site drew."""
    from ledctl.rendering import faces, raster

    known, layout = faces.faces_with(own, look.preset.face), layout_of(notice)
    return raster.program(content_of(notice), look.panel, preset=look.preset, layout=layout, faces=known)


def layout_of(notice: model.Notice) -> str:
    """The layout the office chose for signs; empty where the one that suits it is taken."""
    return (notice.on_sign.layout or "") if notice.on_sign else ""


def content_of(notice: model.Notice) -> Content:
    """What is to be read, with dates and amounts written out."""
    return Content(
        title=notice.title,
        body=notice.body,
        issuer=notice.issuing_unit,
        date=day_text(notice.signature.date),
        period=period_text(notice.publicity_period),
        table=_table(notice.table, notice.on_sign.leave_out if notice.on_sign else ()),
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


def _table(table: model.Table | None, leave_out: Sequence[str]) -> Table | None:
    if table is None:
        return None
    shown = tuple(column for column in table.columns if column.key not in leave_out)
    cells = written(table.model_copy(update={"columns": shown}))
    return Table(
        columns=tuple(_column(column) for column in shown),
        rows=cells.rows,
        totals=cells.totals,
        left_out=tuple(column.label for column in table.columns if column.key in leave_out),
    )


def _column(column: model.Column) -> Column:
    right = column.type in _RIGHT or column.align == "right"
    centre = column.align in ("centre", "center")
    align = Align.RIGHT if right else Align.CENTRE if centre else Align.LEFT
    return Column(column.label, align, _KINDS.get(column.type, Kind.TEXT))
