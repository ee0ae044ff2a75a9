"""``screen``: everything that is looked at before a notice may be approved, in one call.

Pure: the category, the normaliser, the glyph check and the words are handed in.
The answer is the public version and the findings, blocks first. The text of an
emergency warning is its source's: nothing in it is changed, it is only checked,
and whatever would have to be changed stands in the way instead.

Faults a file cannot even be read with (a missing date, issuer, title or text)
are refused earlier, by ``ledctl.content``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ledctl.calendars.categories import Category, Kind
from ledctl.content.model import Notice
from ledctl.screening.arithmetic import Mismatch, check_figures
from ledctl.screening.consistency import GATE_SCREEN, check_consistency
from ledctl.screening.findings import FindHoles, Finding, Hole, Normalise, Screened, Severity, found
from ledctl.screening.lookalikes import find_lookalikes
from ledctl.screening.masking import find_personal
from ledctl.screening.publish import publish, say_hits
from ledctl.screening.texts import rewrite, texts_of
from ledctl.screening.words import Words, find_words
from ledctl.sentences.characters import reason_facts

NO_WORDS = Words()
MAX_NAMED = 100
_ORDER = tuple(Severity)


def screen(
    notice: Notice,
    *,
    category: Category,
    normalise: Normalise,
    holes: FindHoles,
    words: Words = NO_WORDS,
) -> Screened:
    """Look through ``notice``; see the module's head for what comes back."""
    locked = category.kind is Kind.WARNING
    clean, changed = (notice, ()) if locked else _normalise(notice, normalise)
    shaped, done = publish(clean, category)
    public = notice if locked else _leave_screen_out(shaped, category)
    findings = [*changed, *done, *_check_keys(notice)]
    if locked and shaped != notice:
        findings.append(found(notice, Severity.BLOCK, "locked_text_needs_change", "body"))
    findings += check_consistency(clean, category)
    findings += _check_figures(shaped)  # its sentences repeat figures, so only of what may be seen
    findings += _check_words(public, words)
    findings += _at_most(_check_glyphs(public, holes), notice, Severity.BLOCK)
    findings += _at_most(_check_lookalikes(public), notice, Severity.WARN)
    findings.sort(key=lambda finding: _ORDER.index(finding.severity))
    return Screened(tuple(findings), public)


def _normalise(notice: Notice, normalise: Normalise) -> tuple[Notice, tuple[Finding, ...]]:
    places: list[tuple[str, str, str]] = []

    def clean(where: str, text: str) -> str:
        after, changes = normalise(text)
        places.extend((where, *pair) for pair in dict.fromkeys((c.before, c.after) for c in changes))
        return after

    public = rewrite(notice, clean)
    told = (
        found(notice, Severity.INFO, "character_normalised", where, before=_name(before), after=after or "∅")
        for where, before, after in places
    )
    return public, tuple(_at_most(told, notice, Severity.INFO))


def _at_most(findings: Iterator[Finding], notice: Notice, severity: Severity) -> Iterator[Finding]:
    """The first ``MAX_NAMED``, and how many more: a pasted megabyte of one fault is one thing to mend."""
    yield from islice(findings, MAX_NAMED)
    if more := sum(1 for _ in findings):
        yield found(notice, severity, "more_characters", "", count=more)


def _name(text: str) -> str:
    """Code points, because what was replaced is often something that cannot be seen."""
    return " ".join(f"U+{ord(character):04X}" for character in text)


def _leave_screen_out(notice: Notice, category: Category) -> Notice:
    """Without the gate screen where the category forbids it and another channel is left."""
    others = tuple(channel for channel in notice.channels_allowed if channel != GATE_SCREEN)
    if category.led_allowed or not others:
        return notice
    return notice.model_copy(update={"channels_allowed": others})


def _check_keys(notice: Notice) -> Iterator[Finding]:
    """A notice named after somebody's number: keys are in every log, and nothing can be redacted in one."""
    for where, key in (("id", notice.id), ("correction_of", notice.correction_of or "")):
        yield from say_hits(notice, where, find_personal(key))


def _check_figures(notice: Notice) -> Iterator[Finding]:
    for mismatch in check_figures(notice.table) if notice.table else ():
        code = "total_differs" if mismatch.row is None else "amount_differs"
        yield found(notice, Severity.WARN, code, _place(mismatch), **_figures(mismatch))


def _place(mismatch: Mismatch) -> str:
    line = "totals" if mismatch.row is None else f"rows[{mismatch.row}]"
    return f"table.{line}.{mismatch.key}"


def _figures(mismatch: Mismatch) -> dict[str, object]:
    return {
        "written": mismatch.written,
        "computed": mismatch.computed,
        "difference": mismatch.difference,
    }


def _check_words(notice: Notice, words: Words) -> Iterator[Finding]:
    for where, text in texts_of(notice).items():
        for word in find_words(text, words.block):
            yield found(notice, Severity.BLOCK, "word_blocked", where, word=word)
        for word in find_words(text, words.warn):
            yield found(notice, Severity.WARN, "word_to_review", where, word=word)


def _check_glyphs(notice: Notice, holes: FindHoles) -> Iterator[Finding]:
    """R36: a character no font can draw stops the notice, by name, before anybody approves a box."""
    for where, text in texts_of(notice).items():
        for hole in _first_of_each(holes(text)):
            shown = hole.character if hole.character.isprintable() else "□"
            facts = {"place": hole.index + 1, "character": shown, "code": _name(hole.character)}
            facts |= reason_facts(hole.reason)
            yield found(notice, Severity.BLOCK, "glyph_missing", where, **facts)


def _first_of_each(found: Sequence[Hole]) -> list[Hole]:
    """Each different character once: a page of the same emoji is one thing to mend."""
    first: dict[str, Hole] = {}
    for hole in found:
        first.setdefault(hole.character, hole)
    return list(first.values())


def _check_lookalikes(notice: Notice) -> Iterator[Finding]:
    for where, text in texts_of(notice).items():
        for one in find_lookalikes(text):
            kind_zh, kind_en = ("部首", "a radical") if one.is_radical else _COMPATIBILITY
            yield found(
                notice,
                Severity.WARN,
                "character_lookalike",
                where,
                place=one.index + 1,
                character=one.character,
                code=_name(one.character),
                kind_zh=kind_zh,
                kind_en=kind_en,
                standard_zh=f"，通用字为“{one.standard}”" if one.standard else "",
                standard_en=f" for “{one.standard}”" if one.standard else "",
            )


_COMPATIBILITY = ("兼容汉字", "a compatibility ideograph")
