"""Setting one sheet: what it says and its codes as pictures in, a PDF out. No record, no rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from ledctl.boards.sheets.sheet import Paper, Printing, codes_of, sheet, texts_of
from ledctl.calendars.categories import Category
from ledctl.content.model import Notice
from ledctl.errors import Refused
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.screening.elements import ELEMENT_LABELS, elements_of
from ledctl.settings import BoardSettings

MOST_TAGGED = 4000
"""Cells of a list that a screen reader is told of one by one; beyond, tags weigh more than the list."""
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was set."""

    pdf: bytes
    landscape: bool
    pages: int


def print_sheet(
    printing: Printing, rules: BoardSettings, *, at: datetime, own: SiteGlyphs = NO_GLYPHS
) -> Sheet:
    """The sheet; ``Refused`` names what is missing: elements on a final sheet, characters on any."""
    from ledctl.paper.press import pages_of, print_pdf

    _refuse_missing(printing)
    _refuse_unprintable(printing, rules, own)
    table = printing.notice.table
    cells = len(table.rows) * len(table.columns) if table else 0
    pictures = {name: _qr(address) for name, (address, _, _) in codes_of(printing, rules).items()}
    data = sheet(printing, rules)
    pdf = print_pdf("board", data, at=at, pictures=pictures, tags=cells <= MOST_TAGGED, own=own)
    return Sheet(pdf, data["flipped"], pages_of(pdf))


def print_draft(
    public: Notice,
    category: Category,
    rules: BoardSettings,
    laid: tuple[Paper, bool],
    *,
    at: datetime,
    practice: bool = False,
    own: SiteGlyphs = NO_GLYPHS,
) -> Sheet:
    """The sheet of what the public may see of a notice; ``laid``: the paper, and whether it lies."""
    paper, landscape = laid
    printing = Printing(public, elements_of(public), category, paper, landscape, practice)
    return print_sheet(printing, rules, at=at, own=own)


def _refuse_missing(printing: Printing) -> None:
    """All six, or no final sheet (六要素)."""
    missing = [ELEMENT_LABELS[element] for element in printing.six.missing]
    if missing and not printing.is_draft:
        zh, en = "、".join(zh for zh, _ in missing), ", ".join(en for _, en in missing)
        raise Refused.of("sheet_element_missing", where="elements", zh=zh, en=en)


def _refuse_unprintable(printing: Printing, rules: BoardSettings, own: SiteGlyphs) -> None:
    """A box where a name has a character would be another name (R36)."""
    from ledctl.paper.press import unprintable

    lost = unprintable(texts_of(printing, rules), own)
    if lost:
        named = "、".join(
            f"{one if one.isprintable() else '□'}（U+{ord(one):04X}）" for one in lost[:MOST_NAMED]
        )
        raise Refused.of("sheet_character", where="content", characters=named, count=len(lost))


def _qr(address: str) -> bytes:
    import segno

    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", scale=4, xmldecl=False)
    return out.getvalue()
