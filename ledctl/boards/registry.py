"""The register of boards: entering one, changing it, looking it up."""

from __future__ import annotations

import json

from sqlmodel import Session, col, func, select

from ledctl.boards.facts import Board, Condition, Level
from ledctl.boards.model import BoardRow
from ledctl.errors import NotFound
from ledctl.notices.office import Office
from ledctl.settings import BoardSettings


class Boards:
    """The boards of this site."""

    def __init__(self, office: Office, rules: BoardSettings) -> None:
        self._office = office
        self._rules = rules


def boards_of(session: Session, *, practice: bool, gone: bool = False) -> dict[str, Board]:
    """The boards by code as they are now, in that order; those that are ``gone`` only when asked for."""
    newest = select(func.max(BoardRow.id)).where(BoardRow.practice == practice).group_by(col(BoardRow.code))
    query = select(BoardRow).where(col(BoardRow.id).in_(newest)).order_by(col(BoardRow.code))
    found = {row.code: board_from(row) for row in session.exec(query)}
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
