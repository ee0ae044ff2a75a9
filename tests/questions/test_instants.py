"""An instant as people type it: in the site's zone, never one to come, never one of no calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledctl.clock import local_text
from ledctl.errors import BadInput
from ledctl.questions.instants import read_instant

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MAY = datetime(2026, 5, 3, 7, 20, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-05-03 15:20:07", MAY),
        (" 2026-05-03T15:20:07 ", MAY),
        ("2026/5/3 15:20:07", MAY),
        ("2026年5月3日15时20分7秒", MAY),
        ("2026年5月3日 15:20:07", MAY),
        ("２０２６－０５－０３　１５：２０：０７", MAY),
        ("2026-05-03T07:20:07Z", MAY),
        ("2026-05-03T07:20:07+00:00", MAY),
        ("2026-05-03 15:20:07.25", MAY.replace(microsecond=250_000)),
        ("2026-05-03 15:20", MAY.replace(second=0)),
        ("2026年5月3日15点20分", MAY.replace(second=0)),
        ("08:30", datetime(2026, 11, 23, 0, 30, tzinfo=UTC)),
        ("8:30:05", datetime(2026, 11, 23, 0, 30, 5, tzinfo=UTC)),
        ("09:00:00", NOW),
    ],
)
def test_an_instant_is_read_as_an_office_writes_it(typed: str, meant: datetime) -> None:
    """R13, R14: the site's zone, full-width or not; a time without a day is one of today."""
    assert read_instant(typed, now=NOW, zone=ZONE) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "昨天",
        "2026-05-03",
        "2026-02-30 10:00",
        "25:00",
        "10:60",
        "2026-05-0310:00",
        "15:2007",
        "0001-01-01 0:00",
        "1969-12-31 10:00",
        "2026-13-01T10:00Z",
        "9999-12-31 23:59:59",
    ],
)
def test_what_no_calendar_has_is_refused_in_words(typed: str) -> None:
    """The sentence says how to write it."""
    with pytest.raises(BadInput) as refused:
        read_instant(typed, now=NOW, zone=ZONE)
    assert refused.value.code == "instant_unreadable"


@pytest.mark.parametrize("typed", ["09:00:01", "2026-11-24 09:00:00", "2030年1月1日0时0分"])
def test_what_is_to_come_is_refused(typed: str) -> None:
    """Nothing stands in the record of tomorrow, and none is made up from a plan."""
    with pytest.raises(BadInput) as refused:
        read_instant(typed, now=NOW, zone=ZONE)
    assert refused.value.code == "instant_to_come"


@given(st.datetimes(datetime(1970, 1, 2), datetime(2026, 11, 22), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_the_office_reads_is_what_it_may_type(at: datetime) -> None:
    """An instant printed to the second is read back to the second."""
    assert read_instant(local_text(at, ZONE), now=NOW, zone=ZONE) == at.replace(microsecond=0)
