"""A summary of a notice for the catalogue: what its public text says first. Pure.

The catalogue of information needs index, title, summary and date of creation
(Regulation on Open Government Information art. 12). The summary is the public text's
own first sentences, never a cell of a list: a row of persons is no summary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 80
"""Characters of a summary."""

_SENTENCE = re.compile(r"[^。！？；!?;]*[。！？；!?;]?")


def summary_of(body: Iterable[str], most: int = MOST) -> str:
    """As many whole first sentences as fit; of a first one that is too long its beginning."""
    said = ""
    for paragraph in body:
        for sentence in _SENTENCE.findall(" ".join(paragraph.split())):
            if len(said) + len(sentence) > most:
                return said or sentence[: most - 1] + "…"
            said += sentence
    return said
