"""An office whose sign showed two notices, was out, and was dark, on the frozen clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledctl.clock import FrozenClock
from ledctl.station import Station
from tests.publishing.office import Office, office_of, short_notice


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    """One sign, looked after since nine o'clock; nothing was approved yet."""
    return office_of(station, clock)


@pytest.fixture
def write(station: Station) -> Callable[..., None]:
    """``write("A", title=..., body=...)`` drafts a notice with these words."""
    from tests.publishing.office import actor

    def draft(notice_id: str, **words: object) -> None:
        station.desk.draft(actor("drafter"), short_notice(notice_id).model_copy(update=words))

    return draft
