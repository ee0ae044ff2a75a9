"""What stood on one sign over a stretch of days: the values a time line is drawn from.

Here: reading, from what is sealed and the stretch in progress, so that today is right
(R35). Which notices were on is asked of ``onsign`` and put together by ``spells``; what
was known of the sign comes from ``coverage``: moment by moment up to ``EXACT_DAYS``,
beyond that hour by hour, which a picture of so many days shows as well. Not here:
drawing (``pictures``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, union

from ledctl.clock import from_ms, stamp, to_ms
from ledctl.db import Database
from ledctl.ledger.coverage import Known
from ledctl.ledger.downtime import OUTAGE, Outage
from ledctl.ledger.model import OPEN_SEGMENT, SEGMENT
from ledctl.ledger.outages import coverage, outages
from ledctl.ledger.spans import Span, layered, united, within, without
from ledctl.notices.office import Office
from ledctl.playlists.choose import LEVELS
from ledctl.reports.onsign import Stood, on_sign
from ledctl.reports.shares import Quiet
from ledctl.reports.spells import How, Piece, Spell, spells

EXACT_DAYS = 8
BEFORE, FUTURE, SENT = "before", "future", "sent"
"""Besides what is known (``Known``) and why a sign was out (``Outage``): no record yet; not yet come;
sent to a sign that never answers (P0), so that nobody can say that it stood."""
_KNOWN_ON = frozenset({str(Known.DISPLAY), str(Known.ESTIMATED), "sent", str(Known.DISPOSED)})
"""Nothing of these ends a spell: of a log that was given up the sums still say who stood."""
LIT = frozenset({str(Known.DISPLAY), str(Known.ESTIMATED), SENT})
"""When something stood, as far as anybody can say."""

_NORMAL = LEVELS["normal"]


@dataclass(frozen=True, slots=True)
class State:
    """How a sign was in ``[start_ms, end_ms)``: a word of ``Known``, ``Outage`` or of the three above."""

    kind: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """One sign over ``[start_ms, end_ms)``, as far as is on record at ``now_ms``.

    ``exact``: whether its states were read display by display.
    """

    sign: str
    start_ms: int
    end_ms: int
    now_ms: int
    states: tuple[State, ...] = ()
    spells: tuple[Spell, ...] = ()
    quiet: tuple[Span, ...] = ()
    stood: tuple[Stood, ...] = ()
    practice: bool = False
    exact: bool = True
    lasted: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By kind of state: how often, and how many milliseconds together."""

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``picture timeline --json``."""
        return {
            "sign": self.sign,
            "since": stamp(from_ms(self.start_ms)),
            "until": stamp(from_ms(self.end_ms)),
            "as_of": stamp(from_ms(self.now_ms)),
            "practice": self.practice,
            "exact": self.exact,
            "states": [[s.kind, stamp(from_ms(s.start_ms)), stamp(from_ms(s.end_ms))] for s in self.states],
            "quiet": [[stamp(from_ms(start)), stamp(from_ms(end))] for start, end in self.quiet],
            "spells": [
                [s.notice, stamp(from_ms(s.start_ms)), stamp(from_ms(s.end_ms)), str(s.how)]
                for s in self.spells
            ],
            "notices": [
                {
                    "notice": one.notice,
                    "title": one.title,
                    "category": one.category,
                    "emergency": one.emergency,
                    "practice": one.practice,
                    "proof": one.proof,
                    "displays": one.count.acked,
                    "unconfirmed": one.count.shown - one.count.acked,
                    "on_air_ms": one.count.on_air_ms,
                }
                for one in self.stood
            ],
        }


def day_line(office: Office, sign: str, since: datetime, until: datetime, quiet: Quiet) -> DayLine:
    """One sign from local midnight ``since`` to local midnight ``until``."""
    database, now_ms = office.database, to_ms(office.now())
    whole = (to_ms(since), to_ms(until))
    past = (whole[0], max(whole[0], min(whole[1], now_ms)))
    exact = whole[1] - whole[0] <= EXACT_DAYS * 86_400_000 + 3_600_000  # a day may have 25 hours
    with database.read() as session:
        found = on_sign(session, office, sign, whole)
    states = _as_sent(_states(database, sign, whole, past, exact), found.pieces)
    cuts = [(one.start_ms, one.end_ms) for one in states if one.kind not in _KNOWN_ON]
    mine = spells(found.pieces, left=found.left, cuts=cuts, urgent=found.urgent)
    return DayLine(
        sign,
        *whole,
        now_ms,
        states,
        tuple(mine),
        tuple(within(quiet(sign, _NORMAL, whole), [whole])),
        found.stood,
        office.practice,
        exact,
        _lasted(states),
    )


def signs_on_record(database: Database, configured: Iterable[str]) -> list[str]:
    """The site's signs, then those only the record knows any more."""
    names = union(select(OUTAGE.c.sign), select(OPEN_SEGMENT.c.sign))
    with database.read() as session:
        found = sorted(session.connection().execute(names).scalars())
    return [*dict.fromkeys([*configured, *found])]


