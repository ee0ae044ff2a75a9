"""Which notices are one item, whose information an item is, and what a town chose to count. Pure.

One identity rule and one kind rule, for the year, for any period and for the forms.
An *item* is one piece of information with one identity, however many notices,
channels, pages, days, signs and repeats it took (不同渠道和方式公开相同信息计1条). What
belongs to another authority is disclosed by its maker (Open Government Information
Regulation art. 10): whether a town counts what it passes on is its own choice, and
so are corrections, village affairs and warnings; the choices are printed with every
result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ELECTRONIC = frozenset({"website", "wechat", "weibo", "app"})
"""Channels that make an item an electronic publication (website, Weibo, WeChat and the town's app)."""

OWN = "own"
RELAYED = "relayed"
VILLAGE = "village"
CORRECTION = "correction"
WARNING = "warning"

DOCUMENTS = {"policy_reading": "policy_reading", "clarification": "clarification"}
"""The kind of document a category is by its name; normative documents are named by the site."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The choices a town may make.

    ``own_units``: what the names of the town's own units have in them, such as
    ``鹭洲镇`` in 沅岭县鹭洲镇人民政府 and 鹭洲镇民政办; empty means every notice is the
    town's own, and so is a notice that names no unit. ``least_proof``: what a receipt
    must say at least before something counts as shown on a sign; 1, or 0 where the
    town trusts signs that never answer.
    """

    corrections_are_items: bool = False
    relayed_are_items: bool = False
    village_affairs_are_items: bool = False
    own_units: tuple[str, ...] = ()
    village_categories: str = "village_"
    warnings_are_items: bool = False
    warning_categories: tuple[str, ...] = ("emergency_warning",)
    normative_categories: tuple[str, ...] = ("normative_document",)
    electronic: tuple[str, ...] = tuple(sorted(ELECTRONIC))
    least_proof: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What counting needs to know of a notice, copied when it was approved (R30)."""

    category: str = ""
    issuing_unit: str = ""
    correction_of: str | None = None
    idle: bool = False
    """Never approved as anything but an idle page."""
    title: str = ""
    document: str = ""
    """As somebody entered it; empty: what the category says."""
    notice: bool = True
    """Made here; else entered as published elsewhere."""


NOTHING_KNOWN = Facts()


def identity_of(notice: str, facts: Mapping[str, Facts], rules: Rules) -> str:
    """A correction is the same piece of information as what it corrects, unless the town says otherwise."""
    seen = {notice}
    while not rules.corrections_are_items and (before := facts.get(notice, NOTHING_KNOWN).correction_of):
        if before in seen or before not in facts:
            break
        seen.add(before)
        notice = before
    return notice


def kind_of(facts: Facts, rules: Rules) -> str:
    """What an item is to the count: ``own``, ``relayed``, ``village``, ``warning`` or ``correction``.

    A warning is one, whoever issued it: a town issues none, so nearly all are of the county.
    """
    if facts.category.startswith(rules.village_categories):
        return VILLAGE
    if facts.category in rules.warning_categories:
        return WARNING
    if not _is_own(facts.issuing_unit, rules.own_units):
        return RELAYED
    return CORRECTION if facts.correction_of else OWN


def is_counted(kind: str, rules: Rules) -> bool:
    """Whether items of this kind are items of the town's count."""
    asked = {
        VILLAGE: rules.village_affairs_are_items,
        RELAYED: rules.relayed_are_items,
        WARNING: rules.warnings_are_items,
    }
    return asked.get(kind, True)  # a correction has an identity of its own only where it is an item


def document_of(facts: Facts, rules: Rules) -> str:
    """``normative``, ``policy_reading``, ``clarification``, or nothing of the kind."""
    if facts.document:
        return facts.document
    if facts.category in rules.normative_categories:
        return "normative"
    return DOCUMENTS.get(facts.category, "")


def _is_own(unit: str, own_units: tuple[str, ...]) -> bool:
    return not own_units or not unit or any(name in unit for name in own_units)
