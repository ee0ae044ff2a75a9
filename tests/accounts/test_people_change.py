"""People who stand in, stop, come back and change roles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import text

from ledctl.accounts.model import Actor, Role, Via
from ledctl.clock import FrozenClock
from ledctl.errors import LedctlError
from ledctl.ledger.log import events
from ledctl.station import Station

OWN = "correct horse 7"
TODAY = dt.date(2026, 11, 23)
ADMIN = Actor("admin", "管理员", frozenset({Role.ADMINISTRATOR}), Via.WEB)


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(LedctlError) as refusal:
        call()
    return refusal.value.code


@pytest.fixture
def hire(station: Station) -> Callable[..., Actor]:
    """``hire("wang", Role.APPROVER)`` is that person, signed in."""

    def make(account: str, *roles: Role) -> Actor:
        once = station.registry.add(account, f"某{account}", roles, by="system")
        station.registry.change_password(account, once, OWN, via=Via.CLI)
        return station.registry.sign_in(account, OWN, via=Via.WEB)[1]

    return make


def again(station: Station, account: str) -> Actor:
    return station.registry.sign_in(account, OWN, via=Via.WEB)[1]


def give(station: Station, actor: Actor, first: int = 0, last: int = 2, stand_in: str = "zhao") -> int:
    days = {"first": TODAY + dt.timedelta(first), "last": TODAY + dt.timedelta(last)}
    return station.delegations.give(actor, "wang", stand_in, **days, reason="外出学习")


@pytest.fixture
def wang(hire: Callable[..., Actor]) -> Actor:
    """The approver who goes away; zhao, who holds no such role, stays."""
    hire("zhao", Role.DRAFTER)
    return hire("wang", Role.APPROVER)


def test_a_delegation_runs_on_whole_days_of_the_site(
    station: Station, wang: Actor, clock: FrozenClock
) -> None:
    """From the first day's midnight to the last day's, in the site's zone, and not a second longer."""
    give(station, wang, first=1, last=2)
    assert again(station, "zhao").stands_in_for == ()
    clock.advance(15 * 3600)  # 2026-11-24 00:00 in Shanghai
    (giver,) = again(station, "zhao").stands_in_for
    assert (giver.account, giver.name, giver.roles) == ("wang", "某wang", frozenset({Role.APPROVER}))
    clock.advance(2 * 86400 - 1)
    assert again(station, "zhao").stands_in_for
    clock.advance(1)
    assert again(station, "zhao").stands_in_for == ()


def test_a_running_sign_in_learns_of_it_at_once(station: Station, wang: Actor) -> None:
    """Given or ended, it counts from the next step on: rights are looked up each time."""
    token, _ = station.registry.sign_in("zhao", OWN, via=Via.WEB)
    number = give(station, wang)
    assert [one.account for one in station.registry.actor(token).stands_in_for] == ["wang"]
    station.delegations.end(wang, number, "已回单位")
    assert station.registry.actor(token).stands_in_for == ()


def test_a_delegation_cannot_be_passed_on(station: Station, wang: Actor, hire: Callable[..., Actor]) -> None:
    """What zhao holds for wang, zhao gives to nobody: only own roles go over."""
    hire("sun", Role.REVIEWER)
    give(station, wang)
    zhao = again(station, "zhao")
    days = {"first": TODAY, "last": TODAY}
    nothing = refused(lambda: station.delegations.give(zhao, "zhao", "sun", **days, reason="x"))
    assert nothing == "delegation_nothing"
    assert (
        refused(lambda: station.delegations.give(zhao, "wang", "sun", **days, reason="x"))
        == "delegation_not_yours"
    )
    assert again(station, "sun").stands_in_for == ()


def test_both_are_in_the_ledger_and_stay(station: Station, wang: Actor) -> None:
    """R12: who, for whom, which days, why; the rows are facts the database keeps."""
    number = give(station, wang)
    station.delegations.end(ADMIN, number, "提前返回")
    with station.database.read() as session:
        (given,), (ended,) = (events(session, kind=kind) for kind in ("delegated", "delegation_ended"))
    assert (given.actor, given.facts["stand_in"], given.facts["reason"]) == ("wang", "zhao", "外出学习")
    assert (ended.actor, ended.facts["delegation"]) == ("admin", number)
    (told,) = station.delegations.all("zhao")
    assert (told.ended_by, told.end_reason, told.runs(TODAY)) == ("admin", "提前返回", False)
    assert told.as_dict()["first"] == "2026-11-23"
    for change in ("UPDATE delegation SET stand_in = 'eve'", "DELETE FROM delegation_end"):
        with pytest.raises(DatabaseError, match="append-only"), station.database.write() as session:
            session.exec(text(change))  # type: ignore[call-overload]


