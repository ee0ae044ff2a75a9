"""Looking at kept personal data: the requests of a notice, as plain values. Nothing here changes anything."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from ledctl.accounts.model import Actor
from ledctl.clock import stamp
from ledctl.db import Database
from ledctl.errors import NotFound
from ledctl.notices.facts import Summary
from ledctl.notices.keep_model import CONFIRMERS, KeepConsent, KeepRequest
from ledctl.notices.model import NoticeRow
from ledctl.notices.queries import exists, one
from ledctl.notices.states import TRANSITIONS, Step


@dataclass(frozen=True, slots=True)
class Request:
    """One request to keep a datum, and who agreed, if anybody did. The datum is not in it."""

    number: int
    place: str
    datum: str
    reason: str
    version_no: int
    account: str
    name: str
    at: datetime
    confirmer: str | None = None
    confirmer_name: str = ""
    confirmed_at: datetime | None = None
    opinion: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {key: stamp(v) if isinstance(v, datetime) else v for key, v in asdict(self).items()}


def requests_of(database: Database, notice_id: str) -> tuple[Request, ...]:
    """The requests of a notice, in the order they were made; ``NotFound`` when there is no such notice."""
    if not exists(database, notice_id):
        raise NotFound.of("no_such_notice", where="id", id=notice_id)
    query = (
        select(KeepRequest, KeepConsent)
        .outerjoin(KeepConsent)
        .where(KeepRequest.notice_id == notice_id)
        .order_by(col(KeepRequest.id))
    )
    with database.read() as session:
        return tuple(_request(asked, said) for asked, said in session.exec(query))


def asked_of(database: Database, actor: Actor, *, practice: bool) -> tuple[Summary, ...]:
    """The notices where a request waits for somebody like this person; never an own one, nor an own notice.

    Once the text is handed in nothing can be kept any more, so a request then waits for nobody (R8).
    """
    if not actor.has(*CONFIRMERS):
        return ()
    still_written = [state for state, steps in TRANSITIONS.items() if Step.EDIT in steps]
    query = (
        select(KeepRequest.notice_id)
        .join(NoticeRow, col(NoticeRow.id) == col(KeepRequest.notice_id))
        .outerjoin(KeepConsent)
        .where(col(KeepConsent.request_id).is_(None), KeepRequest.account != actor.account)
        .where(col(NoticeRow.state).in_(still_written), NoticeRow.practice == practice)
        .order_by(col(KeepRequest.id))
    )
    with database.read() as session:
        found = [one(database, notice_id) for notice_id in dict.fromkeys(session.exec(query))]
    return tuple(file.notice for file in found if actor.account not in file.hands.makers)


def _request(asked: KeepRequest, said: KeepConsent | None) -> Request:
    assert asked.id is not None  # noqa: S101 - it was read
    agreed = (said.account, said.name, said.at, said.opinion) if said else (None, "", None, "")
    return Request(
        asked.id,
        asked.place,
        asked.datum,
        asked.reason,
        asked.version_no,
        asked.account,
        asked.name,
        asked.at,
        *agreed,
    )
