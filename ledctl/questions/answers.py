"""The auditor's questions, each under one name for pages, the API and the command line. Only looking.

Any range may be asked for, today included, and no answer hides a line by default (R35). That an
auditor asked is recorded by whoever was asked (``accounts.looks``), once a question.
"""

from __future__ import annotations

from datetime import datetime

from drivers.base import Frame
from ledctl.errors import BadInput, NotFound
from ledctl.notices.office import Office
from ledctl.questions import corpus
from ledctl.questions.casefile import CaseFile, casefile
from ledctl.questions.categories import CategoryFile, category_file
from ledctl.questions.gaps import Gaps, find_gaps
from ledctl.questions.instants import read_instant
from ledctl.questions.moments import Moment, moment, recorded_signs
from ledctl.questions.people import Deeds, deeds_of
from ledctl.questions.standing_page import frame_of
from ledctl.reports.shares import Quiet


class Questions:
    """What may be asked of one office's record."""

    def __init__(self, office: Office, quiet: Quiet) -> None:
        self._office = office
        self._quiet = quiet

    def signs(self) -> list[str]:
        """The signs of the site, then those that only the record knows any more."""
        return [*dict.fromkeys([*self._office.signs, *recorded_signs(self._office.database)])]

    def instant(self, typed: str) -> datetime:
        """The instant a person typed, in the site's zone; never one to come."""
        return read_instant(typed, now=self._office.now(), zone=self._office.zone)

    def at(self, instant: datetime, sign: str = "") -> list[Moment]:
        """What stood at that instant: on this sign, or on every sign."""
        database, now = self._office.database, self._office.now()
        return [moment(database, name, instant, now) for name in self._named(sign)]

    def frame(self, program: str, page: int) -> Frame:
        """The approved pixels of one page of a program."""
        return frame_of(self._office.database, program, page)

    def notice(self, notice_id: str) -> CaseFile:
        return casefile(self._office, notice_id, self._quiet)

    def person(
        self,
        account: str,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        before_seq: int | None = None,
        limit: int = 200,
    ) -> Deeds:
        _require_order(since, until)
        database = self._office.database
        return deeds_of(database, account, since=since, until=until, before_seq=before_seq, limit=limit)

    def category(
        self, category: str, since: datetime | None = None, until: datetime | None = None
    ) -> CategoryFile:
        """``NotFound`` for a category that neither the site nor the record has."""
        _require_order(since, until)
        office = self._office
        found = category_file(office.database, office.zone, category, since=since, until=until)
        if not found.items and category not in office.categories:
            raise NotFound.of("category_unknown", where="category", code=category)
        return found

    def search(
        self,
        words: str,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        skip: int = 0,
        limit: int = 50,
    ) -> corpus.Found:
        _require_order(since, until)
        database = self._office.database
        return corpus.search(database, words, since=since, until=until, skip=skip, limit=limit)

    def gaps(self, since: datetime, until: datetime, sign: str = "") -> Gaps:
        _require_order(since, until)
        database, now = self._office.database, self._office.now()
        return find_gaps(database, self._named(sign), since, until, now)

    def _named(self, sign: str) -> list[str]:
        known = self.signs()
        if sign and sign not in known:
            raise NotFound.of("no_such_sign", where="sign", name=sign)
        return [sign] if sign else known


def _require_order(since: datetime | None, until: datetime | None) -> None:
    if since and until and since >= until:
        raise BadInput.of("days_reversed", where="since")
