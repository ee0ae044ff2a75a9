"""What is watched, what is too much of it, and when nobody is to be woken for it."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, field_validator

from ledctl.settings.sections import Section

CLOCK_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"


class AlertSettings(Section):
    """The watch over signs, publisher, disk, papers and desk (R23, R25, R27)."""

    people: tuple[str, ...] = ()
    """Accounts that are told; none named: administrators and operators. Each needs an address in notify."""
    quiet: str = "22:00-07:00"
    """In these hours only critical alerts go out, the rest in the morning as one message; "": never quiet."""
    look_s: Annotated[int, Field(ge=1, le=300)] = 15
    missed_looks: Annotated[int, Field(ge=1, le=100)] = 3
    """A sign or the publisher is called silent after so many looks in a row without an answer (R27)."""
    mismatch_minutes: Annotated[int, Field(ge=1, le=1440)] = 5
    """A sign that shows something else than it confirmed is told of after so many minutes (R25)."""
    disk_free_mb: Annotated[int, Field(ge=50, le=1_000_000)] = 500
    backup_folder: str = ""
    """Where backups are put; "": nobody has said, and their age is not watched."""
    backup_days: Annotated[int, Field(ge=1, le=366)] = 7
    certificate: str = ""
    """The PEM file of the pages' certificate, where a proxy serves them by https."""
    certificate_days: Annotated[int, Field(ge=1, le=366)] = 21
    pending_hours: Annotated[int, Field(ge=1, le=8784)] = 24
    """What waits for a decision longer than this is told of."""

    @field_validator("quiet")
    @classmethod
    def _is_a_span(cls, quiet: str) -> str:
        if quiet and not re.fullmatch(f"{CLOCK_TIME}-{CLOCK_TIME}", quiet):
            raise ValueError('quiet hours are written like "22:00-07:00"')
        return quiet
