"""Hands for the duties: boards and postings put into a site as they lie in the database."""

from __future__ import annotations

import datetime as dt
import json

from ledctl.accounts.deeds import signed
from ledctl.accounts.model import Actor, Role, Via
from ledctl.boards.model import BoardPosting, BoardRow
from ledctl.ledger.log import append
from ledctl.station import Station

CLERK = Actor("operator", "某经办", frozenset({Role.OPERATOR}), Via.CLI)


def enter_board(station: Station, code: str = "east", at: dt.datetime | None = None, **says: object) -> None:
    """A board of a village, unless said otherwise, entered now or then."""
    asked = {
        "level": "village",
        "label": f"{code} 公开栏",
        "village": "东河村",
        "place": "村委会门口",
        "width_cm": 500,
        "height_cm": 240,
        "fixed_percent": 30,
        "special": "",
        "keeper": "",
        "condition": "good",
        "condition_note": "",
        "photo": "",
        "in_use": True,
        "practice": station.practice,
        **says,
    }
    asked["categories"] = json.dumps(asked.get("categories", []))
    now = at or station.clock.now()
    with station.database.write() as session:
        session.add(BoardRow(code=code, **asked, **signed(CLERK, now)))  # type: ignore[arg-type]  # of any column
        append(session, kind="board_saved", at=now, actor="operator", via="cli", board=code, digest="0" * 64)


def hang(station: Station, actor: Actor, notice: str, board: str = "east", **says: object) -> int:
    """An approved notice hangs on the board; returns the posting's number."""
    number = station.publications.put_up(actor, notice, channel="board_village", place="村委会门口")
    with station.database.write() as session:
        row = BoardPosting(
            posting_id=number, board=board, sheet_id=None, photo="", **signed(actor, station.clock.now())
        )
        session.add(row)
    return number
