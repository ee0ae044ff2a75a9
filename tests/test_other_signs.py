"""Which worker a sign gets, how it is drawn for, and what the doctor says of it."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from drivers import BUILTIN
from drivers.base import Proof, Sign, Status
from drivers.errors import Broken, DriverError, ProtocolError, SignRefused, Unsupported
from drivers.virtual import VirtualSign
from ledctl.clock import FrozenClock
from ledctl.content.model import WarningLevel
from ledctl.doctor import _sign, examine_machine
from ledctl.errors import BadInput, Refused
from ledctl.fleet import make_sign
from ledctl.notices.appearance import draw
from ledctl.publishing.stage import Live
from ledctl.resources import shared
from ledctl.settings import SignSettings, load_settings
from ledctl.station import Station, make_publisher, open_station
from tests.publishing.card import CardSign
from tests.publishing.office import MoodySign, short_notice


@pytest.mark.parametrize("kind", ["SignWorker", "ListKeeper"])
def test_each_sign_gets_the_worker_for_its_way_of_keeping_time(
    station: Station, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """By what the driver says of it, not by its name."""
    panel = station.settings.signs["gate"].make_panel()
    sign: Sign = MoodySign(panel) if kind == "SignWorker" else CardSign(panel, clock)
    monkeypatch.setattr("ledctl.station.make_sign", lambda _name, _settings: sign)
    (worker,) = make_publisher(station)._workers.values()
    assert type(worker).__name__ == kind
    worker.step()
    assert worker.live.order_id is None


@pytest.mark.parametrize(
    ("model", "shades"), [("6E2", {0, 255}), ("6Q2", {0, 128, 160, 255}), ("6E9", {0, 128, 160, 255})]
)
def test_a_sign_whose_lamps_are_on_or_off_is_drawn_for_so(site: Path, model: str, shades: set[int]) -> None:
    """What is approved can be shown: a card without shades refuses a page that has some.

    A wrong setting does not keep the office from opening.
    """
    signs = f"""\
