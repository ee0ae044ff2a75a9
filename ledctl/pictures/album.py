"""The pictures of one site as they are asked for: the values are read, then drawn.

What pages, the command line, reports and books call, so that a picture, its table and
its JSON come from the same values. Nothing is decided here: the values come from
``reports``, the drawing is pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from ledctl.boards.register.registry import Boards
from ledctl.boards.register.standing import Standing
from ledctl.calendars.days import first_instant, last_edge
from ledctl.errors import BadInput, NotFound
from ledctl.notices.office import Office
from ledctl.pictures.bars import categories, months
from ledctl.pictures.board import board
from ledctl.pictures.calendar import calendar
from ledctl.pictures.timeline import MOST_LANES, timeline
from ledctl.reports.counts import YearCount
from ledctl.reports.daylines import DayLine, day_line, signs_on_record
from ledctl.reports.items import Line
from ledctl.reports.months import MonthFigures, year_months
from ledctl.reports.periods import Period
from ledctl.reports.shares import Quiet
from ledctl.reports.yeardays import YearDays, year_days

V = TypeVar("V")
MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Drawn(Generic[V]):
    """A picture and the values it shows."""

    svg: str
    values: V


class Album:
    """Pictures of the record. ``labels``: what people call the signs of the site."""

    def __init__(self, office: Office, quiet: Quiet, labels: Mapping[str, str], boards: Boards) -> None:
        self._office = office
        self._boards = boards
        self._quiet = quiet
        self._labels = labels

    @property
    def signs(self) -> list[str]:
        """The signs there are pictures of, those that only the record knows included."""
        return signs_on_record(self._office.database, self._labels)

    def timeline(self, sign: str, days: Period, language: str = "zh") -> Drawn[list[DayLine]]:
        """Who was on when; of all signs where ``sign`` is empty."""
        if days.days > MOST_DAYS:
            raise BadInput.of("picture_too_long", where="until", days=MOST_DAYS)
        names = [self._known(sign)] if sign else self.signs[:MOST_LANES]
        if not names:
            raise NotFound.of("picture_no_signs")
        since, until = first_instant(days.first, self._office.zone), last_edge(days.last, self._office.zone)
        lines = [day_line(self._office, name, since, until, self._quiet) for name in names]
        drawn = timeline(lines, zone=self._office.zone, language=language, label=self.label)
        return Drawn(drawn, lines)

    def calendar(self, year: int, sign: str = "", language: str = "zh") -> Drawn[YearDays]:
        """A year day by day, of one sign or of all."""
        days = year_days(self._office, year, self._known(sign) if sign else "")
        return Drawn(calendar(days, zone=self._office.zone, language=language, label=self.label), days)

    def categories(self, count: YearCount, language: str = "zh") -> Drawn[Sequence[Line]]:
        """Hours on air by category, as the year's count has them."""
        drawn = categories(
            count.by_category,
            count.year,
            count.as_of,
            zone=self._office.zone,
            language=language,
            label=lambda code: self.category(code, language),
            practice=count.practice,
        )
        return Drawn(drawn, count.by_category)

    def months(self, count: YearCount, language: str = "zh") -> Drawn[Sequence[MonthFigures]]:
        """Items and displays month by month, by the rules of the year's count."""
        zone = self._office.zone
        figures = year_months(
            self._office.database,
            count.year,
            zone=zone,
            as_of=count.as_of,
            rules=count.rules,
            practice=count.practice,
        )
        drawn = months(
            figures, count.year, count.as_of, zone=zone, language=language, practice=count.practice
        )
        return Drawn(drawn, figures)

    def board(self, code: str, at: datetime | None = None, language: str = "zh") -> Drawn[Standing]:
        """A paper board as it stands, or stood at an instant."""
        stands = self._boards.one(code, at)
        return Drawn(board(stands, zone=self._office.zone, language=language), stands)

    def label(self, sign: str) -> str:
        """What people call a sign; one that is gone keeps its name."""
        return self._labels.get(sign) or sign

    def category(self, code: str, language: str) -> str:
        """What a category is called; one that is gone keeps its code."""
        if code not in self._office.categories:
            return code
        found = self._office.categories.get(code)
        return found.label_zh if language == "zh" else found.label_en

    def _known(self, sign: str) -> str:
        if sign not in self.signs:
            raise NotFound.of("no_such_sign", where="sign", name=sign)
        return sign
