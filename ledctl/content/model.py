"""The shape of one notice as a file, a form or the database holds it.

One notice says: what it is called, what kind it is, who issues it, what it
says, who signs it; the rest is optional. The model is strict (an unknown key is
a typing slip, not an extension), bounded (no field can exhaust the machine, R18)
and frozen. Cells of a table are text, exactly as written in the source: an
amount is never a float here, because rounding would change a public figure.

Dates of publicity are inclusive days, as the law counts them and as people
write them; instants with half-open ends begin in ``ledctl.calendars``.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from ledctl.content.openness import Disclosure, Part, Schedule
from ledctl.settings.names import SignName

MAX_ROWS = 5000
MAX_COLUMNS = 40
MAX_WINDOW_DAYS = 366  # R18: a window is at most a year


def _cell_text(value: object) -> object:
    """Numbers become the text a person would read; everything else is judged by pydantic."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return value


Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=5000)]
Cell = Annotated[str, BeforeValidator(_cell_text), StringConstraints(max_length=1000)]
NoticeId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Key = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z_]([A-Za-z_]|[0-9]{1,7}([A-Za-z_]|$))*$", max_length=40)
]
"""Names of columns, channels, categories. Never eight digits in a row: keys stand in every finding and
every record, where nothing can be hidden, so no number of a person may be one."""


class Privacy(StrEnum):
    """How a column may appear in public: as it is, after a look, generalised, or never."""

    PUBLIC = "public"
    REVIEW = "review"
    GENERALISE = "generalise"
    NEVER = "never"


class ColumnType(StrEnum):
    """What a column holds; decides alignment and which checks apply."""

    TEXT = "text"
    NAME = "name"
    INT = "int"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    ID = "id"
    BANK = "bank"
    PHONE = "phone"
    PERCENT = "percent"
    STEPS = "steps"
    """Milestones of a project: ``√开工；√主体完工；竣工验收``, a tick for each that is done."""


class Urgency(StrEnum):
    """How soon: emergencies pre-empt everything else, idle pages stand when nothing else may (R28)."""

    IDLE = "idle"
    NORMAL = "normal"
    HIGH = "high"
    EMERGENCY = "emergency"


class WarningLevel(StrEnum):
    """The four colours of a warning (Emergency Response Law 2024, art. 63)."""

    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


LEVEL_LABELS: dict[WarningLevel, tuple[str, str]] = {
    WarningLevel.BLUE: ("蓝色", "blue"),
    WarningLevel.YELLOW: ("黄色", "yellow"),
    WarningLevel.ORANGE: ("橙色", "orange"),
    WarningLevel.RED: ("红色", "red"),
}


class DayType(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


class SignLayout(StrEnum):
    """How the office wants a notice set on signs; ``layouts`` says what each does."""

    PLAIN = "plain"
    TITLED = "titled"
    TABLE = "table"
    CARDS = "cards"
    PROGRESS = "progress"
    WARNING = "warning"
    TICKER = "ticker"
    CLOCK = "clock"


class Column(Part):
    """One column: ``key`` names it in rows, ``label`` is its printed head."""

    key: Key
    label: Line
    type: ColumnType = ColumnType.TEXT
    align: Annotated[str, StringConstraints(pattern="^(left|right|centre|center)$")] = "left"
    privacy: Privacy = Privacy.PUBLIC


class Table(Part):
    """A list: columns, and rows whose cells are named by column key. A missing cell is empty."""

    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=MAX_COLUMNS)]
    rows: Annotated[tuple[dict[str, Cell], ...], Field(min_length=1, max_length=MAX_ROWS)]
    totals: dict[str, Cell] | None = None

    @model_validator(mode="after")
    def _cells_belong_to_columns(self) -> Self:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError("duplicate_column")
        known = set(keys)
        for number, row in enumerate((*self.rows, self.totals or {})):
            if strange := sorted(row.keys() - known):
                raise ValueError(f"unknown_cell:{number}:{strange[0]}")
        return self

    def cells(self, row: dict[str, str]) -> tuple[str, ...]:
        """The row's cells in column order."""
        return tuple(row.get(column.key, "") for column in self.columns)


