"""Looking through a notice by a site's rules: what the desk asks, and what ``check`` prints.

Joins the pure screening to this installation: its categories, its words, its
fonts, and the table of standard characters. A notice with a blocking finding goes
nowhere. The rules are imported at the first notice: a start does not wait for them.
"""

from __future__ import annotations

from functools import partial

from ledctl.calendars.announced import shipped
from ledctl.calendars.categories import Categories
from ledctl.calendars.workdays import Workdays
from ledctl.content.model import Notice
from ledctl.errors import Refused
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.notices.rulebook import shipped_categories, shipped_words, standard_forms
from ledctl.screening.findings import KEYS, PERSONAL, Screened, Severity
from ledctl.screening.keep import FindKept, nothing_kept
from ledctl.screening.words import Words
from ledctl.sentences import sentence


def examine(
    notice: Notice,
    categories: Categories | None = None,
    own: SiteGlyphs = NO_GLYPHS,
    *,
    workdays: Workdays | None = None,
    words: Words | None = None,
    kept: FindKept = nothing_kept,
) -> Screened:
    """Every finding about a notice, and the version the public may see, by the shipped rules or a site's.

    ``own``: what the site drew. ``workdays``: the days it works; else those of the library.
    ``kept``: the personal data two people let stand in it.
    """
    from ledctl.rendering import faces, glyphs
    from ledctl.screening.checks import screen

    known = categories or shipped_categories()
    return screen(
        notice,
        category=known.get(notice.category),
        normalise=glyphs.normalise,
        holes=partial(glyphs.holes, faces=faces.faces_with(own)),
        workdays=workdays or shipped(),
        words=shipped_words() if words is None else words,
        standard=standard_forms(),
        kept=kept,
    )


def was_redacted(screened: Screened) -> bool:
    """Whether personal data was taken out of free text, which a clerk has to look at and accept."""
    return any(f.severity is Severity.BLOCK and f.code.startswith("personal_") for f in screened.findings)


def refuse_personal_keys(screened: Screened) -> None:
    """``Refused`` when the notice is named after somebody's number.

    A draft with a fault may be stored and mended, but its id goes into a record that is never erased.
    """
    named = [f.sentence for f in screened.findings if f.where in KEYS and f.code in PERSONAL]
    if named:
        raise Refused(*named)


def refuse_blocks(screened: Screened) -> None:
    """``Refused`` with every blocking finding, when there is one."""
    blocks = [finding.sentence for finding in screened.findings if finding.severity is Severity.BLOCK]
    if blocks:
        raise Refused(sentence("screening_blocks", count=len(blocks)), *blocks)
