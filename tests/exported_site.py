"""A small site to be exported, with a record of every kind: notices, displays, facts, checkpoints."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from runpy import run_path
from typing import Any

from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock, to_ms
from ledctl.ledger.downtime import How, Outage, begin_outage, end_outages, open_outages
from ledctl.ledger.exporting.file import VERIFIER, Part, Written, written
from ledctl.ledger.recorder import Recorder
from ledctl.ledger.segments import Result, Slot
from ledctl.sites import init_site
from ledctl.station import Station, open_station
from tests.conftest import QUICK
from tests.publishing.office import short_notice

BEGIN = datetime(2026, 5, 3, 1, 0, tzinfo=UTC)
SLOT = Slot("A", 1, "低保名单公示", "dibao_review", "1", "ab" * 32, 3, "approver", False, "plan", 3)
VERIFY: dict[str, Any] = run_path(str(VERIFIER))
"""The names of the verifier: it is imported by nothing, here neither."""


def actor(role: str, account: str = "") -> Actor:
    return Actor(account or role, f"某{role}", frozenset({Role(role)}), Via.CLI)


def make_site(folder: Path, mode: str = "live") -> tuple[Station, FrozenClock]:
    """Two notices approved, four hours of displays on two signs, an outage, a checkpoint every two hours."""
    init_site(folder)
    (folder / "signs.toml").write_text(
        '[signs.gate]\ndriver = "virtual"\npanel = "64x32"\ncolour = "dual"\n'
        '[signs.hall]\ndriver = "virtual"\npanel = "64x32"\ncolour = "dual"\n'
    )
    clock = FrozenClock(BEGIN)
    quick = Passwords(QUICK())
    station = open_station(folder, clock=clock, passwords=quick, overrides={"mode": mode})
    for number in (1, 2):
        put_up(station, "AB"[number - 1])
        clock.advance(60)
    for _ in range(2):
        show(station, clock, hours=2)
        station.checkpoint("person")
    show(station, clock, hours=1)
    return station, clock


def put_up(station: Station, notice: str) -> None:
    """From draft to approval, and a paper on the board."""
    desk = station.desk
    desk.draft(actor("drafter"), short_notice(notice))
    desk.submit(actor("drafter"), notice)
    desk.review(actor("reviewer"), notice, "pass")
    desk.secrecy(actor("secrecy_reviewer"), notice, "pass")
    desk.approve(actor("approver"), notice)
    station.remarks.add(actor("reviewer"), notice, "内部备注")


def show(station: Station, clock: FrozenClock, *, hours: int) -> None:
    """Pages of both notices on both signs, one after the other; an outage in between."""
    signs = {
        name: Recorder(station.database, name, station.settings.zoneinfo, clock) for name in ("gate", "hall")
    }
    for number in range(hours * 30):
        for recorder in signs.values():
            slot = SLOT if number // 10 % 2 else replace(SLOT, notice="B", title="停水通知")
            result = Result.UNKNOWN if number % 7 == 0 else Result.ACKED
            recorder.started(slot, number % 3, to_ms(clock.now()), 40, result)
        clock.advance(120)
    for recorder in signs.values():
        recorder.ended(to_ms(clock.now()))
        recorder.seal(to_ms(clock.now()), "taken_down")
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, to_ms(clock.now()), error="TimedOut")
        clock.advance(60)
        end_outages(session, open_outages(session, "gate"), to_ms(clock.now()), How.CONFIRMED)


def write(part: Part, file: Path) -> Written:
    """The part as a file, without an event that tells of it."""
    with written(file, part, at=BEGIN) as made:
        pass
    return made


def check(file: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """What the verifier says of a file: how it exits, and its report."""
    said = io.StringIO()
    with redirect_stdout(said):
        code = VERIFY["main"]([str(file), "--json", *options])
    return code, json.loads(said.getvalue()) if code < 2 else {"said": said.getvalue()}
