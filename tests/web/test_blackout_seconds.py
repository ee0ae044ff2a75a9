"""From the click to the lamps, with real threads: a virtual sign, and cards behind real sockets.

The click is a form sent to the office; the lamps are what the simulated card lights.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from drivers.base import Frame, Panel
from drivers.simulate import make_card, open_ports, serve_card
from drivers.simulate.record import Record
from drivers.virtual import VirtualSign
from ledctl.accounts.model import Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.blackout.states import DRILL, End, How
from ledctl.clock import SystemClock
from ledctl.ledger.checking.verify import verify
from ledctl.station import Station, open_station
from ledctl.web.app import create_app
from tests.drivers.ends import shared
from tests.publishing.office import actor, short_notice
from tests.web.office_hands import OWN_PASSWORD, form_key

CLICK_S = 2.0
"""The promise: every sign dark within two seconds of the click on healthy links."""
PANEL = Panel.parse("64x64", "dual")
VIRTUAL = '[signs.{name}]\ndriver = "virtual"\npanel = "64x64"\ncolour = "dual"\n'
CARD = VIRTUAL.replace("virtual", "onbon_bx") + 'link = "{url}"\noptions = {options}\n'
MODELS = {"pages": "5E1", "programs": "5M1"}
"""One card whose pages the host turns, one that turns its own."""
OPTIONS = {
    "pages": '{ model = "5E1", timeout_ms = 500 }',
    "programs": '{ model = "5M1", timeout_ms = 500, write_interval_s = 0 }',
}

Lit = Callable[[], Frame]


@contextmanager
def card_at(kind: str) -> Iterator[tuple[str, Lit]]:
    """A simulated card on a loopback port: its address, and what it lights."""
    card = shared(make_card("onbon_bx", PANEL, model=MODELS[kind]))
    ports, stop, ready = open_ports("onbon_bx", card, 0), threading.Event(), threading.Event()
    serving = (card, ports, Record(io.StringIO(), None), stop, ready.set)
    thread = threading.Thread(target=serve_card, args=serving)
    thread.start()
    try:
        assert ready.wait(5)
        yield f"tcp://127.0.0.1:{ports[0].number}", lambda: card.lit
    finally:
        stop.set()
        thread.join(5)


@pytest.fixture
def lights() -> dict[str, Lit]:
    """What each sign lights, by name; filled by ``publishing``."""
    return {}


@pytest.fixture
def publishing(site: Path, quick_passwords: Passwords, lights: dict[str, Lit]) -> Iterator[Station]:
    """A live site with a virtual sign and two cards, publishing on the machine's own clock."""
    with ExitStack() as stack:
        signs = VIRTUAL.format(name="gate")
        for kind in MODELS:
            url, lights[kind] = stack.enter_context(card_at(kind))
            signs += CARD.format(name=kind, url=url, options=OPTIONS[kind])
        (site / "signs.toml").write_text(signs)
        (site / "site.toml").write_text('mode = "live"\n[publisher]\npoll_s = 60\n')
        station = open_station(site, clock=SystemClock(), passwords=quick_passwords)
        stack.callback(station.close)
        station.start_publishing()
        gate = station.signs["gate"]
        assert isinstance(gate, VirtualSign)
        lights["gate"] = lambda: gate.current
        yield station


@pytest.fixture
def click(publishing: Station) -> Iterator[Callable[[str], None]]:
    """``click("/blackout")`` sends that form as an approver's browser does."""
    once = publishing.registry.add("fan", "范某", [Role.APPROVER], by="system")
    publishing.registry.change_password("fan", once, OWN_PASSWORD, via=Via.CLI)
    with TestClient(create_app(publishing)) as client:
        key = form_key(client.get("/login").text)
        fields = {"form_key": key, "account": "fan", "password": OWN_PASSWORD, "next": "/"}
        client.post("/login", data=fields)
        own = form_key(client.get("/password").text)

        def post(path: str) -> None:
            answer = client.post(path, data={"form_key": own, "reason": "演示"}, follow_redirects=False)
            assert answer.status_code == 303, answer.text

        yield post


def approve(station: Station, notice_id: str) -> None:
    desk = station.desk
    desk.draft(actor("drafter"), short_notice(notice_id))
    desk.submit(actor("drafter"), notice_id)
    desk.review(actor("reviewer"), notice_id, "pass")
    desk.secrecy(actor("secrecy_reviewer"), notice_id, "pass")
    desk.approve(actor("approver"), notice_id)


def wait_until(holds: Callable[[], bool], seconds: float = 10) -> float:
    """Until it holds; how long that took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, "it never came true"
        time.sleep(0.005)
    return time.monotonic() - began


def test_every_sign_is_dark_within_two_seconds_of_the_click(
    publishing: Station, lights: dict[str, Lit], click: Callable[[str], None]
) -> None:
    """And lit again after the lift; the record names each sign's milliseconds and proof."""
    approve(publishing, "A")
    lit = [lambda one=one: any(one().data) for one in lights.values()]
    wait_until(lambda: all(one() for one in lit))
    clicked = threading.Thread(target=click, args=("/blackout",))
    clicked.start()
    assert wait_until(lambda: not any(one() for one in lit), CLICK_S) < CLICK_S
    clicked.join()
    now = publishing.blackouts.state()
    assert now.not_dark == ()
    assert now.now is not None
    answers = {one.sign: one for one in now.now.answers}
    assert answers.keys() == lights.keys()
    assert all(one.ms < CLICK_S * 1000 and one.proof for one in answers.values())
    click("/blackout/lift")
    wait_until(lambda: all(one() for one in lit))
    assert verify(publishing.database).ok


def test_a_drill_is_over_as_soon_as_every_sign_has_answered(
    publishing: Station, lights: dict[str, Lit], click: Callable[[str], None]
) -> None:
    """The office sees it pass, and the public is without the notice no longer than that takes."""
    approve(publishing, "A")
    lit = [lambda one=one: any(one().data) for one in lights.values()]
    wait_until(lambda: all(one() for one in lit))
    began = time.monotonic()
    click("/blackout/drill")
    wait_until(lambda: all(one() for one in lit))
    assert time.monotonic() - began < DRILL.total_seconds()
    (drill,) = publishing.blackouts.history()
    assert drill.end is not None
    assert drill.end.how is End.ALL_DARK
    how = {answer.sign: answer.how for answer in drill.answers if answer.how is not How.LAMPS_ON}
    assert how == {"gate": How.BLANK, "pages": How.BLANK, "programs": How.POWER}
