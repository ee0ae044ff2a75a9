"""From a site's settings and categories to the rules of its count. Pure."""

from __future__ import annotations

from ledctl.calendars.categories import Categories, Kind
from ledctl.content.units import own_name
from ledctl.reports.rules import Rules
from ledctl.settings import Settings


def rules_of(settings: Settings, categories: Categories) -> Rules:
    """What this town counts; its own units are those with its name in theirs."""
    chosen, town = settings.count, own_name(settings.desk.town)
    return Rules(
        corrections_are_items=chosen.corrections,
        relayed_are_items=chosen.relayed,
        village_affairs_are_items=chosen.village,
        own_units=(town,) if town else (),
        warnings_are_items=chosen.warnings,
        warning_categories=tuple(one.code for one in categories.by_code.values() if one.kind is Kind.WARNING),
        normative_categories=chosen.normative,
        electronic=chosen.electronic,
        least_proof=chosen.least_proof,
    )
