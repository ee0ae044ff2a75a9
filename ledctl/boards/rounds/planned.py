"""Approved notices that are meant for paper boards, as their approved version says. Only looking."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from ledctl.boards.sheets.units import village_of
from ledctl.content.channels import is_board
from ledctl.content.files import notice_from
from ledctl.notices.model import Decision, NoticeRow, Version
from ledctl.notices.states import State, Step


@dataclass(frozen=True, slots=True)
class Planned:
    """A notice for these ``channels``. Without a publicity period ``first`` is the day it was signed.

    ``village``: whose committee issues it, empty where no village does.
    """

    notice: str
    title: str
    category: str
    village: str
    channels: frozenset[str]
    first: dt.date
    last: dt.date | None

    def overlaps(self, first: dt.date, last: dt.date) -> bool:
        return self.first <= last and (self.last or self.first) >= first


def planned(session: Session, *, practice: bool) -> tuple[Planned, ...]:
    """What was approved for a board and is not withdrawn."""
    approved = (
        select(Decision.notice_id, func.max(Decision.version_no).label("no"))
        .where(Decision.step == Step.APPROVE)
        .group_by(col(Decision.notice_id))
        .subquery()
    )
    query = (
        select(Version.content)
        .join(approved, (approved.c.notice_id == Version.notice_id) & (approved.c.no == Version.no))
        .join(NoticeRow, col(NoticeRow.id) == col(Version.notice_id))
        .where(NoticeRow.practice == practice, NoticeRow.state != State.WITHDRAWN)
        .where(col(Version.content).contains('"board_'))
        .order_by(col(NoticeRow.id))
    )
    found = (_planned(content) for content in session.exec(query))
    return tuple(one for one in found if one.channels)


def _planned(content: str) -> Planned:
    notice = notice_from(json.loads(content))
    period = notice.publicity_period
    return Planned(
        notice.id,
        notice.title,
        notice.category,
        village_of(notice.issuing_unit),
        frozenset(filter(is_board, notice.channels_allowed)),
        period.start if period else notice.signature.date,
        period.end if period else None,
    )
