"""Outages on the command line: rows, availability, holes, time stood, stable JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ledctl.accounts.model import Role
from ledctl.clock import FrozenClock, to_ms
from ledctl.ledger.downtime import How, Outage, begin_outage, end_outages, open_outages
from tests.cli.shell import Shell
from tests.publishing.office import short_notice

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(shell: Shell, clock: FrozenClock) -> Run:
    """A stood for an hour; then the link was dead for ten. ``who`` gives a password and ``--as``."""
    with shell.station(shen=Role.APPROVER) as station:
        office = shell.gate(station)
        office.approve(short_notice("A"))
        office.worker.step()
        office.pass_time(3600, step_s=10)
        began = to_ms(clock.now())
        office.worker._recorder.ended(began)
        office.worker._recorder.flush(force=True)
        clock.advance(36_000)
        with station.database.write() as session:
            begin_outage(session, "gate", Outage.LINK, began, error="TimedOut")
            end_outages(session, open_outages(session, "gate"), to_ms(clock.now()), How.CONFIRMED)
    return shell


def test_outages_are_listed_with_their_length(run: Run) -> None:
    """Both languages, seconds, and the percent in order."""
    code, said = run("outages")
    assert code == 0
    assert "显示屏失联 / sign does not answer  36000 s" in said
    assert "正常率 / in order 9.09 %" in said


def test_outages_as_json_with_the_holes(run: Run) -> None:
    """The stable shape; the record has no hole."""
    said = json.loads(run("outages", "--sign", "gate", "--gaps", "--json")[1])
    assert [row["cause"] for row in said["outages"]] == ["link", "host"]
    assert said["outages"][0]["end_known_by"] == "confirmed"
    assert said["gaps"] == {"gate": []}
    assert "gaps" not in json.loads(run("outages", "--json")[1])


def test_days_the_wrong_way_round_are_refused(run: Run) -> None:
    """As for the history."""
    code, said = run("outages", "--since", "2026-11-24", "--until", "2026-11-23")
    assert code != 0
    assert "2026" in said or "日" in said


def test_time_stood_and_the_shortfall(run: Run) -> None:
    """What a notice stood and lost; a word ends the question."""
    said = run("notice", "stood", "A")[1]
    assert "gate: 展示 / stood 60 分钟" in said
    assert "显示屏失联 / sign does not answer: 600 分钟" in said
    assert "尚缺 / missing 600 分钟 / min, 13.9%" in said
    (part,) = json.loads(run("notice", "stood", "A", "--json")[1])["signs"]
    assert part["lost_ms"] == {"link": 36_000_000}
    assert "13.9%" in run("notice", "short")[1]
    assert json.loads(run("notice", "short", "--json")[1])["short"][0]["notice"] == "A"
    assert run("notice", "accept-loss", "A", "--note", "公示栏同时张贴", who="shen")[0] == 0
    assert json.loads(run("notice", "short", "--json")[1]) == {"short": []}
    assert run("notice", "accept-loss", "A", "--note", "公示栏同时张贴", who="shen")[0] != 0
