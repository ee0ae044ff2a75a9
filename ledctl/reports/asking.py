"""Notices that lost more than the office accepts: the desk is asked to extend, or says that it will not.

The question goes away by itself: with an extension that makes the loss good, with the
end of the window, with a withdrawal. Or somebody says why nothing is made good: a fact
of the record with the figures of that moment; what is lost beyond them asks anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from ledctl.accounts.model import Actor
from ledctl.clock import stamp
from ledctl.errors import Refused
from ledctl.ledger.model import EVENT
from ledctl.notices.around_rights import clean_note, note_down, require_task
from ledctl.notices.office import Office
from ledctl.notices.steps import hold
from ledctl.reports.shares import Quiet, Share, live_notices, shares
from ledctl.reports.standing import Standing, standing

TASK = "loss_accepted"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A notice to be extended: the signs on which too much is missing, worst first."""

    notice: str
    title: str
    shares: tuple[Share, ...]

    @property
    def good_until(self) -> datetime:
        """The end that makes good what is missing on each of them."""
        return max(share.good_until for share in self.shares)

    def as_dict(self) -> dict[str, Any]:
        """The stable shape for the API and ``--json``."""
        return {
            "notice": self.notice,
            "title": self.title,
            "good_until": stamp(self.good_until),
            "signs": [share.as_dict() for share in self.shares],
        }


class Asking:
    """Whom the desk is asked to extend, and the word that it will not."""

    def __init__(self, office: Office, percent: int, quiet: Quiet) -> None:
        """``percent``: how much of a publicity period, or of a window, may be lost without a question."""
        self._office = office
        self._percent = percent
        self._quiet = quiet

    def stood(self, notice_id: str) -> list[Standing]:
        """How long this notice really stood on each of its signs, and what it lost to what."""
        return standing(self._office.database, notice_id, self._office.now(), self._quiet)

    def shortfalls(self) -> list[Shortfall]:
        """Every notice that runs now and is short, the greatest share first."""
        live = live_notices(self._office.database, self._office.now())
        return self._of(live) if live else []

    def shortfall(self, notice_id: str) -> Shortfall | None:
        """What this notice is short of, if it runs now and the desk is to be asked."""
        live = live_notices(self._office.database, self._office.now(), notice_id)
        return next(iter(self._of(live)), None) if live else None

    def accept(self, actor: Actor, notice_id: str, note: str) -> None:
        """Say why what was lost by now is not made good."""
        require_task(actor, TASK)
        words = clean_note(note, "note")
        short = self.shortfall(notice_id)
        with self._office.database.write() as session:
            held = hold(session, notice_id, practice=self._office.practice)
            if short is None:
                raise Refused.of("nothing_missing", where="id")
            gone = {share.window.sign: share.missing_ms for share in short.shares}
            note_down(session, held.row, actor, TASK, at=self._office.now(), note=words, missing_ms=gone)

    def _of(self, live: Mapping[str, str]) -> list[Shortfall]:
        now = self._office.now()
        found = shares(self._office.database, [*live], now, self._quiet)
        with self._office.database.read() as session:
            accepted = _accepted(session, [*live])
        asked = [one for one in found if self._is_too_much(one, accepted.get(one.window.notice, {}))]
        asked.sort(key=lambda one: -one.share)
        names = dict.fromkeys(one.window.notice for one in asked)
        mine = {name: tuple(one for one in asked if one.window.notice == name) for name in names}
        return [Shortfall(name, live[name], parts) for name, parts in mine.items()]

    def _is_too_much(self, one: Share, accepted: Mapping[str, int]) -> bool:
        new_ms = one.missing_ms - accepted.get(one.window.sign, 0)
        return new_ms * 100 > self._percent * one.window.promised.whole_ms


def _accepted(session: Session, notices: list[str]) -> dict[str, dict[str, int]]:
    """By notice and sign, what somebody said last is not made good."""
    query = select(EVENT.c.notice, EVENT.c.payload).where(EVENT.c.kind == TASK, EVENT.c.notice.in_(notices))
    found: dict[str, dict[str, int]] = {}
    for row in session.connection().execute(query.order_by(EVENT.c.seq)):
        found.setdefault(row.notice, {}).update(json.loads(row.payload)["missing_ms"])
    return found
