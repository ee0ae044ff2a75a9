"""The office of ``office.py`` as a fixture."""

from __future__ import annotations

import pytest

from ledctl.clock import FrozenClock
from ledctl.station import Station
from tests.publishing.card import CardOffice
from tests.publishing.office import Office, office_of


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    """09:00 on a Monday; the sign was just made dark; nobody has done anything yet."""
    return office_of(station, clock)


@pytest.fixture
def card_office(station: Station, clock: FrozenClock) -> CardOffice:
    """The same morning with a sign that turns its pages by itself."""
    made = CardOffice.over(station, clock)
    made.worker.step()
    return made
