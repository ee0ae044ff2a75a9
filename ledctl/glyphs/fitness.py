"""Which characters a site may draw: real ones that no shipped font has.

A glyph for a private-use code would stand for another character on the next
machine, and one for a character the fonts have would replace a shape somebody
else checked; both are refused with what to do instead. Fonts are opened when somebody asks: a start
does not wait for them.
"""

from __future__ import annotations

from ledctl.errors import BadInput, Refused
from ledctl.fonts.bdf import notation


def require_fit(code_point: int) -> None:
    """Return when a site may draw ``code_point``; the sentence otherwise names it and why."""
    from ledctl.rendering.faces import installed_faces
    from ledctl.rendering.glyphs import Reason, classify, normalise

    character, code = chr(code_point), notation(code_point)
    known, _ = normalise(character)
    if known != character and known:
        today = f"{known} {notation(ord(known))}"
        raise BadInput.of("glyph_old_code", where="ENCODING", code=code, today=today)
    reason = classify(character)
    if reason is Reason.PRIVATE_USE:
        raise BadInput.of("glyph_private_use", where="ENCODING", code=code)
    if reason or not known:
        raise BadInput.of("glyph_no_character", where="ENCODING", code=code)
    if installed_faces().draws(code_point):
        raise Refused.of("glyph_shipped", where="ENCODING", code=code, character=character)
