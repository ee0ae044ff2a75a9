"""How a sign is looked after: the sections of brightness and lamps, and where the site lies."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Percent = Annotated[int, Field(ge=1, le=100)]
"""Never 0: brightness dims, it does not take a notice down."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PlaceSettings(_Part):
    """Where the site lies, for sunrise and sunset; north and east are positive."""

    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("a place has a latitude and a longitude")
        return self


class BrightnessSettings(_Part):
    """How bright a sign is: by the sun (``day``, ``night``), or by a table of times of day.

    ``table``: percent from a time on, ``{ "06:00" = 80, "19:00" = 30 }``.
    """

    day: Percent | None = None
    night: Percent | None = None
    table: dict[str, Percent] = {}

    @field_validator("table")
    @classmethod
    def _has_times(cls, table: dict[str, int]) -> dict[str, int]:
        if wrong := [text for text in table if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text)]:
            raise ValueError(f"a time of day is 00:00 to 23:59, not {wrong[0]!r}")
        return table

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        by_sun = self.day is not None and self.night is not None
        if bool(self.table) == by_sun or (self.day is None) != (self.night is None):
            raise ValueError("brightness is day and night, or a table of times, not both")
        return self

    @property
    def minutes(self) -> tuple[tuple[int, int], ...]:
        """The table as minutes of the day and percent, in order."""
        return tuple(
            sorted((60 * int(text[:2]) + int(text[3:]), percent) for text, percent in self.table.items())
        )


class CareSettings(_Part):
    """What else is done for a sign by itself."""

    power_off: bool = False
    """Lamps off while nothing may be shown; with the first page they go on again."""
