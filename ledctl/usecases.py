"""What can be done at a station: every group of use cases, under one name each.

A group brings its modules when it is first asked for: a publisher by itself, or
a page to sign in at, needs few of them, and a start must not wait for the rest.
None holds anything between two calls, so each asking may make it anew. Here is the
office and its signs; the paper boards are in ``board_uses``, what is asked of the record
in ``record_uses``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledctl.board_uses import BoardUses
from ledctl.record_uses import RecordUses

if TYPE_CHECKING:
    from ledctl.accounts.delegations import Delegations
    from ledctl.accounts.staff import Staff
    from ledctl.alerts.seeing import Alerts
    from ledctl.blackout.orders import Blackouts
    from ledctl.glyphs.foundry import Foundry
    from ledctl.notices.afterwards import AfterApproval
    from ledctl.notices.desk import Desk
    from ledctl.notices.elsewhere import Elsewhere
    from ledctl.notices.keeping import Keeping
    from ledctl.notices.lapses import Lapses
    from ledctl.notices.objections import Objections
    from ledctl.notices.publications import Publications
    from ledctl.notices.remarks import Remarks
    from ledctl.notices.rounds import Rounds
    from ledctl.notices.series import Series
    from ledctl.notices.sweep import Sweep
    from ledctl.notices.warnings import Warnings
    from ledctl.notices.wordlist import WordList
    from ledctl.publishing.timekeeping import Timekeeping
    from ledctl.templates.cabinet import Cabinet


class UseCases(BoardUses, RecordUses):
    """What the pages, the API, the command line and the demo call; none has a second way."""

    __slots__ = ()

    def ask(self, question: str) -> object | None:
        """What the publisher answers, if there is one."""
        return None

    @property
    def desk(self) -> Desk:
        """The chain: writing, deciding, taking back."""
        from ledctl.notices.desk import Desk

        return Desk(self.office)

    @property
    def warnings(self) -> Warnings:
        """Warnings: the short way to the sign, lifting, looking at them afterwards."""
        from ledctl.notices.warnings import Warnings

        return Warnings(self.office, self.desk)

    @property
    def after(self) -> AfterApproval:
        """Extending, ending, revising, correcting, running again."""
        from ledctl.notices.afterwards import AfterApproval

        return AfterApproval(self.office)

    @property
    def lapses(self) -> Lapses:
        """What waited too long."""
        from ledctl.notices.lapses import Lapses

        return Lapses(self.office)

    @property
    def series(self) -> Series:
        """The next number of a list, begun from the last one."""
        from ledctl.notices.series import Series

        return Series(self.office)

    @property
    def rounds(self) -> Rounds:
        """Standing items, looked at again."""
        from ledctl.notices.rounds import Rounds

        return Rounds(self.office)

    @property
    def objections(self) -> Objections:
        """What is said against a notice, and what became of it."""
        from ledctl.notices.objections import Objections

        return Objections(self.office)

    @property
    def publications(self) -> Publications:
        """Where a notice hangs besides the signs."""
        from ledctl.notices.publications import Publications

        return Publications(self.office)

    @property
    def remarks(self) -> Remarks:
        """The office's internal remarks."""
        from ledctl.notices.remarks import Remarks

        return Remarks(self.office)

    @property
    def keeping(self) -> Keeping:
        """A personal datum that stays public: asked for, agreed to."""
        from ledctl.notices.keeping import Keeping

        return Keeping(self.office)

    @property
    def sweep(self) -> Sweep:
        """What was approved, screened again by the rules of today."""
        from ledctl.notices.sweep import Sweep

        return Sweep(self.office)

    @property
    def elsewhere(self) -> Elsewhere:
        """What was published elsewhere only."""
        from ledctl.notices.elsewhere import Elsewhere

        return Elsewhere(self.office)

    @property
    def words(self) -> WordList:
        """The site's word list, and changing it."""
        from ledctl.notices.rulebook import WORDS
        from ledctl.notices.wordlist import WordList

        return WordList(self.office, self.site / WORDS)

    @property
    def timekeeping(self) -> Timekeeping:
        """The clock, and a person's word that it is right."""
        from ledctl.publishing.timekeeping import Timekeeping

        return Timekeeping(self.database, self.clock, self.settings.zoneinfo, self.office.ring)

    @property
    def foundry(self) -> Foundry:
        """Shapes the site draws for characters no font has."""
        from ledctl.glyphs.foundry import Foundry

        return Foundry(self.database, self.clock, practice=self.office.practice)

    @property
    def cabinet(self) -> Cabinet:
        """The templates warnings may come in."""
        from ledctl.templates.cabinet import Cabinet

        office, town = self.office, self.settings.desk.town
        return Cabinet(self.database, self.clock, office.categories, practice=office.practice, town=town)

    @property
    def blackouts(self) -> Blackouts:
        """Every sign dark at one click, and lighting them again."""
        from ledctl.blackout.orders import Blackouts

        office = self.office
        return Blackouts(
            self.database,
            self.clock,
            signs=office.signs,
            practice=office.practice,
            ring=office.ring,
            ask=self.ask,
        )

    @property
    def staff(self) -> Staff:
        """Stopping accounts, changing roles."""
        from ledctl.accounts.staff import Staff

        return Staff(self.database, self.clock)

    @property
    def delegations(self) -> Delegations:
        """Who stands in for whom."""
        from ledctl.accounts.delegations import Delegations

        return Delegations(self.database, self.clock, self.settings.zoneinfo)

    @property
    def alerts(self) -> Alerts:
        """What is wrong, and who has seen it."""
        from ledctl.alerts.seeing import Alerts

        return Alerts(self.database, self.clock)
