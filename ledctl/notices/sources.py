"""Whose warnings a town may carry: another's, never its own.

Warnings of the weather come from the weather station alone (Regulation on Defence
against Meteorological Disasters art. 30), others from the body the law names; the
town relays them. Asked by the long way and by the short one.
"""

from __future__ import annotations

from ledctl.calendars.categories import Categories, Kind
from ledctl.content.model import Notice
from ledctl.content.units import is_own
from ledctl.errors import Refused


def refuse_own_warning(notice: Notice, categories: Categories, town: str) -> None:
    """``Refused`` when the notice is a warning that the town itself, or an office of it, issues or signs."""
    if categories.get(notice.category).kind is not Kind.WARNING:
        return
    for where, unit in (("issuing_unit", notice.issuing_unit), ("signature.unit", notice.signature.unit)):
        if is_own(unit, town):
            raise Refused.of("warning_of_own", where=where)