[signs.gate]
driver = "onbon_bx"
link = "tcp://127.0.0.1:9"
panel = "128x64"
colour = "rgb"
options = {{ model = "{model}" }}
"""
    (site / "signs.toml").write_text(signs)
    with closing(open_station(site)) as station:
        notice = short_notice("W").model_copy(update={"warning_level": WarningLevel.ORANGE})
        pages = [draw(one, station.looks["gate"]).pages for one in (notice, short_notice("A"))]
    assert {value for each in pages for page in each for value in page.frame.data} == shades


@pytest.mark.parametrize(
    ("status", "ok", "code"),
    [
        (Status(online=True, detail="5E2"), True, "doctor_sign"),
        (Status(online=None), True, "doctor_sign_cannot_answer"),
        (Status(online=False, detail="no route"), False, "doctor_sign_silent"),
    ],
)
def test_the_doctor_claims_no_answer_that_was_not_given(
    site: Path, monkeypatch: pytest.MonkeyPatch, status: Status, ok: bool, code: str
) -> None:
    """R22, R26: one that can never answer is neither well nor ill; silence is not an answer."""
    monkeypatch.setattr(VirtualSign, "_status", lambda _sign: status)
    (found,) = [f for f in examine_machine(site) if f.sentence.code.startswith("doctor_sign")]
    assert (found.ok, found.sentence.code) == (ok, code)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SignRefused("the card is set up for 64x32", code=0), "doctor_sign_wrong"),
        (Unsupported("no such mode"), "doctor_sign_wrong"),
        (ProtocolError("HTTP/1.1 400"), "doctor_sign_foreign"),
        (Broken("gone"), "doctor_sign_silent"),
    ],
)
def test_a_sign_that_says_no_is_not_called_silent(
    site: Path, monkeypatch: pytest.MonkeyPatch, error: DriverError, code: str
) -> None:
    """Nobody is sent to look at a cable when it is the settings that are wrong."""
    monkeypatch.setattr(VirtualSign, "_status", lambda _sign: raises(error))
    (found,) = [f for f in examine_machine(site) if f.sentence.code.startswith("doctor_sign")]
    assert (found.ok, found.sentence.code) == (False, code)
    assert str(error) in found.zh


@pytest.mark.parametrize(("online", "code"), [(True, "doctor_sign_in_use"), (False, "doctor_sign_silent")])
def test_a_line_the_publisher_holds_is_not_a_dead_one(
    site: Path, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock, online: bool, code: str
) -> None:
    """A serial port has room for one program; whether the sign is well the publisher knows."""
    live = Live.of("gate", clock.now(), None, Proof.SENT, online=online)
    monkeypatch.setattr(VirtualSign, "_status", lambda _sign: Status(online=False, detail="held"))
    monkeypatch.setattr(Station, "live", lambda _station, _name: live)
    (found,) = [f for f in examine_machine(site) if f.sentence.code.startswith("doctor_sign")]
    assert (found.ok, found.sentence.code) == (online, code)


def test_what_a_sign_complains_of_reaches_the_doctor(
    station: Station, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    """Its faults, content of others, lamps off, and a clock that would end notices at the wrong time."""
    now = clock.now().astimezone(station.settings.zoneinfo).replace(tzinfo=None)
    wrong = Status(
        True, powered=False, faults=("hot",), unknown=("program x",), clock=now - timedelta(minutes=9)
    )
    right = Status(True, powered=True, clock=now + timedelta(seconds=59))
    for sign, status, said in (
        (
            CardSign(station.settings.signs["gate"].make_panel(), clock),
            wrong,
            ["off", "complains", "unknown_content", "clock"],
        ),
        (CardSign(station.settings.signs["gate"].make_panel(), clock), right, []),
        (
            MoodySign(station.settings.signs["gate"].make_panel()),
            replace(wrong, powered=True),
            ["complains", "unknown_content"],
        ),
    ):
        monkeypatch.setattr(sign, "_status", lambda status=status: status)
        monkeypatch.setattr("ledctl.doctor.make_sign", lambda _name, _settings, sign=sign: sign)
        found = [one for one in _sign(station, "gate") if one.sentence.code.startswith("doctor_sign")]
        assert [one.sentence.code for one in found] == [
            "doctor_sign",
            *(f"doctor_sign_{word}" for word in said),
        ]
        assert [one.ok for one in found[1:]] == [False] * len(said)


@pytest.mark.parametrize(
    ("driver", "link", "options", "code", "field"),
    [
        ("onbon", "tcp://192.0.2.1:5005", {}, "sign_unknown_driver", "signs.gate.driver"),
        ("onbon_bx", "tcp://192.0.2.1", {}, "sign_link_wrong", "signs.gate.link"),
        ("onbon_bx", "", {}, "sign_link_wrong", "signs.gate.link"),
        ("ddp", "tcp://192.0.2.1:4048", {}, "sign_setting_wrong", "signs.gate"),
        ("onbon_bx", "tcp://192.0.2.1:5005", {"modell": "5E2"}, "sign_setting_wrong", "signs.gate"),
        ("onbon_bx", "", {"modell": "5E2"}, "sign_setting_wrong", "signs.gate"),
        ("virtual", "nonsense", {}, "sign_setting_wrong", "signs.gate"),
    ],
)
def test_a_wrong_sign_is_refused_by_the_setting_that_is_wrong(
    driver: str, link: str, options: dict[str, str], code: str, field: str
) -> None:
    """In both languages, with what was written and what may be."""
    settings = SignSettings(driver=driver, link=link, panel="128x32", colour="red", options=options)
    with pytest.raises(BadInput) as refused:
        make_sign("gate", settings)
    (said,) = refused.value.sentences
    assert (said.code, said.where) == (code, field)
    for written in (link if field.endswith("link") else driver, *options):
        assert written in said.zh
        assert written in said.en


def test_a_practice_site_touches_no_real_sign(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R7: not even to make it dark at the start: it would take down what the town has put there."""
    (site / "site.toml").write_text('mode = "practice"\n')
    (site / "signs.toml").write_text(
        """
[signs.gate]
driver = "onbon_bx"
link = "tcp://127.0.0.1:9"
panel = "64x32"
colour = "red"
[signs.play]
driver = "virtual"
panel = "64x32"
colour = "red"
"""
    )
    monkeypatch.setattr("drivers.onbon_bx.driver.open_link", lambda *_, **__: pytest.fail("touched"))
    with closing(open_station(site)) as station, pytest.raises(Refused) as refused:
        station.start_publishing()
    assert [(said.code, said.where) for said in refused.value.sentences] == [
        ("practice_real_sign", "signs.gate")
    ]
    told = [one for one in examine_machine(site) if "sign" in one.sentence.code]
    assert [(one.ok, one.sentence.code) for one in told] == [
        (False, "practice_real_sign"),
        (True, "doctor_sign"),
    ]


def test_every_driver_has_an_example_that_is_accepted(site: Path) -> None:
    """Whoever takes away the # in front of an example has a sign; no driver is left out."""
    text = (shared("config/examples") / "signs.toml").read_text("utf-8")
    signs = re.sub(r"^# (?=\[|\w+ = )", "", text, flags=re.MULTILINE)
    (site / "signs.toml").write_text(signs, "utf-8")
    found = load_settings(site).signs
    assert {sign.driver for sign in found.values()} == set(BUILTIN)
    for name, sign in found.items():
        make_sign(name, sign).close()


def raises(error: Exception) -> Status:
    raise error