@pytest.mark.parametrize(("first", "last"), [(1, 0), (-3, -1), (0, 366)])
def test_days_must_make_sense(station: Station, wang: Actor, first: int, last: int) -> None:
    """Forward, not over already, and a year at most (R18)."""
    assert refused(lambda: give(station, wang, first, last)) == "delegation_days"


def test_a_wrong_delegation_says_why(station: Station, wang: Actor, hire: Callable[..., Actor]) -> None:
    """Each refusal has its sentence, and nothing is written."""
    zhao = again(station, "zhao")
    assert refused(lambda: give(station, zhao)) == "delegation_not_yours"
    assert refused(lambda: give(station, wang, stand_in="wang")) == "delegation_to_oneself"
    assert refused(lambda: give(station, wang, stand_in="nobody")) == "no_such_account"
    days = {"first": TODAY, "last": TODAY}
    assert (
        refused(lambda: station.delegations.give(wang, "wang", "zhao", **days, reason=" "))
        == "delegation_reason"
    )
    newcomer = Actor("wang", "x", frozenset(), Via.WEB, must_change_password=True)
    assert refused(lambda: give(station, newcomer)) == "password_must_change"
    assert station.delegations.all() == []
    number = give(station, wang)
    assert refused(lambda: give(station, wang, 2, 9)) == "delegation_twice"
    assert refused(lambda: station.delegations.end(zhao, number, "x")) == "delegation_not_yours"
    assert refused(lambda: station.delegations.end(wang, 99, "x")) == "no_such_delegation"
    station.delegations.end(wang, number, "x")
    assert refused(lambda: station.delegations.end(wang, number, "x")) == "delegation_over"
    give(station, wang, 2, 9)
    assert station.delegations.seen_by(hire("sun", Role.REVIEWER)) == []
    assert len(station.delegations.seen_by(ADMIN)) == 2


def test_a_stopped_account_is_out_at_once(station: Station, wang: Actor, hire: Callable[..., Actor]) -> None:
    """Its sign-ins end with the commit, it stands in for nobody and nobody for it."""
    admin = hire("admin", Role.ADMINISTRATOR)
    give(station, wang)
    token, _ = station.registry.sign_in("wang", OWN, via=Via.WEB)
    station.staff.disable(admin, "wang")
    station.staff.disable(admin, "wang")
    assert refused(lambda: station.registry.actor(token)) == "sign_in_over"
    assert refused(lambda: again(station, "wang")) == "sign_in_failed"
    assert again(station, "zhao").stands_in_for == ()
    assert refused(lambda: give(station, admin, 5, 6)) == "delegation_inactive"
    station.staff.enable(admin, "wang")
    station.staff.enable(admin, "wang")
    assert refused(lambda: station.registry.actor(token)) == "sign_in_over"
    assert again(station, "wang").account == "wang"
    with station.database.read() as session:
        kinds = [one.kind for one in events(session, actor="admin") if one.kind.startswith("person_")]
    assert kinds == ["person_enabled", "person_disabled"]


def test_changed_roles_count_from_the_next_step(
    station: Station, wang: Actor, hire: Callable[..., Actor]
) -> None:
    """A sign-in that runs has the new roles; the ledger has both."""
    admin = hire("admin", Role.ADMINISTRATOR)
    token, _ = station.registry.sign_in("wang", OWN, via=Via.WEB)
    for _ in range(2):
        station.staff.change_roles(admin, "wang", [Role.REVIEWER])
    assert station.registry.actor(token).roles == {Role.REVIEWER}
    with station.database.read() as session:
        (event,) = events(session, kind="role_changed")
    assert (event.facts["before"], event.facts["roles"]) == ("approver", "reviewer")
    assert refused(lambda: station.staff.change_roles(admin, "wang", [])) == "role_missing"


def test_the_last_administrator_stays(station: Station, hire: Callable[..., Actor]) -> None:
    """A site without an administrator could never be mended from within."""
    admin = hire("admin", Role.ADMINISTRATOR)
    assert refused(lambda: station.staff.disable(admin, "admin")) == "last_administrator"
    assert refused(lambda: station.staff.change_roles(admin, "admin", [Role.DRAFTER])) == "last_administrator"
    hire("second", Role.ADMINISTRATOR)
    station.staff.disable(admin, "admin")
    assert refused(lambda: station.staff.disable(ADMIN, "second")) == "last_administrator"


def test_only_administrators_change_people(station: Station, wang: Actor) -> None:
    """R43: and only with a password of their own."""
    newcomer = Actor("admin", "x", frozenset({Role.ADMINISTRATOR}), Via.WEB, must_change_password=True)
    for actor, code in ((wang, "administrators_only"), (newcomer, "password_must_change")):
        assert refused(lambda actor=actor: station.staff.disable(actor, "zhao")) == code
        assert refused(lambda actor=actor: station.staff.enable(actor, "zhao")) == code
        assert refused(lambda actor=actor: station.staff.change_roles(actor, "zhao", [Role.AUDITOR])) == code
