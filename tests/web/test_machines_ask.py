"""What machines ask without signing in: /healthz, /readyz, /metrics, and what they are never told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from drivers.errors import TimedOut
from ledctl.alerts.conditions import Alert
from ledctl.alerts.disk import OFTEN_S
from ledctl.alerts.figures import Figures
from ledctl.alerts.metrics import exposition
from ledctl.alerts.ready import FRESH_S, HEARD_S, Ready
from ledctl.alerts.records import raise_alert
from ledctl.alerts.snapshot import Blackout, Disk, Paper
from ledctl.clock import FrozenClock
from ledctl.publishing.meters import BOUNDS, Meter, Spread
from ledctl.publishing.publisher import Publisher
from ledctl.publishing.vitals import MOST_SIGNS, SignHealth, ask_health, page_of
from ledctl.settings import WebSettings
from ledctl.station import Station
from tests.alerts.looks import AT, sign
from tests.alerts.looks import site as well
from tests.alerts.test_conditions import WAITS
from tests.publishing.office import MoodySign, Office, make_worker, short_notice

ROOT = Path(__file__).parent.parent.parent
HOSTILE = "关于示例张三等三户的停水通知"


@pytest.fixture
def here(app: FastAPI) -> Iterator[TestClient]:
    """A program on this machine."""
    with TestClient(app, client=("127.0.0.1", 40_000)) as client:
        yield client


@pytest.fixture
def publishing(station: Station, clock: FrozenClock) -> Office:
    """An office whose publisher is stepped by hand."""
    moody = MoodySign(station.settings.signs["gate"].make_panel())
    worker = make_worker(station, moody)
    publisher = Publisher([worker], database=station.database, clock=clock, run=station.run, poll_s=1.0)
    station.publisher = publisher
    return Office(station, clock, moody, worker)


def values(client: TestClient) -> dict[str, float]:
    """Every sample by its name and labels."""
    text = client.get("/metrics").text
    return {
        sample.name
        + "".join(f",{name}={value}" for name, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_process_answers_whoever_asks(open_browser: Callable[[], TestClient]) -> None:
    """/healthz needs no sign-in, no database and no publisher, and is never kept."""
    answer = open_browser().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


def test_ready_says_why_not(here: TestClient, station: Station, publishing: Office) -> None:
    """/readyz: 200 while all is well, 503 with codes when it is not; and nothing else."""
    assert here.get("/readyz").json() == {"status": "ready", "reasons": []}
    station.lookout.ready._last = None
    station.lookout.disk._last = (1e18, Disk(0, 0, "Read-only file system"))
    answer = here.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["disk_unwritable"])
    assert answer.headers["cache-control"] == "no-store"


class Ticking:
    """A monotonic clock for tests, and a publisher that may be silent."""

    def __init__(self) -> None:
        self.now, self.answers, self.asked = 0.0, True, 0
        self.hangs: tuple[str, ...] = ()

    def __call__(self) -> float:
        return self.now

    def answer(self) -> tuple[str, ...] | None:
        self.asked += 1
        return self.hangs if self.answers else None


def test_a_silent_publisher_makes_the_site_unready_within_a_minute(station: Station) -> None:
    """R27: not at the first missed answer, and not when no publisher is expected."""
    tick = Ticking()
    disk = station.lookout.disk
    ready = Ready(station.database, disk, hanging=tick.answer, expects=True, monotonic=tick)
    assert ready.reasons() == ()
    tick.answers = False
    tick.now = HEARD_S - 1
    assert ready.reasons() == ()
    tick.now = HEARD_S + FRESH_S
    assert ready.reasons() == ("publisher_silent",)
    tick.answers = True
    tick.now += FRESH_S
    assert ready.reasons() == ()
    idle = Ready(station.database, disk, hanging=lambda: None, expects=False, monotonic=tick)
    tick.now += 10 * HEARD_S
    assert idle.reasons() == ()


def test_a_publisher_that_hangs_in_part_makes_the_site_unready_at_once(station: Station) -> None:
    """R17: it answers, and yet the public may see what is old."""
    tick = Ticking()
    ready = Ready(station.database, station.lookout.disk, hanging=tick.answer, expects=True, monotonic=tick)
    tick.hangs = ("watch",)
    assert ready.reasons() == ("publisher_hangs",)
    tick.hangs = ()
    tick.now += FRESH_S
    assert ready.reasons() == ()


def test_who_asks_often_costs_little(station: Station) -> None:
    """A stranger in a loop asks neither the publisher nor the disk each time."""
    tick = Ticking()
    ready = Ready(station.database, station.lookout.disk, hanging=tick.answer, expects=True, monotonic=tick)
    for _ in range(50):
        ready.reasons()
    assert tick.asked == 1
    assert OFTEN_S >= FRESH_S


def test_a_database_that_fails_or_is_of_another_version_is_a_reason(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with its code, whatever the database said."""

    def fails(_database: object) -> str:
        raise OperationalError("SELECT", {}, Exception(HOSTILE))

    ready = Ready(station.database, station.lookout.disk, hanging=lambda: (), expects=True)
    monkeypatch.setattr("ledctl.alerts.ready.current_version", fails)
    assert ready.reasons() == ("database_failing",)
    ready._last = None
    monkeypatch.setattr("ledctl.alerts.ready.current_version", lambda _database: "0001")
    station.lookout.disk._last = (1e18, Disk(0, 0))
    assert ready.reasons() == ("schema_wrong", "disk_full")


