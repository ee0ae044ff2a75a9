"""What is done with paper boards: the register, sheets, postings, duties, checks.

A part of ``usecases``, made in the same way: a group brings its modules when it is first
asked for, and holds nothing between two calls.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ledctl.notices.office import Office
from ledctl.settings import Settings

if TYPE_CHECKING:
    from ledctl.boards.field.postings import Postings
    from ledctl.boards.register.registry import Boards
    from ledctl.boards.rounds.checks import Checks
    from ledctl.boards.rounds.duties import Duties
    from ledctl.boards.sheets.issuing import Sheets
    from ledctl.boards.village.forms import VillageForms


class BoardUses:
    """What whoever looks after the paper boards calls."""

    __slots__ = ()

    site: Path
    settings: Settings
    office: Office

    @property
    def boards(self) -> Boards:
        """The register of boards."""
        from ledctl.boards.register.registry import Boards

        return Boards(self.office, self.settings.boards)

    @property
    def sheets(self) -> Sheets:
        """Sheets from the approved version, and their copies."""
        from ledctl.boards.sheets.issuing import Sheets

        return Sheets(self.office, self.settings.boards)

    @property
    def postings(self) -> Postings:
        """Sheets put up on a board and taken down."""
        from ledctl.boards.field.postings import Postings

        return Postings(self.office, self.settings.boards)

    @property
    def duties(self) -> Duties:
        """What is due at the boards."""
        from ledctl.boards.rounds.duties import Duties

        return Duties(self.office, self.settings.boards)

    @property
    def checks(self) -> Checks:
        """What the supervision team found."""
        from ledctl.boards.rounds.checks import Checks

        return Checks(self.office, self.settings.boards)

    @property
    def village_forms(self) -> VillageForms:
        """What villages publish in one format."""
        from ledctl.boards.village.forms import VillageForms

        return VillageForms(self.office, self.settings.boards, self.site)
