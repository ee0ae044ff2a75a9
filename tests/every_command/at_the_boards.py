"""The same approval on paper: boards, sheets, postings, duties and checks, by anybody at any time."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import rule

from ledctl.boards.facts import Board, Level
from ledctl.boards.field.postings import Postings
from ledctl.boards.photos import Photo
from ledctl.boards.register.registry import Boards
from ledctl.boards.rounds.checks import Checks, Seen
from ledctl.boards.rounds.duties import Duties
from ledctl.boards.rounds.terms import Rhythm, term_of
from ledctl.boards.sheets.issuing import Sheets
from ledctl.boards.sheets.sheet import Paper
from ledctl.boards.village.forms import VillageForms
from ledctl.errors import LedctlError
from ledctl.notices.queries import one
from ledctl.screening.elements import Element
from tests.boards.register import a_photo
from tests.every_command.book import Row
from tests.every_command.drawing import NOTICES, Drawing, takes

TOWN = Board("town", Level.TOWN, "镇公开栏", "镇政府大门", 600, 360)
VILLAGE = Board("dongpo", Level.VILLAGE, "东坡村公开栏", "东坡村", 500, 240, village="东坡村")
ALL = (TOWN, VILLAGE)
OFF = frozenset({"withdraw", "lift", "sign_off_refuse"})
"""What takes an approval back for good."""

MAY = {
    "board_saved": {"operator", "reviewer", "administrator"},
    "sheet_printed": {"drafter", "reviewer", "approver", "operator", "village_poster"},
    "posted_elsewhere": {"drafter", "reviewer", "operator", "village_poster"},
    "taken_elsewhere": {"drafter", "reviewer", "operator", "village_poster"},
    "posting_struck": {"reviewer", "operator"},
    "board_updated": {"drafter", "reviewer", "operator", "village_poster"},
    "board_checked": {"reviewer", "approver", "operator"},
    "board_check_mended": {"reviewer", "approver", "operator"},
}
"""Said once more from the office's own rule: nothing here asks the program."""