# -- metrics --------------------------------------------------------------------------------------


def test_metrics_are_for_this_machine_and_those_named(app: FastAPI, station: Station) -> None:
    """For everybody else the page is not there; nor for anybody where the site turned it off."""

    def status(host: str) -> int:
        with TestClient(app, client=(host, 1)) as client:
            return client.get("/metrics").status_code

    assert [status(host) for host in ("127.0.0.1", "::1", "10.1.2.3", "nonsense")] == [200, 200, 404, 404]
    named, off = {"metrics_from": ["10.0.0.0/8"]}, {"metrics": False}
    for change, host, wanted in ((named, "10.1.2.3", 200), (off, "::1", 404)):
        web = WebSettings.model_validate(change)
        station.settings = station.settings.model_copy(update={"web": web})
        assert status(host) == wanted


def test_what_is_shown_and_what_fails_is_counted(here: TestClient, publishing: Office) -> None:
    """Pages by proof, failures by kind, outages in seconds, send times; all only grow."""
    publishing.put_up("A")
    first = values(here)
    assert first["ledctl_publisher_up"] == first["ledctl_sign_up,sign=gate"] == 1
    assert first["ledctl_sign_lit,sign=gate"] == first["ledctl_sign_wanted,sign=gate"] == 1
    shown = {name: value for name, value in first.items() if name.startswith("ledctl_pages_shown_total")}
    assert sum(shown.values()) == 1
    assert first["ledctl_send_seconds_count"] == 1
    assert first["ledctl_notices,state=approved"] == 1
    publishing.sign.broken = TimedOut("no answer")
    publishing.pass_time(40)
    lost = values(here)
    assert lost["ledctl_sign_up,sign=gate"] == 0
    assert lost["ledctl_send_failures_total,error=TimedOut,sign=gate"] > 0
    assert 0 < lost["ledctl_outage_seconds_total,sign=gate"] <= 40
    publishing.sign.broken = None
    publishing.pass_time(60)
    back = values(here)
    assert back["ledctl_sign_up,sign=gate"] == 1
    for name in first.keys() & back.keys():
        if "_total" in name or "_count" in name or "_bucket" in name:
            assert first[name] <= lost[name] <= back[name], name
    assert back["ledctl_outage_seconds_total,sign=gate"] < 60


def test_no_figure_names_a_notice_or_a_person(here: TestClient, publishing: Office) -> None:
    """Labels are signs, states, proofs, errors, severities."""
    notice = short_notice("HOSTILE").model_copy(update={"title": HOSTILE})
    publishing.approve(notice)
    publishing.worker.step()
    text = here.get("/metrics").text
    families = list(text_string_to_metric_families(text))
    labels = {label for family in families for sample in family.samples for label in sample.labels}
    assert labels <= {"sign", "state", "proof", "error", "severity", "le", "version", "schema", "mode"}
    assert "张三" not in text
    assert "HOSTILE" not in text


