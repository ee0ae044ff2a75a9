"""Everything one person did; all of a category."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from ledctl.accounts.model import Giver, Role, Via
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, NotFound
from ledctl.ledger.log import events
from ledctl.questions.people import Part
from ledctl.station import Station
from tests.publishing.office import Office, actor


def test_what_a_person_did_and_what_was_done_to_them(
    office: Office, station: Station, clock: FrozenClock, write: Callable[..., None]
) -> None:
    """Their own steps, those a stand-in took for them, and what an administrator did to the account."""
    once = station.registry.add("qian", "某钱", (Role.REVIEWER,), by="admin")
    station.registry.change_password("qian", once, "a long password 3", via=Via.WEB)
    station.registry.reset("qian", by="admin")
    write("A")
    station.desk.submit(actor("drafter"), "A")
    giver = Giver("qian", "某钱", frozenset({Role.REVIEWER}))
    station.desk.review(replace(actor("operator"), stands_in_for=(giver,)), "A", "pass")
    found = station.questions.person("qian")
    told = [(deed.part, deed.event.kind) for deed in reversed(found.deeds)]
    assert told == [
        (Part.ABOUT_THEM, "person_added"),
        (Part.DID, "password_changed"),
        (Part.ABOUT_THEM, "password_changed"),
        (Part.FOR_THEM, "reviewed"),
    ]
    assert (found.person.name, found.person.roles, found.person.known) == ("某钱", ("reviewer",), True)


def test_nothing_of_a_person_is_left_out_page_by_page(
    office: Office, station: Station, write: Callable[..., None]
) -> None:
    """R35: the pages together are every event they are the actor of, each once."""
    for number in range(9):
        write(f"N{number}")
    with station.database.read() as session:
        whole = [event.seq for event in events(session, actor="drafter", limit=1000)]
    seen, before = [], None
    while True:
        page = station.questions.person("drafter", before_seq=before, limit=4)
        seen += [deed.event.seq for deed in page.deeds]
        if (before := page.older) is None:
            break
    assert seen == whole
    assert len(seen) == 9


def test_a_range_of_a_person(
    office: Office, station: Station, clock: FrozenClock, write: Callable[..., None]
) -> None:
    """Half-open (R16), today included; a name like a pattern is a name."""
    write("A")
    between = clock.now() + timedelta(seconds=1)
    clock.advance(60)
    write("B")
    assert [d.event.notice for d in station.questions.person("drafter", between).deeds] == ["B"]
    assert [d.event.notice for d in station.questions.person("drafter", None, between).deeds] == ["A"]
    for nobody in ("nobody", "%", "draft_r"):
        with pytest.raises(NotFound):
            station.questions.person(nobody)
    with pytest.raises(BadInput):
        station.questions.person("drafter", clock.now(), between)


def test_an_account_that_only_the_record_names(station: Station, office: Office) -> None:
    """People are never deleted, but a record may be older than the table: it is told, not hidden."""
    office.put_up("A")
    found = station.questions.person("approver")
    assert (found.person.known, found.person.active) == (False, False)
    assert "approved" in {deed.event.kind for deed in found.deeds}
    assert found.as_dict()["events"][0]["part"] == "did"


def test_all_of_a_category(
    office: Office, station: Station, clock: FrozenClock, write: Callable[..., None]
) -> None:
    """Items of every state, first display, displays, hours and decisions; today's hour included."""
    office.put_up("A")
    write("B")
    office.pass_time(600, step_s=5)
    office.worker._recorder.flush(force=True)
    found = station.questions.category("general")
    lines = {one.notice: one for one in found.items}
    pages = office.displays()
    assert (lines["A"].count.shown, lines["A"].signs) == (len(pages), ("gate",))
    assert lines["A"].first_display == min(one.start for one in pages)
    assert [taken.step for taken in lines["A"].decisions][-1] == "approve"
    assert (lines["B"].count.shown, lines["B"].first_display, lines["B"].state) == (0, None, "draft")
    said = found.as_dict()
    assert said["total"]["items"] == 2
    assert said["total"]["sent"] == len(pages)
    assert said["practice"] == {"items": 0, "sent": 0, "confirmed": 0, "on_air_ms": 0}


def test_a_range_of_a_category(
    office: Office, station: Station, clock: FrozenClock, write: Callable[..., None]
) -> None:
    """An item is in a range where it was written, decided or displayed; in none where nothing happened."""
    office.put_up("A")
    office.pass_time(60)
    tomorrow = clock.now() + timedelta(days=1)
    assert station.questions.category("general", tomorrow).items == ()
    assert station.questions.category("general", None, clock.now() - timedelta(days=1)).items == ()
    assert [one.notice for one in station.questions.category("general", None, tomorrow).items] == ["A"]
    with pytest.raises(NotFound):
        station.questions.category("no_such_thing")


def test_practice_is_shown_and_in_no_number(
    office: Office, station: Station, clock: FrozenClock, write: Callable[..., None]
) -> None:
    """R7: what was practised stands beside, marked."""
    write("A")
    station.office = replace(station.office, practice=True)
    write("P")
    found = station.questions.category("general")
    assert {one.notice: one.practice for one in found.items} == {"A": False, "P": True}
    said = found.as_dict()
    assert (said["total"]["items"], said["practice"]["items"]) == (1, 1)
