"""The words this installation knows heads by: ``config/defaults/heads.toml``, read once."""

from __future__ import annotations

from functools import cache

from ledctl.intake.vocabulary import Vocabulary, load_vocabulary
from ledctl.resources import shared


@cache
def shipped_vocabulary() -> Vocabulary:
    return load_vocabulary((shared("config/defaults") / "heads.toml").read_text("utf-8"))
