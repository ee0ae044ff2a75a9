"""The six elements of a notice that is under way: its own four, and the two names only the chain knows."""

from __future__ import annotations

from ledctl.notices.facts import Dossier
from ledctl.notices.states import Step
from ledctl.screening.elements import SixElements, elements_of


def six_elements(file: Dossier) -> SixElements:
    """The six as they stand now: 公布人 submitted it, unless it names one; 审核人 passed its review."""
    return elements_of(
        file.current.content,
        submitter=_who(file, Step.SUBMIT, Step.FAST_SUBMIT),
        reviewer=_who(file, Step.REVIEW_PASS),
    )


def _who(file: Dossier, *steps: Step) -> str:
    """The name of whoever last took one of these steps on the current version."""
    taken = (d for d in reversed(file.decisions) if d.version_no == file.current.no and d.step in steps)
    return next((decision.name for decision in taken), "")
