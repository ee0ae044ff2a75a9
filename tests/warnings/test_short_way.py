"""The short way to the screen: who may go it, what stands, how it ends, what is owed afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import text

from drivers.virtual import VirtualSign
from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.content.model import DisplayWindow, Notice, Signature, Urgency, WarningLevel
from ledctl.errors import BadInput, LedctlError, NotAllowed, NotFound, Refused
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.log import Entry, events
from ledctl.notices.owed import Part, owed
from ledctl.notices.queries import one
from ledctl.notices.states import State, Step
from ledctl.publishing.gate import refusal
from ledctl.publishing.orders import load, open_orders
from ledctl.reports.losses import losses
from ledctl.station import Station, make_publisher, open_station
from tests.warnings.hands import FORM, Relay

People = Callable[..., Actor]
OPEN_END = DisplayWindow(until="直至解除", preempt=True)


def recorded(station: Station, kind: str) -> list[Entry]:
    with station.database.read() as session:
        return [event for event in events(session) if event.kind == kind]


def state(station: Station, notice_id: str = "N09") -> State:
    return one(station.database, notice_id).state


def standing(station: Station) -> set[str]:
    """The notices that have an order for the gate now."""
    return {order.notice_id for order in open_orders(station.database, "gate", station.clock.now())}


# -- handing in ----------------------------------------------------------------------------


def test_a_warning_needs_one_leader(station: Station, person: People, relay: Relay) -> None:
    """Handed in by a template it goes to a leader at once; the record names template, source and text."""
    relay()
    assert state(station) is State.IN_APPROVAL
    station.desk.approve(person("approver"), "N09")
    assert state(station) is State.APPROVED
    (event,) = (one for one in recorded(station, "submitted"))
    digest = one(station.database, "N09").current.digest
    assert event.facts["step"] == "fast_submit"
    assert (event.facts["template"], event.facts["source"]) == (relay.template, "沅岭县气象台")
    assert event.facts["locked"] == digest


def test_the_text_is_the_sources_to_the_letter(station: Station, relay: Relay) -> None:
    """Locked: what is stored, approved and shown is what the clerk was handed (art. 30)."""
    notice = relay.approve()
    assert one(station.database, "N09").current.content == notice


def test_the_leader_made_none_of_it(station: Station, relay: Relay) -> None:
    """R5 holds in an emergency too, for whoever holds every role."""
    relay()
    everything = Actor("drafter", "某人", frozenset(Role), Via.WEB)
    with pytest.raises(NotAllowed) as refusal:
        station.desk.approve(everything, "N09")
    assert refusal.value.code == "own_work"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"urgency": Urgency.HIGH}, "warning_not_emergency"),
        ({"warning_level": WarningLevel.RED}, "warning_level_differs"),
        ({"issuing_unit": "沅岭县应急管理局"}, "warning_not_of_source"),
        ({"body": ("沅岭县气象台发布暴雨预警。",)}, "warning_text_off_pattern"),
        ({"category": "project_progress"}, "not_a_warning"),
    ],
)
def test_everything_else_goes_the_long_way(
    station: Station, person: People, relay: Relay, changes: dict[str, object], code: str
) -> None:
    """A refusal says why and changes nothing; the long way stays open."""
    relay.write(**changes)
    with pytest.raises(Refused) as refusal:
        station.warnings.submit(person("drafter"), "N09", relay.template)
    assert code in {one.code for one in refusal.value.sentences}
    assert state(station) is State.DRAFT
    station.desk.submit(person("drafter"), "N09")
    assert state(station) is State.IN_REVIEW


def test_a_blocking_finding_blocks_here_too(station: Station, person: People, relay: Relay) -> None:
    """R36: haste lets no hole onto the screen."""
    notice = relay.notice
    body = (notice.body[0], notice.body[1].replace("防御提示", "防御提示\U00020001"))
    relay.write(body=body)
    with pytest.raises(Refused) as refusal:
        station.warnings.submit(person("drafter"), "N09", relay.template)
    assert "glyph_missing" in {one.code for one in refusal.value.sentences}


def test_the_town_issues_no_warning(
    station: Station, person: People, relay: Relay, clock: FrozenClock
) -> None:
    """Only the named source warns (art. 30): neither a template nor the long way lets the town do it."""
    own = "鹭洲镇人民政府"
    station.close()
    town = open_station(station.site, clock=clock, overrides={"desk": {"town": own}})
    signature = Signature(unit=own, date=relay.notice.signature.date)
    for unit, signed in ((own, relay.notice.signature), (relay.notice.issuing_unit, signature)):
        notice_id = f"W-{len(unit)}"
        notice = relay.notice.model_copy(update={"id": notice_id, "issuing_unit": unit, "signature": signed})
        town.desk.draft(person("drafter"), notice)
        for submit in (
            lambda number=notice_id: town.desk.submit(person("drafter"), number),
            lambda number=notice_id: town.warnings.submit(person("drafter"), number, relay.template),
        ):
            with pytest.raises(Refused) as refusal:
                submit()
            assert refusal.value.code == "warning_of_own"
    with pytest.raises(Refused) as refusal:
        town.cabinet.propose(person("drafter"), replace(FORM, source=own), "自行发布")
    assert refusal.value.code == "warning_of_own"
    town.close()


def test_only_an_approved_template_of_this_mode_serves(
    station: Station, person: People, relay: Relay
) -> None:
    """R9, R7: a withdrawn template is none; neither is an unknown one."""
    relay.write()
    station.cabinet.withdraw(person("operator"), relay.template, "来文格式已改。")
    with pytest.raises(Refused) as refusal:
        station.warnings.submit(person("drafter"), "N09", relay.template)
    assert refusal.value.code == "template_not_in_use"
    with pytest.raises(NotFound):
        station.warnings.submit(person("drafter"), "N09", 99)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DRAFTER}))
def test_handing_in_is_the_clerks(station: Station, person: People, relay: Relay, role: Role) -> None:
    """Nobody else's, an administrator's least of all."""
    relay.write()
    with pytest.raises(NotAllowed):
        station.warnings.submit(person(role), "N09", relay.template)


# -- the window ----------------------------------------------------------------------------


def test_the_text_names_the_end(station: Station, person: People, relay: Relay) -> None:
    """Lifted by itself at the time written in the file (Emergency Response Law 2024 art. 70)."""
    relay()
    planned = station.desk.plan(one(station.database, "N09").current.content)
    assert planned.window.end.isoformat() == "2026-06-18T19:20:00+00:00"


def test_without_an_end_it_leaves_after_the_templates_hours(
    station: Station, person: People, relay: Relay
) -> None:
    """An open end is bounded by the hours the template was approved with."""
    number = station.cabinet.propose(person("drafter"), replace(FORM, hours=5), "短时强降雨")
    station.cabinet.approve(person("approver"), number)
    replace(relay, template=number)(display_window=OPEN_END)
    planned = station.desk.plan(one(station.database, "N09").current.content)
    assert planned.window.end - planned.window.start == timedelta(hours=5)


def test_a_warning_of_the_long_way_has_no_templates_hours(
    station: Station, person: People, relay: Relay
) -> None:
    """What no template let through keeps the window of its own file."""
    number = station.cabinet.propose(person("drafter"), replace(FORM, hours=5), "短时强降雨")
    station.cabinet.approve(person("approver"), number)
    relay.write(display_window=OPEN_END)
    planned = station.desk.plan(one(station.database, "N09").current.content)
    assert planned.window.end - planned.window.start > timedelta(hours=5)


# -- lifting -------------------------------------------------------------------------------


def test_what_it_interrupted_comes_back_by_itself(
    station: Station, person: People, clock: FrozenClock, sample: Callable[[str], Notice], relay: Relay
) -> None:
    """A warning takes the whole sign (R28); lifted, the notice before it stands again; its loss is told."""
    desk, warnings = station.desk, station.warnings
    desk.draft(person("drafter"), sample("N06").model_copy(update={"display_window": None}))
    desk.submit(person("drafter"), "N06")
    desk.review(person("reviewer"), "N06", "pass")
    desk.secrecy(person("secrecy_reviewer"), "N06", "pass")
    frames = [page.frame for page in desk.approve(person("approver"), "N06").programs["gate"].pages]
    publisher = make_publisher(station)
    gate = station.signs["gate"]
    assert isinstance(gate, VirtualSign)
    publisher.tick()
    assert gate.current in frames
    relay.approve()
    publisher.tick()
    assert gate.current not in frames
    clock.advance(47 * 60)
    publisher.tick()
    warnings.lift(person("drafter"), "N09", "县气象台16时12分解除。")
    publisher.tick()
    assert gate.current in frames
    (lost,) = losses(station.database, "N06", clock.now())
    assert (lost.sign, lost.minutes) == ("gate", 47)
    assert losses(station.database, "N09", clock.now()) == []
    (event,) = recorded(station, "lifted")
    assert (event.actor, event.facts["reason"]) == ("drafter", "县气象台16时12分解除。")
    assert verify(station.database).ok


def test_lifting_needs_a_reason_and_something_that_stands(
    station: Station, person: People, clock: FrozenClock, relay: Relay
) -> None:
    """A lift says whose it is; what left by itself, or was lifted before, is not lifted again."""
    relay.approve()
    with pytest.raises(BadInput) as unsaid:
        station.warnings.lift(person("operator"), "N09", " ")
    assert unsaid.value.code == "reason_missing"
    clock.advance(24 * 3600)
    with pytest.raises(Refused) as refusal:
        station.warnings.lift(person("operator"), "N09", "解除")
    assert refusal.value.code == "warning_not_standing"
    assert recorded(station, "lifted") == []


def test_a_clerk_lifts_only_an_own_warning(station: Station, person: People, relay: Relay) -> None:
    """The operator and an approver lift any; nobody but a warning's own clerk else."""
    relay.approve()
    for stranger in (person("drafter", "qiao"), person("reviewer"), person("administrator")):
        with pytest.raises(NotAllowed):
            station.warnings.lift(stranger, "N09", "解除")
    station.warnings.lift(person("operator"), "N09", "县气象台解除。")
    assert standing(station) == set()
    assert state(station) is State.APPROVED, "lifting is no withdrawal: its reviews are still owed"


