"""When a sign is lit: its spans of the day, and what runs outside them (``playlists.hours`` uses them)."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)", re.ASCII)
_DAY = 24 * 60


class QuietLevel(StrEnum):
    """What still runs in quiet hours: this urgency and above, or nothing at all."""

    EMERGENCY = "emergency"
    HIGH = "high"
    NONE = "none"


class HoursSettings(BaseModel):
    """``[signs.NAME.hours]``: always lit unless the town says otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: Annotated[tuple[str, ...], Field(min_length=1)] = ("00:00-24:00",)
    """Local times, as ``06:30-22:00``; one that ends before it begins runs over midnight."""
    quiet_level: QuietLevel = QuietLevel.EMERGENCY

    @field_validator("on")
    @classmethod
    def _are_spans(cls, on: tuple[str, ...]) -> tuple[str, ...]:
        for text in on:
            try:
                read_span(text)
            except ValueError:
                raise PydanticCustomError("hours_span", "{text}", {"text": text}) from None
        return on

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """From and to, in minutes of the day."""
        return tuple(read_span(text) for text in self.on)


def read_span(text: str) -> tuple[int, int]:
    """``06:30-22:00`` in minutes of the day; ``ValueError`` for what is none, or would last no time."""
    if (found := _SPAN.fullmatch(text)) is None:
        raise ValueError(text)
    hours = [int(part) for part in found.groups()]
    start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if end > _DAY or start == end:
        raise ValueError(text)
    return start, end
