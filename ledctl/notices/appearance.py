"""From what a notice says to what a passer-by reads: content for the layouts.

The one place that decides how dates and periods are written on a sign; ``content.cells`` writes amounts,
``content.folding`` half-width figures. The text of an official warning is relayed as it came, to the letter.
Preview, approval and the sign all come through here, so they cannot differ (R38).
What draws is imported when something is drawn: a start does not wait for it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from drivers.base import Panel, Program
from layouts.base import Align, Column, Content, Kind, Table
from layouts.styles import Preset, preset
from ledctl.content import model
from ledctl.content.cells import as_it_came, written
from ledctl.content.folding import fold_text
from ledctl.content.phone import objection_phone
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.rendering.legibility import Viewing

_KINDS = {
    model.ColumnType.NAME: Kind.NAME,
    model.ColumnType.INT: Kind.NUMBER,
    model.ColumnType.DECIMAL: Kind.NUMBER,
    model.ColumnType.MONEY: Kind.NUMBER,
    model.ColumnType.PERCENT: Kind.PERCENT,
    model.ColumnType.STEPS: Kind.STEPS,
}
_ON_POINT = {model.ColumnType.DECIMAL, model.ColumnType.MONEY}
_ALIGNS = {"right": Align.RIGHT, "centre": Align.CENTRE, "center": Align.CENTRE}


@dataclass(frozen=True, slots=True)
class Look:
    """How notices look on one sign: its panel, the preset they are set with, and from where it is read.

    ``viewing`` changes no pixel: signs that differ only there show the same. ``shades``: its
    lamps may be lit in part.
    """

    panel: Panel
    preset: Preset = field(default_factory=preset)
    viewing: Viewing = field(default=Viewing(), compare=False)
    shades: bool = True


def draw(notice: model.Notice, look: Look, own: SiteGlyphs = NO_GLYPHS) -> Program:
    """The notice's pages with this look: exactly what an approval binds to. ``own``: what the site drew."""
    from ledctl.rendering import faces, raster

    known, layout = faces.faces_with(own, look.preset.face), layout_of(notice)
    return raster.program(
        content_of(notice), look.panel, preset=look.preset, layout=layout, faces=known, shades=look.shades
    )


def layout_of(notice: model.Notice) -> str:
    """The layout the office chose for signs; empty where the one that suits it is taken."""
    return (notice.on_sign.layout or "") if notice.on_sign else ""


def content_of(notice: model.Notice) -> Content:
    """What is to be read, with dates and amounts written out."""
    from layouts.table import one_line

    locked = is_locked(notice)
    fold = str if locked else fold_text
    body = tuple(map(fold, notice.body))
    return Content(
        title=_level_line(notice) + fold(notice.title),
        body=body,
        issuer=one_line(notice.issuing_unit),
        date=day_text(notice.signature.date),
        period=period_text(notice.publicity_period),
        phone=objection_phone(body),
        table=_table(notice.table, notice.on_sign.leave_out if notice.on_sign else (), locked=locked),
        warning=notice.warning_level.value if notice.warning_level else "",
    )


def is_locked(notice: model.Notice) -> bool:
    """Whether the text is another authority's, to be relayed unaltered."""
    return notice.warning_level is not None or notice.urgency is model.Urgency.EMERGENCY


def _level_line(notice: model.Notice) -> str:
    """``橙色预警`` above the title where the warning itself names no colour: ink alone does not say it.

    The line is the office's own; not a letter of the relayed text is changed.
    """
    if notice.warning_level is None:
        return ""
    word = model.LEVEL_LABELS[notice.warning_level][0]
    return "" if any(word in text for text in (notice.title, *notice.body)) else f"{word}预警\n"


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


def _table(table: model.Table | None, leave_out: Sequence[str], *, locked: bool) -> Table | None:
    if table is None:
        return None
    shown = tuple(column for column in table.columns if column.key not in leave_out)
    kept = table.model_copy(update={"columns": shown})
    cells = as_it_came(kept) if locked else written(kept)
    return Table(
        columns=tuple(_column(column, table) for column in shown),
        rows=cells.rows,
        totals=cells.totals,
        left_out=tuple(column.label for column in table.columns if column.key in leave_out),
    )


def _column(column: model.Column, table: model.Table) -> Column:
    kind = Kind.PERCENT if holds_progress(column, table) else _KINDS.get(column.type, Kind.TEXT)
    return Column(column.label, _align(column), kind)


def _align(column: model.Column) -> Align:
    """Figures stand under each other whatever the file asks; words as it asks."""
    if column.type in _ON_POINT:
        return Align.POINT
    return Align.RIGHT if column.type is model.ColumnType.INT else _ALIGNS.get(column.align, Align.LEFT)


def holds_progress(column: model.Column, table: model.Table) -> bool:
    """Whether a column says how far something has come, though its type may only say text.

    Its head says 进度 and every cell that is filled is a percentage with its sign,
    in the cell or in the head. One cell like 在建 and the column stays as it was typed.
    """
    if column.type is not model.ColumnType.TEXT or "进度" not in column.label:
        return False
    from layouts.projects import is_percentage

    signed = not re.search("[%％]", column.label)
    filled = [cell for row in table.rows if (cell := row.get(column.key, "").strip())]
    return bool(filled) and all(is_percentage(cell, signed=signed) for cell in filled)
