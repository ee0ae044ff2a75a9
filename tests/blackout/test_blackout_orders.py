"""The use cases of a blackout over a database: rights, refusals, facts, events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ledctl.accounts.model import Actor, Giver, Role, Via
from ledctl.blackout.answering import write_answer
from ledctl.blackout.orders import Blackouts
from ledctl.blackout.states import DRILL, DRILL_EVERY, Answer, End, How, Ordered, SignState
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, NotAllowed, Refused
from ledctl.ledger.log import Entry, events
from ledctl.station import Station

Person = Callable[..., Actor]
TABLES = ("blackout", "blackout_word", "blackout_end", "blackout_sign")


@pytest.fixture
def blackouts(station: Station) -> Blackouts:
    return station.blackouts


def told(station: Station) -> list[Entry]:
    """What the record says, oldest first."""
    with station.database.read() as session:
        return [one for one in reversed(events(session)) if "blackout" in one.kind]


def counts(station: Station) -> list[int]:
    with station.database.read() as session:
        connection = session.connection()
        return [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES]  # noqa: S608 - own names


def answer(station: Station, how: How = How.BLANK, proof: int | None = 1) -> Answer:
    return Answer("gate", how, station.clock.now(), 140, proof, "the sign said so")


def test_ordered_explained_lifted(
    blackouts: Blackouts, station: Station, clock: FrozenClock, person: Person
) -> None:
    """R12: one click without a reason, the reason afterwards, an approver's word to end it; all on record."""
    number = blackouts.order(person("drafter"))
    state = blackouts.state()
    assert state.is_real
    assert state.now is not None
    assert (state.now.id, state.now.words, state.not_dark) == (number, (), ("gate",))
    clock.advance(60)
    blackouts.explain(person("drafter"), "屏上出现不明内容")
    blackouts.lift(person("approver"), "已核实")
    assert not blackouts.state().is_on
    (past,) = blackouts.history()
    assert past.end is not None
    assert (past.end.how, past.end.account, past.words[0].reason) == (
        End.LIFTED,
        "approver",
        "屏上出现不明内容",
    )
    assert [(one.kind, one.actor, one.cause) for one in told(station)] == [
        ("blackout_on", "drafter", "person"),
        ("blackout_explained", "drafter", ""),
        ("blackout_off", "approver", "person"),
    ]


def test_ordering_twice_is_harmless(blackouts: Blackouts, station: Station, person: Person) -> None:
    """A double click, or a second person, changes nothing and gets the same number."""
    first = blackouts.order(person("drafter"))
    assert blackouts.order(person("operator")) == first
    assert counts(station) == [1, 0, 0, 0]
    assert len(told(station)) == 1


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.OPERATOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_only_an_approver_lifts(blackouts: Blackouts, person: Person, role: Role) -> None:
    """Whoever may order it may not end it, with or without a reason."""
    blackouts.order(person(role.value))
    blackouts.explain(person(role.value), "误操作")
    with pytest.raises(NotAllowed):
        blackouts.lift(person(role.value), "好了")
    assert blackouts.state().is_real


def test_a_stand_in_of_an_approver_does_not_lift(blackouts: Blackouts, person: Person) -> None:
    """Whoever stands in judges notices; to light every sign again takes the approver's own role."""
    blackouts.order(person("drafter"))
    stand_in = replace(person("reviewer"), stands_in_for=(Giver("fan", "范某", frozenset({Role.APPROVER})),))
    with pytest.raises(NotAllowed):
        blackouts.lift(stand_in, reason="好了")
    assert blackouts.state().is_real


def test_nothing_is_lifted_without_a_reason(blackouts: Blackouts, station: Station, person: Person) -> None:
    """The reason may come in the same breath; without one nothing changes."""
    blackouts.order(person("drafter"))
    for empty in ("", "  \n"):
        with pytest.raises(BadInput) as refusal:
            blackouts.lift(person("approver"), "好了", reason=empty)
        assert refusal.value.code == "blackout_reason_missing"
    assert counts(station) == [1, 0, 0, 0]
    blackouts.lift(person("approver"), reason="误按")
    assert counts(station) == [1, 1, 1, 0]


