"""The register of boards: entering one, changing it, looking it up, now or at an instant.

An entry is never changed: what becomes different is a new one, under the name of whoever
entered it, and the newest stands. What hangs is in ``hanging``, what may be entered in
``entering``; how a board falls short of the rules for its size in ``sizes``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, func, select

from ledctl.accounts.deeds import signed, tell
from ledctl.accounts.model import Actor
from ledctl.boards.facts import Board, Condition, Level
from ledctl.boards.hanging import Stay, stays
from ledctl.boards.model import BoardRow
from ledctl.boards.periods import period_ends
from ledctl.boards.photos import Photo, keep_photo, photo_of
from ledctl.boards.register.changes import Entry, told
from ledctl.boards.register.entering import check_board, tidy
from ledctl.boards.register.room import room_on
from ledctl.boards.register.sizes import shortfalls
from ledctl.boards.register.standing import Standing, Today
from ledctl.boards.rights import require
from ledctl.content.channels import is_board
from ledctl.errors import NotFound, Refused
from ledctl.ledger.chain import canonical
from ledctl.notices.office import Office
from ledctl.settings import BoardSettings

SAVED = "board_saved"


class Boards:
    """The boards of this site."""

    def __init__(self, office: Office, rules: BoardSettings) -> None:
        self._office = office
        self._rules = rules

    def save(
        self, actor: Actor, board: Board, photo: Photo | None = None, *, seen: int | None = None
    ) -> Board:
        """Enter a board, or what became different with one; a change without a photo keeps the last.

        ``seen``: the number of the entry that was looked at, 0 for a board that is new; where it is
        given and another entry stands, nothing is saved.
        """
        require(actor, SAVED)
        said = tidy(board)
        check_board(said, self._office.categories.by_code)
        with self._office.database.write() as session:
            last = _newest(session, practice=self._office.practice).get(said.code)
            self._refuse(session, said, last, seen)
            said = replace(said, photo=self._keep(session, actor, photo) or (last.photo if last else ""))
            if last is not None and board_from(last) == said:
                raise Refused.of("board_unchanged")
            self._add(session, actor, said)
        return said

    def all(self, *, gone: bool = False, at: dt.datetime | None = None) -> tuple[Standing, ...]:
        """Every board by its code, as it stands now or stood ``at`` an instant; with ``gone`` also those."""
        practice, instant = self._office.practice, at or self._office.now()
        with self._office.database.read() as session:
            rows = _newest(session, practice=practice, at=at).values()
            hanging = _by_board(stays(session, practice=practice, at=instant))
        found = (self._standing(row, hanging.get(row.code, ()), instant) for row in rows)
        return tuple(one for one in found if gone or one.board.in_use)

    def one(self, code: str, at: dt.datetime | None = None) -> Standing:
        """One board, also one that is gone; ``NotFound``, also for an instant before it was entered."""
        practice, instant = self._office.practice, at or self._office.now()
        with self._office.database.read() as session:
            board_of(session, code, practice=practice)
            row = _newest(session, practice=practice, at=at).get(code)
            if row is None:
                raise NotFound.of("board_not_yet", where="at", code=code)
            return self._standing(row, stays(session, practice=practice, board=code, at=instant), instant)

    def history(self, code: str) -> tuple[Entry, ...]:
        """Every entry of a board, the newest first, with what changed."""
        practice = self._office.practice
        with self._office.database.read() as session:
            board_of(session, code, practice=practice)
            query = select(BoardRow).where(BoardRow.code == code, BoardRow.practice == practice)
            return told([_entry(row) for row in session.exec(query.order_by(col(BoardRow.id)))])

    def hung(self, code: str) -> tuple[Stay, ...]:
        """What hung on a board and came down, the last first."""
        practice = self._office.practice
        with self._office.database.read() as session:
            board_of(session, code, practice=practice)
            found = stays(session, practice=practice, board=code)
        return tuple(reversed([stay for stay in found if stay.ended_at is not None]))

    def today(self) -> Today:
        """What is up now, across all boards that are in use."""
        practice, now = self._office.practice, self._office.now()
        with self._office.database.read() as session:
            rows = _newest(session, practice=practice)
            up = [stay for stay in stays(session, practice=practice, at=now) if is_board(stay.channel)]
            ends = period_ends(session, up)
        hanging = _by_board(up)
        found = [self._standing(row, hanging.pop(code, ()), now) for code, row in rows.items()]
        left = tuple(stay for some in hanging.values() for stay in some)
        in_use = tuple(one for one in found if one.board.in_use or one.hanging)
        return Today(now, practice, in_use, left, ends)

    def photo(self, digest: str) -> bytes:
        """A photo that is kept, as JPEG: of a board, a posting or a check."""
        with self._office.database.read() as session:
            return photo_of(session, digest)

    def _keep(self, session: Session, actor: Actor, photo: Photo | None) -> str:
        office = self._office
        return keep_photo(session, actor, photo, at=office.now(), practice=office.practice) if photo else ""

    def _refuse(self, session: Session, said: Board, last: BoardRow | None, seen: int | None) -> None:
        number = last.id if last else 0
        if seen is not None and seen != number:
            if seen == 0:
                raise Refused.of("board_exists", where="code", code=said.code)
            raise Refused.of("board_moved_on", code=said.code)
        if not said.in_use:
            now = self._office.now()
            up = len(stays(session, practice=self._office.practice, board=said.code, at=now))
            if up:
                raise Refused.of("board_in_use", where="in_use", n=up)

    def _add(self, session: Session, actor: Actor, board: Board) -> None:
        now, practice, values = self._office.now(), self._office.practice, columns_of(board)
        session.add(BoardRow(**values, practice=practice, **signed(actor, now)))
        session.flush()
        facts = {"board": board.code, "name": actor.name, "digest": digest_of(values)}
        tell(session, SAVED, actor, at=now, cause="person", practice=practice, **facts)

    def _standing(self, row: BoardRow, hanging: Iterable[Stay], at: dt.datetime) -> Standing:
        board, up = board_from(row), tuple(hanging)
        return Standing(
            board,
            row.id or 0,
            at,
            self._office.practice,
            up,
            room_on(board, up),
            shortfalls(board, self._rules),
        )


def boards_of(session: Session, *, practice: bool, gone: bool = False) -> dict[str, Board]:
    """The boards by code as they are now, in that order; those that are ``gone`` only when asked for."""
    found = {code: board_from(row) for code, row in _newest(session, practice=practice).items()}
    return {code: board for code, board in found.items() if board.in_use or gone}


def board_of(session: Session, code: str, *, practice: bool) -> Board:
    """The board of that code, also one that is gone; ``NotFound``."""
    found = boards_of(session, practice=practice, gone=True).get(code)
    if found is None:
        raise NotFound.of("no_such_board", where="board", code=code)
    return found


def board_from(row: BoardRow) -> Board:
    """The values of a row."""
    return Board(
        code=row.code,
        level=Level(row.level),
        label=row.label,
        place=row.place,
        width_cm=row.width_cm,
        height_cm=row.height_cm,
        village=row.village,
        fixed_percent=row.fixed_percent,
        categories=tuple(json.loads(row.categories)),
        special=row.special,
        keeper=row.keeper,
        condition=Condition(row.condition),
        condition_note=row.condition_note,
        photo=row.photo,
        in_use=row.in_use,
    )


def columns_of(board: Board) -> dict[str, Any]:
    """The values of a board as its columns hold them."""
    plain = {"level": board.level.value, "condition": board.condition.value}
    return asdict(board) | plain | {"categories": json.dumps(board.categories)}


def digest_of(columns: Mapping[str, Any]) -> str:
    """SHA-256 over these values, as its event names it."""
    plain = {name: int(value) if isinstance(value, bool) else value for name, value in columns.items()}
    return sha256(canonical(plain).encode()).hexdigest()


def _newest(session: Session, *, practice: bool, at: dt.datetime | None = None) -> dict[str, BoardRow]:
    """The entry of each board that stands now, or stood then, by code."""
    newest = select(func.max(BoardRow.id)).where(BoardRow.practice == practice).group_by(col(BoardRow.code))
    if at is not None:
        newest = newest.where(BoardRow.at <= at)
    query = select(BoardRow).where(col(BoardRow.id).in_(newest)).order_by(col(BoardRow.code))
    return {row.code: row for row in session.exec(query)}


def _by_board(found: Iterable[Stay]) -> dict[str, list[Stay]]:
    hanging: dict[str, list[Stay]] = defaultdict(list)
    for stay in found:
        hanging[stay.board].append(stay)
    return hanging


def _entry(row: BoardRow) -> Entry:
    return Entry(row.id or 0, board_from(row), row.at, row.account, row.name, row.via)
