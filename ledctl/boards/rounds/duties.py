"""What is due at the boards: how it stands, how a quarter went, and a board gone through with nothing new.

A board is brought up to date when something is put up on it, or when somebody went
through it and wrote that down (公开栏每季度更新一次、村每月). Postings are ``boards.field.postings``'s.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import chain
from typing import Any, TypedDict

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.boards.hanging import days_up, stays
from ledctl.boards.model import BoardCheck, BoardRow, BoardUpdate
from ledctl.boards.periods import period_ends
from ledctl.boards.photos import Photo, keep_photo
from ledctl.boards.register.registry import board_from, board_of, boards_of
from ledctl.boards.rights import require
from ledctl.boards.rounds.bound import UPDATE_SAYS, digest_of
from ledctl.boards.rounds.checked import checks_of
from ledctl.boards.rounds.due import Duty, Owing, What, duties, folded
from ledctl.boards.rounds.month import VillageMonth, board_month
from ledctl.boards.rounds.planned import planned
from ledctl.boards.rounds.quarter import Quarter, quarter_of
from ledctl.boards.rounds.tenures import Entered, still_owed, tenures
from ledctl.boards.rounds.terms import Term
from ledctl.boards.rounds.updates import updates_of
from ledctl.errors import BadInput, NotFound, Refused
from ledctl.notices.around_rights import clean_note
from ledctl.notices.office import Office
from ledctl.settings import BoardSettings

A_YEAR = dt.timedelta(days=366)
"""So far ahead a month is told what it will owe; nobody prints the list of one beyond."""


class Span(TypedDict):
    """What is asked of checks and updates alike."""

    practice: bool
    since: dt.date
    until: dt.date


Deeds = dict[tuple[str, What, str], list[dt.date]]
"""The days on which something was done: by board, what, and category (the empty one is any)."""


class Duties:
    """What is due at the boards, by when, and what was done."""

    def __init__(self, office: Office, rules: BoardSettings) -> None:
        self._office = office
        self._rules = rules

    def standing(self) -> tuple[Duty, ...]:
        """How everything stands that boards in use owe: what is overdue, and the terms of today."""
        today = self._office.today()
        with self._office.database.read() as session:
            every = self._every(session, today, gone=False)
        return folded(duty for duty in every if duty.last >= today or duty.overdue_days)

    def quarter(self, term: Term) -> Quarter:
        """How the quarter went, board by board; those that are gone owed what ended before."""
        today, practice = self._office.today(), self._office.practice
        with self._office.database.read() as session:
            every = self._every(session, today, gone=True)
            boards = boards_of(session, practice=practice, gone=True)
            span: Span = {"practice": practice, "since": term.first, "until": term.last}
            checks, updates = checks_of(session, today, **span), updates_of(session, **span)
        return quarter_of(term, boards, every, checks, updates)

    def villages(self) -> tuple[str, ...]:
        """The villages that boards in use belong to."""
        with self._office.database.read() as session:
            known = boards_of(session, practice=self._office.practice).values()
        return tuple(sorted({board.village for board in known if board.village}))

    def month(self, village: str, month: Term) -> VillageMonth:
        """What the boards of a village owe in that month, what hangs there, what is to go up."""
        office, today = self._office, self._office.today()
        with office.database.read() as session:
            until = max(today, min(month.last, today + A_YEAR))
            every = self._every(session, today, gone=False, until=until)
            known = boards_of(session, practice=office.practice).values()
            own = [board for board in known if board.village == village]
            if not own:
                raise NotFound.of("village_unknown", where="village", village=village)
            codes = {board.code for board in own}
            hung = [stay for stay in stays(session, practice=office.practice) if stay.board in codes]
            facts: dict[str, Any] = {"stays": hung, "ends": period_ends(session, hung)}
            facts |= {"duties": every, "planned": planned(session, practice=office.practice)}
            facts |= {"villages": {board.village for board in known} - {""}, "zone": office.zone}
        listed = tuple(board_month(board, month, **facts) for board in own)
        return VillageMonth(village, month, today, office.practice, listed)

    def update(
        self,
        actor: Actor,
        board: str,
        *,
        note: str = "",
        done_on: dt.date | None = None,
        photo: Photo | None = None,
    ) -> int:
        """The board was gone through on that day (today, unless said); returns the number of the entry."""
        require(actor, "board_updated")
        words = clean_note(note, "note", needed=False)
        day = past_day(done_on, self._office.today(), "done_on")
        with self._office.database.write() as session:
            now, practice = self._office.now(), self._office.practice
            refuse_gone(session, board, practice=practice)
            kept = keep_photo(session, actor, photo, at=now, practice=practice)
            row = BoardUpdate(
                board=board, done_on=day, note=words, photo=kept, practice=practice, **signed(actor, now)
            )
            session.add(row)
            session.flush()
            facts = {"board": board, "done_on": day.isoformat(), "update": row.id}
            facts |= {"digest": digest_of(vars(row), UPDATE_SAYS), "name": actor.name}
            tell(session, "board_updated", actor, at=now, cause="person", practice=practice, **facts)
            return row.id or 0

    def _every(
        self, session: Session, today: dt.date, *, gone: bool, until: dt.date | None = None
    ) -> list[Duty]:
        """Every duty of every term up to today's, or that of ``until``."""
        deeds = self._deeds(session)
        ever = tenures(self._entries(session))
        owed = [*ever] if gone else still_owed(ever)
        warn = self._rules.warn_days
        listed = (duties(one, _days(one, deeds), today, warn, until=until) for one in owed)
        return [*chain.from_iterable(listed)]

    def _entries(self, session: Session) -> list[Entered]:
        query = select(BoardRow).where(BoardRow.practice == self._office.practice).order_by(col(BoardRow.id))
        zone = self._office.zone
        return [Entered(row.at.astimezone(zone).date(), board_from(row)) for row in session.exec(query)]

    def _deeds(self, session: Session) -> Deeds:
        """A posting is a deed for its category and for the board, going through the board one for all."""
        found: Deeds = defaultdict(list)
        practice = self._office.practice
        for board, category, day in days_up(session, self._office.zone, practice=practice):
            found[board, What.UPDATE, category].append(day)
        updates = select(col(BoardUpdate.board), col(BoardUpdate.done_on))
        for board, day in session.exec(updates.where(BoardUpdate.practice == practice)):
            found[board, What.UPDATE, ""].append(day)
        checks = select(col(BoardCheck.board), col(BoardCheck.checked_on))
        for board, day in session.exec(checks.where(BoardCheck.practice == practice)):
            found[board, What.CHECK, ""].append(day)
        return found


def past_day(day: dt.date | None, today: dt.date, where: str) -> dt.date:
    """The day, or today; what was done was not done tomorrow."""
    if day is not None and day > today:
        raise BadInput.of("day_ahead", where=where, today=today)
    return day or today


def refuse_gone(session: Session, board: str, *, practice: bool) -> None:
    """``NotFound`` for a board nobody knows, ``Refused`` for one that is not in use any more."""
    if not board_of(session, board, practice=practice).in_use:
        raise Refused.of("board_not_in_use", where="board", code=board)


def _days(owing: Owing, deeds: Deeds) -> list[dt.date]:
    """The days that count for this: of one category and of the whole board, or of anything on it."""
    wanted = {"", owing.category} if owing.category else None
    return sorted(
        day
        for (board, what, category), days in deeds.items()
        if (board, what) == (owing.board, owing.what) and (wanted is None or category in wanted)
        for day in days
    )
