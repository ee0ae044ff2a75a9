"""A ruler for layouts that needs no font."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A busy machine is slow, not wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


class Cells:
    """ASCII half an em, the 8 px mark digits 5 px, everything else one em."""

    def advance(self, text: str, size: int) -> int:
        if size == 8:
            return 5 * len(text)
        return sum(size // 2 if character.isascii() else size for character in text)


@pytest.fixture(scope="session")
def cells() -> Cells:
    return Cells()
