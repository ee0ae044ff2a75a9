"""The outages of one sign as its worker writes them, each in the transaction of what it belongs to.

When a process begins, the sign is out since it was last known of, by ``host`` after
an end in order and by ``crash`` after none, until it has confirmed something: what a
screen does while nobody looks is unknown, also if its page probably stands. The first
confirmation ends whatever lasts, also what an earlier process left open; of that it
says *at the latest* only. A blackout or a drill ends when it is lifted; one that was lifted
while nobody looked after the sign, with the next start, at the latest.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session

from ledctl.clock import to_ms, unstamp
from ledctl.ledger.downtime import (
    ORDERED,
    How,
    Open,
    Outage,
    begin_outage,
    end_outages,
    last_beat,
    open_outages,
)
from ledctl.ledger.log import Entry
from ledctl.ledger.model import EVENT, ON_SCREEN, SEGMENT

_UNLOOKED = frozenset({Outage.HOST, Outage.CRASH})
"""Nobody looked after the sign."""


class Interruptions:
    """One sign's outages. Whether there is any to end is remembered; what there is, the database knows."""

    def __init__(self, sign: str) -> None:
        self._sign = sign
        self._last_before = 0  # the newest row of the processes before
        self._perhaps_open = True

    def resume(self, session: Session, now_ms: int, left_over: Entry | None) -> None:
        """Begin where the last process ended, cleanly or not; for a new sign, now."""
        lasting = open_outages(session, self._sign)
        self._last_before = max((one.id for one in lasting), default=0)
        self._perhaps_open = True
        if any(one.cause in _UNLOOKED for one in lasting):
            return
        beat = last_beat(session, self._sign)
        cause = Outage.HOST if left_over is None and beat is None else Outage.CRASH
        since = self._last_known(session, left_over, beat)
        begin_outage(session, self._sign, cause, now_ms if since is None else min(since, now_ms))

    def begin(self, session: Session, cause: Outage, at_ms: int, **detail: object) -> None:
        self._perhaps_open = True
        begin_outage(session, self._sign, cause, at_ms, **detail)

    def end(self, session: Session, at_ms: int, *, came: bool, link_up: bool) -> bool:
        """The sign confirmed something (``came``), or answers again; whether that ends a dead link."""
        if not (came or link_up) or not self._perhaps_open:
            return link_up
        lasting = open_outages(session, self._sign)
        before = [one for one in lasting if one.id <= self._last_before]
        old_link = any(one.cause is Outage.LINK for one in before)
        over = [one for one in lasting if self._is_over(one, link_up=link_up)]
        end_outages(session, (one for one in over if one not in before), at_ms, How.CONFIRMED)
        end_outages(session, (one for one in over if one in before), at_ms, How.LATEST)
        self._perhaps_open = bool(lasting)
        return link_up or old_link

    def order(self, session: Session, cause: Outage | None, at_ms: int, how: How = How.CONFIRMED) -> None:
        """Held dark by order: ``cause``, or by none any more; ``how`` the end of another is known."""
        lasting = open_outages(session, self._sign)
        over = [one for one in lasting if one.cause in ORDERED and one.cause is not cause]
        end_outages(session, over, at_ms, how)
        if cause is not None:
            begin_outage(session, self._sign, cause, at_ms)

    def _is_over(self, one: Open, *, link_up: bool) -> bool:
        if one.cause in ORDERED:
            return False
        return link_up or one.cause is not Outage.LINK or one.id <= self._last_before

    def _last_known(self, session: Session, left_over: Entry | None, beat: int | None) -> int | None:
        """The last moment of which the record says what the sign did; a beat tells of a dark one alone."""
        query = select(func.max(SEGMENT.c.to_ms)).where(SEGMENT.c.sign == self._sign)
        sealed = session.connection().execute(query).scalar()
        told = left_over.facts["heartbeat_ms"] if left_over else None
        query = select(EVENT.c.at, EVENT.c.kind).where(ON_SCREEN, EVENT.c.sign == self._sign)
        last = session.connection().execute(query.order_by(EVENT.c.seq.desc()).limit(1)).first()
        marks = [sealed, told]
        if last is not None and told is None:
            marks += [to_ms(unstamp(last.at)), beat if last.kind == "blanked" else None]
        return max((mark for mark in marks if mark is not None), default=None)
