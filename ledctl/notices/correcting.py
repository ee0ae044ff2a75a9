"""A correction and the list it corrects: approved together while the wrong list still stands.

The public must not read the old figures beside the correction, nor a gap where
the list was: while the corrected notice stands on a sign, the correction is
approved in one transaction with a revision of it, or not at all. When it was
withdrawn or is over before, the correction goes alone. (Records that are wrong are
corrected: Disclosure Regulation art. 41.)
"""

from __future__ import annotations

import datetime as dt
import json

from sqlmodel import Session, col, select

from ledctl.calendars.categories import Categories, Kind
from ledctl.content.files import notice_from
from ledctl.content.model import Notice
from ledctl.errors import Refused
from ledctl.notices.model import Decision, DisplayOrder, NoticeRow, Version
from ledctl.notices.replacing import standing_orders
from ledctl.notices.states import State, Step

_ON_THE_WAY = (State.IN_REVIEW, State.IN_SECRECY, State.IN_APPROVAL)


def companion(session: Session, notice: Notice, at: dt.datetime) -> str | None:
    """The notice whose revision must be approved together with this correction, if there is one."""
    if notice.correction_of is None:
        return None
    standing = standing_orders(session, notice.correction_of, at)
    if not standing or _corrected_before(session, notice.id, standing):
        return None
    original = session.get_one(NoticeRow, notice.correction_of)
    if original.state != State.IN_APPROVAL:
        raise Refused.of("correction_needs_revision", where="correction_of", id=original.id)
    return original.id


def _corrected_before(session: Session, correction_id: str, standing: list[DisplayOrder]) -> bool:
    """Whether what stands was approved with an earlier version of this correction, or after it."""
    query = (
        select(Decision.at)
        .where(Decision.notice_id == correction_id, Decision.step == Step.APPROVE)
        .order_by(col(Decision.id))
    )
    first = session.exec(query).first()
    return first is not None and all(order.approved_at >= first for order in standing)


def refuse_ahead_of_correction(session: Session, notice_id: str, at: dt.datetime) -> None:
    """A revision with a correction on its way is approved with it, not before it."""
    if not standing_orders(session, notice_id, at):
        return
    for other in corrections_of(session, notice_id):
        if other.state in _ON_THE_WAY:
            raise Refused.of("approve_with_correction", where="id", id=other.id)


def corrections_of(session: Session, notice_id: str) -> list[NoticeRow]:
    """The notices whose newest version says that it corrects this one."""
    return [row for row, content in _naming(session, notice_id) if content.correction_of == notice_id]


def clarifications_of(session: Session, notice_id: str) -> list[NoticeRow]:
    """The notices whose newest version says that it clarifies this one."""
    return [row for row, content in _naming(session, notice_id) if content.clarifies == notice_id]


def _naming(session: Session, notice_id: str) -> list[tuple[NoticeRow, Notice]]:
    """Notices that name this one somewhere; the caller looks where."""
    query = (
        select(NoticeRow, Version.content)
        .join(
            Version,
            (col(Version.notice_id) == col(NoticeRow.id)) & (col(Version.no) == col(NoticeRow.version)),
        )
        .where(
            NoticeRow.id != notice_id,
            col(Version.content).contains(json.dumps(notice_id), autoescape=True),
        )
        .order_by(col(NoticeRow.created_at), col(NoticeRow.id))
    )
    return [(row, notice_from(json.loads(content))) for row, content in session.exec(query)]


def correction_notice(
    original: Notice, notice_id: str, text: str, today: dt.date, categories: Categories
) -> Notice:
    """A correction of ``original`` as a clerk begins it: titled, linked, signed by the same unit, today."""
    category = next(one for one in categories if one.kind is Kind.CORRECTION)
    data = {
        "id": notice_id,
        "title": f"关于《{original.title}》的更正公告"[:200],
        "category": category.code,
        "issuing_unit": original.issuing_unit,
        "body": [line.strip() for line in text.splitlines() if line.strip()],
        "signature": {"unit": original.signature.unit, "date": today.isoformat()},
        "channels_allowed": original.channels_allowed,
        "correction_of": original.id,
    }
    return notice_from(data)
