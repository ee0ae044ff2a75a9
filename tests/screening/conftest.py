"""What the screening tests share: the shipped tables, a small notice to change, and a plain normaliser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledctl.calendars.announced import shipped
from ledctl.calendars.categories import Categories, load_categories
from ledctl.content.files import notice_from, read_notice
from ledctl.content.model import Notice
from ledctl.screening.checks import screen
from ledctl.screening.findings import Screened
from ledctl.screening.words import Words, load_words

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "config/examples/notices"


@dataclass(frozen=True, slots=True)
class FakeChange:
    before: str
    after: str
    index: int


@dataclass(frozen=True, slots=True)
class FakeHole:
    character: str
    codepoint: int
    index: int
    reason: str


def map_private_use(text: str) -> tuple[str, Sequence[FakeChange]]:
    """Maps the one old code point the examples carry, as a real normaliser would."""
    changes = [FakeChange("\ue863", "䶮", i) for i, character in enumerate(text) if character == "\ue863"]
    return text.replace("\ue863", "䶮"), changes


def private_use_holes(text: str) -> Sequence[FakeHole]:
    """Everything can be drawn but the private use area."""
    return [
        FakeHole(character, ord(character), index, "private-use")
        for index, character in enumerate(text)
        if "\ue000" <= character <= "\uf8ff"
    ]


@pytest.fixture(scope="session")
def categories() -> Categories:
    return load_categories((ROOT / "config/defaults/categories.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words((ROOT / "config/defaults/words.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def check(categories: Categories, words: Words) -> Callable[[Notice], Screened]:
    """``screen`` with the shipped tables and the fakes above."""

    def run(notice: Notice) -> Screened:
        return screen(
            notice,
            category=categories.get(notice.category),
            normalise=map_private_use,
            holes=private_use_holes,
            words=words,
            workdays=shipped(),
        )

    return run


@pytest.fixture(scope="session")
def example() -> Callable[[str], Notice]:
    """The example whose file name begins with an id such as ``N01``."""

    def read(name: str) -> Notice:
        (path,) = EXAMPLES.glob(f"{name}-*.json")
        return read_notice(path.read_bytes())

    return read


@pytest.fixture(scope="session")
def draft() -> Callable[..., Notice]:
    """A sound notice with the given fields in place of its own."""

    def make(**fields: object) -> Notice:
        whole: dict[str, object] = {
            "id": "T1",
            "title": "测试公告",
            "category": "general",
            "issuing_unit": "某镇人民政府",
            "body": ["现予公告。"],
            "signature": {"unit": "某镇人民政府", "date": "2026-11-23"},
            "published_by": "某公布员",
        }
        return notice_from(whole | fields)

    return make
