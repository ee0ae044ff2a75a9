"""Words of the pages about duties and checks, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

DUTY_WORDS: dict[str, tuple[str, str]] = {}
