"""How much of the time a sign was in order: a made-up month, added up a second way, minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import text

from ledctl.clock import to_ms
from ledctl.db import Database
from ledctl.ledger.downtime import How, Outage, beat, begin_outage, end_outages, open_outages
from ledctl.reports.availability import Availability, availability

FIRST = datetime(2026, 11, 1, tzinfo=UTC)
MINUTE = 60_000
MONTH = 30 * 24 * 60
ORDER = ("blackout", "drill", "crash", "host", "link", "refused", "content")
"""Which cause counts first, said once more."""


def minute(number: int) -> int:
    return to_ms(FIRST) + number * MINUTE


def out(database: Database, cause: Outage, start: int, end: int) -> None:
    """From one minute of the month to another."""
    with database.write() as session:
        begin_outage(session, "gate", cause, minute(start))
        ending = [one for one in open_outages(session, "gate") if one.cause is cause]
        end_outages(session, ending, minute(end), How.CONFIRMED)


def seen(database: Database, at: int) -> None:
    """Until then somebody looked after the sign."""
    with database.write() as session:
        beat(session, {"gate": minute(at)})


def of(database: Database, since: int | None, until: int, now: int = MONTH) -> Availability:
    start, end = (None if at is None else FIRST + timedelta(minutes=at) for at in (since, until))
    (found,) = availability(database, ["gate"], FIRST + timedelta(minutes=now), start, end)
    return found


def by_hand(database: Database, since: int, until: int) -> dict[str, int]:
    """Every minute of the stretch asked one after the other: the first cause that has it."""
    with database.read() as session:
        rows = session.connection().execute(
            text("SELECT cause, started_ms, ended_ms FROM outage JOIN outage_end ON outage_id = id")
        )
        spans = [(ORDER.index(cause), start, end) for cause, start, end in rows]
    found: dict[str, int] = {}
    for at in map(minute, range(since, until)):
        if causes := [rank for rank, start, end in spans if start <= at < end]:
            found[ORDER[min(causes)]] = found.get(ORDER[min(causes)], 0) + MINUTE
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_month_added_up_minute_by_minute(database: Database, seed: int) -> None:
    """Causes overlap, touch and lie in each other; each part of the month is the same sum."""
    chance = Random(seed)  # noqa: S311 - a made-up month
    out(database, Outage.HOST, 0, 1)
    for _ in range(40):
        start = chance.randrange(1, MONTH)
        out(database, chance.choice([*Outage]), start, min(MONTH, start + chance.randrange(1, 900)))
    seen(database, MONTH)
    for since, until in ((0, MONTH), (10_000, 20_000), (40_000, MONTH)):
        told, mine = of(database, since, until), by_hand(database, since, until)
        assert told.out_ms == {cause: mine[cause] for cause in ORDER if cause in mine}
        exact = 100 - 100 * sum(mine.values()) / ((until - since) * MINUTE)
        assert exact - 0.01 <= told.percent <= exact + 1e-9, "never rounded up"
        assert told.silent_ms == 0


def test_a_publisher_that_died_is_not_in_order_meanwhile(database: Database) -> None:
    """It cannot write that it is dead: what nobody looked at is told as silence, before a row says it."""
    out(database, Outage.HOST, 0, 10)
    seen(database, 100)
    told = of(database, None, 200, now=200)
    assert (told.silent_ms, told.percent) == (100 * MINUTE, 45.0)
    out(database, Outage.CRASH, 100, 200)
    told = of(database, None, 200, now=200)
    assert (told.silent_ms, told.percent, told.out_ms["crash"]) == (0, 45.0, 100 * MINUTE)


def test_a_sign_of_life_a_minute_old_is_no_silence(database: Database) -> None:
    """The record is written each minute; what lasts is known to the end."""
    out(database, Outage.HOST, 0, 10)
    seen(database, 98)
    assert of(database, None, 100, now=100).silent_ms == 0
    with database.write() as session:
        begin_outage(session, "gate", Outage.LINK, minute(100))
    told = of(database, None, 900, now=900)
    assert (told.silent_ms, told.out_ms["link"]) == (0, 800 * MINUTE)


def test_an_outage_is_not_counted_as_silence_too(database: Database) -> None:
    """A row that reaches beyond the last sign of life has its time alone: no percent below nothing."""
    out(database, Outage.HOST, 0, 10)
    seen(database, 20)
    out(database, Outage.LINK, 20, 100)
    told = of(database, None, 100, now=100)
    assert (told.silent_ms, told.percent) == (0, 10.0)
