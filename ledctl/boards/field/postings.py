"""Sheets put up on a board and taken down, with a photo of it: by whom, when, as which copy of which sheet.

A posting is a fact of ``notices.publications`` (channel and place come from the register
of boards) with a row beside it that names board, sheet and photo; one event tells of
both. Nothing hangs that was not approved, that was withdrawn since, or that a newer
version took the place of. Without a photo it is said that there is none; with one, a
form that is sent twice (no answer came, a finger was too quick) is one deed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from ledctl.accounts.deeds import signed
from ledctl.accounts.model import Actor
from ledctl.boards.facts import Board
from ledctl.boards.field.watching import Watched, watched
from ledctl.boards.hanging import Stay, stays
from ledctl.boards.model import BoardPosting, BoardPostingEnd, SheetRow
from ledctl.boards.photos import Photo, keep_photo
from ledctl.boards.register.registry import board_of, boards_of
from ledctl.boards.sheets.codes import read_code
from ledctl.clock import local_text
from ledctl.errors import BadInput, NotFound, Refused
from ledctl.notices.around_rights import require_task
from ledctl.notices.facts import DecisionFacts, Dossier, VersionFacts
from ledctl.notices.objections import MOST
from ledctl.notices.office import Office
from ledctl.notices.publications import past, write_end, write_posting, write_strike
from ledctl.notices.queries import one
from ledctl.notices.superseding import refuse_superseded
from ledctl.settings import BoardSettings


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the code on a sheet leads to: the notice, its copies, where it may hang and where it hangs.

    ``usual``: the board where this person was last; empty when it was none of these.
    """

    code: str
    notice: Dossier
    version: int
    copies: tuple[int, ...]
    next_copy: int
    problem: BadInput | Refused | None
    boards: tuple[Board, ...]
    usual: str
    hanging: tuple[Stay, ...]


