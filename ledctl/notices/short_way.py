"""The short way of a warning: by which template it was handed in, and when it leaves by itself.

A row is a fact (migration 0007): this very version, by this very template, whose
hours are copied, so that what an approval opened can be read when the template is
gone (R30). Who may go this way, ``warnings.py`` decides.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select

from ledctl.content.files import content_digest
from ledctl.content.model import DisplayWindow, Notice, Urgency
from ledctl.db import Database
from ledctl.errors import Refused
from ledctl.notices.steps import Held
from ledctl.proposals.states import State
from ledctl.templates import queries
from ledctl.templates.queries import Template

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class ShortWay(SQLModel, table=True):
    """One version of a warning that was handed in by a template."""

    __tablename__ = "short_way"
    __table_args__ = (UniqueConstraint("notice_id", "version_no", name="one_short_way_a_version"),)

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(max_length=64)
    version_no: int
    version_digest: str = Field(max_length=64)
    template_id: int
    template_digest: str = Field(max_length=64)
    hours: int
    at: datetime


def note_short_way(session: Session, held: Held, template: Template, at: datetime) -> None:
    """This version goes the short way by this template."""
    session.add(
        ShortWay(
            notice_id=held.row.id,
            version_no=held.version.no,
            version_digest=held.version.digest,
            template_id=template.id,
            template_digest=template.digest,
            hours=template.form.hours,
            at=at,
        )
    )
    session.flush()


def way_of(session: Session, notice_id: str, digest: str) -> ShortWay | None:
    """The short way the version of this digest went, if it did."""
    query = select(ShortWay).where(ShortWay.notice_id == notice_id, ShortWay.version_digest == digest)
    return session.exec(query).first()


def way_of_version(session: Session, held: Held) -> ShortWay | None:
    """The short way this very version went, if it did: a later one of the same words has not."""
    query = select(ShortWay).where(ShortWay.notice_id == held.row.id, ShortWay.version_no == held.version.no)
    return session.exec(query).first()


def refuse_without_form(session: Session, held: Held) -> None:
    """``Refused`` when the form this version was handed in by has been taken back since (R9)."""
    way = way_of_version(session, held)
    if way is not None and queries.load(session, way.template_id).state is not State.APPROVED:
        raise Refused.of("template_not_in_use", where="template", id=way.template_id)


def end_in_time(database: Database, notice: Notice, now: datetime) -> Notice:
    """The warning with an end, where its text names none: the template's hours from when it comes on."""
    wish = notice.display_window or DisplayWindow()
    if notice.urgency is not Urgency.EMERGENCY or _names_an_end(wish):
        return notice
    with database.read() as session:
        way = way_of(session, notice.id, content_digest(notice))
    if way is None:
        return notice
    end = max(wish.led_start or now, now) + timedelta(hours=way.hours)
    ended = wish.model_copy(update={"until": end.astimezone(UTC).isoformat(timespec="seconds")})
    return notice.model_copy(update={"display_window": ended})


def _names_an_end(wish: DisplayWindow) -> bool:
    return bool(wish.led_days or _DAY.search(wish.until))
