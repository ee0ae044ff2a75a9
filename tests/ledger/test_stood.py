"""When a sign stood, without its displays: the same moments as out of every display."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from ledctl.clock import FrozenClock, to_ms
from ledctl.db import Database
from ledctl.ledger import history
from ledctl.ledger.history import displays
from ledctl.ledger.outages import _stood
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, unpack
from ledctl.ledger.shown import Piece
from ledctl.ledger.spans import Span, united, within
from ledctl.ledger.stood import joined, stood_in
from tests.ledger.test_picking import SLOTS, bodies


def of_kind(found: Iterator[tuple[bool, Span]], acked: bool) -> list[Span]:
    return united(span for is_acked, span in found if is_acked is acked)


@given(bodies())
def test_the_moments_are_those_of_every_display(body: bytes) -> None:
    """For every body, by columns or the slow way: each moment with the word its display has (R16)."""
    read = unpack(body).displays
    beat = (read[-1].start_ms if read else 0) + 7
    for acked in (True, False):
        mine = [one for one in read if (one.result is Result.ACKED) is acked]
        wanted = united((one.start_ms, beat if one.end_ms is None else one.end_ms) for one in mine)
        assert of_kind(joined(stood_in(Piece("gate", None, beat, body))), acked) == wanted


def test_neighbours_of_one_kind_are_one() -> None:
    """What follows without a gap is one stretch; a gap, or another word, begins the next."""
    parts = [(True, (0, 5)), (True, (5, 9)), (False, (9, 10)), (True, (10, 12)), (True, (13, 14))]
    assert [*joined(parts)] == [(True, (0, 9)), (False, (9, 10)), (True, (10, 12)), (True, (13, 14))]


def test_of_a_body_that_was_given_up_no_moment_is_told() -> None:
    """After its time nobody says at what moments something stood: only sums are left."""
    assert [*joined(stood_in(Piece("gate", 1, 0, b"")))] == []


@pytest.mark.parametrize(("after", "until"), [(0, 40), (3, 9), (7.5, 7.6), (39, 500), (500, 501)])
def test_a_stretch_reads_what_its_displays_say(
    database: Database,
    recorder: Recorder,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    after: float,
    until: float,
) -> None:
    """Sealed, in progress, over a clock set back, cut anywhere: as out of the history (R15, R35)."""
    monkeypatch.setattr(history, "BATCH", 2)
    for turn in range(40):
        recorder.started(SLOTS[0], turn % 3, to_ms(clock.now()), 20, Result(turn % 5 > 1))
        clock.advance(60)
        if turn % 6 == 5:
            recorder.seal(to_ms(clock.now()), "taken_down")
        if turn == 20:
            clock.step(-300)
    recorder.flush(force=True)
    begin = datetime(2026, 5, 3, 7, 20, tzinfo=UTC)
    since, end = (begin + timedelta(minutes=minutes) for minutes in (after, until))
    whole = [(to_ms(since), to_ms(end))]
    shown = [*displays(database, sign="gate", since=since, until=end)]
    wanted = [
        within([(one.start_ms, one.known_ms) for one in shown if one.result is result], whole)
        for result in (Result.ACKED, Result.UNKNOWN)
    ]
    found = [within(spans, whole) for spans in _stood(database, "gate", since, end)]
    assert found == wanted