def test_only_a_warning_is_lifted(station: Station, person: People, sample: Callable[[str], Notice]) -> None:
    """Everything else is ended early or withdrawn."""
    station.desk.draft(person("drafter"), sample("N06"))
    with pytest.raises(Refused) as refusal:
        station.warnings.lift(person("operator"), "N06", "解除")
    assert refusal.value.code == "not_a_warning"


# -- superseding ---------------------------------------------------------------------------


def test_three_levels_follow_each_other_without_a_gap(
    station: Station, person: People, clock: FrozenClock, relay: Relay
) -> None:
    """Art. 70: each takes the earlier one's place at the very instant of its approval, and only it stands."""
    relay.approve()
    relay("W-2", supersedes="N09")
    assert standing(station) == {"N09"}, "until its approval the earlier one stands"
    clock.advance(60)
    station.desk.approve(person("approver"), "W-2")
    assert standing(station) == {"W-2"}
    clock.advance(60)
    relay.approve("W-3", supersedes="W-2")
    assert standing(station) == {"W-3"}
    for earlier, later in (("N09", "W-2"), ("W-2", "W-3")):
        (old,), (new,) = one(station.database, earlier).orders, one(station.database, later).orders
        assert old.stopped_at == new.starts_at
        assert later in old.stop_reason