def out_by_cause(database: Database, sign: str, whole: Span) -> dict[Outage, list[Span]]:
    """When a sign was out within ``whole``, each moment for the cause that counts first."""
    rows = outages(database, sign=sign, since=from_ms(whole[0]), until=from_ms(whole[1]))
    raw = [(one.cause, (to_ms(one.start), to_ms(one.end) if one.end else whole[1])) for one in rows]
    return layered([whole], {cause: [span for of, span in raw if of is cause] for cause in Outage})


def _as_sent(states: Iterable[State], pieces: Iterable[Piece]) -> tuple[State, ...]:
    """The states, with displays nobody can vouch for said to be sent."""
    spans: dict[How, list[Span]] = {how: [] for how in How}
    for piece in pieces:
        spans[piece.how].append((piece.start_ms, piece.end_ms))
    sent = without(spans[How.SENT], spans[How.ON])
    found: list[State] = []
    for one in states:
        mine = [(one.start_ms, one.end_ms)] if one.kind == Known.DISPLAY else []
        found += [State(SENT, *span) for span in within(mine, sent)]
        found += [State(one.kind, *span) for span in without(mine, sent)] if mine else [one]
    return tuple(sorted(found, key=lambda one: one.start_ms))


def _states(database: Database, sign: str, whole: Span, past: Span, exact: bool) -> tuple[State, ...]:
    """Every moment of the stretch, each with one answer."""
    parts = coverage(database, sign, from_ms(past[0]), from_ms(past[1]), stood=None if exact else _hours)
    causes = out_by_cause(database, sign, past)
    out = [(one.start_ms, one.end_ms) for one in parts if one.known is Known.OUTAGE]
    found = [State(one.known, one.start_ms, one.end_ms) for one in parts if one.known is not Known.OUTAGE]
    found += [State(cause, *span) for cause, spans in causes.items() for span in within(spans, out)]
    begins = parts[0].start_ms if parts else past[1]
    edges = [State(BEFORE, past[0], begins), State(FUTURE, past[1], whole[1])]
    found += [one for one in edges if one.start_ms < one.end_ms]
    return tuple(sorted(found, key=lambda one: one.start_ms))


def _hours(database: Database, sign: str, since: datetime, until: datetime) -> tuple[list[Span], list[Span]]:
    """In place of displays the sealed stretches they lie in: those the sign told of, and the others."""
    columns = (SEGMENT.c.from_ms, SEGMENT.c.to_ms, SEGMENT.c.acked)
    where = (SEGMENT.c.sign == sign, SEGMENT.c.to_ms > to_ms(since), SEGMENT.c.from_ms < to_ms(until))
    current = select(OPEN_SEGMENT.c.from_ms, OPEN_SEGMENT.c.heartbeat_ms, OPEN_SEGMENT.c.acked)
    with database.read() as session:
        connection = session.connection()
        sealed = connection.execute(select(*columns).where(*where).order_by(SEGMENT.c.to_ms)).all()
        open_ones = connection.execute(current.where(OPEN_SEGMENT.c.sign == sign)).all()
    rows = [(int(start), int(end), bool(acked)) for start, end, acked in (*sealed, *open_ones)]
    told = united((start, end) for start, end, acked in rows if acked)
    unseen = united((start, end) for start, end, acked in rows if not acked)
    return told, unseen


def _lasted(states: Sequence[State]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for one in states:
        times, ms = found.get(one.kind, (0, 0))
        found[one.kind] = (times + 1, ms + one.end_ms - one.start_ms)
    return found
