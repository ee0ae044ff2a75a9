"""Keeping a personal datum in a public text: the exception, with a reason and two people.

A hit in running text is hidden, and the clerk accepts that or takes it out. Where
the public must have it (a repairman's number, say), the drafter asks with a
reason, and somebody who reviews agrees. Only the public version is ever stored, so
both type the datum from the paper before them; what is kept is its digest, keyed
with the site's secret, and it has to be the same one. Then the drafter saves the
notice again with the datum, and screening lets exactly that datum stand in that
notice, telling who kept it and why (a warning on every page that judges it).

The datum itself is in no table, event or sentence. Not here: what a datum is
(``screening.masking``); showing requests (``kept``).
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from functools import cache

from sqlmodel import Session, select

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.accounts.rights import require_role
from ledctl.errors import BadInput, NotAllowed, NotFound, Refused
from ledctl.notices.keep_model import CONFIRMERS, KeepConsent, KeepRequest
from ledctl.notices.office import Office
from ledctl.notices.rights import require
from ledctl.notices.states import Step, advance
from ledctl.notices.steps import MAX_OPINION, Held, hold
from ledctl.screening.keep import FindKept, Kept, bare
from ledctl.screening.masking import REDACTED, find_personal
from ledctl.screening.texts import texts_of


class Keeping:
    """The two use cases: ask, and agree."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def propose(
        self, actor: Actor, notice_id: str, where: str, datum: str, reason: str, *, seen: str | None = None
    ) -> int:
        """Ask that ``datum``, hidden at ``where``, stays; the number of the request."""
        kind = _read_datum(datum)
        _require_reason(reason)
        with self._office.database.write() as session:
            held = self._hold(session, notice_id, seen)
            require(actor, Step.EDIT, held.state, held.hands)
            if REDACTED not in texts_of(held.content()).get(where, ""):
                raise Refused.of("keep_nothing_there", where=where)
            row = self._request(held, actor, where, kind, seal(self._office, notice_id, datum), reason)
            session.add(row)
            session.flush()
            _record(session, "keep_proposed", row, actor, at=row.at, place=where)
            return _number(row)

    def confirm(self, actor: Actor, notice_id: str, number: int, datum: str, opinion: str = "") -> None:
        """Agree to request ``number``; ``datum`` shows that this person saw the same one."""
        require_role(actor, CONFIRMERS)
        _require_clean(opinion, "opinion")
        with self._office.database.write() as session:
            row = _open_request(session, notice_id, number)
            held = self._hold(session, notice_id, None)
            if actor.account in held.hands.makers | {row.account}:
                raise NotAllowed.of("keep_own_request")
            if not hmac.compare_digest(row.digest, seal(self._office, notice_id, datum)):
                raise Refused.of("keep_other_datum", where="datum")
            consent = self._consent(row, actor, opinion)
            session.add(consent)
            session.flush()
            _record(session, "keep_confirmed", row, actor, at=consent.at, proposer=row.account)

    def _hold(self, session: Session, notice_id: str, seen: str | None) -> Held:
        """The notice, as long as its text can still change."""
        held = hold(session, notice_id, seen=seen, practice=self._office.practice)
        advance(held.state, Step.EDIT)
        return held

    def _request(
        self, held: Held, actor: Actor, where: str, kind: str, digest: str, reason: str
    ) -> KeepRequest:
        return KeepRequest(
            notice_id=held.row.id,
            version_no=held.version.no,
            version_digest=held.version.digest,
            place=where,
            datum=kind,
            digest=digest,
            reason=reason.strip(),
            practice=held.row.practice,
            **signed(actor, self._office.now()),
        )

    def _consent(self, row: KeepRequest, actor: Actor, opinion: str) -> KeepConsent:
        return KeepConsent(
            request_id=_number(row),
            digest=row.digest,
            proposer=row.account,
            opinion=opinion.strip(),
            practice=row.practice,
            **signed(actor, self._office.now()),
        )


def kept_in(office: Office, notice_id: str) -> FindKept:
    """What two people let stand in this notice. The database is asked at the first hit, not before."""

    @cache
    def agreed() -> dict[str, Kept]:
        query = select(KeepRequest, KeepConsent).join(KeepConsent).where(KeepRequest.notice_id == notice_id)
        with office.database.read() as session:
            rows = session.exec(query).all()
        return {asked.digest: Kept(asked.reason, asked.name, said.name) for asked, said in rows}

    return lambda datum: agreed().get(seal(office, notice_id, datum)) if agreed() else None


def seal(office: Office, notice_id: str, datum: str) -> str:
    """The digest a datum is known by: keyed, because a short number could be found by trying them all."""
    return hmac.new(office.secret, f"{notice_id}\0{bare(datum)}".encode(), hashlib.sha256).hexdigest()


def _number(row: KeepRequest) -> int:
    assert row.id is not None  # noqa: S101 - the database gave it one
    return row.id


def _read_datum(datum: str) -> str:
    """The kind of what is to be kept; ``BadInput`` unless it is one personal datum and nothing else."""
    hits = find_personal(datum.strip())
    if len(hits) != 1 or bare(datum.strip()[hits[0].start : hits[0].end]) != bare(datum.strip()):
        raise BadInput.of("keep_no_datum", where="datum")
    return hits[0].datum.value


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise BadInput.of("keep_without_reason", where="reason")
    _require_clean(reason, "reason")


def _require_clean(text: str, where: str) -> None:
    """A reason is printed everywhere; a number in it would be, too."""
    if find_personal(text):
        raise BadInput.of("keep_words_personal", where=where)
    if len(text) > MAX_OPINION:
        raise BadInput.of("opinion_too_long", where=where)


def _open_request(session: Session, notice_id: str, number: int) -> KeepRequest:
    row = session.get(KeepRequest, number)
    if row is None or row.notice_id != notice_id:
        raise NotFound.of("keep_no_request", where="number", number=number)
    if session.exec(select(KeepConsent).where(KeepConsent.request_id == number)).first() is not None:
        raise Refused.of("keep_agreed_already", where="number")
    return row


def _record(
    session: Session, kind: str, row: KeepRequest, actor: Actor, *, at: datetime, **facts: str
) -> None:
    tell(
        session,
        kind,
        actor,
        at=at,
        cause="person",
        notice=row.notice_id,
        practice=row.practice,
        name=actor.name,
        request=row.id,
        datum=row.datum,
        digest=row.digest,
        version=row.version_no,
        reason=row.reason,
        **facts,
    )