class PublicityPeriod(Part):
    """公示期: the days objections may be raised, first and last day inclusive.

    The day of posting is not counted (Civil Code art. 201).
    """

    days: Annotated[int, Field(ge=1, le=MAX_WINDOW_DAYS)]
    day_type: DayType = DayType.CALENDAR
    start: dt.date
    end: dt.date
    posted: dt.date | None = None
    note: Annotated[str, StringConstraints(max_length=500)] = ""
    start_rule: Annotated[str, StringConstraints(max_length=500)] = ""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end < self.start:
            raise ValueError("period_reversed")
        return self


class DisplayWindow(Part):
    """展示时段: when and how long the screen and the board carry it, as wished for in the file."""

    led_start: dt.datetime | None = None
    led_days: Annotated[int, Field(ge=0, le=MAX_WINDOW_DAYS)] | None = None
    until: Annotated[str, StringConstraints(max_length=200)] = ""
    board_until: dt.date | None = None
    preempt: bool = False

    @model_validator(mode="after")
    def _start_names_its_zone(self) -> Self:
        if self.led_start is not None and self.led_start.tzinfo is None:
            raise ValueError("zone_missing")
        return self


class OnSign(Part):
    """What the office chose for signs alone; paper and the record always carry everything.

    ``layout``: how it is set, instead of what suits it. ``leave_out``: keys of
    table columns that signs do not show; the pages say so. ``signs``: the signs and
    groups of signs it goes to, instead of all.
    """

    layout: SignLayout | None = None
    leave_out: Annotated[tuple[Key, ...], Field(max_length=MAX_COLUMNS)] = ()
    signs: Annotated[tuple[SignName, ...], Field(min_length=1, max_length=100)] | None = None


class Signature(Part):
    """落款: the unit that signs and the date it signs."""

    unit: Line
    date: dt.date


class Notice(Part):
    """One notice. ``id`` is the office's own short name for it, unique in a site."""

    id: NoticeId
    title: Line
    category: Key
    issuing_unit: Line
    body: Annotated[tuple[Paragraph, ...], Field(min_length=1, max_length=200)]
    signature: Signature
    doc_no: Annotated[str, StringConstraints(max_length=100)] = ""
    category_label: Annotated[str, StringConstraints(max_length=100)] = ""
    source_unit: Annotated[str, StringConstraints(max_length=200)] = ""
    urgency: Urgency = Urgency.NORMAL
    warning_level: WarningLevel | None = None
    publicity_period: PublicityPeriod | None = None
    display_window: DisplayWindow | None = None
    channels_allowed: Annotated[tuple[Key, ...], Field(max_length=20)] = ("led_gate",)
    table: Table | None = None
    on_sign: OnSign | None = None
    attachments: Annotated[tuple[Line, ...], Field(max_length=50)] = ()
    correction_of: NoticeId | None = None
    clarifies: NoticeId | None = None
    supersedes: NoticeId | None = None
    """The warning this one takes the place of: an upgrade, a downgrade."""
    source_person: Line | None = None
    """Who answers for it in the source office."""
    published_by: Line | None = None
    """公布人, one of the six elements; a member of staff, so never a privacy hit."""
    created_on: dt.date | None = None
    """When the information came to be: the term for publishing counts from here (art. 26)."""
    disclosure: Disclosure | None = None
    schedule: Schedule | None = None
    traps: Any = Field(default=None, exclude=True, repr=False)
    """Notes of a test sample; read and forgotten."""

    @model_validator(mode="after")
    def _something_is_left(self) -> Self:
        """A column that is not there cannot be left out, and the last one cannot be."""
        if self.on_sign is None or not self.on_sign.leave_out:
            return self
        keys = {column.key for column in self.table.columns} if self.table else set()
        if strange := sorted(set(self.on_sign.leave_out) - keys):
            raise ValueError(f"left_out_unknown:0:{strange[0]}")
        if not keys - set(self.on_sign.leave_out):
            raise ValueError("left_out_all")
        return self

    @model_validator(mode="before")
    @classmethod
    def _forget_traps(cls, data: Any) -> Any:
        if isinstance(data, dict) and "traps" in data:
            return {key: value for key, value in data.items() if key != "traps"}
        return data
