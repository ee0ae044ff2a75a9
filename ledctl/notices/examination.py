"""Looking through a notice by the shipped rules: what the desk asks, and what ``check`` prints.

Joins the pure screening to this installation: its categories, its words, its
fonts. A notice with a blocking finding goes nowhere. The rules are imported at the
first notice: a start does not wait for them.
"""

from __future__ import annotations

from functools import cache, partial

from ledctl.calendars.categories import Categories, load_categories
from ledctl.content.model import Notice
from ledctl.errors import Refused
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.resources import shared
from ledctl.screening.findings import Screened, Severity
from ledctl.screening.keep import FindKept, nothing_kept
from ledctl.screening.words import Words, load_words
from ledctl.sentences import sentence


def examine(
    notice: Notice,
    categories: Categories | None = None,
    own: SiteGlyphs = NO_GLYPHS,
    kept: FindKept = nothing_kept,
) -> Screened:
    """Every finding about a notice, and the version the public may see.

    ``own``: what the site drew; ``kept``: the personal data two people let stand in it.
    """
    from ledctl.rendering import faces, glyphs
    from ledctl.screening.checks import screen

    known = categories or shipped_categories()
    return screen(
        notice,
        category=known.get(notice.category),
        normalise=glyphs.normalise,
        holes=partial(glyphs.holes, faces=faces.faces_with(own)),
        words=shipped_words(),
        kept=kept,
    )


@cache
def shipped_categories() -> Categories:
    return load_categories((shared("config/defaults") / "categories.toml").read_text("utf-8"))


@cache
def shipped_words() -> Words:
    return load_words((shared("config/defaults") / "words.toml").read_text("utf-8"))


def was_redacted(screened: Screened) -> bool:
    """Whether personal data was taken out of free text, which a clerk has to look at and accept."""
    return any(f.severity is Severity.BLOCK and f.code.startswith("personal_") for f in screened.findings)


def refuse_blocks(screened: Screened) -> None:
    """``Refused`` with every blocking finding, when there is one."""
    blocks = [finding.sentence for finding in screened.findings if finding.severity is Severity.BLOCK]
    if blocks:
        raise Refused(sentence("screening_blocks", count=len(blocks)), *blocks)
