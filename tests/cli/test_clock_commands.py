"""``ledctl clock`` and what the doctor says of the clock, on a machine whose clock is wrong (R15)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledctl.accounts.model import Role, Via
from ledctl.cli.commands import app
from ledctl.clock import FrozenClock, SystemClock
from ledctl.errors import Refused
from ledctl.ledger.log import append
from ledctl.station import Station, open_station

Run = Callable[..., str]
LAST = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def ahead(site: Path, monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    """The site's last row is of tomorrow: today the machine's clock is a day behind it."""
    monkeypatch.delenv("LEDCTL_TOKEN", raising=False)
    return FrozenClock(LAST + timedelta(days=1))


@pytest.fixture
def run(site: Path, ahead: FrozenClock) -> Run:
    station = open_station(site, clock=ahead)
    for role in (Role.APPROVER, Role.DRAFTER):
        once = station.registry.add(role.value, "某某", [role], by="system")
        station.registry.change_password(role.value, once, "shizhen-9-qing", via=Via.CLI)
    station.close()

    def go(*args: str, role: Role | None = None, exit_code: int = 0) -> str:
        who = ["--as", role.value, "--password-stdin"] if role else []
        done = CliRunner().invoke(app, [*args, *who, "--site", str(site)], input="shizhen-9-qing\n")
        if isinstance(done.exception, Refused):
            return done.exception.code
        assert done.exit_code == exit_code, done.output
        return done.stdout

    return go


def watch() -> str:
    return (SystemClock().now() + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M")


def test_the_clock_is_shown_and_accepted(run: Run) -> None:
    """What the machine says beside what the time is taken to be; a person's word lasts over processes."""
    shown = json.loads(run("clock", "show", "--json"))
    assert (shown["trusted"], shown["doubt"], shown["known"]) == (False, "before_record", False)
    assert shown["wall"] < shown["now"]
    assert "早于最后一条记录" in run("clock", "show")
    assert run("clock", "accept", "--watch", watch(), role=Role.DRAFTER) == "clock_not_yours"
    assert run("clock", "accept", "--watch", "2001-01-01 00:00", role=Role.APPROVER) == "clock_not_your_watch"
    assert "已确认时钟" in run("clock", "accept", "--watch", watch(), role=Role.APPROVER)
    assert "时钟可信" in run("clock", "show")
    assert json.loads(run("clock", "show", "--json"))["trusted"] is True


def test_the_doctor_says_that_the_clock_is_behind(run: Run) -> None:
    """R15: found before it is found at the worst moment; the zone and the time server are told beside it."""
    findings = {one["code"]: one for one in json.loads(run("doctor", "--json", exit_code=1))["findings"]}
    assert findings["doctor_clock_back"]["ok"] is False
    assert findings.keys() & {"doctor_zone_same", "doctor_zone_other"}
    assert findings.keys() & {"doctor_clock_alone", "doctor_clock_synchronised"}


@pytest.mark.parametrize(
    ("vouched", "code"), [(True, "doctor_clock_synchronised"), (False, "doctor_clock_alone")]
)
def test_the_doctor_asks_who_keeps_the_clock(
    site: Path, monkeypatch: pytest.MonkeyPatch, vouched: bool, code: str
) -> None:
    """A time server or nobody: worth a word, not an alarm."""
    monkeypatch.setattr("ledctl.doctor.is_synchronised", lambda: vouched)
    done = CliRunner().invoke(app, ["doctor", "--json", "--site", str(site)])
    assert done.exit_code == 0, done.output
    assert code in {one["code"] for one in json.loads(done.stdout)["findings"]}


def test_the_doctor_says_why_a_clock_is_not_believed(
    site: Path, monkeypatch: pytest.MonkeyPatch, station: Station
) -> None:
    """Also where it is not behind the record: two years ahead of it, and no time server."""
    with station.database.write() as session:
        append(session, kind="signed_out", at=LAST - timedelta(days=800), actor="system")
    late = SystemClock.now(SystemClock()) + timedelta(days=800)
    monkeypatch.setattr(SystemClock, "now", lambda _clock: late)
    done = CliRunner().invoke(app, ["doctor", "--json", "--site", str(site)])
    assert "clock_too_far_ahead" in {one["code"] for one in json.loads(done.stdout)["findings"]}
    assert done.exit_code == 1
