"""The rules a site goes by: its categories and its words, shipped or its own.

``SITE/categories.toml`` holds the categories a town has otherwise, or besides: an entry takes the
place of the shipped one of its code, the others stay. ``SITE/words.toml`` is the whole word list of a
site: a word may be taken out of it, too. Both are read strictly; a fault names the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from ledctl.calendars.categories import Categories, load_categories
from ledctl.errors import BadInput
from ledctl.notices.chain import EVERY_CATEGORY
from ledctl.resources import shared
from ledctl.sentences import sentence

if TYPE_CHECKING:
    from ledctl.screening.standard import Standard
    from ledctl.screening.words import Words

CATEGORIES = "categories.toml"
WORDS = "words.toml"

T = TypeVar("T")


def categories_of(site: Path | None) -> Categories:
    """The site's categories: the shipped ones, and its own over them."""
    shipped = shipped_categories()
    file = site / CATEGORIES if site else None
    if file is None or not file.exists():
        return shipped
    own = read_rules(file, load_categories)
    return Categories(MappingProxyType({**shipped.by_code, **own.by_code}))


def refuse_unknown(signers: Iterable[str], categories: Categories, site: Path) -> None:
    """``BadInput`` names each category in ``[desk.signers]`` that is none.

    A slip there would let one leader sign what two were to.
    """
    wrong = sorted(code for code in signers if code != EVERY_CATEGORY and code not in categories)
    if wrong:
        source = str(site / "site.toml")
        raise BadInput(
            *(sentence("setting_unknown", where=f"desk.signers.{code}", source=source) for code in wrong)
        )


class WordFile:
    """The site's word list, as its file has it now: no restart after a change by hand or at a page."""

    def __init__(self, site: Path) -> None:
        self.path = site / WORDS
        self._seen: tuple[object, Words] | None = None

    def __call__(self) -> Words:
        """The list of now; ``BadInput`` names the file when it cannot be used."""
        from ledctl.screening.words import load_words

        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return shipped_words()
        mark = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if self._seen is None or self._seen[0] != mark:
            self._seen = (mark, read_rules(self.path, load_words))
        return self._seen[1]


def read_rules(file: Path, load: Callable[[str], T]) -> T:
    """What ``load`` makes of a site's own file; ``BadInput`` names the file that is wrong."""
    try:
        return load(file.read_text("utf-8"))
    except UnicodeDecodeError:
        raise BadInput.of("file_not_utf8", where=str(file)) from None
    except OSError:
        raise BadInput.of("file_unreadable", where=str(file)) from None
    except BadInput as error:
        raise BadInput(sentence("rules_file_wrong", where=str(file)), *error.sentences) from None


@cache
def shipped_categories() -> Categories:
    return load_categories((shared("config/defaults") / CATEGORIES).read_text("utf-8"))


@cache
def shipped_words() -> Words:
    from ledctl.screening.words import load_words

    return load_words((shared("config/defaults") / WORDS).read_text("utf-8"))


@cache
def standard_forms() -> Standard:
    """通用规范汉字表, and the forms often typed in its place."""
    from ledctl.fonts.coverage import standard_characters
    from ledctl.screening.standard import Standard, load_forms

    forms = load_forms((shared("config/defaults") / "forms.txt").read_text("utf-8"))
    return Standard(standard_characters(), forms)
