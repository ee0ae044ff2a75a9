"""Signatures, referrals, lapses and remarks over a real database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from ledctl.accounts.model import Actor, Giver, Role
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.content.model import Notice
from ledctl.content.openness import Attribute, Disclosure
from ledctl.errors import BadInput, LedctlError, NotAllowed, Refused
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.log import events
from ledctl.notices import queries
from ledctl.notices.model import Decision
from ledctl.notices.names import four_names
from ledctl.notices.states import State, Step
from ledctl.station import Station, open_station

People = Callable[..., Actor]
Samples = Callable[[str], Notice]
Open = Callable[[str], Station]

TWO = 'signers = { project_progress = ["wang", "li"] }\n'


@pytest.fixture
def office(
    site: Path, clock: FrozenClock, quick_passwords: Passwords, request: pytest.FixtureRequest
) -> Open:
    """``office(rules)`` is the site with these lines under ``[desk]``."""

    def make(rules: str) -> Station:
        (site / "site.toml").write_text(f'mode = "live"\n[desk]\n{rules}', "utf-8")
        opened = open_station(site, clock=clock, passwords=quick_passwords)
        request.addfinalizer(opened.close)
        return opened

    return make


def carry(station: Station, person: People, notice: Notice) -> None:
    """From draft to where it waits for approval."""
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), notice.id)
    station.desk.review(person("reviewer"), notice.id, "pass")
    station.desk.secrecy(person("secrecy_reviewer"), notice.id, "pass")


@pytest.fixture
def notice(sample: Samples) -> Notice:
    return sample("N06").model_copy(update={"display_window": None})


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(LedctlError) as refusal:
        call()
    return refusal.value.code


def waiting(station: Station, actor: Actor) -> list[str]:
    return [one.id for one in queries.inbox(station.database, actor, station.office.chain)]


def test_two_leaders_sign_in_order_and_the_last_opens_the_window(
    office: Open, person: People, notice: Notice
) -> None:
    """The first signature stands in the record and shows nothing; the second is the approval."""
    station, wang, li = office(TWO), person("approver", "wang"), person("approver", "li")
    carry(station, person, notice)
    assert waiting(station, wang) == ["N06"]
    assert waiting(station, li) == []
    assert refused(lambda: station.desk.approve(li, "N06")) == "not_your_turn"
    first = station.desk.approve(wang, "N06", "同意。")
    assert "starts_at" not in first.as_dict()
    file = queries.one(station.database, "N06")
    assert (file.state, file.orders) == (State.IN_APPROVAL, ())
    assert waiting(station, li) == ["N06"]
    assert waiting(station, wang) == []
    assert refused(lambda: station.desk.approve(wang, "N06")) == "twice_in_chain"
    last = station.desk.approve(li, "N06")
    file = queries.one(station.database, "N06")
    assert file.state is State.APPROVED
    assert [one.name for one in four_names(file).signed_by] == ["某approver", "某approver"]
    assert [order.approver for order in file.orders] == ["li"]
    assert last.as_dict()["starts_at"]
    assert verify(station.database).ok


def test_each_signature_is_bound_to_version_and_pixels(office: Open, person: People, notice: Notice) -> None:
    """R1: the row and the event name the program of every sign, and whether it was looked at."""
    station = office(TWO)
    carry(station, person, notice)
    programs = {name: program.digest for name, program in station.desk.programs(notice).items()}
    station.desk.approve(person("approver", "wang"), "N06", pixels=programs)
    with station.database.read() as session:
        row = session.exec(select(Decision).where(Decision.step == Step.SIGN)).one()
        (event,) = events(session, kind="signed")
    assert {name: one["program"] for name, one in json.loads(row.bound)["signs"].items()} == programs
    assert row.version_digest == queries.one(station.database, "N06").current.digest
    assert row.seen_pixels is True
    assert event.facts["seen_pixels"] is True


def test_who_names_no_pixels_is_recorded_as_such(station: Station, person: People, notice: Notice) -> None:
    """An approval without ``--pixels`` is possible, and the record says that nobody named them."""
    carry(station, person, notice)
    station.desk.approve(person("approver"), "N06")
    assert queries.one(station.database, "N06").decisions[-1].seen_pixels is False


def test_other_pixels_make_earlier_signers_sign_again(
    office: Open, person: People, notice: Notice, site: Path, clock: FrozenClock, quick_passwords: Passwords
) -> None:
    """R1: the last signer cannot approve what the first one did not see; nothing changes meanwhile."""
    station, wang, li = office(TWO), person("approver", "wang"), person("approver", "li")
    carry(station, person, notice)
    station.desk.approve(wang, "N06")
    station.close()
    (site / "signs.toml").write_text('[signs.gate]\ndriver = "virtual"\npanel = "192x64"\ncolour = "dual"\n')
    station = open_station(site, clock=clock, passwords=quick_passwords)
    try:
        before = queries.one(station.database, "N06")
        with pytest.raises(Refused) as refusal:
            station.desk.approve(li, "N06")
        assert refusal.value.code == "signed_other_pixels"
        assert "wang" in refusal.value.sentences[0].zh
        assert queries.one(station.database, "N06") == before
        station.desk.approve(wang, "N06")
        station.desk.approve(li, "N06")
        steps = [one.step for one in queries.one(station.database, "N06").decisions]
        assert steps[-3:] == [Step.SIGN, Step.SIGN, Step.APPROVE]
    finally:
        station.close()


def test_a_stand_in_signs_and_the_record_names_both(office: Open, person: People, notice: Notice) -> None:
    """The decision, its event and the names say for whom; the stand-in needs no role of the own."""
    station = office(TWO)
    carry(station, person, notice)
    wang = Giver("wang", "某王", frozenset({Role.APPROVER}))
    zhao = Actor("zhao", "某赵", frozenset({Role.AUDITOR}), person("auditor").via, stands_in_for=(wang,))
    assert waiting(station, zhao) == ["N06"]
    station.desk.approve(zhao, "N06")
    decision = queries.one(station.database, "N06").decisions[-1]
    assert (decision.account, decision.on_behalf_of, decision.on_behalf_name) == ("zhao", "wang", "某王")
    (signature,) = four_names(queries.one(station.database, "N06")).signed_by
    assert (signature.name, signature.for_whom) == ("某赵", "某王")
    with station.database.read() as session:
        (event,) = events(session, kind="signed")
    assert event.facts["on_behalf_of"] == "wang"


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"step": "sign", "account": "drafter"}, "signer_is_no_maker"),
        ({"step": "approve", "on_behalf_of": "drafter"}, "signer_is_no_maker"),
    ],
)
def test_the_database_refuses_a_signature_of_or_for_a_maker(
    station: Station, person: People, notice: Notice, changes: dict[str, str], check: str
) -> None:
    """R5 holds against a program with a bug, for every signature and for whoever is stood in for."""
    carry(station, person, notice)
    station.desk.approve(person("approver"), "N06")
    with station.database.read() as session:
        approved = session.exec(select(Decision).where(Decision.step == "approve")).one()
    forged = Decision(**{**approved.model_dump(exclude={"id"}), **changes})
    with pytest.raises(DatabaseError, match=check), station.database.write() as session:
        session.add(forged)


def test_in_a_small_town_two_people_suffice_and_the_record_prints_the_rule(
    office: Open, person: People, notice: Notice
) -> None:
    """``approver_reviews``: every decision and event it touched names it; the maker still never approves."""
    station, wang = office("approver_reviews = true\n"), person("approver", "wang")
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), "N06")
    station.desk.review(wang, "N06", "pass")
    station.desk.secrecy(wang, "N06", "pass")
    maker = Actor("drafter", "某人", frozenset(Role), wang.via)
    assert refused(lambda: station.desk.approve(maker, "N06")) == "own_work"
    station.desk.approve(wang, "N06")
    with station.database.read() as session:
        said = [event.facts.get("rule") for event in events(session, actor="wang")]
    assert said == ["approver_reviews"] * 3
    rules = {one.rule for one in queries.one(station.database, "N06").decisions if one.account == "wang"}
    assert rules == {"approver_reviews"}


@pytest.mark.parametrize("attribute", [Attribute.ON_REQUEST, Attribute.WITHHELD])
def test_what_is_not_proactive_goes_on_no_screen(
    station: Station, person: People, notice: Notice, attribute: Attribute
) -> None:
    """Disclosure Regulation arts. 13-16: on request or withheld is not for a public channel."""
    disclosure = Disclosure(attribute=attribute, reason="涉及第三方商业秘密")
    carry(station, person, notice.model_copy(update={"disclosure": disclosure}))
    assert refused(lambda: station.desk.approve(person("approver"), "N06")) == "not_proactive"


def test_a_referred_item_waits_with_to_whom_and_since_when(
    station: Station, person: People, notice: Notice, clock: FrozenClock
) -> None:
    """Art. 17: the authority decides; the item neither lapses nor moves, and the same reviewer goes on."""
    reviewer = person("secrecy_reviewer")
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), "N06")
    station.desk.review(person("reviewer"), "N06", "pass")
    station.desk.secrecy(reviewer, "N06", "refer", "拿不准。", refer_to="县国家保密局")
    since = clock.now()
    clock.advance(100 * 86400)
    assert station.lapses.lapse_due() == []
    file = queries.one(station.database, "N06")
    assert file.referred is not None
    assert (file.referred.referred_to, file.referred.at) == ("县国家保密局", since)
    station.desk.secrecy(reviewer, "N06", "pass", "答复：不涉密。")
    assert queries.one(station.database, "N06").referred is None


def test_a_referral_without_a_name_goes_where_the_site_says(
    station: Station, person: People, notice: Notice
) -> None:
    """The site's own authority is on the record even when nobody typed it."""
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), "N06")
    station.desk.review(person("reviewer"), "N06", "pass")
    station.desk.secrecy(person("secrecy_reviewer"), "N06", "refer", "拿不准。")
    last = queries.one(station.database, "N06").decisions[-1]
    assert last.referred_to == station.settings.desk.secrecy_authority


