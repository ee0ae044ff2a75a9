"""A site where a clerk has drawn the one character its fonts lack."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledctl.accounts.model import Actor
from ledctl.station import Station
from tests.glyphs.pen import RARE, font, glyph


@pytest.fixture
def proposed(station: Station, person: Callable[..., Actor]) -> int:
    """The number of a proposed glyph for U+20001."""
    reason = "户口簿用字，字形依据 GB 18030-2022。"
    (number,) = station.foundry.propose(person("drafter"), font(glyph(RARE)), reason)
    return number
