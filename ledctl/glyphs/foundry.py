"""The foundry: every use case on a drawn glyph, from proposal to withdrawal.

The pages, the API and the command line all call these methods; none has a second
way. Each is one transaction that writes its event with the change (R12): it
succeeds whole or changes nothing. What an approved notice shows is stored as
pixels, so nothing done here changes it (R1, R40).
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from ledctl.accounts.model import Actor
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.errors import BadInput, Refused
from ledctl.fonts.bdf import DrawnGlyph, notation, read_bdf
from ledctl.fonts.drawn import SiteGlyphs
from ledctl.glyphs import queries, rights
from ledctl.glyphs.fitness import require_fit
from ledctl.glyphs.model import GlyphDecision, GlyphRow
from ledctl.glyphs.shapes import digest, stored
from ledctl.glyphs.states import GLYPHS, State, Step
from ledctl.proposals.decided import words_of
from ledctl.proposals.writing import decision, proposed, record, weigh

EVENT_OF: dict[Step, str] = {
    Step.APPROVE: "glyph_approved",
    Step.REJECT: "glyph_rejected",
    Step.WITHDRAW: "glyph_withdrawn",
}


class Foundry:
    """The use cases. ``practice`` is the site's mode: a glyph serves the mode it was proposed in (R7)."""

    def __init__(self, database: Database, clock: Clock, *, practice: bool) -> None:
        self._database = database
        self._clock = clock
        self._practice = practice

    def drawn(self) -> SiteGlyphs:
        """What the site draws with now; asked anew each time, for another process may have decided."""
        return queries.drawn_with(self._database, self._practice)

    def waiting_for(self, actor: Actor) -> int:
        """How many proposed glyphs this person may decide on."""
        with self._database.read() as session:
            rows = queries.open_rows(session, self._practice, state=State.PROPOSED)
        return sum(rights.may(actor, Step.APPROVE, State.PROPOSED, row.proposer) for row in rows)

    def propose(self, actor: Actor, raw: bytes, reason: str) -> list[int]:
        """Hand in every glyph of a BDF file, or none; the numbers they were given."""
        rights.require_proposer(actor)
        why = words_of(reason, needed=("提出字形", "propose"))
        drawn = read_bdf(raw)
        if not drawn:
            raise BadInput.of("bdf_empty", where="file")
        for one in drawn:
            require_fit(one.code_point)
        with self._database.write() as session:
            return [self._add(session, actor, one, why) for one in drawn]

    def approve(self, actor: Actor, glyph_id: int, opinion: str = "", *, seen: str | None = None) -> None:
        """From now on notices draw the character with this shape."""
        self._decide(actor, glyph_id, Step.APPROVE, opinion, seen)

    def reject(self, actor: Actor, glyph_id: int, opinion: str, *, seen: str | None = None) -> None:
        """The approver's no; another shape may be proposed."""
        self._decide(actor, glyph_id, Step.REJECT, opinion, seen)

    def withdraw(self, actor: Actor, glyph_id: int, reason: str) -> None:
        """New drawings have a hole again; what was approved with it stays as it was."""
        self._decide(actor, glyph_id, Step.WITHDRAW, reason, None)

    # -- inside ----------------------------------------------------------------------------

    def _add(self, session: Session, actor: Actor, drawn: DrawnGlyph, why: str) -> int:
        row = _row(actor, drawn, why, at=self._clock.now(), practice=self._practice)
        for state in (State.PROPOSED, State.APPROVED):
            for other in queries.open_rows(session, self._practice, state=state):
                if other.digest == row.digest:
                    raise Refused.of("glyph_there_already", code=notation(row.code_point), id=other.id)
        session.add(row)
        session.flush()
        _record(session, row, "glyph_proposed", actor, at=row.at, reason=why)
        assert row.id is not None  # noqa: S101 - it was flushed
        return row.id

    def _decide(self, actor: Actor, glyph_id: int, step: Step, opinion: str, seen: str | None) -> None:
        with self._database.write() as session:
            row = queries.row_of(session, glyph_id)
            weighed = weigh(GLYPHS, row, queries.decisions_on(session, glyph_id), actor, step, opinion)
            if step is not Step.WITHDRAW:
                self._require_same(row, seen)
            if step is Step.APPROVE:
                self._require_free(session, row)
            at = self._clock.now()
            columns = decision(row, weighed, actor, at)
            session.add(GlyphDecision(glyph_id=glyph_id, code_point=row.code_point, **columns))
            session.flush()
            _record(session, row, EVENT_OF[step], actor, at=at, reason=weighed.words)

    def _require_same(self, row: GlyphRow, seen: str | None) -> None:
        """What is decided on is what was proposed, what the person saw, and of this mode (R1, R7)."""
        if row.practice is not self._practice:
            raise Refused.of("glyph_of_practice" if row.practice else "glyph_of_live")
        if digest(row.code_point, row.advance, row.rows) != row.digest or seen not in (None, row.digest):
            raise Refused.of("glyph_changed", where="seen")

    def _require_free(self, session: Session, row: GlyphRow) -> None:
        """One shape a character: no font has it, and no other drawn one is approved."""
        require_fit(row.code_point)
        for other in queries.open_rows(session, self._practice, state=State.APPROVED):
            if other.code_point == row.code_point:
                raise Refused.of("glyph_taken", code=notation(row.code_point), id=other.id)


def _record(session: Session, row: GlyphRow, kind: str, actor: Actor, *, at: datetime, reason: str) -> None:
    code = notation(row.code_point)
    about = {"glyph": row.id, "code": code, "title": f"{chr(row.code_point)} {code}"}
    record(session, row, kind, actor, at=at, reason=reason, **about)


def _row(actor: Actor, drawn: DrawnGlyph, why: str, *, at: datetime, practice: bool) -> GlyphRow:
    rows = stored(drawn.glyph)
    shape = digest(drawn.code_point, drawn.glyph.advance, rows)
    return GlyphRow(
        code_point=drawn.code_point,
        advance=drawn.glyph.advance,
        rows=rows,
        **proposed(actor, shape, why, at=at, practice=practice),
    )
