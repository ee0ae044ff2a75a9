"""Writing drafts down: new notices, new versions. In the caller's transaction.

An unsubmitted draft is written over; anything later gets a new version, and the
old one stays as it was (R1, R4). What is stored is the public version; of the
source there is a digest.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlmodel import Session

from ledctl.accounts.model import Actor
from ledctl.content.files import canonical, content_digest
from ledctl.errors import Refused
from ledctl.notices.examination import refuse_personal_keys, was_redacted
from ledctl.notices.model import NoticeRow, Version
from ledctl.notices.states import State, Step, advance
from ledctl.notices.steps import Held, record, take
from ledctl.screening.findings import Screened

_WRITTEN_OVER = ("content", "digest", "source_digest", "findings", "redacted", "editor")


def begin(
    session: Session, actor: Actor, screened: Screened, source: bytes, *, practice: bool, at: datetime
) -> None:
    """A new notice in draft; ``Refused`` when its id is taken."""
    public = screened.public
    if session.get(NoticeRow, public.id) is not None:
        raise Refused.of("notice_exists", where="id", id=public.id)
    row = NoticeRow(
        id=public.id,
        title=public.title,
        category=public.category,
        state=State.DRAFT,
        version=1,
        practice=practice,
        created_by=actor.account,
        created_at=at,
        updated_at=at,
    )
    version = _version(row.id, 1, actor, screened, source, author=actor.account, at=at)
    session.add(row)
    session.flush()
    session.add(version)
    session.flush()
    record(session, row, version, actor, Step.EDIT, at=at, source_digest=version.source_digest)


def change(
    session: Session, held: Held, actor: Actor, screened: Screened, source: bytes, *, at: datetime
) -> None:
    """The notice says something else from now on, and is a draft again."""
    target = advance(held.state, Step.EDIT)
    row = held.row
    version = _next(session, held, actor, screened, source, at)
    row.title, row.category = screened.public.title, screened.public.category
    row.state, row.version, row.updated_at = target, version.no, at
    session.flush()
    record(session, row, version, actor, Step.EDIT, at=at, source_digest=version.source_digest)


def renew(
    session: Session,
    held: Held,
    actor: Actor,
    screened: Screened,
    source: bytes,
    reason: str,
    *,
    at: datetime,
    **facts: Any,
) -> None:
    """A new version in draft beside the approved one, which stays as it was and may go on standing (R1)."""
    take(session, held, actor, Step.REVISE, at=at, opinion=reason, **facts)
    row, old = held.row, held.version
    fresh = _version(row.id, old.no + 1, actor, screened, source, author=old.author, at=at)
    row.title, row.category, row.version = screened.public.title, screened.public.category, fresh.no
    session.add(fresh)
    session.flush()
    record(session, row, fresh, actor, Step.EDIT, at=at, source_digest=fresh.source_digest)


def _next(
    session: Session, held: Held, actor: Actor, screened: Screened, source: bytes, at: datetime
) -> Version:
    old = held.version
    fresh = _version(held.row.id, old.no + 1, actor, screened, source, author=old.author, at=at)
    if held.state is not State.DRAFT:  # decided on: what was taken back unsubmitted stays as it was, too
        session.add(fresh)
        return fresh
    for name in _WRITTEN_OVER:
        setattr(old, name, getattr(fresh, name))
    return old


def _version(
    notice_id: str, no: int, actor: Actor, screened: Screened, source: bytes, *, author: str, at: datetime
) -> Version:
    refuse_personal_keys(screened)
    findings = [finding.as_stored() for finding in screened.findings]
    return Version(
        notice_id=notice_id,
        no=no,
        content=canonical(screened.public).decode(),
        digest=content_digest(screened.public),
        source_digest=hashlib.sha256(source).hexdigest(),
        findings=json.dumps(findings, ensure_ascii=False),
        redacted=was_redacted(screened),
        author=author,
        editor=actor.account,
        created_at=at,
    )
