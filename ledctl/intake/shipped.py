"""The words heads are known by: those of ``config/defaults/heads.toml``, or the site's own ``heads.toml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ledctl.intake.vocabulary import Vocabulary, load_vocabulary
from ledctl.resources import shared

FILE = "heads.toml"


@cache
def shipped_vocabulary() -> Vocabulary:
    return load_vocabulary((shared("config/defaults") / FILE).read_text("utf-8"))


def site_vocabulary(site: Path) -> Vocabulary:
    """The site's words, read anew each time: an edit needs no start; ``BadInput`` says what is wrong."""
    own = site / FILE
    return load_vocabulary(own.read_text("utf-8")) if own.exists() else shipped_vocabulary()
