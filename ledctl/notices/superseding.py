"""A warning that takes the place of an earlier one: an upgrade, a downgrade, a repeat.

A warning must be adjusted as the danger changes (Emergency Response Law 2024 art.
70). The earlier one leaves in the very transaction that lets the later one on, so
there is neither a gap nor a moment with both. It happens to a warning once, and
then it never comes back (R11): the database refuses an order for it.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, select

from ledctl.accounts.model import Actor
from ledctl.content.model import Notice
from ledctl.errors import Refused
from ledctl.ledger.kinds import Cause
from ledctl.notices.model import Decision
from ledctl.notices.replacing import stop_orders
from ledctl.notices.states import State
from ledctl.notices.steps import hold


class Superseding(SQLModel, table=True):
    """``later`` took the place of ``earlier`` by this approval. A fact (migration 0007)."""

    __tablename__ = "superseding"

    earlier: str = Field(primary_key=True, max_length=64)
    later: str = Field(max_length=64)
    decision_id: int
    at: datetime


def successor_of(session: Session, notice_id: str) -> str | None:
    """What took this notice's place."""
    return session.exec(select(Superseding.later).where(Superseding.earlier == notice_id)).first()


def refuse_superseded(session: Session, notice_id: str) -> None:
    """``Refused`` when another warning stands in this one's place: nothing new is shown of it."""
    if later := successor_of(session, notice_id):
        raise Refused.of("warning_superseded", where="id", later=later)


def require_supersedable(session: Session, notice: Notice, *, practice: bool) -> None:
    """Return when ``notice`` may take the place it names, if it names one; ``Refused`` says why not.

    A later version of what took that place already has nothing to take any more.
    """
    if notice.supersedes is None or _has_its_place(session, notice):
        return
    earlier = hold(session, notice.supersedes, practice=practice)
    if earlier.state is not State.APPROVED or notice.supersedes == notice.id:
        raise Refused.of("supersedes_nothing", where="supersedes", id=notice.supersedes)
    content = earlier.content()
    if (content.category, content.issuing_unit) != (notice.category, notice.issuing_unit):
        raise Refused.of("supersedes_other_source", where="supersedes", source=content.issuing_unit)
    refuse_superseded(session, notice.supersedes)


def supersede(
    session: Session, notice: Notice, decision: Decision, start: datetime, actor: Actor, at: datetime
) -> None:
    """Take down what ``notice`` takes the place of, at ``start``, in the transaction of its approval."""
    if notice.supersedes is None or _has_its_place(session, notice):
        return
    require_supersedable(session, notice, practice=decision.practice)
    wish = notice.display_window
    if wish and wish.led_start and wish.led_start > at:  # the earlier one would be gone before it comes
        raise Refused.of("supersedes_later", where="display_window.led_start")
    assert decision.id is not None  # noqa: S101 - the step was flushed
    session.add(Superseding(earlier=notice.supersedes, later=notice.id, decision_id=decision.id, at=at))
    reason = f"由 {notice.id} 替代 / superseded by {notice.id}"
    stop_orders(
        session,
        notice.supersedes,
        at=start,
        cause=Cause.EMERGENCY,
        account=actor.account,
        reason=reason,
    )
    session.flush()


def _has_its_place(session: Session, notice: Notice) -> bool:
    """Whether an earlier version of ``notice`` took the place it names."""
    return notice.supersedes is not None and successor_of(session, notice.supersedes) == notice.id
