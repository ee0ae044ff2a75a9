"""An instant as an auditor types it, in the site's zone (R13, R14). Pure.

``2026-05-03 15:20:07``, ``2026年5月3日15时20分7秒``, full-width or not, with or without seconds; a time
without a day is one of today; a stamp with an offset is taken at its word. What has not come yet, and
what no calendar has, is refused in words: nothing stands in the record of tomorrow.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ledctl.clock import local_text
from ledctl.errors import BadInput
from ledctl.screening.folds import fold

FIRST_YEAR, LAST_YEAR = 1970, 9990

_DAY = r"(?P<y>\d{4})(?:[-/.]|年)(?P<m>\d{1,2})(?:[-/.]|月)(?P<d>\d{1,2})日?"
_SECONDS = r"[:分](?P<s>\d{1,2})(?:\.(?P<f>\d{1,3})\d*)?秒?"
_TIME = rf"(?P<h>\d{{1,2}})[:时点](?P<min>\d{{1,2}})(?:{_SECONDS}|分)?"
_LOCAL = re.compile(rf"(?:{_DAY}(?:[ T]+|(?<=日)))?{_TIME}", re.ASCII)
_ZONED = re.compile(r"T.*(?:Z|[+-]\d\d:?\d\d)$", re.ASCII)


def read_instant(text: str, *, now: datetime, zone: ZoneInfo, where: str = "at") -> datetime:
    """The instant; ``BadInput`` for what cannot be read, is in no calendar, or has not come yet."""
    found = _parse(fold(text).strip(), now.astimezone(zone).date(), zone)
    if found is None:
        raise BadInput.of("instant_unreadable", where=where, text=text.strip()[:40])
    if found > now:
        said = {"text": local_text(found, zone), "now": local_text(now, zone)}
        raise BadInput.of("instant_to_come", where=where, **said)
    return found


def _parse(text: str, today: date, zone: ZoneInfo) -> datetime | None:
    try:
        if _ZONED.search(text):
            found = datetime.fromisoformat(text)
        elif part := _LOCAL.fullmatch(text):
            found = datetime.combine(_day(part, today), _time(part), zone)
        else:
            return None
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _day(part: re.Match[str], today: date) -> date:
    return date(int(part["y"]), int(part["m"]), int(part["d"])) if part["y"] else today


def _time(part: re.Match[str]) -> time:
    thousandths = (part["f"] or "0").ljust(3, "0")
    return time(int(part["h"]), int(part["min"]), int(part["s"] or 0), int(thousandths) * 1000)
