"""Whether the public may have an item, and how it comes round: what the office says beside the text.

公开属性 (政府信息公开条例 art. 13-16) and 公开节奏 (定期、随时、长期、逐段公开). Both may be
left open. ``Part`` is what all parts of a notice are: strict and frozen.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Attribute(StrEnum):
    """公开属性: published by itself, on request, or withheld (Disclosure Regulation art. 13-16)."""

    PROACTIVE = "proactive"
    ON_REQUEST = "on_request"
    WITHHELD = "withheld"


class Disclosure(Part):
    """Whether the public may have it, and why not where it may not: a withheld item needs its reason."""

    attribute: Attribute = Attribute.PROACTIVE
    reason: Annotated[str, StringConstraints(max_length=500)] = ""

    @model_validator(mode="after")
    def _says_why_not(self) -> Self:
        if self.attribute is Attribute.WITHHELD and not self.reason.strip():
            raise ValueError("withheld_without_reason")
        return self


class Rhythm(StrEnum):
    """How an item comes round: once, again and again, for good, or by the phases of a project."""

    ONCE = "once"
    RECURRING = "recurring"
    STANDING = "standing"
    STAGED = "staged"


class Schedule(Part):
    """常规性工作定期公开，临时性工作随时公开，固定性工作长期公开; and 阶段性工作逐段公开.

    ``series`` ties the numbers of a recurring or staged item together; ``stage`` names the
    phase; ``refresh_on`` is the day by which a standing item must have been looked at again,
    ``next_due`` the day by which the next number of a series is due.
    """

    rhythm: Rhythm
    series: Annotated[str, StringConstraints(max_length=100)] = ""
    stage: Annotated[str, StringConstraints(max_length=100)] = ""
    refresh_on: dt.date | None = None
    next_due: dt.date | None = None
