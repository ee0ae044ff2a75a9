"""Words with gaps: ``{name}`` is replaced by a figure, and nothing else is understood. Pure.

``str.format`` would let a form file reach into the program (``{x.__class__}``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_GAP = re.compile(r"\{([a-z_]+)\}")


def gaps(text: str) -> frozenset[str]:
    """The names a text asks for."""
    return frozenset(_GAP.findall(text))


def fill_text(text: str, facts: Mapping[str, str]) -> str:
    """The text with its gaps filled; ``KeyError`` for a name that is not there."""
    return _GAP.sub(lambda gap: facts[gap[1]], text)
