"""The final sheets that were printed: rows of the record as plain values. Only looking."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from ledctl.boards.model import SheetRow
from ledctl.clock import stamp


@dataclass(frozen=True, slots=True)
class SheetCopy:
    """One sheet of paper that was printed for good: of which version, which copy, the file's digest."""

    id: int
    notice_id: str
    version_no: int
    version_digest: str
    code: str
    copy_no: int
    paper: str
    landscape: bool
    pages: int
    pdf_digest: str
    practice: bool
    name: str
    at: datetime

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        return {**asdict(self), "at": stamp(self.at)}


def copies_of(session: Session, notice_id: str) -> tuple[SheetCopy, ...]:
    """The sheets of this notice, the first first."""
    query = select(SheetRow).where(SheetRow.notice_id == notice_id).order_by(col(SheetRow.id))
    return tuple(map(copy_from, session.exec(query)))


def next_copy(session: Session, notice_id: str, version_no: int) -> int:
    """The number of the copy to be printed next of this version; the first is 1."""
    query = select(func.max(SheetRow.copy_no)).where(
        SheetRow.notice_id == notice_id, SheetRow.version_no == version_no
    )
    return (session.exec(query).one() or 0) + 1


def copy_from(row: SheetRow) -> SheetCopy:
    """The values of a row."""
    return SheetCopy(**{name: getattr(row, name) for name in SheetCopy.__slots__})


def told_of(row: SheetRow) -> dict[str, Any]:
    """What the event of a print says, besides whose it is; ``digest`` is that of the file."""
    names = ("version_digest", "code", "paper", "landscape", "pages")
    same = {name: getattr(row, name) for name in names}
    return {
        "sheet": row.id,
        "version": row.version_no,
        "copy": row.copy_no,
        "digest": row.pdf_digest,
        **same,
    }
