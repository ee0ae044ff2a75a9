"""Which worker a sign gets, how it is drawn for, and what the doctor says of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from drivers.base import Sign, Status
from drivers.virtual import VirtualSign
from ledctl.clock import FrozenClock
from ledctl.content.model import WarningLevel
from ledctl.doctor import examine_machine
from ledctl.notices.appearance import draw
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
def test_a_sign_whose_lamps_are_on_or_off_is_drawn_for_so(
    site: Path, model: str, shades: set[int]
) -> None:
    """What is approved can be shown: a card without shades refuses a page that has some.

    A wrong setting does not keep the office from opening.
    """
    signs = f"""[signs.gate]\ndriver = "onbon_bx"\nlink = "tcp://127.0.0.1:9"\npanel = "128x64"\ncolour = "rgb"
options = {{ model = "{model}" }}"""
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
