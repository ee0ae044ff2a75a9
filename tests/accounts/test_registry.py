"""People and their passwords: no default, no oracle, no way round the lock-out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlmodel import text

from ledctl.accounts.model import Role, Via
from ledctl.accounts.passwords import _LINE, MOST_WAITING, Passwords, one_time_password
from ledctl.accounts.registry import LOCKED_FOR, MAX_FAILURES, Registry
from ledctl.clock import FrozenClock
from ledctl.errors import BadInput, LedctlError, NotFound, NotSignedIn
from ledctl.ledger.log import events
from ledctl.station import Station

OWN = "correct horse 7"


@pytest.fixture
def registry(station: Station) -> Registry:
    return station.registry


@pytest.fixture
def clerk(registry: Registry) -> str:
    """An account with its own password."""
    first = registry.add("clerk", "某文员", [Role.DRAFTER, Role.OPERATOR], by="admin")
    registry.change_password("clerk", first, OWN, via=Via.CLI)
    return "clerk"


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(LedctlError) as refusal:
        call()
    return refusal.value.code


def test_a_new_site_has_no_account_at_all(registry: Registry) -> None:
    """R43: there is no default password because there is no default account."""
    assert registry.people() == []


def test_an_account_begins_with_a_one_time_password(registry: Registry) -> None:
    """It signs in, and says that it must be changed."""
    password = registry.add("clerk", "某文员", [Role.DRAFTER], by="admin")
    _, actor = registry.sign_in("clerk", password, via=Via.WEB)
    assert actor.must_change_password
    registry.change_password("clerk", password, OWN, via=Via.WEB)
    assert not registry.sign_in("clerk", OWN, via=Via.WEB)[1].must_change_password


def test_one_time_passwords_differ_and_read_aloud_well() -> None:
    """No character that is mistaken for another, and never the same twice."""
    made = {one_time_password() for _ in range(500)}
    assert len(made) == 500
    assert not set("".join(made)) & set("0o1li")


def test_no_password_and_no_token_is_stored(station: Station, registry: Registry, clerk: str) -> None:
    """A stolen database opens nothing."""
    token, _ = registry.sign_in(clerk, OWN, via=Via.WEB)
    queries = [text(f"SELECT * FROM {table}") for table in ("credential", "sign_in", "event")]  # noqa: S608 - fixed names
    with station.database.read() as session:
        rows = [repr(session.exec(query).all()) for query in queries]  # type: ignore[call-overload]
    assert OWN not in "".join(rows)
    assert token not in "".join(rows)
    assert "$argon2id$" in rows[0]


def test_wrong_account_and_wrong_password_sound_alike(registry: Registry, clerk: str) -> None:
    """A stranger cannot learn which accounts exist."""
    assert refused(lambda: registry.sign_in(clerk, "wrong", via=Via.WEB)) == "sign_in_failed"
    assert refused(lambda: registry.sign_in("nobody", "wrong", via=Via.WEB)) == "sign_in_failed"


def test_too_many_wrong_passwords_lock_the_account_for_a_while(
    registry: Registry, clerk: str, clock: FrozenClock
) -> None:
    """The right password does not help while it is locked; afterwards it does."""
    for _ in range(MAX_FAILURES):
        assert refused(lambda: registry.sign_in(clerk, "wrong", via=Via.WEB)) == "sign_in_failed"
    assert refused(lambda: registry.sign_in(clerk, OWN, via=Via.WEB)) == "account_locked"
    clock.advance(LOCKED_FOR.total_seconds())
    assert registry.sign_in(clerk, OWN, via=Via.WEB)[1].account == clerk


def test_a_password_guessed_at_the_change_counts_too(registry: Registry, clerk: str) -> None:
    """A screen left open is no way round the lock-out."""
    for _ in range(MAX_FAILURES):
        assert (
            refused(lambda: registry.change_password(clerk, "wrong", "another good 9", via=Via.WEB))
            == "sign_in_failed"
        )
    assert (
        refused(lambda: registry.change_password(clerk, OWN, "another good 9", via=Via.WEB))
        == "account_locked"
    )


def test_guesses_sent_at_once_are_not_more_guesses(
    registry: Registry, clerk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account that was locked while a right guess was still being checked stays shut."""
    matches = Passwords.matches

    def slowly(self: Passwords, stored: str | None, password: str) -> bool:
        monkeypatch.setattr(Passwords, "matches", matches)
        for _ in range(MAX_FAILURES):
            refused(lambda: registry.sign_in(clerk, "wrong", via=Via.WEB))
        return matches(self, stored, password)

    monkeypatch.setattr(Passwords, "matches", slowly)
    assert refused(lambda: registry.sign_in(clerk, OWN, via=Via.WEB)) == "account_locked"