class AtTheBoards(Drawing):
    """One rule takes all of these, so that steps on notices are most of a day."""

    @rule(
        data=st.data(),
        what=st.sampled_from(
            ["save", "print", "post", "post", "down", "strike", "update", "check", "look_at"]
        ),
    )
    def at_the_boards(self, data: st.DataObject, what: str) -> None:
        getattr(self, f"{what}_boards")(data)

    @takes(Boards.save)
    def save_boards(self, data: st.DataObject) -> None:
        """An entry more; the one before stays as it was."""
        board = data.draw(st.sampled_from(ALL))
        said = replace(
            board, in_use=data.draw(st.integers(0, 3)) > 0, keeper=data.draw(st.sampled_from(["", "某村"]))
        )
        done, _ = self._command("board_saved", Boards.save, data, said, self._photo(data))
        if done:
            (row,) = self.office.last.came["board"]
            assert bool(row["practice"]) is not self.office.live, "of the other mode (R7)"

    @takes(Sheets.final)
    def print_boards(self, data: st.DataObject) -> None:
        """No copy of a version nobody approved, nor of a notice that was withdrawn since (R1, R2)."""
        notice, paper = self._approved(data), data.draw(st.sampled_from(list(Paper)))
        landscape = data.draw(st.booleans())
        done, printed = self._command("sheet_printed", Sheets.final, data, notice, paper, landscape=landscape)
        if done:
            (row,) = self.office.last.came["sheet_copy"]
            self._sheet_holds(row)
            assert row["pdf_digest"] == sha256(printed.pdf).hexdigest()

    @takes(Postings.up)
    def post_boards(self, data: st.DataObject) -> None:
        """Only on a board that is in use, only what is approved now, only the sheet of that version."""
        office, board = self.office, data.draw(st.sampled_from(ALL)).code
        notice = self._approved(data)
        codes = [row["code"] for row in office.book.rows("sheet_copy", notice_id=notice)]
        code = self.any_of(
            data, ["", *codes], ["0000-0000", *(r["code"] for r in office.book.rows("sheet_copy"))]
        )
        stood = self._entry(board)
        done, number = self._command(
            "posted_elsewhere", Postings.up, data, notice, board, self._photo(data), sheet_code=code
        )
        if not done:
            return
        assert stood is not None
        assert stood["in_use"], "on a board that is gone"
        approved = self._stands(notice)
        (row,) = office.last.came["board_posting"]
        assert (row["posting_id"], row["board"]) == (number, board)
        if row["sheet_id"] is not None:
            assert (
                office.book.tables["sheet_copy"][row["sheet_id"]]["version_digest"]
                == approved["version_digest"]
            )

    @takes(Postings.down)
    def down_boards(self, data: st.DataObject) -> None:
        number = self._hanging(data)
        self._command("taken_elsewhere", Postings.down, data, number, self.opinion(data), self._photo(data))

    @takes(Postings.strike, Postings.list, Postings.flags)
    def strike_boards(self, data: st.DataObject) -> None:
        """A posting that was a mistake covers nothing: it hangs nowhere and nothing is said of it."""
        office, number = self.office, self._hanging(data)
        self._command("posting_struck", Postings.strike, data, number, self.opinion(data))
        struck = {row["posting_id"] for row in office.book.rows("posting_strike")}
        listed = {stay.posting for stay in office.station.postings.list()}
        of_now = {r["id"] for r in office.book.rows("posting") if bool(r["practice"]) is not office.live}
        assert listed == of_now - struck
        assert not struck & {told.flag.posting for told in office.station.postings.flags()}

    @takes(Duties.update)
    def update_boards(self, data: st.DataObject) -> None:
        """Nobody went through a board tomorrow, nor through one that is gone."""
        board, day = (
            data.draw(st.sampled_from(ALL)).code,
            self.office.today + dt.timedelta(data.draw(st.integers(-2, 1))),
        )
        stood = self._entry(board)
        done, _ = self._command("board_updated", Duties.update, data, board, note="已核对", done_on=day)
        assert not done or (stood is not None and stood["in_use"] and day <= self.office.today)

    @takes(Checks.record, Checks.mended, Checks.hung)
    def check_boards(self, data: st.DataObject) -> None:
        """What was found has a day to be mended by, and is mended once."""
        office, board = self.office, data.draw(st.sampled_from(ALL)).code
        if data.draw(st.booleans()):
            number = self.row_of(data, "board_check")
            done, _ = self._command("board_check_mended", Checks.mended, data, number, note="已补贴")
            assert not done or office.book.tables["board_check"][number]["mend_by"]
            return
        hung = office.station.checks.hung(board, office.today)
        present = frozenset(data.draw(st.sets(st.sampled_from(list(Element)), min_size=4)))
        seen = {stay.posting: Seen(present, stay.code) for stay in hung}
        mend = self.any_of(data, [None, office.today + dt.timedelta(7)], [office.today - dt.timedelta(1)])
        more: dict[str, Any] = {"team": "监督小组", "seen": seen, "mend_by": mend, "photo": a_photo()}
        done, _ = self._command("board_checked", Checks.record, data, board, findings="", **more)
        if done:
            (row,) = office.last.came["board_check"]
            wrong = any(len(one.present) < len(Element) for one in seen.values())
            assert (row["mend_by"] is not None) is wrong

    @takes(Boards.all, Boards.one, Boards.history, Boards.hung, Boards.today, Boards.photo)
    @takes(Sheets.draft, Sheets.draft_of, Sheets.copies, Postings.scan)
    @takes(Duties.standing, Duties.quarter, Duties.villages, Duties.month)
    @takes(VillageForms.all, VillageForms.blank, VillageForms.begin, VillageForms.span)
    def look_at_boards(self, data: st.DataObject) -> None:
        """Whoever only looks changes nothing; a draft leaves no copy."""
        office, notice = self.office, data.draw(st.sampled_from(NOTICES))
        person = office.actor("he")
        office.book.read()
        station, day = office.station, office.today
        assert {one.board.code for one in station.boards.all(gone=True)} <= {one.code for one in ALL}
        station.boards.today()
        station.duties.standing()
        station.duties.quarter(term_of(day, Rhythm.QUARTER))
        for village in station.duties.villages():
            station.duties.month(village, term_of(day, Rhythm.MONTH))
        for board in ALL:
            with suppress(LedctlError):
                station.boards.one(board.code)
                station.boards.history(board.code)
                station.boards.hung(board.code)
        for row in office.book.rows("photo")[:1]:
            assert station.boards.photo(row["digest"]) == row["body"]
        with suppress(LedctlError):
            station.sheets.draft(notice)
            station.sheets.draft_of(one(station.database, notice).current.content)
        copies = office.book.rows("sheet_copy", notice_id=notice)
        assert len(station.sheets.copies(notice)) == len(copies)
        for row in copies[:1] if person else []:
            with suppress(LedctlError):
                assert station.postings.scan(person, row["code"]).notice.id == notice
        forms = station.village_forms
        for form in [*forms.all()][:1]:
            assert forms.blank(form.code, "csv")
            assert forms.begin(form.code, "东坡村").category == form.category
            assert forms.span(form).year
        assert not office.book.read().came

    # -- drawing and holding ------------------------------------------------------------------

    def _command(
        self, task: str, use: Any, data: st.DataObject, *given: Any, **more: Any
    ) -> tuple[bool, Any]:
        """By somebody whose task it is, mostly; nobody else ever gets it done, and no notice changes."""
        office, by = self.office, self.who(data, *sorted(MAY[task]))
        done, answer = office.command(use, by, *given, **more)
        assert not done or office.people.own(by) & MAY[task], f"{by} may not: {task}"
        assert not office.last.altered, "paper changed a notice"
        return done, answer

    def _photo(self, data: st.DataObject) -> Photo | None:
        return a_photo() if data.draw(st.booleans()) else None

    def _approved(self, data: st.DataObject) -> str:
        return self.any_of(data, self.office.book.in_state("approved"), NOTICES)

    def _hanging(self, data: st.DataObject) -> int:
        rows = self.office.book.rows("board_posting")
        return self.any_of(data, [row["posting_id"] for row in rows], [0, 999])

    def _entry(self, board: str) -> Row | None:
        """The newest entry of a board, of this mode."""
        rows = self.office.book.rows("board", code=board)
        return next((row for row in reversed(rows) if bool(row["practice"]) is not self.office.live), None)

    def _stands(self, notice: str) -> Row:
        """The newest approval of a notice, after which nobody took it back."""
        taken = self.office.book.rows("decision", notice_id=notice)
        last = max(
            (row for row in taken if row["step"] == "approve"), key=lambda row: row["id"], default=None
        )
        assert last is not None, f"{notice} was never approved"
        assert not [row for row in taken if row["id"] > last["id"] and row["step"] in OFF], (
            "it was taken back"
        )
        return last

    def _sheet_holds(self, sheet: Row) -> None:
        """The version on the paper is the one that stands approved, by number and digest."""
        approved = self._stands(sheet["notice_id"])
        assert (sheet["version_no"], sheet["version_digest"]) == (
            approved["version_no"], approved["version_digest"],
        )  # fmt: skip
        assert bool(sheet["practice"]) is not self.office.live, "of the other mode (R7)"
        same = self.office.book.rows(
            "sheet_copy", notice_id=sheet["notice_id"], version_no=sheet["version_no"]
        )
        assert [row["copy_no"] for row in same] == [*range(1, len(same) + 1)]
