"""Instants, stretches and lengths as they stand on paper, in Chinese and English. Pure.

Lengths are cut off, never rounded up: what is printed was surely reached.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ledctl.clock import from_ms, local_text
from ledctl.ledger.spans import Span

Pair = tuple[str, str]

_UNITS = ((86_400, "天", "d"), (3_600, "小时", "h"), (60, "分", "min"), (1, "秒", "s"))


def length(ms: int) -> Pair:
    """``2 天 3 小时``: the two greatest units, cut off."""
    rest = ms // 1000
    zh, en = [], []
    for size, unit, short in _UNITS:
        number, rest = divmod(rest, size)
        if number:
            zh.append(f"{number}{unit}")
            en.append(f"{number} {short}")
    return ("".join(zh[:2]) or "不到 1 秒", " ".join(en[:2]) or "under 1 s")


def moment(at: datetime | int, zone: ZoneInfo) -> str:
    """An instant to the second, in the site's zone."""
    return local_text(from_ms(at) if isinstance(at, int) else at, zone)


def stretch(span: Span, zone: ZoneInfo) -> str:
    """From an instant to another."""
    return f"{moment(span[0], zone)} 至 {moment(span[1], zone)}"


def last_day(end: datetime, zone: ZoneInfo) -> str:
    """The last whole or part day before a half-open end."""
    return (end.astimezone(zone) - timedelta(microseconds=1)).date().isoformat()


def joined(parts: list[str]) -> str:
    """A list within a sentence."""
    return "、".join(parts)


def grouped(digest: str) -> str:
    """A digest in groups of eight, so that two can be compared by eye."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))
