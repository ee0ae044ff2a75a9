"""The four names of every item: who publishes, who made, who reviewed, who signed. Pure.

谁公布、谁制作、谁审查、谁签字, with the office the information comes from and the
person there who answers for it. Read off the record, so that they cannot differ from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ledctl.content.openness import Attribute, Disclosure
from ledctl.notices.facts import DecisionFacts, Dossier
from ledctl.notices.states import Step

_REVIEWED = frozenset({Step.REVIEW_PASS, Step.SECRECY_PASS})
_SUBMITTED = frozenset({Step.SUBMIT, Step.FAST_SUBMIT})
_SIGNED = frozenset({Step.SIGN, Step.APPROVE})


@dataclass(frozen=True, slots=True)
class Name:
    """A person in one of the four places; ``for_whom`` where they stood in for another."""

    name: str
    account: str = ""
    for_whom: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {"name": self.name, "account": self.account, "for_whom": self.for_whom}


@dataclass(frozen=True, slots=True)
class FourNames:
    """Who is behind the current version; whoever has not acted yet is not there."""

    published_by: str
    made_by: tuple[Name, ...]
    reviewed_by: tuple[Name, ...]
    signed_by: tuple[Name, ...]
    source_unit: str
    source_person: str
    attribute: Attribute
    attribute_reason: str

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, for ``--json`` and the API."""
        people = {name: getattr(self, name) for name in ("made_by", "reviewed_by", "signed_by")}
        return {
            "published_by": self.published_by,
            **{name: [one.as_dict() for one in found] for name, found in people.items()},
            "source_unit": self.source_unit,
            "source_person": self.source_person,
            "disclosure": {"attribute": self.attribute.value, "reason": self.attribute_reason},
        }


def four_names(file: Dossier) -> FourNames:
    """The names of the current version, in the order the people acted."""
    version = file.current
    content, disclosure = version.content, version.content.disclosure or Disclosure()
    makers = dict.fromkeys((version.author, version.editor))
    taken = [one for one in file.decisions if one.version_no == version.no]
    return FourNames(
        published_by=content.published_by or _submitter(taken) or content.issuing_unit,
        made_by=tuple(Name(file.names.get(account, account), account) for account in makers),
        reviewed_by=tuple(_name(one) for one in taken if one.step in _REVIEWED),
        signed_by=tuple(_name(one) for one in taken if one.step in _SIGNED),
        source_unit=content.source_unit or content.issuing_unit,
        source_person=content.source_person or "",
        attribute=disclosure.attribute,
        attribute_reason=disclosure.reason,
    )


def _submitter(taken: list[DecisionFacts]) -> str:
    """公布人 where the notice names none is whoever handed it in, as the check of the six elements says."""
    return next((one.name for one in taken if one.step in _SUBMITTED), "")


def _name(one: DecisionFacts) -> Name:
    return Name(one.name, one.account, one.on_behalf_name)
