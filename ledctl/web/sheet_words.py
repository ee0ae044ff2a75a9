"""Words of the pages about sheets, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

SHEET_WORDS: dict[str, tuple[str, str]] = {}
