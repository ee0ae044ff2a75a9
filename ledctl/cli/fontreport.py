"""What ``ledctl fonts check`` prints: a small table of fonts and sizes, then what a text lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledctl.fonts.coverage import FontState, Measured, gb2312_characters, standard_characters
from ledctl.rendering.textcheck import Spot, TextReport
from ledctl.sentences.characters import WHY

ROW = "{:<20} {:>4}  {:>11}  {:>11}  {}"


def as_dict(
    fonts: Sequence[FontState], measured: Sequence[Measured], checked: TextReport | None
) -> dict[str, object]:
    """For ``--json``; without ``--text`` there are no holes."""
    good = all(font.ok for font in fonts) and not (checked and checked.holes)
    counts = {font.pin.id: [one.as_dict() for one in measured if one.font == font.pin.id] for font in fonts}
    told = [font.as_dict() | {"sizes": counts[font.pin.id]} for font in fonts]
    return {"ok": good, "fonts": told, **(checked.as_dict() if checked else {"holes": []})}


def lines(
    fonts: Sequence[FontState], measured: Sequence[Measured], checked: TextReport | None
) -> Iterator[str]:
    """For people."""
    yield ROW.format("font", "px", "GB 2312", "TGH 8105", "state").rstrip()
    for font in fonts:
        yield from _rows(font, [one for one in measured if one.font == font.pin.id])
    for font in fonts:
        yield from (font.sentence.zh, font.sentence.en)
    if checked:
        yield from _text_lines(checked)


def _rows(font: FontState, measured: Sequence[Measured]) -> Iterator[str]:
    if not measured:
        yield ROW.format(font.pin.id, "-", "-", "-", font.state.value)
    for one in measured:
        gb2312 = f"{one.drawn.gb2312}/{len(gb2312_characters())}"
        tgh8105 = f"{one.drawn.tgh8105}/{len(standard_characters())}"
        yield ROW.format(one.font, one.size, gb2312, tgh8105, font.state.value)


def _text_lines(checked: TextReport) -> Iterator[str]:
    for said in checked.without:
        yield from (said.zh, said.en)
    for hole in checked.holes:
        yield f"无字形 / no glyph: {_spot(hole)}{_why(hole)}"
    for spot in checked.second:
        yield f"由另一字体补字 / from a second font: {_spot(spot)}"
    sizes = ", ".join(map(str, checked.sizes))
    count = len(checked.holes)
    yield f"{count} 处无法显示（字号 {sizes}）/ places that cannot be shown: {count} ({sizes} px)"


def _why(hole: Spot) -> str:
    return " ({} / {})".format(*WHY[hole.reason]) if hole.reason else ""


def _spot(spot: Spot) -> str:
    place = spot.place
    shown = place.character if place.character.isprintable() else "?"
    where = f"第{place.line}行第{place.column}字 / line {place.line}, column {place.column}"
    return f"{shown} {place.notation} {where}, {'/'.join(map(str, spot.sizes))} px"
