"""The notices that were on one sign in a stretch of time: pieces of the record, copies, figures.

Sealed stretches and the stretch in progress, read in one transaction. What a notice was
comes from the copies in the record, how often it stood from the roll-up (R30); whether
it was an emergency from the cause it went up with, or from its orders.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, Table, func, select
from sqlmodel import Session, SQLModel

from ledctl.clock import from_ms, stamp, to_ms, unstamp
from ledctl.ledger.kinds import Cause
from ledctl.ledger.model import EVENT, ON_SCREEN, OPEN_SEGMENT, ROLLUP, SEGMENT, SEGMENT_NOTICE, SENT_ONLY
from ledctl.ledger.segments import Body, Result, Slot, closed, kept_body, unpack
from ledctl.ledger.spans import Span
from ledctl.ledger.tally import Count, tally
from ledctl.notices import model as _model
from ledctl.notices.office import Office
from ledctl.reports.spells import How, Piece

_NOTICE: Table = SQLModel.metadata.tables[_model.NoticeRow.__tablename__]
_ORDER: Table = SQLModel.metadata.tables[_model.DisplayOrder.__tablename__]


@dataclass(frozen=True, slots=True)
class Stood:
    """One notice on the sign within the stretch: copies of what it was, its displays, its weakest proof."""

    notice: str
    title: str
    category: str
    emergency: bool
    practice: bool
    count: Count
    proof: int = 1


@dataclass(frozen=True, slots=True)
class OnSign:
    """All of it. ``left``: by notice, in order, when it left the sign."""

    pieces: tuple[Piece, ...]
    stood: tuple[Stood, ...]
    left: dict[str, list[int]]

    @property
    def urgent(self) -> frozenset[str]:
        """The notices that push all others off."""
        return frozenset(one.notice for one in self.stood if one.emergency)


def on_sign(session: Session, office: Office, sign: str, whole: Span) -> OnSign:
    """What was on ``sign`` in ``whole``."""
    current = _in_progress(session, sign)
    pieces = [*_pieces(session, sign, whole), *_pieces_of(current, whole)]
    slots = _slots(session, sign, {piece.notice for piece in pieces}, whole, current)
    stood = _stood(session, office, sign, whole, slots, current)
    told = (_as_told(one, slots[one.notice]) for one in pieces)
    return OnSign(tuple(told), stood, _left(session, sign, whole))


def _as_told(piece: Piece, slot: Slot) -> Piece:
    """A sign that took it without a word (P0) confirmed nothing."""
    blind = piece.how is How.ON and slot.proof < 1
    return replace(piece, how=How.SENT) if blind else piece


def _in_progress(session: Session, sign: str) -> Body | None:
    """The stretch in progress, as far as it is known."""
    query = select(OPEN_SEGMENT.c.body, OPEN_SEGMENT.c.heartbeat_ms).where(OPEN_SEGMENT.c.sign == sign)
    row = session.connection().execute(query).first()
    if row is None:
        return None
    body = unpack(row.body)
    return Body(body.slots, closed(body.displays, row.heartbeat_ms))


def _pieces(session: Session, sign: str, whole: Span) -> list[Piece]:
    query = (
        select(
            SEGMENT_NOTICE.c.notice,
            SEGMENT_NOTICE.c.first_ms,
            SEGMENT_NOTICE.c.last_ms,
            SEGMENT_NOTICE.c.on_air_ms,
        )
        .select_from(SEGMENT.join(SEGMENT_NOTICE, SEGMENT_NOTICE.c.segment == SEGMENT.c.id))
        .where(SEGMENT.c.sign == sign, SEGMENT.c.to_ms > whole[0], SEGMENT.c.from_ms < whole[1])
    )
    rows = session.connection().execute(query)
    found = (Piece(notice, first, last, _how(on_air > 0)) for notice, first, last, on_air in rows)
    return _within(found, whole)


def _pieces_of(body: Body | None, whole: Span) -> list[Piece]:
    if body is None:
        return []
    begins: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for one in body.displays:
        key = (body.slots[one.slot].notice, int(one.result))
        begins[key].append((one.start_ms, one.end_ms or one.start_ms))
    found = (
        Piece(notice, min(s for s, _ in mine), max(e for _, e in mine), _how(acked == Result.ACKED))
        for (notice, acked), mine in begins.items()
    )
    return _within(found, whole)


def _within(pieces: Iterable[Piece], whole: Span) -> list[Piece]:
    """What of them lies within; a page that only went on into an hour and ended at once is none."""
    cut = (
        replace(one, start_ms=max(one.start_ms, whole[0]), end_ms=min(one.end_ms, whole[1])) for one in pieces
    )
    return [one for one in cut if one.start_ms < one.end_ms]


def _slots(
    session: Session, sign: str, notices: set[str], whole: Span, current: Body | None
) -> dict[str, Slot]:
    """What each notice was, in the copies of the record (R30): one body is read for each; weakest proof."""
    first = (
        select(SEGMENT_NOTICE.c.notice, func.min(SEGMENT.c.id).label("segment"))
        .select_from(SEGMENT.join(SEGMENT_NOTICE, SEGMENT_NOTICE.c.segment == SEGMENT.c.id))
        .where(SEGMENT.c.sign == sign, SEGMENT.c.to_ms > whole[0], SEGMENT.c.from_ms < whole[1])
        .group_by(SEGMENT_NOTICE.c.notice)
        .subquery()
    )
    wanted = select(first.c.segment).distinct()
    query = select(SEGMENT.c.body).where(SEGMENT.c.id.in_(wanted)).order_by(SEGMENT.c.id)
    bodies = [kept_body(body) for body in session.connection().execute(query).scalars()]
    found: dict[str, Slot] = {}
    for body in (*bodies, *([current] if current else [])):
        for slot in body.slots:
            known = found.get(slot.notice)
            if slot.notice in notices and (known is None or slot.proof < known.proof):
                found[slot.notice] = slot
    return found | _known_by_sums(session, notices - found.keys())


def _known_by_sums(session: Session, notices: set[str]) -> dict[str, Slot]:
    """Notices whose displays were given up: as the desk has them, with the least a confirmation can mean."""
    if not notices:
        return {}
    rows = session.connection().execute(select(_NOTICE).where(_NOTICE.c.id.in_(notices)))
    told = {row.id: (row.title, row.category, bool(row.practice)) for row in rows}
    found = {}
    for name in notices:
        title, category, practice = told.get(name, (name, "", False))
        found[name] = Slot(name, 0, title, category, "", "", 0, "", practice, "", proof=1)
    return found


def _urgent(session: Session, sign: str, slots: dict[str, Slot]) -> frozenset[str]:
    """Notices that stood as emergencies: by the cause they went up with, or by their orders."""
    query = select(_ORDER.c.notice_id).where(
        _ORDER.c.sign == sign, _ORDER.c.urgency == "emergency", _ORDER.c.notice_id.in_(slots)
    )
    ordered = session.connection().execute(query).scalars()
    return frozenset(ordered) | {name for name, slot in slots.items() if slot.cause == Cause.EMERGENCY}


def _left(session: Session, sign: str, whole: Span) -> dict[str, list[int]]:
    """By notice, when it left the sign."""
    query = (
        select(EVENT.c.notice, EVENT.c.at)
        .where(ON_SCREEN, EVENT.c.sign == sign, EVENT.c.kind == "taken_down")
        .where(EVENT.c.at >= stamp(from_ms(whole[0])), EVENT.c.at < stamp(from_ms(whole[1])))
        .order_by(EVENT.c.at)
    )
    found: dict[str, list[int]] = defaultdict(list)
    for row in session.connection().execute(query):
        found[row.notice].append(to_ms(unstamp(row.at)))
    return found


def _sums(session: Session, sign: str, notices: Collection[str], days: tuple[str, str]) -> dict[str, Count]:
    """What is sealed of these days; what was only sent counts as begun alone."""
    connection = session.connection()
    sums: dict[str, Count] = {}
    for row in connection.execute(_of_days(ROLLUP, sign, notices, days, ("shown", "acked", "on_air_ms"))):
        sums[row[0]] = Count(*map(int, row[1:]))
    for row in connection.execute(_of_days(SENT_ONLY, sign, notices, days, ("displays", "on_air_ms"))):
        sums[row[0]] = sums.get(row[0], Count()) - Count(0, *map(int, row[1:]))
    return sums


def _of_days(
    table: Table, sign: str, notices: Collection[str], days: tuple[str, str], columns: Sequence[str]
) -> Select[Any]:
    query = select(table.c.notice, *(func.sum(table.c[name]) for name in columns))
    mine = (table.c.sign == sign, table.c.notice.in_(notices), table.c.day.between(*days))
    return query.where(*mine).group_by(table.c.notice)


def _stood(
    session: Session,
    office: Office,
    sign: str,
    whole: Span,
    slots: dict[str, Slot],
    current: Body | None,
) -> tuple[Stood, ...]:
    """What was on, with its displays of these days; who stood longest comes first."""
    urgent = _urgent(session, sign, slots)
    first, last = (from_ms(at).astimezone(office.zone).date() for at in (whole[0], whole[1] - 1))
    days = (first.isoformat(), last.isoformat())
    sums = _sums(session, sign, slots, days)
    for (notice, _, day), count in tally(current, office.zone).proven.items() if current else ():
        if days[0] <= day <= days[1]:
            sums[notice] = sums.get(notice, Count()) + count
    found = [
        Stood(
            name,
            slot.title,
            slot.category,
            name in urgent,
            slot.practice,
            sums.get(name, Count()),
            slot.proof,
        )
        for name, slot in slots.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count.on_air_ms, one.notice)))


def _how(acked: bool) -> How:
    return How.ON if acked else How.ESTIMATED
