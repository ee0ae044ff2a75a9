"""List files on the command line: what ``notice import`` makes of an .xlsx, .csv or .docx.

A list says neither its title nor its category: those come from an earlier notice
(``--like``, dates set anew), from a village template, or from options. What is not certain is
refused with its reasons, because nobody here looks at a page; ``--as-recognised`` says that it is right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ledctl.cli.common import bytes_of
from ledctl.content.files import notice_from
from ledctl.content.model import Notice, Table
from ledctl.errors import BadInput, Refused
from ledctl.intake.doubts import say_doubts, say_taken, to_look_at
from ledctl.intake.heads import recognise
from ledctl.intake.mapping import as_guessed, make_table
from ledctl.intake.reading import read_sheets
from ledctl.intake.sheet import Sheet, named
from ledctl.intake.shipped import site_vocabulary
from ledctl.notices.following import like
from ledctl.notices.numbering import free_ids
from ledctl.notices.queries import one
from ledctl.sentences import Sentence, sentence
from ledctl.station import Station

LISTS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv", ".txt", ".docx", ".doc", ".wps"})
"""Endings of lists, also of those that are refused with a word on how to save them; the rest are notices."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options say about the notices of list files."""

    like: str = ""
    id: str = ""
    title: str = ""
    category: str = ""
    unit: str = ""
    body: tuple[str, ...] = ()
    sheet: int = 0
    """Which one, from 1; 0 where nobody said: then there must be one only."""
    as_recognised: bool = False
    template: str = ""
    """A village template: it says title, category, text, unit, days and channels; what is given here wins."""
    village: str = ""
    period: str = ""

    def missing(self) -> str:
        """The options a list needs without ``--like``; the unit is the site's own unless said."""
        given = {"--title": self.title, "--category": self.category, "--body": self.body}
        return ", ".join(name for name, value in given.items() if not value)


def is_list(file: Path) -> bool:
    return file.suffix.lower() in LISTS


class ListFiles:
    """Turns list files into notices of one station; each gets a number of its own."""

    def __init__(self, station: Station, wanted: Wanted) -> None:
        self._station = station
        self._wanted = wanted
        self._today = station.today()
        self._ids = _numbers(station, wanted.id, self._today)
        self.told: list[Sentence] = []
        """What a person should know of the lists that were read."""

    def read(self, file: Path) -> tuple[Notice, bytes]:
        """The notice of a list file, and the file's bytes."""
        raw = bytes_of(file)
        return self.notice(file, raw), raw

    def notice(self, file: Path, raw: bytes) -> Notice:
        """The notice of one list; ``BadInput`` or ``Refused`` with what is missing or not certain."""
        wanted = self._wanted
        before = one(self._station.database, wanted.like).current.content if wanted.like else None
        begun = self._begun()
        if before is None and not begun and (missing := wanted.missing()):
            raise BadInput.of("list_needs_more", where=file.name, missing=missing)
        table = self._table(file, raw, before.table if before else None)
        number = next(self._ids, "")
        data = self._said() | {"id": number}
        if begun:
            data = begun | {key: value for key, value in data.items() if key in self._named()}
        if before is None:
            return notice_from(data | {"table": _data(table)})
        drawn = like(before, table, notice_id=number, today=self._today)
        old = drawn.model_dump(mode="json", exclude_none=True)
        return notice_from(old | {key: value for key, value in data.items() if key in self._named()})

    def _begun(self) -> dict[str, object]:
        """What the village template says, in the shape of a notice file; nothing without one."""
        wanted = self._wanted
        if not wanted.template:
            return {}
        if wanted.like:
            raise BadInput.of("village_or_like", where="--template")
        return self._station.village_forms.begin(wanted.template, wanted.village, wanted.period).as_dict()

    def _table(self, file: Path, raw: bytes, before: Table | None) -> Table:
        reading = read_sheets(file.name, raw)
        sheet = _chosen(file.name, reading.sheets, self._wanted.sheet)
        found = recognise(sheet, site_vocabulary(self._station.site), before=before)
        to_look = to_look_at(reading.notes, sheet)
        if not self._wanted.as_recognised and (to_look or not found.sure):
            raise Refused(sentence("list_unsure", where=file.name), *say_doubts(found), *to_look)
        chosen = as_guessed(found)
        self.told += [say_taken(file.name, found, chosen), *reading.notes]
        return make_table(found, chosen)

    def _said(self) -> dict[str, object]:
        """The notice as the options say it, in the shape of a notice file."""
        wanted = self._wanted
        unit = wanted.unit or self._station.settings.desk.town
        return {
            "title": wanted.title,
            "category": wanted.category,
            "issuing_unit": unit,
            "body": list(wanted.body),
            "signature": {"unit": unit, "date": self._today.isoformat()},
        }

    def _named(self) -> set[str]:
        """The fields an option was given for: these win over the earlier notice."""
        wanted = self._wanted
        given = {"title": wanted.title, "category": wanted.category, "body": wanted.body}
        named = {name for name, value in given.items() if value}
        return named | {"id"} | ({"issuing_unit", "signature"} if wanted.unit else set())


def _chosen(name: str, sheets: Sequence[Sheet], number: int) -> Sheet:
    """The sheet that was named, or the only one: what stands on another must not be forgotten unsaid."""
    if not number and len(sheets) > 1:
        names = "、".join(named(sheet.name) for sheet in sheets)
        raise BadInput.of("list_several_sheets", where=name, count=len(sheets), names=names)
    if number > len(sheets):
        raise BadInput.of("sheet_choice_wrong", where=name, number=number)
    return sheets[max(number, 1) - 1]


def _numbers(station: Station, given: str, today: dt.date) -> Iterator[str]:
    return iter([given]) if given else free_ids(station.database, today)


def _data(table: Table) -> dict[str, object]:
    return table.model_dump(mode="json", exclude_none=True)