def test_a_silent_publisher_leaves_its_signs_out(here: TestClient) -> None:
    """Nothing is called zero that nobody knows."""
    found = values(here)
    assert found["ledctl_publisher_up"] == 0
    assert not [name for name in found if name.startswith("ledctl_sign_")]
    assert "ledctl_publisher_last_seen_timestamp_seconds" not in found


def everything() -> Figures:
    """Figures of a site that has all of it."""
    whole = sign(temperature_c=41.5, faults=("fan",), failures={"TimedOut": 2}, outage_s=3.5)
    seen = well(
        whole,
        backup=Paper(AT - timedelta(days=1)),
        certificate=Paper(AT + timedelta(days=90)),
        clock_trusted=True,
        blackout=Blackout(),
        hanging=(),
    )
    office = replace(seen.office, pending=(WAITS,)) if seen.office else None
    seen = replace(seen, office=office)
    timings = (Spread.empty(), Spread.empty())
    return Figures("1.0", "0012", "live", seen, 1.0, timings, {"critical": 1}, {"approved": 2})


def test_names_follow_the_conventions_and_stand_on_the_page() -> None:
    """Prefix, base units, _total on counters only; docs/operating.md lists exactly these."""
    families = list(text_string_to_metric_families(exposition(everything()).decode()))
    names = set()
    for family in families:
        name = family.name + ("_total" if family.type == "counter" else "")
        names.add(name)
        assert re.fullmatch(r"ledctl_[a-z][a-z0-9_]*", name)
        assert family.documentation
        assert not re.search(r"_(ms|millis|minutes|hours|days|mb|kb|percent)(_|$)", name), "base units"
        assert name.endswith("_total") is (family.type == "counter")
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(ledctl_[a-z0-9_]+)`", page, re.MULTILINE)) == names


# -- the publisher's answers ----------------------------------------------------------------------


def test_a_thousand_signs_are_told_page_by_page(publishing: Office) -> None:
    """Each answer fits a datagram, and none is lost between two."""
    workers = [publishing.worker] * 1000

    def ask(question: str) -> object:
        page = page_of(workers, int(question.split()[1]))
        assert len(json.dumps(page).encode()) < 60_000
        return json.loads(json.dumps(page))

    found = ask_health(ask)
    assert found is not None
    assert len(found) == 1000
    assert found[0] == SignHealth.of(publishing.worker)
    assert MOST_SIGNS < 1000


def test_a_publisher_that_stops_between_two_pages_is_silent(publishing: Office) -> None:
    """Half a fleet is no answer."""
    workers = [publishing.worker] * (MOST_SIGNS + 1)
    answers = iter([page_of(workers, 0), None])
    assert ask_health(lambda _question: next(answers)) is None


def test_a_reader_of_tomorrow_asks_a_publisher_of_today(publishing: Office) -> None:
    """A field this program does not know is passed over, one that is missing is as usual."""
    (told,) = page_of([publishing.worker], 0)["signs"]
    assert SignHealth.from_answer({**told, "new": 1}) == SignHealth.of(publishing.worker)
    del told["outage_s"]
    assert SignHealth.from_answer(told).outage_s == 0


@pytest.mark.parametrize("seconds", [0.0, BOUNDS[0], BOUNDS[3] + 0.001, BOUNDS[-1], 1e9])
def test_a_meter_loses_nothing(seconds: float) -> None:
    """Each value is in one bucket, whose bound is not below it; sums add up."""
    meter = Meter()
    meter.turned(seconds)
    (place,) = [at for at, count in enumerate(meter.late.counts) if count]
    assert place == len(BOUNDS) or BOUNDS[place] >= seconds
    assert meter.late.total_s == seconds
    meter.went_down(10)
    assert meter.outage_s(12) == 2
    meter.came_back(15)
    meter.went_down(20)
    assert meter.outage_s(21) == 6


def test_open_alerts_are_counted_by_severity(here: TestClient, station: Station) -> None:
    """One for each that is not over."""
    with station.database.write() as session:
        raise_alert(session, Alert("link_down", "gate"), at=AT, practice=False)
    found = values(here)
    assert found["ledctl_alerts,severity=serious"] == 1
    assert found["ledctl_alerts,severity=critical"] == 0
