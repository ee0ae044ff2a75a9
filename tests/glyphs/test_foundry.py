"""The use cases on a drawn glyph, over a real database: each whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import text

from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, Fault, LedctlError, NotAllowed, NotFound, Refused
from ledctl.fonts.drawn import NO_GLYPHS
from ledctl.glyphs import queries
from ledctl.glyphs.shapes import art, digest
from ledctl.glyphs.states import State
from ledctl.ledger.log import Entry, events
from ledctl.proposals.decided import MAX_WORDS
from ledctl.rendering.faces import installed_faces
from ledctl.station import Station, open_station
from tests.glyphs.pen import RARE, TREE, font, glyph

People = Callable[..., Actor]
OTHER = ["#" * 16] * 16
UNKNOWN = (0, -1, 999, 2**64)


def recorded(station: Station) -> list[Entry]:
    with station.database.read() as session:
        return [event for event in events(session) if event.kind.startswith("glyph_")]


def run(station: Station, statement: str) -> None:
    with station.database.write() as session:
        session.connection().execute(text(statement))


def test_a_proposal_keeps_who_what_and_why(station: Station, person: People, proposed: int) -> None:
    """The shape, its character, the reason and the proposer are kept, and its event with them (R12)."""
    found = queries.one(station.database, proposed)
    assert (found.character, found.notation, found.state) == (chr(RARE), "U+20001", State.PROPOSED)
    assert art(found.glyph) == TREE
    assert found.why.startswith("户口簿用字")
    (event,) = recorded(station)
    assert (event.kind, event.actor, event.via) == ("glyph_proposed", "drafter", "web")
    assert event.facts["digest"] == found.digest
    assert event.facts["reason"] == found.why
    assert station.foundry.drawn() == NO_GLYPHS, "a proposal draws nothing"


def test_several_glyphs_are_proposed_or_none(station: Station, person: People) -> None:
    """One file is one transaction: a wrong glyph in it leaves nothing behind."""
    foundry, drafter = station.foundry, person("drafter")
    with pytest.raises(Refused):
        foundry.propose(drafter, font(glyph(RARE), glyph(ord("一"))), "名单用字")
    assert queries.listing(station.database) == []
    numbers = foundry.propose(drafter, font(glyph(RARE), glyph(0x30000)), "名单用字")
    assert [one.id for one in queries.listing(station.database)] == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    ("code_point", "code"),
    [
        (ord("王"), "glyph_shipped"),
        (0x2CB5B, "glyph_shipped"),
        (0xE000, "glyph_private_use"),
        (0xF0000, "glyph_private_use"),
        (0xE863, "glyph_old_code"),
        (0x2F00, "glyph_old_code"),
        (0x07, "glyph_no_character"),
        (0xD800, "glyph_no_character"),
        (0x200B, "glyph_no_character"),
        (0xFE0F, "glyph_no_character"),
        (0x378, "glyph_no_character"),
    ],
)
def test_only_a_real_character_no_font_has_can_be_drawn(
    station: Station, person: People, code_point: int, code: str
) -> None:
    """R36: the sentence names the code point and what to do; the shipped shape stays."""
    with pytest.raises(LedctlError) as refusal:
        station.foundry.propose(person("drafter"), font(glyph(code_point)), "名单用字")
    assert refusal.value.code == code
    assert f"U+{code_point:04X}" in refusal.value.sentences[0].zh
    assert recorded(station) == []


def test_a_proposal_says_why(station: Station, person: People) -> None:
    """Whose list, which source: without it nobody could approve; a file without a glyph is none."""
    for raw, reason, code in (
        (font(glyph(RARE)), "  ", "reason_missing"),
        (font(glyph(RARE)), "字" * (MAX_WORDS + 1), "opinion_too_long"),
        (font(), "名单用字", "bdf_empty"),
    ):
        with pytest.raises(BadInput) as refusal:
            station.foundry.propose(person("drafter"), raw, reason)
        assert refusal.value.code == code
    with pytest.raises(NotAllowed):
        station.foundry.propose(person("approver"), font(glyph(RARE)), "名单用字")


def test_the_same_shape_is_proposed_once(station: Station, person: People, proposed: int) -> None:
    """A second upload of what waits, or is approved, is refused with its number; later it may come again."""
    foundry, drafter = station.foundry, person("drafter")
    for _ in range(2):
        with pytest.raises(Refused) as refusal:
            foundry.propose(drafter, font(glyph(RARE)), "再提")
        assert refusal.value.code == "glyph_there_already"
        if queries.one(station.database, proposed).state is State.PROPOSED:
            foundry.approve(person("approver"), proposed)
    foundry.withdraw(person("approver"), proposed, "字形有误")
    assert foundry.propose(drafter, font(glyph(RARE)), "再提") == [proposed + 1]


def test_nobody_approves_an_own_glyph(station: Station, person: People, proposed: int) -> None:
    """R5: not even a person who holds every role; nothing is written."""
    everything = Actor("drafter", "某人", frozenset(Role), Via.CLI)
    for decide in (
        lambda: station.foundry.approve(everything, proposed),
        lambda: station.foundry.reject(everything, proposed, "不像"),
    ):
        with pytest.raises(NotAllowed) as refusal:
            decide()
        assert refusal.value.code == "glyph_own_work"
    assert len(recorded(station)) == 1


def test_decisions_are_kept_with_their_opinion(
    station: Station, person: People, proposed: int, clock: FrozenClock
) -> None:
    """Who, when, by which way and with what words: once approved it is drawn with, withdrawn it is not."""
    foundry = station.foundry
    foundry.approve(person("approver"), proposed, " 与字典一致。 ")
    assert installed_faces().draws(RARE) is False
    assert foundry.drawn().glyph(RARE, 16) == queries.one(station.database, proposed).glyph
    clock.advance(60)
    foundry.withdraw(person("operator"), proposed, "少一点")
    found = queries.one(station.database, proposed)
    assert found.state is State.WITHDRAWN
    assert [(one.step.value, one.account, one.opinion) for one in found.decisions] == [
        ("approve", "approver", "与字典一致。"),
        ("withdraw", "operator", "少一点"),
    ]
    assert found.decisions[1].at == clock.now()
    assert foundry.drawn() == NO_GLYPHS
    assert [event.kind for event in recorded(station)] == [
        "glyph_withdrawn",
        "glyph_approved",
        "glyph_proposed",
    ]


def test_rejecting_and_withdrawing_need_a_reason(station: Station, person: People, proposed: int) -> None:
    """Approving may go without words; a no may not (R6)."""
    foundry = station.foundry
    for decide in (foundry.reject, foundry.withdraw):
        with pytest.raises(BadInput) as refusal:
            decide(person("approver"), proposed, " ")
        assert refusal.value.code == "reason_missing"
    foundry.reject(person("approver"), proposed, "与字典不符")
    with pytest.raises(Refused) as late:
        foundry.approve(person("approver", "li"), proposed)
    assert late.value.code == "glyph_step_not_possible"


@pytest.mark.parametrize("number", UNKNOWN)
def test_an_unknown_number_is_told(station: Station, person: People, number: int) -> None:
    """Both reading and deciding name the number that is not there, however large."""
    with pytest.raises(NotFound):
        queries.one(station.database, number)
    with pytest.raises(NotFound):
        station.foundry.approve(person("approver"), number)


def test_what_waits_is_counted_for_those_who_may_decide(
    station: Station, person: People, proposed: int
) -> None:
    """R8: an approver sees that a glyph waits; its proposer and everybody else have nothing to do."""
    waiting_for = station.foundry.waiting_for
    assert waiting_for(person("approver")) == 1
    assert waiting_for(Actor("drafter", "某人", frozenset(Role), Via.WEB)) == 0
    assert waiting_for(person("reviewer")) == 0
    station.foundry.reject(person("approver"), proposed, "不像")
    assert waiting_for(person("approver")) == 0


def test_a_decision_on_an_unseen_shape_is_refused(station: Station, person: People, proposed: int) -> None:
    """R1: the digest a person saw is the digest that is decided on."""
    seen = queries.one(station.database, proposed).digest
    with pytest.raises(Refused) as refusal:
        station.foundry.approve(person("approver"), proposed, seen="0" * 64)
    assert refusal.value.code == "glyph_changed"
    station.foundry.approve(person("approver"), proposed, seen=seen)


def test_one_approved_shape_a_character(station: Station, person: People, proposed: int) -> None:
    """Two shapes of one character could both stand on one page: the second waits for a withdrawal."""
    foundry = station.foundry
    (second,) = foundry.propose(person("drafter"), font(glyph(RARE, OTHER)), "另一字形")
    foundry.approve(person("approver"), proposed)
    with pytest.raises(Refused) as refusal:
        foundry.approve(person("approver"), second)
    assert refusal.value.code == "glyph_taken"
    assert f"{proposed}" in refusal.value.sentences[0].zh
    foundry.withdraw(person("approver"), proposed, "换用新字形")
    foundry.approve(person("approver"), second)
    assert foundry.drawn().glyph(RARE, 16) == queries.one(station.database, second).glyph


def test_approvers_at_once_make_one_approval(station: Station, person: People, proposed: int) -> None:
    """Three shapes of one character, six clicks at the same moment: one approval, one event."""
    drafter, foundry = person("drafter"), station.foundry
    more = [["#" * 16] * n + ["." * 16] * (16 - n) for n in (3, 5)]
    numbers = [proposed, *(foundry.propose(drafter, font(glyph(RARE, art)), "又一字形")[0] for art in more)]
    line, refused = threading.Barrier(2 * len(numbers)), []

    def click(number: int, account: str) -> None:
        line.wait()
        try:
            foundry.approve(person("approver", account), number)
        except Refused as error:
            refused.append(error.code)

    threads = [threading.Thread(target=click, args=(n, who)) for n in numbers for who in ("li", "wang")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(refused) <= {"glyph_taken", "glyph_step_not_possible"}
    assert len(refused) == 5
    assert len(foundry.drawn().glyphs) == 1
    assert sum(event.kind == "glyph_approved" for event in recorded(station)) == 1
    assert station.verify().ok


@pytest.mark.parametrize("table", ["glyph", "glyph_decision"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET via = 'x'", "DELETE FROM {}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"],
)
def test_both_tables_are_facts(
    station: Station, person: People, proposed: int, table: str, statement: str
) -> None:
    """R12: the database itself refuses to change, delete or write over what was proposed or decided."""
    station.foundry.approve(person("approver"), proposed)
    with pytest.raises(DatabaseError, match="append-only"):
        run(station, statement.format(table))


INSERT = (
    "INSERT INTO glyph_decision (glyph_id, code_point, digest, proposer, practice, step, from_state,"
    " to_state, account, name, via, at, opinion)"
    " SELECT id, code_point, {digest}, {proposer}, practice, 'approve', 'proposed', 'approved',"
    " 'drafter', 'x', 'web', at, '' FROM glyph"
)


@pytest.mark.parametrize(
    ("digest", "proposer", "rule"),
    [
        ("digest", "proposer", "proposer_does_not_decide"),
        ("digest", "'somebody'", "FOREIGN KEY"),
        ("'00'", "'somebody'", "FOREIGN KEY"),
    ],
)
def test_the_database_keeps_the_proposer_from_approving(
    station: Station, proposed: int, digest: str, proposer: str, rule: str
) -> None:
    """R5 against a program with a bug: no approval by the proposer, nor one that names another proposer."""
    with pytest.raises(IntegrityError, match=rule):
        run(station, INSERT.format(digest=digest, proposer=proposer))


def test_practice_never_becomes_real(
    site: object, station: Station, person: People, clock: FrozenClock, quick_passwords: Passwords
) -> None:
    """R7: a glyph approved in practice is not drawn with in live running, nor decided on, only withdrawn."""
    practice = open_station(
        station.site, clock=clock, passwords=quick_passwords, overrides={"mode": "practice"}
    )
    (first,) = practice.foundry.propose(person("drafter"), font(glyph(RARE)), "演练")
    (second,) = practice.foundry.propose(person("drafter"), font(glyph(0x30000)), "演练")
    practice.foundry.approve(person("approver"), first)
    assert practice.foundry.drawn() != NO_GLYPHS
    assert station.foundry.drawn() == NO_GLYPHS
    with pytest.raises(Refused) as refusal:
        station.foundry.approve(person("approver"), second)
    assert refusal.value.code == "glyph_of_practice"
    (real,) = station.foundry.propose(person("drafter"), font(glyph(0x30000)), "正式")
    with pytest.raises(Refused) as other_way:
        practice.foundry.approve(person("approver"), real)
    assert other_way.value.code == "glyph_of_live"
    station.foundry.withdraw(person("operator"), first, "演练结束")
    assert station.verify().ok
    practice.close()


def free(station: Station) -> None:
    """What someone with the database file and no respect for it would do first."""
    for table in ("glyph", "glyph_decision"):
        for verb in ("update", "delete"):
            run(station, f"DROP TRIGGER {table}_no_{verb}")


@pytest.mark.parametrize(
    ("statement", "table", "what"),
    [
        ("UPDATE glyph SET rows = replace(rows, '0', '1')", "glyph", "digest is not that"),
        ("UPDATE glyph SET why = '别的'", "glyph", "no event tells"),
        ("UPDATE glyph SET via = 'api'", "glyph", "no event tells"),
        ("UPDATE glyph SET proposer_name = 'x'", "glyph", "no event tells"),
        ("UPDATE glyph_decision SET opinion = '不同意'", "glyph_decision", "no event tells"),
        ("UPDATE glyph_decision SET account = 'wang'", "glyph_decision", "no event tells"),
        ("UPDATE glyph_decision SET step = 'reject'", "glyph_decision", "no event tells"),
        ("DELETE FROM glyph_decision", "glyph_decision", "is missing"),
        ("DELETE FROM glyph_decision; DELETE FROM glyph", "glyph", "is missing"),
    ],
)
def test_verify_notices_a_changed_or_missing_row(
    station: Station, person: People, proposed: int, statement: str, table: str, what: str
) -> None:
    """The record tells of every row as it was written: another one, or none, is named."""
    station.foundry.approve(person("approver"), proposed, "同意")
    assert station.verify().ok
    free(station)
    for part in statement.split(";"):
        run(station, part)
    problems = station.verify().problems
    assert any(p.table == table and what in p.what for p in problems), problems


def test_a_changed_glyph_is_not_drawn_with(station: Station, person: People, proposed: int) -> None:
    """R1: dots that nobody approved leave a hole, are told when looked at, and cannot be decided on."""
    (other,) = station.foundry.propose(person("drafter"), font(glyph(0x30000)), "名单用字")
    station.foundry.approve(person("approver"), proposed)
    free(station)
    run(station, "UPDATE glyph SET rows = 'ffff' || substr(rows, 5)")
    assert station.foundry.drawn() == NO_GLYPHS
    with pytest.raises(Refused) as refusal:
        station.foundry.approve(person("approver"), other)
    assert refusal.value.code == "glyph_changed"
    run(station, "UPDATE glyph SET rows = 'none'")
    with pytest.raises(Fault) as fault:
        queries.one(station.database, proposed)
    assert fault.value.code == "glyph_damaged"


def test_a_row_that_is_no_glyph_stops_nobody(station: Station, person: People, proposed: int) -> None:
    """R1: a forged row whose digest fits what is no shape leaves a hole; notices are drawn all the same."""
    station.foundry.approve(person("approver"), proposed)
    known = station.foundry.drawn()
    row, rest = queries.one(station.database, proposed), "why, proposer, proposer_name, via, at, practice"
    forged = digest(row.code_point, 9, "f" * 64)
    run(
        station,
        f"INSERT INTO glyph (id, code_point, advance, rows, digest, {rest})"  # noqa: S608 - a test's own words
        f" SELECT 99, code_point, 9, '{'f' * 64}', '{forged}', {rest} FROM glyph WHERE id = {proposed}",
    )
    rest = "code_point, proposer, practice, step, from_state, to_state, account, name, via, at, opinion"
    run(
        station,
        f"INSERT INTO glyph_decision (glyph_id, digest, {rest})"  # noqa: S608 - a test's own words
        f" SELECT 99, '{forged}', {rest} FROM glyph_decision WHERE glyph_id = {proposed}",
    )
    assert station.foundry.drawn() == known
    assert {problem.table for problem in station.verify().problems} == {"glyph", "glyph_decision"}