def test_what_is_refused_changes_nothing(blackouts: Blackouts, station: Station, person: Person) -> None:
    """Nothing to explain or lift; words too long; a drill while it is serious; a drill within a drill."""
    approver = person("approver")
    table: list[tuple[str, Callable[[], object]]] = [
        ("blackout_is_off", lambda: blackouts.explain(approver, "x")),
        ("blackout_is_off", lambda: blackouts.lift(approver)),
        ("blackout_not_yours", lambda: blackouts.order(person("auditor"))),
        ("blackout_not_yours", lambda: blackouts.order(person("village_poster"))),
        ("role_needed", lambda: blackouts.drill(person("drafter"))),
        ("opinion_too_long", lambda: blackouts.lift(approver, "长" * 2001)),
    ]
    for code, attempt in table:
        with pytest.raises((Refused, BadInput)) as refusal:
            attempt()
        assert refusal.value.code == code
    assert counts(station) == [0, 0, 0, 0]
    blackouts.drill(approver)
    with pytest.raises(Refused, match="几秒后自动结束"):
        blackouts.drill(approver)
    with pytest.raises(Refused):
        blackouts.lift(approver, reason="x")
    blackouts.order(person("drafter"))
    with pytest.raises(Refused, match="解除之后再演练"):
        blackouts.drill(approver)
    with pytest.raises(BadInput):
        blackouts.explain(approver, "长" * 2001)
    with pytest.raises(NotAllowed):
        blackouts.explain(person("operator"), "不是我按的")


def test_a_real_one_takes_the_place_of_a_drill(
    blackouts: Blackouts, clock: FrozenClock, person: Person
) -> None:
    """It must not end with the drill's seconds."""
    drill = blackouts.drill(person("operator"))
    real = blackouts.order(person("drafter"))
    clock.advance(DRILL.total_seconds() + 1)
    state = blackouts.state()
    assert state.now is not None
    assert state.now.id == real
    ended = blackouts.one(drill)
    assert ended is not None
    assert ended.end is not None
    assert ended.end.how is End.REPLACED
    assert blackouts.one(real + 1) is None
    assert blackouts.one(2**40) is None


def test_a_drill_is_over_though_nobody_ends_it(
    blackouts: Blackouts, clock: FrozenClock, person: Person
) -> None:
    """R29: with everybody dead its own end holds; the next one writes down that its time was over."""
    first = blackouts.drill(person("approver"))
    assert blackouts.state().is_on
    assert not blackouts.state().is_real
    clock.advance(DRILL.total_seconds())
    assert not blackouts.state().is_on
    assert blackouts.state().not_dark == ()
    blackouts.drill(person("approver"))
    ended = blackouts.one(first)
    assert ended is not None
    assert ended.end is not None
    assert (ended.end.how, ended.end.account) == (End.TIME, "system")


def test_a_drill_that_proved_nothing_is_still_due(
    blackouts: Blackouts, station: Station, clock: FrozenClock, person: Person
) -> None:
    """Only a drill in which every sign went dark counts for a month."""
    assert blackouts.is_drill_due(clock.now())
    for how, proof, due in ((How.NOT_YET, None, True), (How.BLANK, 1, False)):
        number = blackouts.drill(person("approver"))
        ordered = Ordered(number, clock.now(), clock.now() + DRILL)
        assert write_answer(station.database, ordered, answer(station, how, proof), signs=["gate"])
        assert blackouts.is_drill_due(clock.now()) is due
        clock.advance(60)
    assert blackouts.last_drill() == ordered.at
    assert blackouts.is_drill_due(ordered.at + DRILL_EVERY)