def test_a_crowd_at_the_door_does_not_keep_the_office_waiting() -> None:
    """Of many passwords at once a few stand in line and the rest are sent away at once."""
    gate, inside = threading.Event(), threading.Semaphore(0)

    class Slow(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - the library's name
            inside.release()
            gate.wait()
            return super().verify(hash, password)

    passwords = Passwords(Slow(time_cost=1, memory_cost=8, parallelism=1))
    line = [threading.Thread(target=passwords.matches, args=(None, "x")) for _ in range(MOST_WAITING)]
    for thread in line:
        thread.start()
    inside.acquire()
    wait_until_busy(passwords)
    gate.set()
    for thread in line:
        thread.join()
    assert not passwords.matches(None, "x")


def wait_until_busy(passwords: Passwords) -> None:
    """Until the line is full: a look that does not stand in line itself."""
    while _LINE.acquire(blocking=False):
        _LINE.release()
    assert refused(lambda: passwords.matches(None, "x")) == "sign_ins_busy"


def test_nobody_is_called_what_the_machine_is_called(registry: Registry) -> None:
    """R33: what the record says the system did, no person did."""
    assert refused(lambda: registry.add("system", "某人", [Role.OPERATOR], by="admin")) == "account_taken"


@pytest.mark.parametrize("name", ["某" * 101, "某\n人", "\u202e人某"])
def test_a_name_can_be_read(registry: Registry, name: str) -> None:
    """Names stand in the record and on the board: short, and without what turns a line around."""
    assert refused(lambda: registry.add("li", name, [Role.OPERATOR], by="admin")) == "name_shape"


def test_a_token_is_who_signed_in_until_it_ends(registry: Registry, clerk: str, clock: FrozenClock) -> None:
    """Signing out, the hours running out, and rubbish all end at the same door."""
    token, signed_in = registry.sign_in(clerk, OWN, via=Via.WEB)
    assert registry.actor(token) == signed_in
    assert registry.actor(token, via=Via.API).via is Via.API
    registry.sign_out(token)
    registry.sign_out(token)
    assert refused(lambda: registry.actor(token)) == "sign_in_over"
    later, _ = registry.sign_in(clerk, OWN, via=Via.WEB)
    clock.advance(11 * 3600)
    assert refused(lambda: registry.actor(later)) == "sign_in_over"
    assert refused(lambda: registry.actor("rubbish")) == "not_signed_in"


def test_a_reset_ends_every_sign_in(registry: Registry, clerk: str) -> None:
    """Who had the old password is out at once."""
    token, _ = registry.sign_in(clerk, OWN, via=Via.WEB)
    fresh = registry.reset(clerk, by="admin")
    assert refused(lambda: registry.actor(token)) == "sign_in_over"
    assert registry.sign_in(clerk, fresh, via=Via.WEB)[1].must_change_password


def test_a_new_password_ends_the_other_sign_ins(registry: Registry, clerk: str) -> None:
    """Who knew the old one is out; the person who changed it stays in."""
    mine, _ = registry.sign_in(clerk, OWN, via=Via.WEB)
    other, _ = registry.sign_in(clerk, OWN, via=Via.WEB)
    registry.change_password(clerk, OWN, "another word 9", via=Via.WEB, keep=mine)
    assert registry.actor(mine).account == clerk
    assert refused(lambda: registry.actor(other)) == "sign_in_over"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("short", "password_short"),
        (OWN, "password_same"),
        ("my clerk word", "password_weak"),
        ("a" * 20, "password_weak"),
    ],
)
def test_a_new_password_must_be_worth_its_name(registry: Registry, clerk: str, new: str, code: str) -> None:
    """Each refusal says what is wrong and changes nothing."""
    assert refused(lambda: registry.change_password(clerk, OWN, new, via=Via.WEB)) == code
    assert registry.sign_in(clerk, OWN, via=Via.WEB)


def test_changing_a_password_needs_the_old_one(registry: Registry, clerk: str) -> None:
    """A page left open is not enough."""
    assert (
        refused(lambda: registry.change_password(clerk, "wrong", "another word 9", via=Via.WEB))
        == "sign_in_failed"
    )
    assert refused(lambda: registry.change_password("nobody", "x", "y", via=Via.WEB)) == "sign_in_failed"


@pytest.mark.parametrize("account", ["A", "张三", "a", "-x", "a b", "x" * 65])
def test_an_account_has_a_plain_name(registry: Registry, account: str) -> None:
    """What cannot be typed on every keyboard is refused with the rule."""
    with pytest.raises(BadInput, match="account"):
        registry.add(account, "某人", [Role.DRAFTER], by="admin")


def test_accounts_are_unique_and_have_a_role(registry: Registry, clerk: str) -> None:
    """A second account of the same name, or one for nothing, is refused."""
    assert refused(lambda: registry.add(clerk, "x", [Role.AUDITOR], by="admin")) == "account_taken"
    assert refused(lambda: registry.add("other", "x", [], by="admin")) == "role_missing"
    with pytest.raises(NotFound):
        registry.reset("other", by="admin")


def test_an_inactive_account_is_out(station: Station, registry: Registry, clerk: str) -> None:
    """Accounts are never deleted; made inactive, they open nothing."""
    token, _ = registry.sign_in(clerk, OWN, via=Via.WEB)
    with station.database.write() as session:
        session.exec(text("UPDATE person SET active = 0"))  # type: ignore[call-overload]
    with pytest.raises(NotSignedIn):
        registry.actor(token)
    assert refused(lambda: registry.sign_in(clerk, OWN, via=Via.WEB)) == "sign_in_failed"


def test_everything_about_people_is_in_the_record(station: Station, registry: Registry, clerk: str) -> None:
    """R12: adding, signing in and out, failing, changing and resetting are events."""
    token, _ = registry.sign_in(clerk, OWN, via=Via.CLI)
    registry.sign_out(token)
    refused(lambda: registry.sign_in(clerk, "wrong", via=Via.WEB))
    registry.reset(clerk, by="admin")
    with station.database.read() as session:
        kinds = [event.kind for event in events(session)]
    assert kinds == [
        "password_changed", "sign_in_failed", "signed_out", "signed_in", "password_changed", "person_added",
    ]  # fmt: skip


def test_form_keys_belong_to_one_sign_in(registry: Registry) -> None:
    """A key taken from one session is worth nothing in another."""
    assert registry.form_key("a") == registry.form_key("a")
    assert registry.form_key("a") != registry.form_key("b")
