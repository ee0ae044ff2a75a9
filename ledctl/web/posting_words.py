"""Words of the pages about postings, in Chinese and English; ``words`` takes them in."""

from __future__ import annotations

POSTING_WORDS: dict[str, tuple[str, str]] = {}
