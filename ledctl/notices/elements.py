"""The six elements of a notice that is under way: its own four, and the two names only the chain knows."""

from __future__ import annotations

from ledctl.notices.facts import Dossier, VersionFacts
from ledctl.notices.states import Step
from ledctl.screening.elements import SixElements, elements_of


def six_elements(file: Dossier, version: VersionFacts | None = None) -> SixElements:
    """The six of a version (the current one, unless said) as they stand now.

    公布人 submitted it, unless it names one; 审核人 passed its review, of a warning also afterwards.
    """
    of = version or file.current
    return elements_of(
        of.content,
        submitter=_who(file, of, Step.SUBMIT, Step.FAST_SUBMIT),
        reviewer=_who(file, of, Step.REVIEW_PASS, Step.SIGN_OFF),
    )


def _who(file: Dossier, version: VersionFacts, *steps: Step) -> str:
    """The name of whoever last took one of these steps on this version."""
    taken = (d for d in reversed(file.decisions) if d.version_no == version.no and d.step in steps)
    return next((decision.name for decision in taken), "")
