"""Where the record has gaps: by sign, in the chain, in the clock."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from ledctl.clock import FrozenClock, to_ms
from ledctl.errors import BadInput
from ledctl.ledger.downtime import How, Outage, beat, begin_outage, end_outages, open_outages
from ledctl.ledger.log import append
from ledctl.ledger.outages import Known
from ledctl.questions.gaps import Leap
from ledctl.station import Station
from tests.publishing.office import Office


def test_a_whole_record_has_no_gap_and_its_sums_are_the_range(
    office: Office, station: Station, clock: FrozenClock
) -> None:
    """Every moment since its record began has one word; sums count a moment once (R16)."""
    began = clock.now()
    office.put_up("A")
    office.pass_time(600, step_s=5)
    office.worker._recorder.flush(force=True)
    (sign,) = station.questions.gaps(began, clock.now()).signs
    assert sign.gaps == ()
    assert sum(sign.known_ms.values()) == to_ms(clock.now()) - to_ms(began)
    assert sign.known_ms[Known.DISPLAY] > 590_000
    assert sign.availability is not None


def test_a_hole_is_named_and_the_unknown_is_told_beside(station: Station, clock: FrozenClock) -> None:
    """No word at all is a fault of the record; after the last sign of life it is known to be unknown."""
    began = clock.now()
    with station.database.write() as session:
        begin_outage(session, "gate", Outage.LINK, to_ms(began))
        end_outages(session, open_outages(session, "gate"), to_ms(began) + 5000, How.CONFIRMED)
        beat(session, {"gate": to_ms(began) + 65_000})
    clock.advance(100)
    (sign,) = station.questions.gaps(began, clock.now() + timedelta(days=1)).signs
    assert [(one.start_ms, one.end_ms) for one in sign.gaps] == [(to_ms(began) + 5000, to_ms(began) + 65_000)]
    assert sign.known_ms == {"outage": 5000, "gap": 60_000, "unknown": 35_000}
    assert [one.cause for one in sign.outages] == [Outage.LINK]
    assert sign.availability is not None
    assert sign.availability.out_ms == {"link": 5000}


def event(station: Station, clock: FrozenClock, kind: str = "publisher_started", **facts: object) -> None:
    with station.database.write() as session:
        append(session, kind=kind, at=clock.now(), actor="system", **facts)


def test_where_the_chain_jumps_in_time(station: Station, clock: FrozenClock) -> None:
    """Time that goes back is told, so is silence of more than a day; no hour is, and no turn waited for."""
    began = clock.now()
    event(station, clock)
    clock.step(-0.5)  # this writer looked at the clock first, and wrote second
    event(station, clock)
    clock.advance(3600)
    event(station, clock)
    clock.step(-1800)
    event(station, clock)
    clock.advance(26 * 3600)
    event(station, clock)
    found = station.questions.gaps(began, clock.now() + timedelta(seconds=1))
    clock.advance(1)
    found = station.questions.gaps(began, clock.now())
    assert [(one.leap, one.seconds) for one in found.jumps] == [
        (Leap.BACK, 1800.0),
        (Leap.SILENT, 26 * 3600.0),
    ]
    only_the_last = station.questions.gaps(clock.now() - timedelta(hours=1), clock.now())
    assert [one.leap for one in only_the_last.jumps] == [Leap.SILENT], "its beginning lies before the range"


def test_when_the_clock_was_not_believed(station: Station, clock: FrozenClock) -> None:
    """From the first doubt to the word that ends it, also where that began before the range; one lasts."""
    began = clock.now()
    doubt = {"reason": "jumped_back", "said": "x", "estimate": "y"}
    event(station, clock, "clock_untrusted", **doubt)
    clock.advance(60)
    event(station, clock, "clock_untrusted", **doubt)
    event(station, clock, "clock_step", seconds=-30.0)
    clock.advance(60)
    event(station, clock, "clock_trusted", how="right", said="x", estimate="y")
    clock.advance(60)
    event(station, clock, "clock_untrusted", **doubt)
    clock.advance(60)
    found = station.questions.gaps(began, clock.now())
    assert [(one.since, one.until) for one in found.doubts] == [
        (began, began + timedelta(seconds=120)),
        (began + timedelta(seconds=180), None),
    ]
    assert len(found.steps) == 1
    later = station.questions.gaps(began + timedelta(seconds=90), clock.now())
    assert later.doubts == found.doubts
    past = station.questions.gaps(began + timedelta(seconds=130), began + timedelta(seconds=140))
    assert past.doubts == ()
    assert set(json.loads(json.dumps(found.as_dict()))) == {
        *("since", "until", "signs", "jumps", "clock_doubts", "clock_steps")
    }


def test_a_range_the_wrong_way_round_is_refused(station: Station, clock: FrozenClock) -> None:
    """In words."""
    with pytest.raises(BadInput):
        station.questions.gaps(clock.now(), clock.now())
