"""``screen``: everything that is looked at before a notice may be approved, in one call.

Pure: the category, the normaliser, the glyph check and the words are handed in.
The answer is the public version and the findings, blocks first. The text of an
emergency warning is its source's: nothing in it is changed, it is only checked,
and whatever would have to be changed stands in the way instead.

Faults a file cannot even be read with (a missing date, issuer, title or text)
are refused earlier, by ``ledctl.content``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ledctl.calendars.categories import Category, Kind
from ledctl.calendars.workdays import WEEKENDS, Workdays
from ledctl.content.model import Notice
from ledctl.screening.arithmetic import Mismatch, check_figures, unread_totals
from ledctl.screening.columns import name_columns
from ledctl.screening.consistency import check_consistency
from ledctl.screening.contradictions import check_contradictions
from ledctl.screening.docno import check_doc_no
from ledctl.screening.elements import check_elements
from ledctl.screening.findings import KEYS, FindHoles, Finding, Hole, Normalise, Screened, Severity, found
from ledctl.screening.keep import FindKept, nothing_kept
from ledctl.screening.lookalikes import find_lookalikes
from ledctl.screening.masking import find_personal
from ledctl.screening.publish import publish, say_hits
from ledctl.screening.standard import NO_STANDARD, Standard, find_odd, strange_in
from ledctl.screening.texts import rewrite, texts_of
from ledctl.screening.traces import check_traces
from ledctl.screening.words import Words, find_words
from ledctl.sentences.characters import reason_facts

NO_WORDS = Words()
MAX_NAMED = 100
_ORDER = tuple(Severity)

Seen = tuple[str, Mapping[str, object]]
"""A place, and the facts of what stands there."""


def screen(
    notice: Notice,
    *,
    category: Category,
    normalise: Normalise,
    holes: FindHoles,
    words: Words = NO_WORDS,
    workdays: Workdays = WEEKENDS,
    standard: Standard = NO_STANDARD,
    kept: FindKept = nothing_kept,
) -> Screened:
    """Look through ``notice``; see the module's head for what comes back."""
    locked = category.kind is Kind.WARNING
    clean, changed = (notice, ()) if locked else _normalise(notice, normalise)
    shaped, done = publish(clean, category, kept)
    public = notice if locked else shaped
    findings = [*changed, *done, *_check_keys(notice)]
    if locked and shaped != notice:
        findings.append(found(notice, Severity.BLOCK, "locked_text_needs_change", "body"))
    findings += check_consistency(clean, category, workdays)
    findings += _check_figures(shaped)  # its sentences repeat figures, so only of what may be seen
    findings += _check_form(shaped, category)  # and dates
    findings += check_traces(public)
    findings += _check_words(public, words)
    findings += _tell(notice, Severity.BLOCK, "glyph_missing", _holes_in(public, holes))
    findings += _tell(notice, Severity.WARN, "character_lookalike", _lookalikes_in(public))
    findings += _check_characters(public, standard)
    findings.sort(key=lambda finding: _ORDER.index(finding.severity))
    return Screened(tuple(findings), public)


def _normalise(notice: Notice, normalise: Normalise) -> tuple[Notice, tuple[Finding, ...]]:
    seen: list[Seen] = []

    def clean(where: str, text: str) -> str:
        after, changes = normalise(text)
        for was, now in dict.fromkeys((change.before, change.after) for change in changes):
            seen.append((where, {"before": _name(was), "after": now or "∅"}))
        return after

    public = rewrite(notice, clean)
    return public, tuple(_tell(notice, Severity.INFO, "character_normalised", seen))


def _tell(notice: Notice, severity: Severity, code: str, seen: Iterable[Seen]) -> Iterator[Finding]:
    """A finding for each of the first ``MAX_NAMED``, and how many more."""
    rest = iter(seen)
    for where, facts in islice(rest, MAX_NAMED):
        yield found(notice, severity, code, where, **facts)
    if more := sum(1 for _ in rest):
        yield found(notice, severity, "more_characters", "", count=more)


def _name(text: str) -> str:
    """Code points, because what was replaced is often something that cannot be seen."""
    return " ".join(f"U+{ord(character):04X}" for character in text)


