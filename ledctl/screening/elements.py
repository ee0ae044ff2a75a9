"""The six elements of a notice: 时间、公布单位、公开事项、内容、公布人、审核人. Pure.

A township's rule for its boards and screens: every notice says when, who publishes,
what it is about, what it says, who posted it and who checked it. Four stand in the
notice; 公布人 may, or is whoever submits; 审核人 only the chain of review can tell.
``SixElements`` is what paper prints. A file without date, unit, title or text is refused
earlier, by its shape; here are texts of nothing but spaces.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ledctl.content.model import Notice
from ledctl.screening.findings import Finding, Severity, found


class Element(StrEnum):
    """One of the six, in the order in which paper prints them."""

    DATE = "date"
    UNIT = "unit"
    MATTER = "matter"
    CONTENT = "content"
    PUBLISHER = "publisher"
    REVIEWER = "reviewer"


ELEMENT_LABELS: dict[Element, tuple[str, str]] = {
    Element.DATE: ("时间", "date"),
    Element.UNIT: ("公布单位", "issuing unit"),
    Element.MATTER: ("公开事项", "item"),
    Element.CONTENT: ("内容", "content"),
    Element.PUBLISHER: ("公布人", "published by"),
    Element.REVIEWER: ("审核人", "reviewed by"),
}


@dataclass(frozen=True, slots=True)
class SixElements:
    """The six of one notice; what nobody knows yet is empty."""

    date: dt.date
    unit: str
    matter: str
    content: str
    publisher: str = ""
    reviewer: str = ""

    @property
    def missing(self) -> tuple[Element, ...]:
        """Those that are not known, in their order."""
        return tuple(element for element in Element if not str(getattr(self, element.value)).strip())


def elements_of(notice: Notice, *, submitter: str = "", reviewer: str = "") -> SixElements:
    """The six of ``notice``; ``submitter`` and ``reviewer`` are names from the chain, where it has them."""
    return SixElements(
        date=notice.signature.date,
        unit=notice.issuing_unit,
        matter=notice.title,
        content="\n".join(notice.body),
        publisher=notice.published_by or submitter,
        reviewer=reviewer,
    )


def check_elements(notice: Notice) -> Iterator[Finding]:
    """A text of nothing stops it; 公布人 left open is only told; 审核人 comes with the review."""
    missing = elements_of(notice).missing
    if Element.CONTENT in missing:
        yield found(notice, Severity.BLOCK, "content_empty", "body")
    if Element.PUBLISHER in missing:
        yield found(notice, Severity.INFO, "publisher_open", "published_by")
