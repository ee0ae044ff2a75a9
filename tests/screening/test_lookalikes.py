"""Characters that look like ordinary ones: told, and never replaced."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledctl.content.model import Notice
from ledctl.screening.findings import Screened, Severity
from ledctl.screening.lookalikes import Lookalike, find_lookalikes


def test_compatibility_ideographs_and_radicals_are_found_once() -> None:
    """Each with the ordinary character Unicode names for it, or none."""
    assert find_lookalikes("王\uf9dc\uf9dc⺠⽔") == [
        Lookalike(1, "\uf9dc", "隆"),
        Lookalike(3, "⺠", ""),
        Lookalike(4, "⽔", "水"),
    ]
    assert [one.is_radical for one in find_lookalikes("\U0002f800⺠")] == [False, True]


@pytest.mark.parametrize("character", "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩王䶮𬭚")
def test_ordinary_ideographs_are_none(character: str) -> None:
    """Twelve characters of the compatibility block are ordinary ones in the wrong place."""
    assert find_lookalikes(character) == []


def test_a_clerk_is_told_to_compare(
    check: Callable[[Notice], Screened], draft: Callable[..., Notice]
) -> None:
    """It warns, names both characters, and the text stays as typed."""
    screened = check(draft(body=["王\uf9dc公告⺠"]))
    first, second = screened.findings
    assert (first.code, first.severity, first.where) == ("character_lookalike", Severity.WARN, "body[0]")
    assert "正文第 1 段第 2 个字“\uf9dc”（U+F9DC）" in first.sentence.zh
    assert "兼容汉字，通用字为“隆”" in first.sentence.zh
    assert "is a radical: it looks" in second.sentence.en
    assert screened.public.body == ("王\uf9dc公告⺠",)