def _check_keys(notice: Notice) -> Iterator[Finding]:
    """A notice named after somebody's number: keys are in every log, and nothing can be redacted in one."""
    for where in KEYS:
        yield from say_hits(notice, where, find_personal(getattr(notice, where) or ""))


def _check_form(notice: Notice, category: Category) -> Iterator[Finding]:
    yield from check_elements(notice)
    yield from check_doc_no(notice, category)
    yield from check_contradictions(notice)


def _check_figures(notice: Notice) -> Iterator[Finding]:
    for mismatch in check_figures(notice.table) if notice.table else ():
        code = "total_differs" if mismatch.row is None else "amount_differs"
        yield found(notice, Severity.WARN, code, _place(mismatch), **_figures(mismatch))
    for key, row in unread_totals(notice.table) if notice.table else ():
        yield found(notice, Severity.WARN, "total_unchecked", f"table.totals.{key}", row=row + 1)


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
    texts = texts_of(notice)
    every = "\n".join(texts.values())  # most of the words stand nowhere: thousands of cells are read once
    block, warn = (tuple(find_words(every, rank)) for rank in (words.block, words.warn))
    for where, text in texts.items() if block or warn else ():
        for word in find_words(text, block):
            yield found(notice, Severity.BLOCK, "word_blocked", where, word=word)
        for word in find_words(text, warn):
            yield found(notice, Severity.WARN, "word_to_review", where, word=word)


def _holes_in(notice: Notice, holes: FindHoles) -> Iterator[Seen]:
    """R36: a character no font can draw stops the notice, by name, before anybody approves a box."""
    texts = texts_of(notice)
    every = "".join(sorted(set().union(*texts.values())))  # a list of thousands has few characters
    faulty = {hole.character for hole in holes(every)}
    for where, text in texts.items():
        for hole in _first_of_each(holes(text) if not faulty.isdisjoint(text) else ()):
            shown = hole.character if hole.character.isprintable() else "□"
            facts = {"place": hole.index + 1, "character": shown, "code": _name(hole.character)}
            yield where, facts | reason_facts(hole.reason)


def _first_of_each(found: Sequence[Hole]) -> list[Hole]:
    """Each different character once: a page of the same emoji is one thing to mend."""
    first: dict[str, Hole] = {}
    for hole in found:
        first.setdefault(hole.character, hole)
    return list(first.values())


def _check_characters(notice: Notice, standard: Standard) -> Iterator[Finding]:
    """Language law art. 9; names of people keep their characters."""
    seen: dict[str, list[Seen]] = {"character_traditional": [], "character_not_standard": []}
    texts = [*_running_texts(notice)]
    strange = strange_in("".join(text for _, text in texts), standard)
    for where, text in texts if strange else ():
        for odd in find_odd(text, standard):
            facts = {"place": odd.index + 1, "character": odd.character, "code": _name(odd.character)}
            code = "character_traditional" if odd.standard else "character_not_standard"
            seen[code].append((where, facts | {"standard": odd.standard}))
    for code, places in seen.items():
        yield from _tell(notice, Severity.WARN, code, places)


def _running_texts(notice: Notice) -> Iterator[tuple[str, str]]:
    names = name_columns(notice.table) if notice.table else ()
    for where, text in texts_of(notice).items():
        if not where.startswith("table.rows[") or where.rpartition(".")[2] not in names:
            yield where, text


def _lookalikes_in(notice: Notice) -> Iterator[Seen]:
    for where, text in texts_of(notice).items():
        for one in find_lookalikes(text):
            kind_zh, kind_en = ("部首", "a radical") if one.is_radical else _COMPATIBILITY
            facts = {"place": one.index + 1, "character": one.character, "code": _name(one.character)}
            kind = {"kind_zh": kind_zh, "kind_en": kind_en}
            yield where, facts | kind | _standard(one.standard)


def _standard(character: str) -> dict[str, str]:
    if not character:
        return {"standard_zh": "", "standard_en": ""}
    return {"standard_zh": f"，通用字为“{character}”", "standard_en": f" for “{character}”"}


_COMPATIBILITY = ("兼容汉字", "a compatibility ideograph")