class Postings:
    """Sheets put up on a board and taken down."""

    def __init__(self, office: Office, rules: BoardSettings) -> None:
        self._office = office
        self._rules = rules

    def up(
        self,
        actor: Actor,
        notice_id: str,
        board: str,
        photo: Photo | None = None,
        sheet_code: str = "",
        copy: int | None = None,
        since: dt.datetime | None = None,
    ) -> int:
        """The notice hangs on that board since then (now, unless said); returns the posting's number.

        Without ``copy`` it is the newest copy of the sheet that hangs nowhere. The same
        photo of the same sheet there, by the same person, is the posting that hangs.
        """
        require_task(actor, "posted_elsewhere")
        office = self._office
        with office.database.write() as session:
            now, file = office.now(), one(office.database, notice_id)  # nobody withdraws it meanwhile
            start, place = past(since, now, "since"), board_of(session, board, practice=office.practice)
            _refuse_board(place, file, office)
            _refuse_notice(file, start, office)
            refuse_superseded(session, file.id)
            sheet = _sheet(session, file, sheet_code, copy, office) if sheet_code.strip() else None
            still = self._still(session, file, place)
            if still:
                here = still.code == (sheet.code if sheet else "")
                if here and _is_sent_again(session.get(BoardPosting, still.posting), actor, photo):
                    return still.posting
                raise self._twice(still, file, place)
            kept = keep_photo(session, actor, photo, at=now, practice=office.practice)
            said = {"board": place.code, "photo": kept, **_named(sheet)}
            text = place.place or place.label
            number = write_posting(session, office, actor, notice_id, place.channel, text, start, said)
            session.add(
                BoardPosting(
                    posting_id=number,
                    board=place.code,
                    sheet_id=sheet.id if sheet else None,
                    photo=kept,
                    **signed(actor, now),
                )
            )
            return number

    def down(
        self,
        actor: Actor,
        posting_id: int,
        reason: str,
        photo: Photo | None = None,
        until: dt.datetime | None = None,
    ) -> None:
        """It hung until then (now, unless said); ``photo`` shows the board without it, and counts once."""
        require_task(actor, "taken_elsewhere")
        office = self._office
        with office.database.write() as session:
            now, hung = office.now(), _on_board(session, posting_id)
            if _is_sent_again(session.get(BoardPostingEnd, posting_id), actor, photo):
                return
            kept = keep_photo(session, actor, photo, at=now, practice=office.practice)
            said = {"board": hung.board, "photo": kept}
            write_end(session, office, actor, posting_id, reason, until, said)
            session.add(BoardPostingEnd(posting_id=posting_id, photo=kept, **signed(actor, now)))

    def strike(self, actor: Actor, posting_id: int, reason: str) -> None:
        """The posting, on whatever channel, was entered by mistake: it never hung, and covers nothing."""
        require_task(actor, "posting_struck")
        with self._office.database.write() as session:
            write_strike(session, self._office, actor, posting_id, reason)

    def list(
        self, notice: str | None = None, board: str | None = None, *, gone: bool = True
    ) -> tuple[Stay, ...]:
        """What hung on boards and elsewhere; without what is ``gone``, what hangs. Only looks."""
        office = self._office
        at = None if gone else office.now()
        with office.database.read() as session:
            return stays(session, practice=office.practice, notice=notice, board=board, at=at)

    def flags(self, notice: str | None = None) -> tuple[Watched, ...]:
        """What is wrong with the postings of approved notices, and what is due. Only looks."""
        return watched(self._office, notice)

    def scan(self, actor: Actor, code: str) -> Scanned:
        """What a code on a sheet leads to; boards where this person was last come first. Only looks."""
        office, plain = self._office, read_code(code)
        with office.database.read() as session:
            sheets = _printed(session, plain, office.practice)
            file = one(office.database, sheets[0].notice_id)
            found = stays(session, practice=office.practice, notice=file.id, at=office.now())
            boards = boards_of(session, practice=office.practice).values()
            last = _last_boards(session, actor)
        allowed = [one for one in boards if _may_hang(file, one)]
        allowed.sort(key=lambda one: (last.get(one.code, MOST), one.code))
        hang = tuple(stay for stay in found if stay.board)
        return Scanned(
            plain,
            file,
            sheets[0].version_no,
            tuple(row.copy_no for row in sheets),
            _free(sheets, hang).copy_no,
            _old(file, sheets[0], office),
            tuple(allowed),
            next((one.code for one in allowed if one.code in last), ""),
            hang,
        )

    def _still(self, session: Session, file: Dossier, board: Board) -> Stay | None:
        """The posting by which this notice hangs on that board."""
        found = stays(session, practice=self._office.practice, notice=file.id, board=board.code)
        return next((one for one in found if one.ended_at is None), None)

    def _twice(self, still: Stay, file: Dossier, board: Board) -> Refused:
        """The same notice hangs there once; what is older comes down first."""
        approved = file.approved
        old = still.version is not None and approved is not None and still.version < approved.no
        return Refused.of(
            "posting_old_hangs" if old else "posting_hangs_already",
            where="board",
            title=file.title,
            label=board.label,
            posting=still.posting,
            since=local_text(still.posted_at, self._office.zone),
        )


def _refuse_board(board: Board, file: Dossier, office: Office) -> None:
    """In use, and for notices of this kind."""
    if not board.in_use:
        raise Refused.of("posting_board_gone", where="board", code=board.code, label=board.label)
    if not board.carries(file.notice.category):
        known = office.categories
        names = "、".join(known.get(code).label_zh if code in known else code for code in board.categories)
        raise Refused.of("posting_board_other", where="board", label=board.label, categories=names)


def _refuse_notice(file: Dossier, start: dt.datetime, office: Office) -> None:
    """Approved before it went up, and not taken back since."""
    approval = file.approval
    if approval is None:
        raise Refused.of("not_published_yet", where="id", id=file.id)
    if file.taken_back:
        raise Refused.of("posting_withdrawn", where="id", title=file.title)
    if start < approval.at:
        raise _too_early(approval, office)


