"""The tables of the paper boards: all of it facts, never changed (migration 0018).

A board as it was entered, and each time it changed; a sheet each time it was printed
for good; what a posting says beyond ``notices.around_model`` (which board, which sheet,
which photo); updates, checks, and photos themselves. The newest row of a board stands.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from ledctl.notices.around_model import Signed


class BoardRow(Signed, table=True):
    """A board as it was known from then on. ``categories``: codes as JSON; ``special``: its theme."""

    __tablename__ = "board"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=40, index=True)
    level: str = Field(max_length=10)
    label: str = Field(max_length=100)
    village: str = Field(max_length=100)
    place: str = Field(max_length=200)
    width_cm: int
    height_cm: int
    fixed_percent: int
    categories: str
    special: str = Field(max_length=100)
    keeper: str = Field(max_length=100)
    condition: str = Field(max_length=10)
    condition_note: str = Field(max_length=500)
    photo: str = Field(max_length=64)
    in_use: bool
    practice: bool


class PhotoRow(Signed, table=True):
    """A photo as it is kept: smaller, without place or camera. ``source``: digest of the file handed in."""

    __tablename__ = "photo"

    digest: str = Field(primary_key=True, max_length=64)
    source: str = Field(max_length=64)
    width: int
    height: int
    body: bytes
    practice: bool


class SheetRow(Signed, table=True):
    """A sheet printed for good: which version, which copy, and the file that was made."""

    __tablename__ = "sheet_copy"
    __table_args__ = (UniqueConstraint("notice_id", "version_no", "copy_no", name="sheet_copy_once"),)

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(max_length=64, index=True)
    version_no: int
    version_digest: str = Field(max_length=64)
    code: str = Field(max_length=12, index=True)
    copy_no: int
    paper: str = Field(max_length=4)
    landscape: bool
    pages: int
    pdf_digest: str = Field(max_length=64)
    practice: bool


class BoardPosting(Signed, table=True):
    """On which board a posting hangs, as which sheet, with which photo."""

    __tablename__ = "board_posting"

    posting_id: int = Field(primary_key=True)
    board: str = Field(max_length=40, index=True)
    sheet_id: int | None
    photo: str = Field(max_length=64)


class BoardPostingEnd(Signed, table=True):
    """The photo of the board after a posting came down."""

    __tablename__ = "board_posting_end"

    posting_id: int = Field(primary_key=True)
    photo: str = Field(max_length=64)


class BoardUpdate(Signed, table=True):
    """A board was gone through on that day: all on it is right, and nothing new was to be put up."""

    __tablename__ = "board_update"

    id: int | None = Field(default=None, primary_key=True)
    board: str = Field(max_length=40, index=True)
    done_on: dt.date
    note: str
    photo: str = Field(max_length=64)
    practice: bool


class BoardCheck(Signed, table=True):
    """The supervision team at a board. ``looked_at``: what it looked at, as JSON; ``mend_by``: or none."""

    __tablename__ = "board_check"

    id: int | None = Field(default=None, primary_key=True)
    board: str = Field(max_length=40, index=True)
    checked_on: dt.date
    team: str = Field(max_length=200)
    looked_at: str
    findings: str
    photo: str = Field(max_length=64)
    mend_by: dt.date | None
    practice: bool


class BoardCheckMended(Signed, table=True):
    """What a check found was put right; once."""

    __tablename__ = "board_check_mended"

    id: int | None = Field(default=None, primary_key=True)
    check_id: int = Field(unique=True)
    mended_on: dt.date
    note: str
    photo: str = Field(max_length=64)