@pytest.mark.parametrize("days", [29, 30])
def test_what_nobody_decides_on_lapses(
    station: Station, person: People, notice: Notice, clock: FrozenClock, days: int
) -> None:
    """R6: after the days, not before; in the system's name, with when and why."""
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), "N06")
    clock.advance(days * 86400)
    assert station.lapses.lapse_due() == (["N06"] if days == 30 else [])
    if days == 30:
        file = queries.one(station.database, "N06")
        assert (file.state, file.decisions[-1].account) == (State.LAPSED, "system")
        assert "30" in file.decisions[-1].opinion
        with station.database.read() as session:
            (event,) = events(session, kind="lapsed")
        assert (event.cause, event.via) == ("expiry", "system")
        assert station.lapses.lapse_due() == []


def test_an_approval_that_comes_too_late_finds_it_lapsed(
    station: Station, person: People, notice: Notice, clock: FrozenClock
) -> None:
    """R6: not approved by mistake, also when the hourly look has not been; an edit begins a new version."""
    carry(station, person, notice)
    clock.advance(31 * 86400)
    assert refused(lambda: station.desk.approve(person("approver"), "N06")) == "step_not_possible"
    assert queries.one(station.database, "N06").state is State.LAPSED
    station.desk.edit(person("drafter"), "N06", notice)
    file = queries.one(station.database, "N06")
    assert (file.state, file.current.no) == (State.DRAFT, 2)


