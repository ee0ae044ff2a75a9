"""The use cases of the archive: the catalogue of a year, and its books. Only looking.

A book is made when it is asked for, from the record of that moment; nothing of it is
stored here. What it is bound by stands on its last page: the newest checkpoint's code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ledctl.archive.binder import Part, print_book
from ledctl.archive.catalogue import Catalogue
from ledctl.archive.year import catalogue_of
from ledctl.errors import BadInput, NotFound
from ledctl.notices.office import Office
from ledctl.proof.evidence import Evidence
from ledctl.questions.casefile import casefile
from ledctl.reports.asked import FIRST, LAST
from ledctl.reports.reckoning import Reckoning
from ledctl.reports.shares import Quiet


class Books:
    """What is kept of a year, to be put on a shelf."""

    def __init__(
        self,
        office: Office,
        reckoning: Reckoning,
        quiet: Quiet,
        labels: Mapping[str, str],
        *,
        virtual: frozenset[str],
        code: Callable[[], str],
    ) -> None:
        """``code``: that of the newest checkpoint, for paper."""
        self._office = office
        self._reckoning = reckoning
        self._quiet = quiet
        self._labels = {name: label for name, label in labels.items() if label}
        self._virtual = virtual
        self._code = code

    def catalogue(self, year: int) -> Catalogue:
        """What was made public in the year, as known today."""
        if not FIRST <= year <= LAST:
            raise BadInput.of("count_period_unknown", where="year", text=year)
        return catalogue_of(
            self._office,
            self._reckoning,
            year,
            self._office.today(),
            town=self._office.rules.town,
            checkpoint=self._code(),
        )

    def book(self, year: int, category: str, volume: int = 1) -> bytes:
        """The book of that category as PDF, or a volume of it; ``NotFound`` where the year has none."""
        found = self.catalogue(year)
        if category not in found.categories or not 1 <= volume <= found.volumes(category):
            raise NotFound.of("no_such_book", where="category", year=year, category=found.label(category))
        at = self._office.now()
        part = Part(category, volume)
        return print_book(found, part, self._evidence(found, part), at=at, zone=self._office.zone)

    def _evidence(self, found: Catalogue, part: Part) -> Iterator[Evidence]:
        """One notice after another: a case file is large, what is printed of it is not."""
        for line in found.volume(part.category, part.volume):
            yield Evidence(
                casefile(self._office, line.index, self._quiet),
                {},
                self._office.now(),
                self._office.zone,
                category=self._office.categories.by_code.get(part.category),
                labels=self._labels,
                virtual=self._virtual,
                town=self._office.rules.town,
                practice_site=self._office.practice,
            )
