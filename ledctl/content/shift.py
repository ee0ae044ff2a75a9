"""Moving a sample notice in time: every date in it by the same number of days. Pure.

The demo shows old samples as if they were today's; the days between the dates
of one notice stay as they are, in its fields and in its sentences.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ledctl.content.files import notice_from
from ledctl.content.model import Notice

_SPOKEN = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}")


def shift_to(notice: Notice, day: dt.date) -> Notice:
    """The notice with its day of signature at ``day`` and every other date moved along."""
    delta = day - notice.signature.date
    data = notice.model_dump(mode="json", exclude_none=True)
    year = notice.signature.date.year
    for name in ("publicity_period", "display_window", "signature"):
        if name in data:
            data[name] = {key: _written(value, delta) for key, value in data[name].items()}
    data["body"] = [_spoken(text, delta, year) for text in data["body"]]
    data["title"] = _spoken(data["title"], delta, year)
    return notice_from(data)


def _written(value: Any, delta: dt.timedelta) -> Any:
    if not isinstance(value, str):
        return value
    return _WRITTEN.sub(lambda m: (dt.date.fromisoformat(m[0]) + delta).isoformat(), value)


def _spoken(text: str, delta: dt.timedelta, year: int) -> str:
    """Dates in a sentence; one without a year belongs to the year last spoken of."""
    spoken = heard = year  # the year last spoken of, before and after the move

    def move(match: re.Match[str]) -> str:
        nonlocal spoken, heard
        spoken = int(match["year"] or spoken)
        try:
            moved = dt.date(spoken, int(match["month"]), int(match["day"])) + delta
        except ValueError:
            return match[0]
        lead = f"{moved.year}年" if match["year"] or moved.year != heard else ""
        heard = moved.year
        return f"{lead}{moved.month}月{moved.day}日"

    return _SPOKEN.sub(move, text)
