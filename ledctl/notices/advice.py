"""What the office should hear of a notice's pages before it approves them. Nothing here stops anything.

Three things are worth a word: the list had to become cards, one round of the
pages takes longer than anybody waits, the sign cannot be read from where people
stand. Each sentence says what would help. What draws is imported when something
is asked: a start does not wait for it.
"""

from __future__ import annotations

from drivers.base import Program
from ledctl.content.model import Notice, SignLayout
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.notices.appearance import Look, content_of, layout_of
from ledctl.notices.looks import reach_sentence
from ledctl.rendering.rounds import clock_time, round_ms
from ledctl.sentences import Sentence, sentence


def advise(
    notice: Notice,
    sign: str,
    look: Look,
    program: Program,
    own: SiteGlyphs = NO_GLYPHS,
    *,
    long_round_s: int,
) -> list[Sentence]:
    """The sentences about ``program``, the pages of ``notice`` on the sign of this name."""
    found = (
        _cards(notice, sign, look, own),
        _long(notice, sign, program, long_round_s),
        reach_sentence(sign, look),
    )
    return [said for said in found if said is not None]


def _cards(notice: Notice, sign: str, look: Look, own: SiteGlyphs) -> Sentence | None:
    if notice.table is None or layout_of(notice):
        return None
    from ledctl.rendering.lists import became_cards
    from ledctl.rendering.refusals import ways_out

    why = became_cards(content_of(notice), look.panel, look.preset, own)
    if why is None:
        return None
    if why.is_too_low:
        return sentence("list_as_cards_low", where="on_sign.layout", name=sign)
    way_zh, way_en = ways_out(why)
    facts = {"needed": why.needed, "available": why.available, "way_zh": way_zh, "way_en": way_en}
    return sentence("list_as_cards", where="on_sign.leave_out", name=sign, **facts)


def _long(notice: Notice, sign: str, program: Program, long_round_s: int) -> Sentence | None:
    """A clock is meant to go round once a day."""
    taken = round_ms(program)
    if taken <= long_round_s * 1000 or layout_of(notice) == SignLayout.CLOCK:
        return None
    facts = {"time": clock_time(taken), "pages": len(program.pages)}
    return sentence("round_long", where="on_sign.layout", name=sign, **facts)