def test_an_answer_is_written_once(
    blackouts: Blackouts, station: Station, clock: FrozenClock, person: Person
) -> None:
    """R31: tried again, or by the next process, the record says it once; late never follows dark."""
    ordered = Ordered(blackouts.order(person("drafter")), clock.now())
    for how, proof in ((How.BLANK, 1), (How.BLANK, 1), (How.NOT_YET, None)):
        assert not write_answer(station.database, ordered, answer(station, how, proof), signs=["gate"])
    assert counts(station) == [1, 0, 0, 1]
    assert [one.kind for one in told(station)] == ["blackout_on", "blackout_confirmed"]
    now = blackouts.state().now
    assert now is not None
    sign = now.as_dict(["gate", "hall"])["signs"]
    assert [(one["sign"], one["state"], one["ms"]) for one in sign] == [
        ("gate", SignState.DARK, 140),
        ("hall", SignState.WAITING, None),
    ]


@pytest.mark.parametrize(
    ("how", "proof", "kind"),
    [
        (How.BLANK, 1, "blackout_confirmed"),
        (How.POWER, 3, "blackout_confirmed"),
        (How.BLANK, 0, "blackout_sent"),
        (How.NOT_YET, None, "blackout_unconfirmed"),
        (How.LAMPS_ON, 1, "lamps_on_again"),
    ],
)
def test_the_record_says_no_more_than_the_receipt(
    blackouts: Blackouts,
    station: Station,
    clock: FrozenClock,
    person: Person,
    how: How,
    proof: int,
    kind: str,
) -> None:
    """R22: what was only sent is not called confirmed."""
    ordered = Ordered(blackouts.order(person("drafter")), clock.now())
    write_answer(station.database, ordered, answer(station, how, proof), signs=["gate"])
    with station.database.read() as session:
        assert events(session)[0].kind == kind


def test_practice_and_live_know_nothing_of_each_other(station: Station, person: Person) -> None:
    """R7: what was ordered in practice darkens nothing when the site goes live, nor the other way round."""
    practice, live = (
        Blackouts(station.database, station.clock, signs=["gate"], practice=flag, ring=lambda: None)
        for flag in (True, False)
    )
    practice.order(person("drafter"))
    assert practice.state().is_on
    assert not live.state().is_on
    live.drill(person("approver"))
    assert practice.state().is_real


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE blackout SET until = '2027-01-01'",
        "DELETE FROM blackout",
        "UPDATE blackout_word SET reason = 'x'",
        "DELETE FROM blackout_sign",
        "INSERT INTO blackout_end VALUES (1, 1, 0, 'lifted', '', 'system', '', 'system', '2026-01-01')",
        "INSERT INTO blackout_end VALUES (1, 1, 0, 'time', '', 'x', '', 'web', '2026-01-01')",
        "INSERT INTO blackout_end VALUES (1, 1, 1, 'time', '', 'system', '', 'system', '2026-01-01')",
        "INSERT INTO blackout VALUES (2, 0, '2026-01-01', 'x', 'x', 'web', '2026-01-01', 0)",
        "INSERT OR REPLACE INTO blackout VALUES (1, 0, NULL, 'x', 'x', 'web', '2026-01-01', 0)",
    ],
)
def test_no_program_lights_the_signs_past_an_approver(
    blackouts: Blackouts, station: Station, person: Person, statement: str
) -> None:
    """R12: the database itself keeps the facts, and ends no real blackout by time or by the program."""
    blackouts.order(person("drafter"))
    blackouts.explain(person("drafter"), "演示")
    ordered = Ordered(1, station.clock.now())
    write_answer(station.database, ordered, answer(station), signs=["gate"])
    with pytest.raises(DBAPIError), station.database.write() as session:
        session.connection().execute(text(statement))
    assert blackouts.state().is_real


def test_ordering_rings_the_bell(station: Station, person: Person) -> None:
    """The publisher looks at once: at the order, at a second click, at the lift."""
    rung: list[int] = []
    made = Blackouts(
        station.database, station.clock, signs=["gate"], practice=False, ring=lambda: rung.append(1)
    )
    made.order(person("drafter"))
    made.order(person("operator"))
    made.lift(Actor("fan", "范某", frozenset({Role.APPROVER}), Via.WEB), reason="误按")
    assert len(rung) == 3
