"""Warning templates over a real database: proposed by one, approved by another, facts for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import text

from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, LedctlError, NotAllowed, NotFound, Refused
from ledctl.ledger.log import events
from ledctl.proposals.states import State
from ledctl.station import Station, open_station
from ledctl.templates import queries
from tests.warnings.hands import FORM

People = Callable[..., Actor]
EVERYTHING = frozenset(Role)


def run(station: Station, statement: str) -> None:
    with station.database.write() as session:
        session.connection().execute(text(statement))


def propose(station: Station, person: People) -> int:
    return station.cabinet.propose(person("drafter"), FORM, "县气象台格式")


def test_a_template_is_approved_by_another_person(station: Station, person: People) -> None:
    """R9: what an emergency will say is approved in form before; each step is in the record (R12)."""
    number = propose(station, person)
    assert queries.in_use(station.database, FORM.source, practice=False) == []
    assert station.cabinet.waiting_for(person("approver")) == 1
    assert station.cabinet.waiting_for(person("drafter")) == 0
    station.cabinet.approve(person("approver"), number, "一致。", seen=FORM.digest)
    (found,) = queries.in_use(station.database, FORM.source, practice=False)
    assert (found.form, found.state, found.decisions[0].opinion) == (FORM, State.APPROVED, "一致。")
    assert queries.in_use(station.database, "别的气象台", practice=False) == []
    with station.database.read() as session:
        told = [one for one in events(session) if one.kind.startswith("template_")]
    assert {one.kind for one in told} == {"template_proposed", "template_approved"}
    assert all(one.facts["digest"] == FORM.digest and one.facts["template"] == number for one in told)


def test_nobody_approves_an_own_template(station: Station, person: People) -> None:
    """R5: not holding every role."""
    number = propose(station, person)
    everything = Actor("drafter", "某人", EVERYTHING, Via.WEB)
    for decide in (station.cabinet.approve, station.cabinet.reject):
        with pytest.raises(NotAllowed) as refusal:
            decide(everything, number, "同意")
        assert refusal.value.code == "template_own_work"


def test_a_template_once_decided_is_decided(station: Station, person: People) -> None:
    """A rejected one stays rejected, and a no has its reason."""
    number = propose(station, person)
    with pytest.raises(BadInput):
        station.cabinet.reject(person("approver"), number, " ")
    station.cabinet.reject(person("approver"), number, "来文格式不同。")
    with pytest.raises(Refused) as refusal:
        station.cabinet.approve(person("approver"), number)
    assert refusal.value.code == "template_step_not_possible"


def test_a_withdrawn_template_serves_no_more(station: Station, person: People, template: int) -> None:
    """The operator may take it back alone; the drafter may not once it is approved (R2)."""
    with pytest.raises(NotAllowed) as refusal:
        station.cabinet.withdraw(person("drafter", "qiao"), template, "改格式")
    assert refusal.value.code == "template_not_yours"
    station.cabinet.withdraw(person("operator"), template, "来文格式已改。")
    assert queries.in_use(station.database, FORM.source, practice=False) == []


@pytest.mark.parametrize(
    ("change", "reason", "code"),
    [
        ({"category": "project_progress"}, "依据", "template_not_for_warnings"),
        ({"category": "nowhere"}, "依据", "category_unknown"),
        ({"hours": 0}, "依据", "template_hours"),
        ({}, " ", "reason_missing"),
        ({}, "长" * 2001, "opinion_too_long"),
    ],
)
def test_a_template_that_cannot_serve_is_not_taken(
    station: Station, person: People, change: dict[str, object], reason: str, code: str
) -> None:
    """Only for warnings, bounded, and with a reason; nothing is kept of what was refused."""
    with pytest.raises(LedctlError) as refusal:
        station.cabinet.propose(person("drafter"), replace(FORM, **change), reason)  # type: ignore[arg-type]  # one wrong value
    assert refusal.value.code == code
    assert queries.listing(station.database) == []


def test_only_what_was_seen_is_decided(station: Station, person: People) -> None:
    """R1: a digest of another template is refused; an unknown number is not found."""
    number = propose(station, person)
    with pytest.raises(Refused) as refusal:
        station.cabinet.approve(person("approver"), number, seen="0" * 64)
    assert refusal.value.code == "template_changed"
    for unknown in (0, -1, 2**64):
        with pytest.raises(NotFound):
            queries.one(station.database, unknown)


def test_a_template_of_practice_is_not_decided_on_live(
    station: Station, person: People, clock: FrozenClock
) -> None:
    """R7: what was proposed in a drill becomes no rule of the real office by a change of mode."""
    number = propose(station, person)
    station.close()
    drill = open_station(station.site, clock=clock, overrides={"mode": "practice"})
    with pytest.raises(Refused) as refusal:
        drill.cabinet.approve(person("approver"), number)
    assert refusal.value.code == "template_of_other_mode"
    assert drill.cabinet.waiting_for(person("approver")) == 0
    drill.close()


TEMPLATE, DECISION = "warning_template", "warning_template_decision"


@pytest.mark.parametrize(
    ("trigger", "statement", "tables"),
    [
        ("warning_template_no_update", "UPDATE warning_template SET hours = 72", {TEMPLATE}),
        ("warning_template_no_update", "UPDATE warning_template SET levels = 'purple'", {TEMPLATE}),
        (
            "warning_template_decision_no_update",
            "UPDATE warning_template_decision SET account = 'li'",
            {TEMPLATE, DECISION},
        ),
        (
            "warning_template_decision_no_delete",
            "DELETE FROM warning_template_decision",
            {TEMPLATE, DECISION},
        ),
    ],
)
def test_verify_finds_a_template_that_was_changed_by_hand(
    station: Station, template: int, trigger: str, statement: str, tables: set[str]
) -> None:
    """R12: whoever has the file can drop a trigger; the record still tells what was approved, and by whom."""
    assert station.verify().ok
    run(station, f"DROP TRIGGER {trigger}")
    run(station, statement)
    assert {problem.table for problem in station.verify().problems} == tables


def test_the_database_keeps_the_rules_by_itself(station: Station, person: People, template: int) -> None:
    """Facts: no change, no removal, no approval by the proposer, no second decision from one state."""
    for statement in (
        "UPDATE warning_template SET source = '鹭洲镇人民政府'",
        "DELETE FROM warning_template_decision",
        "INSERT OR REPLACE INTO warning_template SELECT * FROM warning_template",
    ):
        with pytest.raises(DatabaseError, match="append-only"):
            run(station, statement)
    other = propose(station, person)
    copied = (
        "INSERT INTO warning_template_decision SELECT NULL, {id}, digest, {proposer}, practice, step, "
        "from_state, to_state, {account}, name, via, at, opinion FROM warning_template_decision"
    )
    for facts in (
        {"id": other, "proposer": "'drafter'", "account": "'drafter'"},
        {"id": other, "proposer": "'nobody'", "account": "account"},
    ):
        with pytest.raises(IntegrityError):
            run(station, copied.format(**facts))
