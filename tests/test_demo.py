"""The demo: people, notices, one of them lit at once, and no way to a real sign."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from drivers.virtual import VirtualSign
from ledctl.accounts.model import Via
from ledctl.alerts.conditions import judge
from ledctl.boards.field.flags import What
from ledctl.clock import FrozenClock
from ledctl.demo import ACCOUNTS, CARRIED, carry, fill, give_passwords, open_demo, run_demo
from ledctl.demo_boards import LARGE, SMALL, SPECIAL, TOWN
from ledctl.errors import Refused
from ledctl.ledger.log import events
from ledctl.notices import queries
from ledctl.publishing.gate import refusal
from ledctl.publishing.orders import load, open_orders
from ledctl.reports.displays import listing
from ledctl.reports.periods import month
from ledctl.settings import Mode
from ledctl.sites import init_site
from ledctl.station import Station, make_publisher


@pytest.fixture
def demo(tmp_path: Path) -> Station:
    opened = open_demo(tmp_path / "demo")
    give_passwords(opened)
    fill(opened)
    return opened


def test_every_step_is_taken_by_the_person_whose_step_it_is(demo: Station) -> None:
    """One notice is approved; the others wait for hands, dated today."""
    today = demo.clock.now().astimezone(demo.settings.zoneinfo).date()
    carried = queries.one(demo.database, CARRIED)
    others = [item for item in queries.listing(demo.database) if item.id != CARRIED]
    assert carried.state == "approved"
    assert [d.account for d in carried.decisions] == ["drafter", "reviewer", "secrecy", "approver"]
    assert carried.current.content.signature.date == today
    assert len(others) == 8
    assert {item.state for item in others} == {"draft"}
    assert all(item.practice for item in others)
    demo.close()


def test_it_is_lit_at_the_first_look_and_recorded_as_practice(demo: Station) -> None:
    """The sign shows the first approved page; the record and the count say practice."""
    make_publisher(demo).tick()
    gate = demo.signs["gate"]
    assert isinstance(gate, VirtualSign)
    assert any(gate.current.data)
    (row,) = listing(demo.database)
    assert (row.notice, row.practice) == (CARRIED, True)
    assert demo.year_count(2026, demo.clock.now().date()).practice
    demo.close()


def test_the_boards_show_what_hangs_and_what_is_missing(demo: Station) -> None:
    """Four boards, the sheet at two of the town's with a photo; the villages' is told to be posted."""
    boards = {one.board.code: one for one in demo.boards.all()}
    hanging = {code: len(one.hanging) for code, one in boards.items()}
    assert hanging == {TOWN: 1, SPECIAL: 1, LARGE: 0, SMALL: 0}
    assert {code for code, one in boards.items() if one.warnings} == {SMALL}
    hung = demo.postings.list(CARRIED, gone=False)
    assert {stay.copy for stay in hung if stay.board} == {1, 2}
    assert all(stay.photo and stay.code for stay in hung if stay.board)
    told = demo.postings.flags(CARRIED)
    assert [(one.flag.what, one.flag.channel) for one in told] == [(What.DUE, "board_village")]
    assert demo.practice
    assert demo.verify().ok
    demo.close()


def test_the_pages_of_the_record_have_something_in_them(demo: Station, tmp_path: Path) -> None:
    """A posting, an item elsewhere, a signed checkpoint: counted, and not again at the next start."""
    today = demo.clock.now().astimezone(demo.settings.zoneinfo).date()
    make_publisher(demo).tick()
    count = demo.reckoning.account(month(today.year, today.month), today).count
    assert (count.practice, len(count.items)) == (True, 2)
    assert len(demo.checkpoints.newest(limit=9)) == 1
    assert demo.verify().ok
    demo.close()
    again = open_demo(tmp_path / "demo")
    fill(again)
    assert len(again.checkpoints.newest(limit=9)) == 1
    again.close()


def test_it_is_lit_at_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever tries it hours before the office opens sees the notice as well."""
    night = FrozenClock(datetime(2026, 11, 24, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai")))
    monkeypatch.setattr("ledctl.station._steady_clock", lambda *_: night)
    demo = open_demo(tmp_path / "demo")
    give_passwords(demo)
    fill(demo)
    assert [order.notice_id for order in open_orders(demo.database, "gate", night.now())] == [CARRIED]
    demo.close()


def test_it_is_watched_without_nagging(tmp_path: Path) -> None:
    """A newcomer finds the watch at work; it asks a demo for no backup and no drill."""
    with run_demo(tmp_path / "demo", say=lambda _: None) as demo:
        until = time.monotonic() + 10
        while not ((live := demo.live("gate")) and live.order_id) and time.monotonic() < until:
            time.sleep(0.02)
        seen = demo.lookout.looking.look()
        assert judge(seen, demo.settings.alerts).found == ()
        assert [one.sign for one in seen.publisher or ()] == ["gate"]
        assert "alerts" in [thread.name for thread in threading.enumerate()]


def test_practice_cannot_reach_a_real_sign(demo: Station) -> None:
    """R7: the same order in front of a real sign is refused by the last gate."""
    (order,) = open_orders(demo.database, "gate", demo.clock.now())
    publisher = make_publisher(demo)
    virtual = demo.signs["gate"].capabilities
    real = type(virtual)(
        virtual.panel, virtual.host_timed, virtual.self_clearing, virtual.best_proof, virtual=False
    )
    why = refusal(order, load(demo.database, order), demo.clock.now(), sign=real, practice_site=False)
    assert why is not None
    assert why.code == "gate_practice"
    assert publisher is not None
    demo.close()


def test_each_start_gives_new_one_time_passwords(demo: Station) -> None:
    """R43: nothing printed once opens anything for ever; every account must choose its own."""
    first, second = give_passwords(demo), give_passwords(demo)
    assert set(first) == set(ACCOUNTS)
    assert not set(first.values()) & set(second.values())
    for account, password in second.items():
        assert demo.registry.sign_in(account, password, via=Via.WEB)[1].must_change_password
    demo.close()


def test_starting_again_keeps_what_was_done(demo: Station, tmp_path: Path) -> None:
    """A demo in a named folder goes on where it stood."""
    with demo.database.read() as session:
        before = len(events(session, kind="approved"))
    demo.close()
    again = open_demo(tmp_path / "demo")
    fill(again)
    with again.database.read() as session:
        assert len(events(session, kind="approved")) == before == 1
    with pytest.raises(Refused):
        carry(again, CARRIED)
    again.close()


def test_a_real_site_is_not_a_playground(tmp_path: Path, clock: FrozenClock) -> None:
    """The demo refuses a live folder and leaves it as it was."""
    site = tmp_path / "town"
    init_site(site, mode=Mode.LIVE)
    before = sorted(p.name for p in site.rglob("*"))
    with pytest.raises(Refused):
        open_demo(site)
    assert sorted(p.name for p in site.rglob("*")) == before


@pytest.mark.slow
def test_the_command_serves_its_page_and_ends_by_itself(tmp_path: Path) -> None:
    """People on standard output, a page that answers, a clean end, nothing left behind."""
    command = [sys.executable, "-m", "ledctl", "demo", "--for", "6", "--port", "0"]
    options: dict[str, Any] = {"stdout": subprocess.PIPE, "text": True, "env": {"TMPDIR": str(tmp_path)}}
    with subprocess.Popen(command, **options) as process:  # noqa: S603 - our own command
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://\S+", line):
                break
        began = time.monotonic()
        with urllib.request.urlopen(f"{found[0] if found else ''}/login", timeout=10) as answer:  # noqa: S310 - loopback
            assert "演练" in answer.read().decode()
        assert process.wait(timeout=30) == 0
        assert time.monotonic() - began < 30
    text = "".join(said)
    assert len(re.findall(r" [a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4} ", text)) == len(ACCOUNTS)
    assert list(tmp_path.iterdir()) == []
