"""Where else a notice hung: postings on boards, the website and other channels, up and down.

The screen is not the durable channel of a publicity period; a board or the
website is, and its posting has to be proven later: nothing of it can have hung before
the first approval. Each posting is two facts: it went up, it came down; one that was
entered by mistake is struck and never hung.
Whether they cover the period is ``calendars.coverage``'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import signed
from ledctl.accounts.model import Actor
from ledctl.clock import local_text, stamp
from ledctl.content.channels import is_durable
from ledctl.errors import BadInput, NotFound, Refused
from ledctl.notices.addresses import clean_address
from ledctl.notices.around_model import Posting, PostingEnd, PostingStrike
from ledctl.notices.around_rights import NOTE_LABELS, clean_note, note_down, require_task
from ledctl.notices.model import Decision
from ledctl.notices.objections import MOST, refuse_unpublished
from ledctl.notices.office import Office
from ledctl.notices.states import Step
from ledctl.notices.steps import hold

MAX_CODE = 40
ON_SIGNS = "led_"
"""Codes of channels that are signs begin so; what stands on them is recorded by itself."""


class Publications:
    """Writing down postings on other channels."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def put_up(
        self, actor: Actor, notice_id: str, *, channel: str, place: str, since: datetime | None = None
    ) -> int:
        """The notice hangs there since then (now, unless said); returns the posting's number."""
        require_task(actor, "posted_elsewhere")
        with self._office.database.write() as session:
            since = past(since, self._office.now(), "since")
            return write_posting(session, self._office, actor, notice_id, channel, place, since)

    def take_down(self, actor: Actor, posting_id: int, *, reason: str, until: datetime | None = None) -> None:
        """The posting hung until then (now, unless said)."""
        with self._office.database.write() as session:
            write_end(session, self._office, actor, posting_id, reason, until)


def write_posting(
    session: Session,
    office: Office,
    actor: Actor,
    notice_id: str,
    channel: str,
    place: str,
    since: datetime,
    more: Mapping[str, object] = MappingProxyType({}),
) -> int:
    """The posting and its event, in the caller's transaction (R12); ``more``: what else the event says."""
    require_task(actor, "posted_elsewhere")
    code, now = _channel(channel), office.now()
    where = clean_address(code, clean_note(place, "place"), "place")
    held = hold(session, notice_id, practice=office.practice)
    refuse_unpublished(session, held.row)
    if is_durable(code):
        _refuse_before_approval(session, notice_id, since, office)
    row = Posting(
        notice_id=notice_id,
        channel=code,
        place=where,
        posted_at=since,
        practice=held.row.practice,
        **signed(actor, now),
    )
    session.add(row)
    session.flush()
    said = {"posting": row.id, "channel": code, "place": where, "since": stamp(since)}
    note_down(session, held.row, actor, "posted_elsewhere", at=now, **said, **more)
    assert row.id is not None  # noqa: S101 - it was flushed
    return row.id


def write_end(
    session: Session,
    office: Office,
    actor: Actor,
    posting_id: int,
    reason: str,
    until: datetime | None,
    more: Mapping[str, object] = MappingProxyType({}),
) -> Posting:
    """That it came down, and the event of it, in the caller's transaction (R12)."""
    require_task(actor, "taken_elsewhere")
    words, now, posting = clean_note(reason, "reason"), office.now(), _hanging(session, posting_id)
    ended = past(until, now, "until")
    if ended <= posting.posted_at:
        raise BadInput.of("down_before_up", where="until")
    held = hold(session, posting.notice_id, practice=office.practice)
    session.add(PostingEnd(posting_id=posting_id, ended_at=ended, reason=words, **signed(actor, now)))
    said = {"posting": posting_id, "channel": posting.channel, "reason": words, "until": stamp(ended)}
    note_down(session, held.row, actor, "taken_elsewhere", at=now, **said, **more)
    return posting


def write_strike(session: Session, office: Office, actor: Actor, posting_id: int, reason: str) -> None:
    """That it was a mistake and never hung, and the event of it, in the caller's transaction (R12)."""
    require_task(actor, "posting_struck")
    words, now, posting = clean_note(reason, "reason"), office.now(), _standing(session, posting_id)
    held = hold(session, posting.notice_id, practice=office.practice)
    session.add(PostingStrike(posting_id=posting_id, reason=words, **signed(actor, now)))
    said = {"posting": posting_id, "channel": posting.channel, "reason": words}
    note_down(session, held.row, actor, "posting_struck", at=now, **said)


def _channel(text: str) -> str:
    code = text.strip()
    if not code or len(code) > MAX_CODE or not code.isidentifier():
        zh, en = NOTE_LABELS["channel"]
        raise BadInput.of("note_missing", where="channel", zh=zh, en=en)
    if code.startswith(ON_SIGNS):
        raise BadInput.of("posting_on_sign", where="channel")
    return code


def _refuse_before_approval(session: Session, notice_id: str, since: datetime, office: Office) -> None:
    """What covers a publicity period was approved when it went up (R2)."""
    query = select(Decision).where(Decision.notice_id == notice_id, Decision.step == Step.APPROVE)
    first = session.exec(query.order_by(col(Decision.id)).limit(1)).one()
    if since < first.at:
        at = local_text(first.at, office.zone)
        raise BadInput.of("posting_before_approval", where="since", at=at, version=first.version_no)


def past(instant: datetime | None, now: datetime, where: str) -> datetime:
    """The instant, or now when none was said; ``BadInput`` when it is still to come."""
    if instant is not None and instant > now:
        raise BadInput.of("instant_ahead", where=where)
    return instant or now


def _standing(session: Session, posting_id: int) -> Posting:
    """The posting, unless it was struck."""
    found = session.get(Posting, posting_id) if 0 < posting_id < MOST else None
    if found is None:
        raise NotFound.of("no_such_posting", where="id", id=posting_id)
    if (
        session.exec(select(PostingStrike.id).where(PostingStrike.posting_id == posting_id)).first()
        is not None
    ):
        raise Refused.of("posting_struck_already", where="id")
    return found


def _hanging(session: Session, posting_id: int) -> Posting:
    found = _standing(session, posting_id)
    if session.exec(select(PostingEnd.id).where(PostingEnd.posting_id == posting_id)).first() is not None:
        raise Refused.of("posting_down_already", where="id")
    return found
