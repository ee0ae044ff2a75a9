"""Reading drawn glyphs: one with its decisions, all of them, and those to draw with now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from ledctl.db import Database
from ledctl.errors import Fault, NotFound
from ledctl.fonts.bitmaps import Glyph
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.glyphs.model import GlyphDecision, GlyphRow
from ledctl.glyphs.shapes import art, digest, read
from ledctl.proposals.decided import LARGEST, Proposal, facts_of
from ledctl.proposals.states import State, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class GlyphFile(Proposal):
    """All there is about one drawn glyph."""

    code_point: int
    glyph: Glyph

    @property
    def character(self) -> str:
        return chr(self.code_point)

    @property
    def notation(self) -> str:
        """As people write it: ``U+20001``."""
        return f"U+{self.code_point:04X}"

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``glyph show --json`` and of the API."""
        names = {"character": self.character, "codepoint": self.notation}
        shape = {"advance": self.glyph.advance, "art": list(art(self.glyph))}
        return {"id": self.id, **names, **shape, **self.facts()}


def one(database: Database, glyph_id: int) -> GlyphFile:
    """The glyph of this number; ``NotFound`` when there is none."""
    with database.read() as session:
        return _file(row_of(session, glyph_id), decisions_on(session, glyph_id))


def row_of(session: Session, glyph_id: int) -> GlyphRow:
    """The row of this number, also of one no database could hold; ``NotFound`` when there is none."""
    row = session.get(GlyphRow, glyph_id) if 0 < glyph_id <= LARGEST else None
    if row is None:
        raise NotFound.of("no_such_glyph", where="glyph", id=glyph_id)
    return row


def listing(database: Database) -> list[GlyphFile]:
    """Every glyph that was ever proposed, the newest first."""
    taken: dict[int, list[GlyphDecision]] = defaultdict(list)
    with database.read() as session:
        for decision in session.exec(select(GlyphDecision).order_by(col(GlyphDecision.id))):
            taken[decision.glyph_id].append(decision)
        rows = session.exec(select(GlyphRow).order_by(col(GlyphRow.id).desc())).all()
    return [_file(row, taken.get(row.id or 0, ())) for row in rows]


def decisions_on(session: Session, glyph_id: int) -> list[GlyphDecision]:
    """The decisions on one glyph, in the order they were taken."""
    query = select(GlyphDecision).where(GlyphDecision.glyph_id == glyph_id)
    return list(session.exec(query.order_by(col(GlyphDecision.id))))


def open_rows(session: Session, practice: bool, *, state: State) -> list[GlyphRow]:
    """The glyphs of this mode that stand in ``state`` now (proposed or approved)."""
    left = select(GlyphDecision.glyph_id).where(GlyphDecision.from_state == state)
    query = select(GlyphRow).where(GlyphRow.practice == practice, col(GlyphRow.id).not_in(left))
    if state is State.APPROVED:
        approved = select(GlyphDecision.glyph_id).where(GlyphDecision.step == Step.APPROVE)
        query = query.where(col(GlyphRow.id).in_(approved))
    return list(session.exec(query.order_by(col(GlyphRow.id))))


def drawn_with(database: Database, practice: bool) -> SiteGlyphs:
    """What the site draws with now: its approved glyphs, none of them withdrawn.

    A row that is not what was approved any more, or no glyph at all, is left out, so that its character
    is a hole again (R1).
    """
    with database.read() as session:
        rows = open_rows(session, practice, state=State.APPROVED)
    return SiteGlyphs(frozenset(found for row in rows if (found := _drawn(row)) is not None))


def _drawn(row: GlyphRow) -> tuple[int, Glyph] | None:
    if digest(row.code_point, row.advance, row.rows) != row.digest:
        return None
    try:
        return row.code_point, read(row.advance, row.rows)
    except ValueError:
        return None


def _file(row: GlyphRow, decisions: Sequence[GlyphDecision]) -> GlyphFile:
    return GlyphFile(code_point=row.code_point, glyph=_glyph(row), **facts_of(row, decisions))


def _glyph(row: GlyphRow) -> Glyph:
    try:
        return read(row.advance, row.rows)
    except ValueError as error:
        raise Fault.of("glyph_damaged", where=f"glyph {row.id}", id=row.id) from error
