"""Personal data two people decided to leave in a public text: what screening asks, and how it is told. Pure.

Not here: who may decide that, and where it is written down (``notices.keeping``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ledctl.screening.folds import fold


@dataclass(frozen=True, slots=True)
class Kept:
    """Why a datum stays, and the names of the two who said so."""

    reason: str
    proposer: str
    confirmer: str


FindKept = Callable[[str], Kept | None]
"""Given a datum as it is written, who let it stand, if anybody did."""


def nothing_kept(_datum: str) -> Kept | None:
    """The rule without exceptions."""
    return None


def bare(datum: str) -> str:
    """``datum`` without the gaps and widths it is typed with, so that one number is one number."""
    return re.sub("[ \\-\u00ad\u200b-\u200f\u2060\ufeff·•]", "", fold(datum))
