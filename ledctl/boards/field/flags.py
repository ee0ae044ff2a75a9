"""What is wrong with the postings of one approved notice on boards, and what is due. Pure.

A board has to carry a notice for the whole of its publicity period; each channel it was
planned for does so by itself (land: town, village and group, 土地管理法 art. 47). A gap
that has not begun is no fault yet; what must be up by then is due. What hangs although
it was withdrawn, or is over, or is of an older version, must come down.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ledctl.boards.hanging import Stay
from ledctl.calendars.coverage import gaps_so_far
from ledctl.calendars.windows import Window
from ledctl.clock import stamp


class What(StrEnum):
    """What a flag says."""

    DUE = "due"
    NOT_POSTED = "not_posted"
    LATE = "late"
    GAP = "gap"
    DOWN_EARLY = "down_early"
    OLD_VERSION = "old_version"
    HANGS_ON = "hangs_on"


FLAG_LABELS: dict[What, tuple[str, str]] = {
    What.DUE: ("待张贴", "to be posted"),
    What.NOT_POSTED: ("未张贴", "not posted"),
    What.LATE: ("张贴晚了", "posted late"),
    What.GAP: ("中间有空档", "gap in between"),
    What.DOWN_EARLY: ("提前撤下", "taken down early"),
    What.OLD_VERSION: ("张贴的是旧版", "older version hangs"),
    What.HANGS_ON: ("应撤未撤", "should be down"),
}
_TO_DO = frozenset({What.DUE, What.OLD_VERSION, What.HANGS_ON})


@dataclass(frozen=True, slots=True)
class Flag:
    """One of them: on which channel, from when, until when (``None``: it lasts; of what is due: by when).

    ``posting`` and ``board`` are those of the sheet that has to come down.
    """

    what: What
    channel: str
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    posting: int | None = None
    board: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do; what is over only stays on record."""
        return self.what in _TO_DO or self.until is None

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {
            "what": self.what.value,
            "channel": self.channel,
            "since": stamp(self.since) if self.since else None,
            "until": stamp(self.until) if self.until else None,
            "posting": self.posting,
            "board": self.board,
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """What an approved notice asks of boards.

    ``channels``: those planned that are boards. ``ended``: since when it is withdrawn, lifted or replaced.
    ``until``: the boards may carry it so long. ``approved_at``: since when its newest
    approved version is approved; ``outdated``: the versions that say something else.
    """

    channels: tuple[str, ...]
    period: Window | None
    approved_at: dt.datetime
    ended: dt.datetime | None = None
    until: dt.datetime | None = None
    outdated: frozenset[int] = frozenset()


def flags(asked: Asked, hung: Sequence[Stay], now: dt.datetime) -> tuple[Flag, ...]:
    """What is wrong or due by now; ``hung``: its postings on boards, those struck left out."""
    found = [*_hanging(asked, [stay for stay in hung if stay.hangs_at(now)], now)]
    if asked.ended is None:
        for channel in asked.channels:
            found += _channel(asked, channel, [stay for stay in hung if stay.channel == channel], now)
    return tuple(found)


def _channel(asked: Asked, channel: str, hung: Sequence[Stay], now: dt.datetime) -> Iterator[Flag]:
    period = asked.period
    if period is None:
        if not hung and (asked.until is None or now < asked.until):
            yield Flag(What.DUE, channel, since=asked.approved_at)
    elif now < period.start:
        if not any(stay.hangs_at(now) for stay in hung):
            yield Flag(What.DUE, channel, since=asked.approved_at, until=period.start)
    else:
        yield from _uncovered(period, channel, hung, now)


def _uncovered(period: Window, channel: str, hung: Sequence[Stay], now: dt.datetime) -> Iterator[Flag]:
    """Each stretch of the period so far in which nothing hung, by what became of it."""
    reached = min(now, period.end)
    for gap in gaps_so_far(period, [(stay.posted_at, stay.ended_at) for stay in hung], now):
        first, last = gap.start == period.start, gap.end == reached
        what = {
            (True, True): What.NOT_POSTED,
            (True, False): What.LATE,
            (False, True): What.DOWN_EARLY,
            (False, False): What.GAP,
        }[first, last]
        lasts = gap.end == reached and now < period.end
        yield Flag(what, channel, since=gap.start, until=None if lasts else gap.end)


def _hanging(asked: Asked, hanging: Iterable[Stay], now: dt.datetime) -> Iterator[Flag]:
    """Sheets that must come down."""
    over = _over(asked)
    for stay in hanging:
        at: dict[str, Any] = {"posting": stay.posting, "board": stay.board}
        if over is not None and now >= over:
            yield Flag(What.HANGS_ON, stay.channel, since=over, **at)
        elif _is_old(asked, stay):
            yield Flag(What.OLD_VERSION, stay.channel, since=asked.approved_at, **at)


def _over(asked: Asked) -> dt.datetime | None:
    """From when it must not hang any more: withdrawn, or past the period and the day given for boards."""
    if asked.ended is not None:
        return asked.ended
    return max((end for end in (asked.period and asked.period.end, asked.until) if end), default=None)


def _is_old(asked: Asked, stay: Stay) -> bool:
    """By its sheet; without one, by whether it went up before the newest version was approved."""
    if stay.version is not None:
        return stay.version in asked.outdated
    return bool(asked.outdated) and stay.posted_at < asked.approved_at