def _too_early(approval: DecisionFacts, office: Office) -> BadInput:
    at = local_text(approval.at, office.zone)
    return BadInput.of("posting_before_approval", where="since", at=at, version=approval.version_no)


def _may_hang(file: Dossier, board: Board) -> bool:
    """Whether the notice was planned for boards of that level, and this one carries it."""
    content = file.approved.content if file.approved else file.current.content
    return board.channel in content.channels_allowed and board.carries(content.category)


# -- sheets ------------------------------------------------------------------------------------


def _printed(session: Session, code: str, practice: bool) -> tuple[SheetRow, ...]:
    """The copies with this code, the first first; there is one at least."""
    query = select(SheetRow).where(SheetRow.code == code, SheetRow.practice == practice)
    found = tuple(session.exec(query.order_by(col(SheetRow.copy_no))))
    if not found:
        raise NotFound.of("sheet_unknown", where="sheet_code", code=code)
    return found


def _sheet(session: Session, file: Dossier, code: str, copy: int | None, office: Office) -> SheetRow:
    """The copy that goes up: of this notice, and of the version that is approved now."""
    plain = read_code(code)
    sheets = _printed(session, plain, office.practice)
    if sheets[0].notice_id != file.id:
        raise Refused.of("sheet_of_other", where="sheet_code", code=plain, id=file.id)
    if old := _old(file, sheets[0], office):
        raise old
    if copy is None:
        return _free(sheets, stays(session, practice=office.practice, notice=file.id, at=office.now()))
    found = next((row for row in sheets if row.copy_no == copy), None)
    if found is None:
        raise BadInput.of("sheet_copy_unknown", where="copy", code=plain, copy=copy)
    return found


def _old(file: Dossier, sheet: SheetRow, office: Office) -> Refused | None:
    """Why a sheet may not go up any more, if so."""
    approved: VersionFacts | None = file.approved
    if approved is None or file.taken_back:
        return Refused.of("posting_withdrawn", where="sheet_code", title=file.title)
    if approved.digest == sheet.version_digest:
        return None
    numbers = {"version": sheet.version_no, "approved": approved.no}
    return Refused.of("sheet_old_version", where="sheet_code", code=sheet.code, **numbers)


def _free(sheets: tuple[SheetRow, ...], hanging: tuple[Stay, ...]) -> SheetRow:
    """The newest copy that hangs nowhere; the newest where all do."""
    up = {stay.sheet for stay in hanging}
    return next((row for row in reversed(sheets) if row.id not in up), sheets[-1])


def _named(sheet: SheetRow | None) -> dict[str, object]:
    if sheet is None:
        return {"code": "", "version": None, "copy": None}
    return {"code": sheet.code, "version": sheet.version_no, "copy": sheet.copy_no}


# -- boards ------------------------------------------------------------------------------------


def _on_board(session: Session, posting_id: int) -> BoardPosting:
    found = session.get(BoardPosting, posting_id) if 0 < posting_id < MOST else None
    if found is None:
        raise NotFound.of("posting_not_here", where="id", id=posting_id)
    return found


def _is_sent_again(row: BoardPosting | BoardPostingEnd | None, actor: Actor, photo: Photo | None) -> bool:
    """Whether the same person handed in the same photo; without one nobody can tell."""
    return bool(row and photo and (row.account, row.photo) == (actor.account, photo.digest))


def _last_boards(session: Session, actor: Actor) -> dict[str, int]:
    """By board how long ago this person put something up there: 0 is the last one."""
    query = (
        select(BoardPosting.board)
        .where(BoardPosting.account == actor.account)
        .order_by(col(BoardPosting.at).desc(), col(BoardPosting.posting_id).desc())
        .limit(200)
    )
    return {code: place for place, code in enumerate(dict.fromkeys(session.exec(query)))}
