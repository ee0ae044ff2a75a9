"""Characters outside 通用规范汉字表: traditional forms and others, told with the standard form. Pure.

Notices use standard characters (国家通用语言文字法 art. 9; the State Council's table
of 2013 has 8,105). Names of people keep theirs, and so do names of places: a
rare character there is right more often than wrong, so columns of names and the
characters just before 村, 镇, 河 and the like are left alone, unless they are
known traditional forms. Nothing is replaced. Not here: lookalikes from other sets
(``lookalikes``), whether a character can be drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ledctl.errors import BadInput

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_PLACE = re.compile(_HAN.pattern + "{0,2}[村镇乡县市州区组屯寨庄湾坪坝塘河江湖溪港山岭街路巷]")


@dataclass(frozen=True, slots=True)
class Standard:
    """``characters`` are the table; ``forms`` gives the standard form of characters outside it."""

    characters: frozenset[str] = frozenset()
    forms: Mapping[str, str] = field(default_factory=dict)


NO_STANDARD = Standard()
"""Without a table nothing is outside it."""


@dataclass(frozen=True, slots=True)
class Odd:
    """One character outside the table; ``standard`` is empty where its standard form is not known."""

    index: int
    character: str
    standard: str


def strange_in(text: str, standard: Standard) -> frozenset[str]:
    """The characters of ``text`` outside the table, whatever stands around them."""
    if not standard.characters:
        return frozenset()
    return frozenset(c for c in frozenset(text) - standard.characters if _HAN.match(c))


def find_odd(text: str, standard: Standard) -> list[Odd]:
    """Each different one once, where it first stands."""
    strange = strange_in(text, standard)
    if not strange:
        return []
    found: dict[str, Odd] = {}
    for index, character in enumerate(text):
        if character not in strange or character in found:
            continue
        form = standard.forms.get(character, "")
        if form or not _PLACE.match(text, index + 1):
            found[character] = Odd(index, character, form)
    return list(found.values())


def load_forms(text: str) -> dict[str, str]:
    """Pairs such as ``國国``, parted by spaces; lines with # are remarks. ``BadInput`` names a wrong pair."""
    forms: dict[str, str] = {}
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    for pair in " ".join(lines).split():
        if len(pair) != 2 or pair[0] in forms:
            raise BadInput.of("form_wrong", where=pair)
        forms[pair[0]] = pair[1]
    return forms
