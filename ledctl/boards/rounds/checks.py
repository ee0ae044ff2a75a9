"""The supervision team at the boards: what was looked at, what was found, by when it is put right.

A check goes through everything that hung on the board on that day; a sheet the team did
not look at is written down as such; one that looked at none and found nothing is no
check. Whatever was found has a day to be mended by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.boards.hanging import Stay, stays
from ledctl.boards.model import BoardCheck, BoardCheckMended
from ledctl.boards.photos import Photo, keep_photo
from ledctl.boards.rights import require
from ledctl.boards.rounds.bound import CHECK_SAYS, MENDED_SAYS, digest_of
from ledctl.boards.rounds.check_states import CheckState
from ledctl.boards.rounds.checked import check_of
from ledctl.boards.rounds.duties import past_day, refuse_gone
from ledctl.boards.rounds.looked_at import Sheet, clean_code, written
from ledctl.calendars.days import first_instant, last_edge
from ledctl.errors import BadInput, Refused
from ledctl.notices.around_rights import clean_note
from ledctl.notices.office import Office
from ledctl.screening.elements import Element
from ledctl.settings import BoardSettings

MAX_TEAM = 200
MAX_CODE = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """What the team found at one sheet: the elements that are there, and the code it reads (or none)."""

    present: frozenset[Element]
    code: str = ""


class Checks:
    """The supervision team at the boards."""

    def __init__(self, office: Office, rules: BoardSettings) -> None:
        self._office = office
        self._rules = rules

    def hung(self, board: str, day: dt.date) -> tuple[Stay, ...]:
        """What hung on the board on that day, also for an hour: what a check is to look at."""
        with self._office.database.read() as session:
            return self._hung(session, board, day)

    def record(
        self,
        actor: Actor,
        board: str,
        *,
        team: str,
        seen: Mapping[int, Seen],
        findings: str = "",
        checked_on: dt.date | None = None,
        mend_by: dt.date | None = None,
        photo: Photo | None = None,
    ) -> int:
        """Write a check down; ``seen`` by the number of the posting. Returns the check's number."""
        require(actor, "board_checked")
        day = past_day(checked_on, self._office.today(), "checked_on")
        who, words = _team(team), clean_note(findings, "findings", needed=False)
        with self._office.database.write() as session:
            now, practice = self._office.now(), self._office.practice
            refuse_gone(session, board, practice=practice)
            sheets = _sheets(self._hung(session, board, day), seen)
            if sheets and not seen and not words:
                raise BadInput.of("check_looked_at_nothing", where="seen")
            _refuse_day(mend_by, day, found=bool(words) or any(sheet.wrong for sheet in sheets))
            row = BoardCheck(
                board=board,
                checked_on=day,
                team=who,
                looked_at=written(sheets),
                findings=words,
                photo=keep_photo(session, actor, photo, at=now, practice=practice),
                mend_by=mend_by,
                practice=practice,
                **signed(actor, now),
            )
            session.add(row)
            session.flush()
            facts = {"board": board, "check": row.id, "digest": digest_of(vars(row), CHECK_SAYS)}
            facts["name"] = actor.name
            tell(session, "board_checked", actor, at=now, cause="person", practice=practice, **facts)
            return row.id or 0

    def mended(
        self,
        actor: Actor,
        number: int,
        *,
        note: str,
        mended_on: dt.date | None = None,
        photo: Photo | None = None,
    ) -> None:
        """What the check found was put right on that day (today, unless said)."""
        require(actor, "board_check_mended")
        words, day = clean_note(note, "note"), past_day(mended_on, self._office.today(), "mended_on")
        with self._office.database.write() as session:
            now, practice = self._office.now(), self._office.practice
            check = check_of(session, number, self._office.today(), practice=practice)
            _refuse_mending(check.state, check.checked_on, day)
            kept = keep_photo(session, actor, photo, at=now, practice=practice)
            row = BoardCheckMended(
                check_id=number, mended_on=day, note=words, photo=kept, **signed(actor, now)
            )
            session.add(row)
            facts = {"board": check.board, "check": number, "mended_on": day.isoformat()}
            facts |= {"digest": digest_of(vars(row), MENDED_SAYS), "name": actor.name}
            tell(session, "board_check_mended", actor, at=now, cause="person", practice=practice, **facts)

    def _hung(self, session: Session, board: str, day: dt.date) -> tuple[Stay, ...]:
        zone = self._office.zone
        known = stays(session, practice=self._office.practice, board=board, since=first_instant(day, zone))
        return tuple(stay for stay in known if stay.posted_at < last_edge(day, zone))


def _team(text: str) -> str:
    who = clean_note(text, "team")
    if len(who) > MAX_TEAM:
        raise BadInput.of("check_team_long", where="team", most=MAX_TEAM)
    return who


def _sheets(hung: Iterable[Stay], seen: Mapping[int, Seen]) -> tuple[Sheet, ...]:
    """Each posting as the team found it; ``BadInput`` for one that did not hang there."""
    there = {stay.posting: stay for stay in hung}
    if strange := sorted(seen.keys() - there.keys()):
        raise BadInput.of("check_not_hanging", where="seen", id=strange[0])
    return tuple(_sheet(stay, seen.get(stay.posting)) for stay in there.values())


def _sheet(stay: Stay, seen: Seen | None) -> Sheet:
    code = clean_code(clean_note(seen.code, "code", needed=False))[:MAX_CODE] if seen else ""
    present = seen.present if seen else frozenset[Element]()
    return Sheet(stay.posting, stay.notice, stay.title, seen is not None, present, stay.code, code)


def _refuse_day(mend_by: dt.date | None, day: dt.date, *, found: bool) -> None:
    """What was found is mended by a day that is not past already; what is clean needs none."""
    if found and mend_by is None:
        raise BadInput.of("check_mend_by_missing", where="mend_by")
    if not found and mend_by is not None:
        raise BadInput.of("check_nothing_to_mend", where="mend_by")
    if mend_by is not None and mend_by < day:
        raise BadInput.of("check_mend_by_before", where="mend_by", day=day)


def _refuse_mending(state: CheckState, checked_on: dt.date, day: dt.date) -> None:
    if state is CheckState.CLEAN:
        raise Refused.of("check_was_clean", where="id")
    if state in (CheckState.MENDED, CheckState.MENDED_LATE):
        raise Refused.of("check_mended_already", where="id")
    if day < checked_on:
        raise BadInput.of("mended_before_check", where="mended_on", day=checked_on)
