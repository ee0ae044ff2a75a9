"""The form a source's warnings come in, and whether a notice keeps to it. Pure.

Only the weather station issues weather warnings (Regulation on Defence against
Meteorological Disasters art. 30). They are relayed with the issuer's name and the
time, unaltered, in one of four levels (Emergency Response Law 2024 art. 63, 64).
A form names the source and the pattern its texts follow, so that the short way to
the screen is open to those texts and to nothing else.

A pattern is the source's own wording with places in braces: ``{来源}`` (the
source), ``{时间}`` (the time of issue), ``{灾种}`` (the hazard), ``{等级}`` (the level),
``{内容}`` (whatever follows). The first two must be there, each place once at most.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, tzinfo

from ledctl.content.model import LEVEL_LABELS, Notice, Urgency, WarningLevel
from ledctl.errors import BadInput
from ledctl.sentences import Sentence, sentence

MOST_HOURS = 72
USUAL_HOURS = 24
USUAL_PATTERN = "{来源}{时间}发布{灾种}{等级}预警信号：{内容}"

AHEAD = timedelta(minutes=10)
"""So far the source's clock may be before ours."""

_PLACES = {
    "来源": "(?P<source>{source})",
    "时间": r"(?P<year>\d{{4}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日"
    r"(?P<hour>\d{{1,2}})时(?:(?P<minute>\d{{1,2}})分)?",
    "灾种": r"[\u4e00-\u9fff、]{{1,20}}?",
    "等级": "(?P<level>[蓝黄橙红]色)",
    "内容": ".+",
}
_NEEDED = ("来源", "时间")
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Form:
    """``hours``: after so long a warning leaves by itself; ``phone``: a line every text ends with."""

    source: str
    category: str
    levels: tuple[WarningLevel, ...]
    pattern: str = USUAL_PATTERN
    phone: str = ""
    hours: int = USUAL_HOURS

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of everything the form says."""
        said = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()


def require_form(form: Form) -> None:
    """Return when the form says enough; ``BadInput`` with every fault."""
    if faults := [*_faults(form)]:
        raise BadInput(*faults)


def _faults(form: Form) -> Iterator[Sentence]:
    if not form.source or len(form.source) > 200:
        yield sentence("template_source_missing", where="source")
    if not form.levels:
        yield sentence("template_levels_missing", where="levels")
    if not 1 <= form.hours <= MOST_HOURS:
        yield sentence("template_hours", where="hours", most=MOST_HOURS)
    if len(form.phone) > 200 or len(form.pattern) > 500:
        yield sentence("template_too_long", where="pattern")
    places = _PLACE.findall(form.pattern)
    rest = _PLACE.sub("", form.pattern)
    if set(places) - _PLACES.keys() or len(set(places)) < len(places) or "{" in rest or "}" in rest:
        known = "".join(f"{{{name}}}" for name in _PLACES)
        yield sentence("template_places", where="pattern", known=known)
    elif lacking := [name for name in _NEEDED if name not in places]:
        yield sentence("template_place_missing", where="pattern", place=f"{{{lacking[0]}}}")


def departures(form: Form, notice: Notice, now: datetime, zone: tzinfo) -> Iterator[Sentence]:
    """Everything in which ``notice`` is not a warning of this form; nothing means it is one."""
    if notice.category != form.category:
        yield sentence("warning_other_category", where="category")
    if notice.urgency is not Urgency.EMERGENCY:
        yield sentence("warning_not_emergency", where="urgency")
    for where, unit in (("issuing_unit", notice.issuing_unit), ("signature.unit", notice.signature.unit)):
        if unit != form.source:
            yield sentence("warning_not_of_source", where=where, source=form.source)
    if notice.warning_level not in form.levels:
        levels = "、".join(LEVEL_LABELS[level][0] for level in form.levels)
        yield sentence("warning_level_not_covered", where="warning_level", levels=levels)
    yield from _departures_of_text(form, notice, now, zone)


def _departures_of_text(form: Form, notice: Notice, now: datetime, zone: tzinfo) -> Iterator[Sentence]:
    text = "\n".join(notice.body)
    found = _expression(form).fullmatch(text)
    if found is None:
        yield sentence("warning_text_off_pattern", where="body", pattern=form.pattern)
        return
    if not text.endswith(form.phone):
        yield sentence("warning_phone_missing", where="body", phone=form.phone)
    written = {found.groupdict().get("level"), *_levels_in(notice.title)} - {None}
    if written - _names(notice.warning_level):
        yield sentence("warning_level_differs", where="warning_level")
    yield from _time_faults(form, found, now, zone)


def _levels_in(title: str) -> set[str]:
    return {zh for zh, _ in LEVEL_LABELS.values() if zh in title}


def _names(level: WarningLevel | None) -> set[str]:
    return {LEVEL_LABELS[level][0]} if level else set()


def _time_faults(form: Form, found: re.Match[str], now: datetime, zone: tzinfo) -> Iterator[Sentence]:
    """A warning is relayed at once: one from tomorrow or from last week is a slip of the hand."""
    parts = [int(found[name] or 0) for name in ("year", "month", "day", "hour", "minute")]
    try:
        issued = datetime(parts[0], parts[1], parts[2], parts[3], parts[4], tzinfo=zone)
    except ValueError:
        yield sentence("warning_time_wrong", where="body")
        return
    # as differences: near the ends of the calendar an instant plus hours may not exist
    age = now.astimezone(zone).replace(tzinfo=None) - issued.replace(tzinfo=None)
    if age < -AHEAD:
        yield sentence("warning_time_ahead", where="body")
    if age >= timedelta(hours=form.hours):
        yield sentence("warning_time_old", where="body", hours=form.hours)


def _expression(form: Form) -> re.Pattern[str]:
    """The pattern as a regular expression; every place is bounded or stands alone, so it cannot explode."""
    pieces = _PLACE.split(form.pattern)
    source = re.escape(form.source)
    parts = [
        _PLACES[piece].format(source=source) if number % 2 else re.escape(piece)
        for number, piece in enumerate(pieces)
    ]
    return re.compile("".join(parts), re.ASCII | re.DOTALL)
