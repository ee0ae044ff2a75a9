"""The tables of what was published elsewhere only: facts, never changed (migration 0014).

One row is one publication: a title on one channel on one day. Rows of one item name
the first of them; what was entered wrongly is struck, with a reason, and stays.
"""

from __future__ import annotations

import datetime as dt

from sqlmodel import Field

from ledctl.notices.around_model import Signed


class OutsideItem(Signed, table=True):
    """Published on a channel, never a notice here. ``item``: the first row of the same item, or none."""

    __tablename__ = "outside_item"

    id: int | None = Field(default=None, primary_key=True)
    item: int | None = Field(default=None, index=True)
    title: str = Field(max_length=200)
    category: str = Field(max_length=40)
    office: str = Field(max_length=200)
    document: str = Field(max_length=20)
    channel: str = Field(max_length=40)
    address: str = Field(max_length=2000)
    published_on: dt.date = Field(index=True)
    source: str = Field(max_length=200)
    practice: bool


class OutsideStrike(Signed, table=True):
    """It was entered wrongly, and counts no more; once."""

    __tablename__ = "outside_strike"

    id: int | None = Field(default=None, primary_key=True)
    outside_id: int = Field(unique=True)
    reason: str
