"""Printing sheets for the boards: final ones from the approved version alone, each copy on record; drafts.

A final sheet counts only once it is on record with the digest of its very file (R12): the
file is made first, outside the transaction, because setting a long list takes seconds; if
somebody printed a copy meanwhile it is made again with the next number. A draft is looking,
not doing: nothing is written, and it has no number. Both pass the screening of today: what
rules found since the approval keeps a final sheet from the board.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from ledctl.accounts.deeds import signed
from ledctl.accounts.model import Actor
from ledctl.boards.model import SheetRow
from ledctl.boards.rights import require
from ledctl.boards.sheets.codes import code_of
from ledctl.boards.sheets.copies import SheetCopy, copies_of, copy_from, next_copy, told_of
from ledctl.boards.sheets.printing import Sheet, print_draft, print_sheet
from ledctl.boards.sheets.sheet import Paper, Printing
from ledctl.content.model import Notice
from ledctl.errors import Refused
from ledctl.notices.around_rights import note_down
from ledctl.notices.elements import six_elements
from ledctl.notices.facts import Dossier, VersionFacts
from ledctl.notices.looking import look_through
from ledctl.notices.office import Office
from ledctl.notices.queries import one
from ledctl.notices.states import STATE_LABELS, State
from ledctl.notices.steps import hold
from ledctl.notices.superseding import refuse_superseded
from ledctl.sentences import Sentence, sentence
from ledctl.settings import BoardSettings

_TRIES = 20


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet as it is handed out. ``copy``: its place on record, none of a draft; ``told`` to a person."""

    pdf: bytes
    copy: SheetCopy | None
    told: tuple[Sentence, ...] = ()


class Sheets:
    """Sheets for the boards."""

    def __init__(self, office: Office, rules: BoardSettings) -> None:
        self._office = office
        self._rules = rules

    def final(
        self, actor: Actor, notice_id: str, paper: Paper = Paper.A4, *, landscape: bool = False
    ) -> Printed:
        """The sheet of the approved version, on record; ``Refused`` says what keeps it from the board."""
        require(actor, "sheet_printed")
        file = self._fit(notice_id)
        version = _approved(file)
        printing = self._printing(file, version, paper, landscape)
        self._refuse_screened(version.content)
        for _ in range(_TRIES):
            with self._office.database.read() as session:
                printing = replace(printing, copy_no=next_copy(session, notice_id, version.no))
            made = print_sheet(printing, self._rules, at=self._office.now(), own=self._office.own())
            if (copy := self._keep(actor, printing, made)) is not None:
                return Printed(made.pdf, copy, self._told(version.content))
        raise Refused.of("sheet_busy", where="copy")

    def draft(self, notice_id: str, paper: Paper = Paper.A4, *, landscape: bool = False) -> Printed:
        """The newest version as it would hang, marked as a draft; nothing is written."""
        file = one(self._office.database, notice_id)
        practice = file.notice.practice
        return self.draft_of(file.current.content, paper, landscape=landscape, practice=practice)

    def draft_of(
        self, notice: Notice, paper: Paper = Paper.A4, *, landscape: bool = False, practice: bool = False
    ) -> Printed:
        """The public version of any notice, marked as a draft."""
        office, public = self._office, look_through(self._office, notice).public
        made = print_draft(
            public,
            office.categories.get(public.category),
            self._rules,
            (paper, landscape),
            at=office.now(),
            practice=practice or office.practice,
            own=office.own(),
        )
        return Printed(made.pdf, None, self._told(public))

    def copies(self, notice_id: str) -> tuple[SheetCopy, ...]:
        """The final sheets of this notice that were printed, the first first."""
        with self._office.database.read() as session:
            return copies_of(session, notice_id)

    # -- what keeps a sheet from the board -------------------------------------------------

    def _fit(self, notice_id: str) -> Dossier:
        """The notice, as far as its way goes; ``Refused`` where nothing of it may hang."""
        file = one(self._office.database, notice_id)
        with self._office.database.read() as session:
            hold(session, notice_id, practice=self._office.practice)
            refuse_superseded(session, notice_id)
        _refuse_ended(file)
        category = self._office.categories.get(_approved(file).content.category)
        if not category.board_allowed:
            raise Refused.of("sheet_category", where="category", zh=category.label_zh, en=category.label_en)
        return file

    def _refuse_screened(self, content: Notice) -> None:
        """The paper passes the same check as everything: what it would hide today is not printed."""
        screened = look_through(self._office, content)
        if screened.public != content:
            places = "、".join(dict.fromkeys(one.where for one in screened.findings if one.where))
            raise Refused.of("sheet_screened", where="content", places=places)

    def _printing(self, file: Dossier, version: VersionFacts, paper: Paper, landscape: bool) -> Printing:
        return Printing(
            version.content,
            six_elements(file, version),
            self._office.categories.get(version.content.category),
            paper,
            landscape,
            file.notice.practice,
            copy_no=1,
            version_no=version.no,
            digest=version.digest,
            code=code_of(file.id, version.digest),
        )

    def _told(self, content: Notice) -> tuple[Sentence, ...]:
        """What is no reason to refuse, and should be known."""
        silent = content.publicity_period is not None and not self._rules.objection_phone
        return (sentence("sheet_no_phone", where="boards.objection_phone"),) if silent else ()

    # -- the record ------------------------------------------------------------------------

    def _keep(self, actor: Actor, printing: Printing, made: Sheet) -> SheetCopy | None:
        """Write the copy down, if nothing changed meanwhile; ``None`` when its number was taken."""
        with self._office.database.write() as session:
            file = self._fit(printing.notice.id)  # again: nobody else writes now
            if _approved(file).digest != printing.digest:
                raise Refused.of("version_changed", where="seen")
            if next_copy(session, file.id, printing.version_no) != printing.copy_no:
                return None
            at = self._office.now()
            row = SheetRow(**_said(printing, made), **signed(actor, at))
            session.add(row)
            session.flush()
            held = hold(session, file.id)
            note_down(session, held.row, actor, "sheet_printed", at=at, **told_of(row))
            return copy_from(row)


def _said(printing: Printing, made: Sheet) -> dict[str, Any]:
    return {
        "notice_id": printing.notice.id,
        "version_no": printing.version_no,
        "version_digest": printing.digest,
        "code": printing.code,
        "copy_no": printing.copy_no,
        "paper": printing.paper.value,
        "landscape": made.landscape,
        "pages": made.pages,
        "pdf_digest": sha256(made.pdf).hexdigest(),
        "practice": printing.practice,
    }


def _approved(file: Dossier) -> VersionFacts:
    if (found := file.approved) is None:
        zh, en = STATE_LABELS[file.state]
        raise Refused.of("sheet_not_approved", where="state", zh=zh, en=en)
    return found


def _refuse_ended(file: Dossier) -> None:
    """What was approved and then taken back, lifted or rejected hangs no more."""
    _approved(file)
    if file.state is State.REJECTED or file.taken_back:
        zh, en = STATE_LABELS[file.state]
        raise Refused.of("sheet_taken_back", where="state", zh=zh, en=en)
