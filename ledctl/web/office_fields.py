"""The part of the clerk's form the office answers by: whose it is, whether it is public, how it recurs. Pure.

Beside ``forms``, which puts it together with the rest. A field that a page did not
send stays as it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledctl.content.model import Notice

PLACES: Mapping[str, str] = {
    "disclosure": "disclosure_reason",
    "disclosure.attribute": "disclosure_attribute",
    "disclosure.reason": "disclosure_reason",
    "schedule": "rhythm",
    **{f"schedule.{name}": name for name in ("rhythm", "series", "stage", "refresh_on", "next_due")},
}
"""Where a field of the notice stands in the form."""

_LINES = ("source_unit", "source_person", "published_by", "created_on")
_DISCLOSURE = {"attribute": "disclosure_attribute", "reason": "disclosure_reason"}
_SCHEDULE = ("rhythm", "series", "stage", "refresh_on", "next_due")


def filled(notice: Notice) -> dict[str, str]:
    """The fields of a notice as it is stored."""
    data = notice.model_dump(mode="json", exclude_none=True)
    disclosure, schedule = data.get("disclosure", {}), data.get("schedule", {})
    return {
        **{name: data.get(name, "") for name in _LINES},
        **{field: disclosure.get(name, "") for name, field in _DISCLOSURE.items()},
        **{name: schedule.get(name, "") for name in _SCHEDULE},
    }


def read(posted: Mapping[str, str], before: Notice | None) -> dict[str, Any]:
    """What was posted over what is stored, in the shape of a notice file; ``None`` where it says nothing."""
    stored = filled(before) if before else {}
    text = {name: posted.get(name, stored.get(name, "")).strip() for name in names()}
    disclosure = {name: text[field] for name, field in _DISCLOSURE.items() if text[field]}
    schedule = {name: text[name] for name in _SCHEDULE if text[name]}
    return {
        **{name: text[name] or None for name in _LINES},
        "disclosure": disclosure or None,
        "schedule": schedule or None,
    }


def names() -> tuple[str, ...]:
    """The names of these fields in the form."""
    return (*_LINES, *_DISCLOSURE.values(), *_SCHEDULE)
