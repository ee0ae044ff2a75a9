"""Reviews owed: warnings that took the short way and have not been looked at by everybody yet.

What stands on the screen was one leader's word; content and secrecy review follow
within the hours the office sets (``[desk] sign_off_hours``). Secrecy review is done
item by item even then (Secrecy Law 2024 art. 35). A warning that was taken back
owes nothing any more; one that was lifted, ran out or was superseded still does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from ledctl.clock import stamp
from ledctl.db import Database
from ledctl.errors import Refused
from ledctl.notices.model import Decision, NoticeRow
from ledctl.notices.short_way import ShortWay, way_of_version
from ledctl.notices.states import State, Step
from ledctl.notices.steps import Held


class Part(StrEnum):
    """The two reviews that are put off."""

    CONTENT = "content"
    SECRECY = "secrecy"


STEP_OF: dict[Part, Step] = {Part.CONTENT: Step.SIGN_OFF, Part.SECRECY: Step.SIGN_OFF_SECRECY}

PART_LABELS: dict[Part, tuple[str, str]] = {
    Part.CONTENT: ("内容审核", "content review"),
    Part.SECRECY: ("保密审查", "secrecy review"),
}


@dataclass(frozen=True, slots=True)
class Owed:
    """One warning and the reviews it still owes; ``due`` is the end of the time for them."""

    notice: str
    title: str
    approved_at: datetime
    due: datetime
    parts: tuple[Part, ...]
    overdue: bool
    practice: bool

    def as_dict(self) -> dict[str, Any]:
        """The stable shape of ``warning owed --json`` and of the API."""
        facts = {name: getattr(self, name) for name in ("notice", "title", "overdue", "practice")}
        times = {"approved_at": stamp(self.approved_at), "due": stamp(self.due)}
        return facts | times | {"parts": [part.value for part in self.parts]}


def owed(database: Database, now: datetime, hours: int) -> list[Owed]:
    """Every review owed at ``now``, the longest due first."""
    query = (
        select(NoticeRow, ShortWay.version_no, Decision.at)
        .where(
            NoticeRow.id == ShortWay.notice_id,
            NoticeRow.version == ShortWay.version_no,
            NoticeRow.state == State.APPROVED,
            Decision.notice_id == ShortWay.notice_id,
            Decision.version_no == ShortWay.version_no,
            Decision.step == Step.APPROVE,
        )
        .order_by(col(Decision.at), col(NoticeRow.id))
    )
    with database.read() as session:
        rows = session.exec(query).all()
        found = [_owed(session, row, version_no, at, now, hours) for row, version_no, at in rows]
    return [one for one in found if one.parts]


def _owed(session: Session, row: NoticeRow, version_no: int, at: datetime, now: datetime, hours: int) -> Owed:
    done = parts_done(session, row.id, version_no)
    due = at + timedelta(hours=hours)
    parts = tuple(part for part in Part if part not in done)
    return Owed(row.id, row.title, at, due, parts, now >= due, row.practice)


def refuse_owing(session: Session, held: Held) -> None:
    """``Refused`` while this version owes a review: a revision would leave what stood unreviewed for good."""
    owing = frozenset(Part) - parts_done(session, held.row.id, held.version.no)
    if owing and way_of_version(session, held) is not None:
        raise Refused.of("reviews_owed_first", where="id")


def parts_done(session: Session, notice_id: str, version_no: int) -> frozenset[Part]:
    """The reviews of this version that were done afterwards."""
    query = select(Decision.step).where(Decision.notice_id == notice_id, Decision.version_no == version_no)
    steps = frozenset(session.exec(query))
    return frozenset(part for part, step in STEP_OF.items() if step in steps)
