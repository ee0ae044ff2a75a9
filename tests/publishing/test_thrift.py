"""Memory that nothing uses is given back, seldom."""

from __future__ import annotations

from datetime import UTC, datetime

from ledctl.clock import FrozenClock
from ledctl.publishing.thrift import EVERY_S, FIRST_S, Thrift, give_back


def test_it_is_given_back_after_the_start_and_then_seldom() -> None:
    """The watch looks every second; the C library is asked once after the start and once in a while."""
    clock, times = FrozenClock(datetime(2026, 11, 23, tzinfo=UTC)), list[float]()
    thrift = Thrift(clock, lambda: times.append(clock.monotonic()))
    for _ in range(round(2 * EVERY_S)):
        thrift.look()
        clock.advance(1)
    assert times == [FIRST_S, FIRST_S + EVERY_S]


def test_asking_the_c_library_is_harmless() -> None:
    """Also where it has no such call."""
    give_back()
