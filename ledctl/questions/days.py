"""What notices were displayed, by sign and day of the site's zone: from the roll-ups, and from the hours in
progress, so that any range has today in it (R35).

Displays are counted on the day they began, time on air on the days it fell on, as ``ledger.tally`` says.
What a sign took without a word (P0) was sent, and is in no figure of what was confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select

from ledctl.db import Database
from ledctl.ledger.model import OPEN_SEGMENT, ROLLUP, SENT_ONLY
from ledctl.ledger.segments import unpack
from ledctl.ledger.tally import Count, tally


@dataclass(frozen=True, slots=True)
class SignDay:
    """One notice on one sign on one day: displays sent, those the sign confirmed, confirmed time."""

    sign: str
    notice: str
    day: str
    practice: bool
    shown: int
    acked: int
    on_air_ms: int

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


Key = tuple[str, str, str, bool]


def days_of(
    database: Database,
    zone: ZoneInfo,
    notices: Collection[str],
    *,
    signs: Collection[str] | None = None,
    first: str = "",
    last: str = "9999",
) -> tuple[SignDay, ...]:
    """The days of these notices from ``first`` to ``last``, both whole, the earliest first."""
    counts: dict[Key, Count] = {}
    with database.read() as session:  # all in one read: an hour that is sealed meanwhile counts once
        for row in session.connection().execute(_of(ROLLUP, notices, signs, first, last)):
            counts[_key(row)] = Count(row.shown, row.acked, row.on_air_ms)
        for row in session.connection().execute(_of(SENT_ONLY, notices, signs, first, last)):
            counts[_key(row)] = counts.get(_key(row), Count()) - Count(0, row.displays, row.on_air_ms)
        for key, count in _in_progress(session.connection().execute(select(OPEN_SEGMENT)).all(), zone):
            if key[1] in notices and first <= key[2] <= last and (signs is None or key[0] in signs):
                counts[key] = counts.get(key, Count()) + count
    ordered = sorted(counts, key=lambda key: (key[2], key[0], key[1], key[3]))
    return tuple(SignDay(*key, *_figures(counts[key])) for key in ordered)


def _of(sums: Table, notices: Collection[str], signs: Collection[str] | None, first: str, last: str) -> Any:
    query = select(sums).where(sums.c.day >= first, sums.c.day <= last, sums.c.notice.in_(notices))
    return query if signs is None else query.where(sums.c.sign.in_(signs))


def _key(row: Any) -> Key:
    return row.sign, row.notice, row.day, bool(row.practice)


def _in_progress(rows: Iterable[Any], zone: ZoneInfo) -> list[tuple[Key, Count]]:
    return [
        ((row.sign, notice, day, practice), count)
        for row in rows
        for (notice, practice, day), count in tally(unpack(row.body), zone).proven.items()
    ]


def _figures(count: Count) -> tuple[int, int, int]:
    return count.shown, count.acked, count.on_air_ms
