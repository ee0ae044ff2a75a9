"""The office's own short numbers of notices: the day and a count, such as ``20261124-1``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ledctl.db import Database
from ledctl.notices.queries import exists

MOST_A_DAY = 999


def free_id(database: Database, today: dt.date) -> str:
    """A number nobody has used; empty when the day has none left."""
    return next(free_ids(database, today), "")


def free_ids(database: Database, today: dt.date) -> Iterator[str]:
    """Numbers nobody has used, one after another."""
    numbers = (f"{today:%Y%m%d}-{n}" for n in range(1, MOST_A_DAY))
    return (number for number in numbers if not exists(database, number))
