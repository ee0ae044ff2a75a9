"""What is asked of the record: the count, forms, books, evidence, exports, checkpoints, retention.

The other half of ``usecases``, made in the same way: a group brings its modules when it
is first asked for, and holds nothing between two calls.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.notices.office import Office
from ledctl.settings import Settings

if TYPE_CHECKING:
    from ledctl.archive.books import Books
    from ledctl.archive.retention import Retention
    from ledctl.forms.book import Forms
    from ledctl.ledger.anchoring.checkpoints import Sealing
    from ledctl.proof.proving import Proofs
    from ledctl.questions.answers import Questions
    from ledctl.questions.checkpoints import Checkpoints
    from ledctl.questions.exports import Exports
    from ledctl.reports.asking import Asking
    from ledctl.reports.reckoning import Reckoning


class RecordUses:
    """What auditors, whoever reports and whoever keeps the archive call."""

    __slots__ = ()

    site: Path
    settings: Settings
    clock: Clock
    database: Database
    office: Office

    @property
    def asking(self) -> Asking:
        """Notices that lost more of their time than the office accepts."""
        from ledctl.reports.asking import Asking
        from ledctl.reports.shares import quiet_of

        return Asking(self.office, self.settings.desk.lost_share, quiet_of(self.settings))

    @property
    def retention(self) -> Retention:
        """Giving up what need not be kept any longer."""
        from ledctl.archive.retention import Retention
        from ledctl.ledger.anchoring.statements import Why

        def anchor() -> None:
            self.sealing.sign(Why.DISPOSAL)

        return Retention(self.office, self.settings.retention, anchor)

    @property
    def books(self) -> Books:
        """The year on a shelf: its catalogue, and a book of each category."""
        from ledctl.archive.books import Books
        from ledctl.reports.shares import quiet_of

        return Books(
            self.office,
            self.reckoning,
            quiet_of(self.settings),
            self._labels,
            virtual=self._virtual,
            code=self.checkpoint_code,
        )

    @property
    def reckoning(self) -> Reckoning:
        """The count of any period, and what stands beside it."""
        from ledctl.reports.reckoning import Reckoning

        return Reckoning(self.office, self.settings)

    @property
    def proofs(self) -> Proofs:
        """The evidence of one notice, to be carried away."""
        from ledctl.proof.proving import Proofs
        from ledctl.reports.shares import quiet_of

        quiet = quiet_of(self.settings)
        return Proofs(self.office, self.sealing, quiet, self._labels, virtual=self._virtual)

    @property
    def exports(self) -> Exports:
        """Taking the record out of the house, signed."""
        from ledctl.questions.exports import Exports

        return Exports(self.office, self.sealing)

    @property
    def checkpoints(self) -> Checkpoints:
        """The signed ends of the record."""
        from ledctl.questions.checkpoints import Checkpoints

        return Checkpoints(self.sealing)

    @property
    def sealing(self) -> Sealing:
        """Signing for the program itself: daily, and with whatever leaves the house."""
        from ledctl.ledger.anchoring.checkpoints import Sealing
        from ledctl.ledger.anchoring.keys import FILE

        zone, practice = self.settings.zoneinfo, self.office.practice
        return Sealing(self.database, self.clock, self.site / FILE, zone, practice)

    @property
    def forms(self) -> Forms:
        """The year's forms: filled, entered by hand, filed."""
        from ledctl.forms.book import Forms
        from ledctl.ledger.anchoring.statements import Why

        return Forms(
            self.office,
            self.site,
            town=self.settings.desk.town,
            count=self.reckoning.for_forms,
            categories={one.code: one.label_zh for one in self.office.categories},
            checkpoint=self.checkpoint_code,
            sign=lambda: self.sealing.sign(Why.REPORT).code,
        )

    @property
    def questions(self) -> Questions:
        """What auditors ask of the record."""
        from ledctl.questions.answers import Questions
        from ledctl.reports.shares import quiet_of

        return Questions(self.office, quiet_of(self.settings))

    def checkpoint_code(self) -> str:
        """The short form of the newest checkpoint, for paper; empty where there is none."""
        last = self.checkpoints.last()
        return last.code if last else ""

    @property
    def _labels(self) -> dict[str, str]:
        """What the office calls its signs."""
        return {name: sign.label for name, sign in self.settings.signs.items()}

    @property
    def _virtual(self) -> frozenset[str]:
        """Signs that are no hardware: papers say so."""
        return frozenset(name for name, sign in self.settings.signs.items() if sign.driver == "virtual")