def test_time_goes_on_while_a_leader_approves(
    station: Station, clock: FrozenClock, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real clock has moved between the decision and the window it opens: still no gap, and no refusal."""
    relay.approve()

    def ticking(frozen: FrozenClock) -> datetime:
        frozen.advance(0.001)
        return frozen._now

    monkeypatch.setattr(FrozenClock, "now", ticking)
    relay.approve("W-2", supersedes="N09")
    (old,), (new,) = one(station.database, "N09").orders, one(station.database, "W-2").orders
    assert old.stopped_at == new.starts_at


def test_what_was_superseded_does_not_come_back(station: Station, person: People, relay: Relay) -> None:
    """R11: neither a second successor nor a new order, by whatever way, brings an old level back."""
    relay.approve()
    relay.approve("W-2", supersedes="N09")
    with pytest.raises(Refused) as refusal:
        relay("W-3", supersedes="N09")
    assert refusal.value.code == "warning_superseded"
    station.warnings.lift(person("operator"), "W-2", "县气象台解除。")
    assert standing(station) == set()
    copied = "INSERT INTO display_order SELECT NULL" + "".join(
        f", {column}" for column in columns(station, "display_order") if column != "id"
    )
    with pytest.raises(DatabaseError, match="superseded"), station.database.write() as session:
        session.connection().execute(text(f"{copied} FROM display_order WHERE notice_id = 'N09'"))


def test_what_took_a_place_may_be_revised_in_it(station: Station, person: People, relay: Relay) -> None:
    """R4: a later version of the successor is approved like any other; the earlier warning stays down."""
    relay.approve()
    relay.approve("W-2", supersedes="N09")
    signed_off(station, person, "W-2")
    station.after.revise(person("drafter"), "W-2", "电话有误")
    station.warnings.submit(person("drafter"), "W-2", relay.template)
    station.desk.approve(person("approver"), "W-2")
    assert standing(station) == {"W-2"}
    assert one(station.database, "W-2").current.no == 2


def signed_off(station: Station, person: People, notice_id: str) -> None:
    """Both reviews that were put off, by two people."""
    station.warnings.sign_off(person("reviewer"), notice_id, "content")
    station.warnings.sign_off(person("secrecy_reviewer"), notice_id, "secrecy")


def test_what_owes_a_review_is_not_revised(station: Station, person: People, relay: Relay) -> None:
    """A revision would take the owed reviews off the list while what nobody reviewed stands on."""
    relay.approve()
    station.warnings.sign_off(person("reviewer"), "N09", "content")
    with pytest.raises(Refused) as refusal:
        station.after.revise(person("drafter"), "N09", "电话有误")
    assert refusal.value.code == "reviews_owed_first"
    (debt,) = owed(station.database, station.clock.now(), 24)
    assert [part.value for part in debt.parts] == ["secrecy"]
    station.warnings.sign_off(person("secrecy_reviewer"), "N09", "secrecy")
    station.after.revise(person("drafter"), "N09", "电话有误")
    assert standing(station) == {"N09"}


def columns(station: Station, table: str) -> list[str]:
    with station.database.read() as session:
        return [row.name for row in session.connection().execute(text(f"PRAGMA table_info({table})"))]


def test_a_form_taken_back_meanwhile_lets_nothing_on(station: Station, person: People, relay: Relay) -> None:
    """R9: what was handed in by it is not approved by one leader any more; it can be returned."""
    relay()
    station.cabinet.withdraw(person("operator"), relay.template, "来文格式已改。")
    with pytest.raises(Refused) as refusal:
        station.desk.approve(person("approver"), "N09")
    assert refusal.value.code == "template_not_in_use"
    assert standing(station) == set()
    station.desk.decline(person("approver"), "N09", "return", "模板已撤回，按一般程序办理。")


def test_a_revision_of_the_long_way_owes_nothing(station: Station, person: People, relay: Relay) -> None:
    """The same words once more: what was reviewed before its approval is not taken down by one reviewer."""
    relay.approve()
    signed_off(station, person, "N09")
    station.after.revise(person("drafter"), "N09", "重新审核")
    station.desk.submit(person("drafter"), "N09")
    station.desk.review(person("reviewer"), "N09", "pass")
    station.desk.secrecy(person("secrecy_reviewer"), "N09", "pass")
    station.desk.approve(person("approver"), "N09")
    with pytest.raises(Refused) as refusal:
        station.warnings.refuse_sign_off(person("reviewer", "other"), "N09", "不同意")
    assert refusal.value.code == "sign_off_not_owed"
    assert standing(station) == {"N09"}


@pytest.mark.parametrize(
    ("supersedes", "code"),
    [("N09", "supersedes_nothing"), ("W-2", "supersedes_nothing"), ("N-99", "no_such_notice")],
)
def test_only_an_approved_warning_is_superseded(
    station: Station, relay: Relay, supersedes: str, code: str
) -> None:
    """Neither a draft, nor the warning itself, nor one that is not there."""
    relay.write()
    with pytest.raises(LedctlError) as refusal:
        relay("W-2", supersedes=supersedes)
    assert refusal.value.code == code


def test_only_the_same_source_supersedes(
    station: Station, person: People, relay: Relay, sample: Callable[[str], Notice]
) -> None:
    """A level is changed by whoever set it."""
    relay.approve()
    other = relay.notice.model_copy(
        update={"id": "W-2", "supersedes": "N09", "issuing_unit": "沅岭县应急管理局"}
    )
    desk = station.desk
    desk.draft(person("drafter"), other)
    desk.submit(person("drafter"), "W-2")
    desk.review(person("reviewer"), "W-2", "pass")
    desk.secrecy(person("secrecy_reviewer"), "W-2", "pass")
    with pytest.raises(Refused) as refusal:
        desk.approve(person("approver"), "W-2")
    assert refusal.value.code == "supersedes_other_source"
    assert standing(station) == {"N09"}
    assert state(station, "W-2") is State.IN_APPROVAL


def test_a_successor_that_starts_later_leaves_no_gap(
    station: Station, person: People, clock: FrozenClock, relay: Relay
) -> None:
    """It is refused: the earlier one would leave before it comes."""
    relay.approve()
    later = DisplayWindow(led_start=clock.now() + timedelta(hours=1))
    relay("W-2", supersedes="N09", display_window=later)
    with pytest.raises(Refused) as refusal:
        station.desk.approve(person("approver"), "W-2")
    assert refusal.value.code == "supersedes_later"
    assert standing(station) == {"N09"}


# -- reviews afterwards --------------------------------------------------------------------


def due(station: Station) -> list[tuple[str, tuple[Part, ...], bool]]:
    found = owed(station.database, station.clock.now(), station.settings.desk.sign_off_hours)
    return [(one.notice, one.parts, one.overdue) for one in found]


def test_both_reviews_are_owed_until_two_people_did_them(
    station: Station, person: People, clock: FrozenClock, relay: Relay
) -> None:
    """Secrecy Law 2024 art. 35: put off, not left out; each by its own person, within the set time."""
    relay()
    assert due(station) == [], "what is not approved owes nothing yet"
    station.desk.approve(person("approver"), "N09")
    assert due(station) == [("N09", (Part.CONTENT, Part.SECRECY), False)]
    station.warnings.sign_off(person("reviewer"), "N09", "content", "与来文一致。")
    assert due(station) == [("N09", (Part.SECRECY,), False)]
    clock.advance(24 * 3600 - 1)
    assert due(station) == [("N09", (Part.SECRECY,), False)]
    clock.advance(1)
    assert due(station) == [("N09", (Part.SECRECY,), True)]
    station.warnings.sign_off(person("secrecy_reviewer"), "N09", "secrecy", "不涉密。")
    assert due(station) == []
    done = recorded(station, "signed_off")
    assert {(event.actor, event.facts["step"]) for event in done} == {
        ("reviewer", "sign_off"),
        ("secrecy_reviewer", "sign_off_secrecy"),
    }


@pytest.mark.parametrize("account", ["drafter", "approver"])
def test_whoever_made_or_approved_it_does_not_sign_it_off(
    station: Station, relay: Relay, account: str
) -> None:
    """No two of the reviews by one person, and no maker's at all."""
    relay.approve()
    with pytest.raises(NotAllowed):
        station.warnings.sign_off(Actor(account, "某人", frozenset(Role), Via.WEB), "N09", "content")


def test_one_person_does_not_do_both(station: Station, relay: Relay) -> None:
    """Two reviews are two people's."""
    relay.approve()
    both = Actor("lin", "林某", frozenset({Role.REVIEWER, Role.SECRECY_REVIEWER}), Via.WEB)
    station.warnings.sign_off(both, "N09", "content")
    with pytest.raises(NotAllowed) as refusal:
        station.warnings.sign_off(both, "N09", "secrecy")
    assert refusal.value.code == "twice_in_chain"


def test_each_part_is_its_own_roles(station: Station, person: People, relay: Relay) -> None:
    """A reviewer does not do the secrecy review, and what is neither is no part."""
    relay.approve()
    with pytest.raises(NotAllowed):
        station.warnings.sign_off(person("reviewer"), "N09", "secrecy")
    with pytest.raises(BadInput):
        station.warnings.sign_off(person("reviewer"), "N09", "everything")


def test_nothing_is_signed_off_twice_or_without_debt(
    station: Station, person: People, relay: Relay, sample: Callable[[str], Notice]
) -> None:
    """A review that is not owed is refused."""
    relay.approve()
    station.warnings.sign_off(person("reviewer"), "N09", "content")
    station.desk.draft(person("drafter"), sample("N06"))
    for notice_id in ("N09", "N06"):
        with pytest.raises(Refused) as refusal:
            station.warnings.sign_off(person("reviewer", "lin"), notice_id, "content")
        assert refusal.value.code == "sign_off_not_owed"


def test_an_objection_takes_it_down(station: Station, person: People, relay: Relay) -> None:
    """R2: the reviewer's no clears the sign at once, with the reason; the approval is used up for good."""
    relay.approve()
    with pytest.raises(BadInput):
        station.warnings.refuse_sign_off(person("reviewer"), "N09", " ")
    station.warnings.refuse_sign_off(person("reviewer"), "N09", "级别与来文不符。")
    assert (state(station), standing(station), due(station)) == (State.WITHDRAWN, set(), [])
    (event,) = recorded(station, "withdrawn")
    assert (event.actor, event.facts["reason"]) == ("reviewer", "级别与来文不符。")
    assert one(station.database, "N09").decisions[-1].step is Step.SIGN_OFF_REFUSE


def test_a_lifted_or_superseded_warning_still_owes(station: Station, person: People, relay: Relay) -> None:
    """What stood was seen: its reviews do not lapse with it."""
    relay.approve()
    relay.approve("W-2", supersedes="N09")
    station.warnings.lift(person("operator"), "W-2", "县气象台解除。")
    assert [notice for notice, _, _ in due(station)] == ["N09", "W-2"]


# -- practice ------------------------------------------------------------------------------


def test_a_drill_stays_a_drill(station: Station, person: People, clock: FrozenClock, relay: Relay) -> None:
    """R7: handed in live, a warning goes nowhere in practice; a live template serves no drill."""
    relay()
    station.close()
    drill = open_station(station.site, clock=clock, overrides={"mode": "practice"})
    for step in (
        lambda: drill.desk.approve(person("approver"), "N09"),
        lambda: drill.warnings.sign_off(person("reviewer"), "N09", "content"),
    ):
        with pytest.raises(Refused) as refusal:
            step()
        assert refusal.value.code == "notice_of_live"
    drill.desk.draft(person("drafter"), relay.notice.model_copy(update={"id": "D-1"}))
    with pytest.raises(Refused) as refusal:
        drill.warnings.submit(person("drafter"), "D-1", relay.template)
    assert refusal.value.code == "template_not_in_use"
    drill.close()


def test_a_drill_reaches_no_real_sign(
    station: Station, person: People, clock: FrozenClock, relay: Relay
) -> None:
    """R7: practised to the end, with a template of its own, it stands on a virtual sign and on no other."""
    station.close()
    drill = open_station(station.site, clock=clock, overrides={"mode": "practice"})
    number = drill.cabinet.propose(person("drafter"), FORM, "演练")
    drill.cabinet.approve(person("approver"), number)
    replace(relay, station=drill, template=number).approve("D-1")
    publisher = make_publisher(drill)
    publisher.tick()
    gate = drill.signs["gate"]
    assert isinstance(gate, VirtualSign)
    assert any(gate.current.data)
    (order,) = open_orders(drill.database, "gate", clock.now())
    approved = load(drill.database, order)
    for practice_site in (True, False):
        real = replace(gate.capabilities, virtual=False)
        said = refusal(order, approved, clock.now(), sign=real, practice_site=practice_site)
        assert said is not None
        assert said.code == "gate_practice"
    drill.close()
