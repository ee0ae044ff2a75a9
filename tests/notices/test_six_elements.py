"""The six elements along the chain: the last two names come with the steps."""

from __future__ import annotations

from collections.abc import Callable

from ledctl.accounts.model import Actor
from ledctl.content.model import Notice
from ledctl.notices.elements import six_elements
from ledctl.notices.queries import one
from ledctl.screening.elements import Element
from ledctl.station import Station


def test_names_come_with_the_steps(
    station: Station, person: Callable[..., Actor], sample: Callable[[str], Notice]
) -> None:
    """Open in a draft, 公布人 with the submission, 审核人 with the review; a new version begins anew."""
    desk = station.desk

    def missing() -> tuple[Element, ...]:
        return six_elements(one(station.database, "N06")).missing

    desk.draft(person("drafter"), sample("N06"))
    assert missing() == (Element.PUBLISHER, Element.REVIEWER)
    desk.submit(person("drafter"), "N06")
    assert missing() == (Element.REVIEWER,)
    desk.review(person("reviewer"), "N06", "pass")
    whole = six_elements(one(station.database, "N06"))
    assert (whole.publisher, whole.reviewer, whole.missing) == ("某drafter", "某reviewer", ())
    desk.secrecy(person("secrecy_reviewer"), "N06", "return", "请核对。")
    desk.edit(person("drafter"), "N06", sample("N06"))
    assert missing() == (Element.PUBLISHER, Element.REVIEWER)
