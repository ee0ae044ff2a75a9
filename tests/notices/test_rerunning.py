"""What a re-run keeps and what it forgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from ledctl.content.model import Notice, PublicityPeriod
from ledctl.content.openness import Rhythm, Schedule
from ledctl.notices.rerunning import begun_again

TODAY = dt.date(2026, 12, 10)


@pytest.mark.parametrize(("end", "kept"), [(9, False), (10, True), (11, True)])
def test_only_days_that_are_past_are_cleared(sample: Callable[[str], Notice], end: int, kept: bool) -> None:
    """R3: no old wish opens a window again; a period that still runs, runs on."""
    days = {"start": dt.date(2026, 12, 1), "end": dt.date(2026, 12, end)}
    period = PublicityPeriod(days=7, **days)
    schedule = Schedule(rhythm=Rhythm.STANDING, refresh_on=days["end"], next_due=dt.date(2027, 1, 1))
    old = sample("N06").model_copy(update={"publicity_period": period, "schedule": schedule})
    new = begun_again(old, TODAY)
    assert new.display_window is None
    assert (new.publicity_period is not None) is kept
    assert new.schedule is not None
    assert (new.schedule.refresh_on is not None) is kept
    assert new.schedule.next_due == dt.date(2027, 1, 1)
    assert (new.title, new.body, new.table) == (old.title, old.body, old.table)


def test_a_notice_without_days_stays_as_it_is(sample: Callable[[str], Notice]) -> None:
    """Nothing is invented."""
    plain = {"publicity_period": None, "schedule": None, "display_window": None}
    old = sample("N06").model_copy(update=plain)
    assert begun_again(old, TODAY) == old
