"""What villages publish in one format: the site's templates, their blank lists, how a notice of one begins.

Nothing is stored here. A notice of a template needs its list; what is known before that is
``Beginning``, and the import of the list goes on from it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ledctl.boards.village.files import write_blank
from ledctl.boards.village.templates import Template, Templates, load_templates
from ledctl.boards.village.words import (
    Span,
    Words,
    committee_of,
    fill_paragraphs,
    fill_words,
    read_span,
    span_before,
)
from ledctl.calendars.categories import Categories, Category
from ledctl.calendars.periods import Period, publicity
from ledctl.content.model import DayType
from ledctl.errors import BadInput
from ledctl.notices.office import Office
from ledctl.notices.rulebook import read_rules, shipped_categories
from ledctl.resources import shared
from ledctl.settings import BoardSettings

FILE = "village.toml"
MOST_VILLAGE = 40
_NOBODY = "×××村"
"""Stands in the title of a blank list for a village that is to write its name there."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known of a notice before its list: everything but number, list and what a person adds.

    ``period`` is the category's least, as if it hung from today; ``None`` where the category knows no days.
    """

    template: str
    title: str
    category: str
    unit: str
    body: tuple[str, ...]
    channels: tuple[str, ...]
    day: dt.date
    period: Period | None

    def as_dict(self) -> dict[str, Any]:
        """In the shape of a notice file, without number and list."""
        facts: dict[str, Any] = {
            "title": self.title,
            "category": self.category,
            "issuing_unit": self.unit,
            "body": list(self.body),
            "signature": {"unit": self.unit, "date": self.day.isoformat()},
            "channels_allowed": list(self.channels),
        }
        if self.period is not None:
            facts["publicity_period"] = {
                "days": self.period.days,
                "day_type": self.period.day_type.value,
                "start": self.period.first.isoformat(),
                "end": self.period.last.isoformat(),
            }
        return facts


class VillageForms:
    """The templates of this site."""

    def __init__(self, office: Office, rules: BoardSettings, site: Path) -> None:
        self._office = office
        self._rules = rules
        self._site = site

    def all(self) -> Templates:
        """Every template, read anew each time: an edit of the site's own file needs no start."""
        return templates_of(self._site, self._office.categories)

    def blank(self, code: str, sort: str, *, village: str = "", period: str = "") -> tuple[Template, bytes]:
        """The blank list as .xlsx or .csv, its title for that village and period."""
        template = self.all().get(code)
        words = self._words(template, _named(village) if village.strip() else _NOBODY, period)
        title = fill_words(template.title, words)
        return template, write_blank(sort, template, title, practice=self._office.practice)

    def begin(self, code: str, village: str, period: str = "") -> Beginning:
        """What a notice of this template says before its list; ``BadInput`` when no village is named."""
        template, village = self.all().get(code), _named(village)
        words, today = self._words(template, village, period), self._office.today()
        return Beginning(
            template=code,
            title=fill_words(template.title, words),
            category=template.category,
            unit=committee_of(village),
            body=fill_paragraphs(template.opening, words),
            channels=template.channels,
            day=today,
            period=self._period(self._office.categories.get(template.category), today),
        )

    def span(self, template: Template) -> Span:
        """What a list of today is most likely about."""
        return span_before(self._office.today(), template.cadence)

    def _words(self, template: Template, village: str, period: str) -> Words:
        span = read_span(period, template.cadence) if period.strip() else self.span(template)
        return Words(self._office.rules.town, village, span, self._rules.objection_phone)

    def _period(self, category: Category, posted: dt.date) -> Period | None:
        """The least its category asks, counted from the day after ``posted`` (Civil Code art. 201)."""
        if not category.min_days:
            return None
        kind, rolls = category.day_type or DayType.CALENDAR, self._office.rules.roll_forward
        return publicity(posted, category.min_days, kind, self._office.workdays(), roll_forward=rolls)


def as_dict(template: Template, categories: Categories) -> dict[str, Any]:
    """A template with what its category adds, for ``--json`` and the API."""
    category = categories.get(template.category)
    citation, certainty = template.basis(categories)
    facts = template.model_dump(mode="json", exclude={"citation", "certainty"})
    basis = {"citation": citation, "certainty": certainty.value}
    return facts | {"min_days": category.min_days, "day_type": category.day_type, **basis}


def templates_of(site: Path, categories: Categories) -> Templates:
    """The shipped templates, and the site's own over them; ``BadInput`` names the file that is wrong."""
    shipped, file = shipped_templates(), site / FILE
    if not file.exists():
        return shipped
    return read_rules(file, lambda text: load_templates(text, categories)).over(shipped)


@cache
def shipped_templates() -> Templates:
    return load_templates((shared("config/defaults") / FILE).read_text("utf-8"), shipped_categories())


def _named(village: str) -> str:
    """The village's name in one line; it becomes part of titles and stands on paper."""
    name = "".join(village.split())
    if not 1 < len(name) <= MOST_VILLAGE:
        raise BadInput.of("village_name_missing", where="village", most=MOST_VILLAGE)
    return name
