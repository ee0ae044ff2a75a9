"""Where the working days come from: ``chinesecalendar``, a site's own files, the table of festivals.

``chinesecalendar`` knows the years the State Council had announced when it was
made. A later year is a file of the site, ``SITE/holidays/2027.toml``, in force
as soon as it lies there::

    source = "国务院办公厅关于2027年部分节假日安排的通知"

    [[day]]
    date = 2027-01-01
    off = true
    name = "元旦"

Every day off and every make-up working day (``off = false``) of the yearly
notice has its entry; weekends need none. The reader is strict: a year that is
half told would count wrong without a word. The library is imported when days
are first asked for: a start does not wait for it.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ledctl.calendars.workdays import SATURDAY, Workdays
from ledctl.errors import BadInput
from ledctl.resources import shared
from ledctl.settings import read_toml

FOLDER = "holidays"
_DAY_KEYS = {"date", "off", "name"}
_DECEMBER = 12
_MOST_WRITTEN = 80  # a notice names some 40 days


@dataclass(frozen=True, slots=True)
class YearFile:
    """The yearly notice as a file tells it."""

    year: int
    off: frozenset[dt.date]
    work: frozenset[dt.date]
    source: str = ""


@cache
def shipped() -> Workdays:
    """The years the library knows; beyond them the festivals that can be computed."""
    from chinese_calendar import constants

    table = tomllib.loads((shared("config/defaults") / "festivals.toml").read_text("utf-8"))
    fixed = frozenset((int(text[:2]), int(text[3:])) for text in table["every_year"])
    off, work = frozenset(constants.holidays), frozenset(constants.workdays)
    known = frozenset(day.year for day in off)
    return Workdays(known, off | frozenset(table["moving"]), work, fixed)


def workdays_of(site: Path | None) -> Workdays:
    """The working days of a site: those of the library, and the later years it has loaded."""
    found = shipped()
    for file in sorted((site / FOLDER).glob("*.toml")) if site else ():
        told = read_year(file)
        found = found.with_year(told.year, told.off, told.work)
    return found


def read_year(file: Path) -> YearFile:
    """One yearly notice, ``2027.toml``; ``BadInput`` names what is wrong in it."""
    if not (len(file.stem) == 4 and file.stem.isdecimal() and file.stem.isascii()):
        raise BadInput.of("holidays_name", where=str(file))
    data = read_toml(file)
    year, where = int(file.stem), str(file)
    if strange := sorted(data.keys() - {"source", "day"}):
        raise BadInput.of("holidays_key", where=where, key=strange[0])
    source, entries = data.get("source", ""), data.get("day", [])
    if not isinstance(source, str) or not isinstance(entries, list) or len(entries) > _MOST_WRITTEN:
        raise BadInput.of("holidays_shape", where=where)
    told = dict(_day(entry, year, where) for entry in entries)
    if len(told) < len(entries):
        raise BadInput.of("holidays_twice", where=where)
    off = frozenset(day for day, is_off in told.items() if is_off)
    _require_statutory(year, off, where)
    return YearFile(year, off, frozenset(told) - off, source)


def _day(entry: object, year: int, where: str) -> tuple[dt.date, bool]:
    """One day and whether it is off; a make-up working day is a Saturday or a Sunday."""
    if not isinstance(entry, dict) or entry.keys() - _DAY_KEYS:
        raise BadInput.of("holidays_shape", where=where)
    day, off = entry.get("date"), entry.get("off")
    if type(day) is not dt.date or not isinstance(off, bool) or not isinstance(entry.get("name", ""), str):
        raise BadInput.of("holidays_shape", where=where)
    if day.year != year and (day.year, day.month) != (year - 1, _DECEMBER):
        raise BadInput.of("holidays_other_year", where=where, day=day, year=year)
    if not off and day.isoweekday() < SATURDAY:
        raise BadInput.of("holidays_work_on_weekday", where=where, day=day)
    return day, off


def _require_statutory(year: int, off: Iterable[dt.date], where: str) -> None:
    """A file that leaves out a day the law itself names is half a notice."""
    lacking = {dt.date(year, *fixed) for fixed in shipped().statutory} - set(off)
    if lacking:
        raise BadInput.of("holidays_lacks_day", where=where, day=min(lacking))