def test_a_review_that_comes_too_late_finds_it_lapsed(
    station: Station, person: People, notice: Notice, clock: FrozenClock
) -> None:
    """The same for every step of the chain."""
    station.desk.draft(person("drafter"), notice)
    station.desk.submit(person("drafter"), "N06")
    clock.advance(31 * 86400)
    assert refused(lambda: station.desk.review(person("reviewer"), "N06", "pass")) == "step_not_possible"
    assert queries.one(station.database, "N06").state is State.LAPSED


def test_a_site_may_let_everything_wait(
    office: Open, person: People, notice: Notice, clock: FrozenClock
) -> None:
    """``lapse_days = 0`` is never."""
    station = office("lapse_days = 0\n")
    carry(station, person, notice)
    clock.advance(300 * 86400)
    assert station.lapses.lapse_due() == []
    assert not station.lapses.lapse("N06")


def test_a_remark_makes_no_new_version(station: Station, person: People, notice: Notice) -> None:
    """R4: what only the office reads opens no approval again; the ledger tells of it, not what it says."""
    carry(station, person, notice)
    before = queries.one(station.database, "N06")
    station.remarks.add(person("operator"), "N06", " 已电话核实。 ")
    after = queries.one(station.database, "N06")
    assert (after.notice, after.versions, after.hands) == (before.notice, before.versions, before.hands)
    assert [one.text for one in after.remarks] == ["已电话核实。"]
    with station.database.read() as session:
        (event,) = events(session, kind="remarked")
    assert "核实" not in json.dumps(dict(event.facts), ensure_ascii=False)
    station.desk.approve(person("approver"), "N06")


def test_a_remark_is_of_the_office_and_says_something(
    station: Station, person: People, notice: Notice
) -> None:
    """Nobody outside the chain writes one, and an empty one is none."""
    station.desk.draft(person("drafter"), notice)
    with pytest.raises(NotAllowed):
        station.remarks.add(person("village_poster"), "N06", "x")
    with pytest.raises(BadInput):
        station.remarks.add(person("drafter"), "N06", "  ")
    newcomer = Actor("n", "n", frozenset({Role.DRAFTER}), person("drafter").via, must_change_password=True)
    assert refused(lambda: station.remarks.add(newcomer, "N06", "x")) == "password_must_change"


def test_the_four_names_are_read_off_the_record(station: Station, person: People, notice: Notice) -> None:
    """谁公布、谁制作、谁审查、谁签字, the source and the attribute; whoever has not acted is not there."""
    station.desk.draft(person("drafter"), notice)
    names = four_names(queries.one(station.database, "N06"))
    assert (names.reviewed_by, names.signed_by) == ((), ())
    assert names.published_by == notice.issuing_unit
    station.desk.submit(person("drafter"), "N06")
    assert four_names(queries.one(station.database, "N06")).published_by == "某drafter"
    station.desk.review(person("reviewer"), "N06", "return", "请写明来源。")
    told = {"source_unit": "农业农村办", "source_person": "某主任", "published_by": "某镇长"}
    station.desk.edit(person("drafter", "second"), "N06", notice.model_copy(update=told))
    station.desk.submit(person("drafter"), "N06")
    station.desk.review(person("reviewer"), "N06", "pass")
    printed = four_names(queries.one(station.database, "N06")).as_dict()
    assert {key: printed[key] for key in told} == told
    assert [one["account"] for one in printed["made_by"]] == ["drafter", "second"]
    assert printed["reviewed_by"] == [{"name": "某reviewer", "account": "reviewer", "for_whom": ""}]
    assert printed["disclosure"] == {"attribute": "proactive", "reason": ""}
