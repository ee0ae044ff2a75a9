"""An office on the afternoon of a rainstorm warning, with the template of its source approved in spring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ledctl.accounts.model import Actor
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.station import Station
from tests.warnings.hands import FORM, Relay


@pytest.fixture
def clock() -> FrozenClock:
    """2026-06-18, 15:25 in Shanghai: five minutes after the source issued N09."""
    return FrozenClock(datetime(2026, 6, 18, 7, 25, tzinfo=UTC))


@pytest.fixture
def template(station: Station, person: Callable[..., Actor]) -> int:
    """The number of an approved template of 沅岭县气象台."""
    number = station.cabinet.propose(person("drafter", "qiao"), FORM, "县气象台预警转发格式。")
    station.cabinet.approve(person("approver", "shen"), number, "与气象台来文格式一致。")
    return number


@pytest.fixture
def relay(
    station: Station, person: Callable[..., Actor], sample: Callable[[str], Notice], template: int
) -> Relay:
    """``relay("W-2", supersedes="N09")`` is such a warning, drafted and handed in the short way."""
    return Relay(station, person, sample("N09"), template)
