"""Hands for the duties: boards entered on some day, and what hangs on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from ledctl.accounts.model import Actor, Role, Via
from ledctl.boards.facts import Board, Level
from ledctl.boards.register.registry import Boards
from ledctl.clock import FrozenClock
from ledctl.station import Station

CLERK = Actor("operator", "某经办", frozenset({Role.OPERATOR}), Via.CLI)


def enter_board(station: Station, code: str = "east", at: dt.datetime | None = None, **says: Any) -> None:
    """A board of a village, unless said otherwise, entered now or then."""
    plain = {"label": f"{code} 公开栏", "village": "东河村", "place": "村委会门口", "fixed_percent": 30}
    asked = {"width_cm": 500, "height_cm": 240, **plain, **says, "level": Level(says.get("level", "village"))}
    asked["categories"] = tuple(asked.get("categories", ()))
    office = station.office if at is None else replace(station.office, clock=FrozenClock(at))
    Boards(office, station.settings.boards).save(CLERK, Board(code=code, **asked))


def hang(station: Station, actor: Actor, notice: str, board: str = "east") -> int:
    """An approved notice hangs on the board; returns the posting's number."""
    return station.postings.up(actor, notice, board)
