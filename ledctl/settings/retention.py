"""How long each class of record is kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from ledctl.settings.sections import Section

LEAST_YEARS = 10
"""Pictures and texts: the shortest time archives give such files (usual are 10 years, 30 years, for good)."""


class RetentionSettings(Section):
    """Years; 0 keeps for good. Nothing goes by itself: somebody proposes it, somebody else decides."""

    display_log: Annotated[int, Field(ge=0, le=100)] = 10
    """Every page that stood. What is added up of it, and its hash, stay for good."""
    frames: Annotated[int, Field(ge=0, le=100)] = 30
    """The pictures that were approved, counted from the end of the last window."""
    texts: Annotated[int, Field(ge=0, le=100)] = 0
    """What notices said. Titles, decisions and everything that was done stay for good."""

    @field_validator("frames", "texts")
    @classmethod
    def _long_enough(cls, years: int) -> int:
        if years and years < LEAST_YEARS:
            raise ValueError(f"0 (for good) or at least {LEAST_YEARS} years")
        return years
