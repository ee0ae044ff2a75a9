"""The use cases about people: add, sign in, change the password, sign out.

Each writes its event into the ledger in the same transaction (R12). A wrong
password counts against the account in the database, so that a restart does not
clear the count.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select, update

from ledctl.accounts.delegations import givers_of
from ledctl.accounts.model import SYSTEM, Actor, Credential, Giver, Person, Role, SignIn, Via
from ledctl.accounts.passwords import Passwords, check_new, one_time_password
from ledctl.clock import Clock
from ledctl.db import Database
from ledctl.errors import BadInput, NotFound, NotSignedIn
from ledctl.ledger.log import append

SHANGHAI = ZoneInfo("Asia/Shanghai")
MAX_NAME = 100
MAX_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
_ACCOUNT = re.compile(r"[a-z][a-z0-9._-]{1,63}")


class Registry:
    """The people of one site. ``secret`` keys the stored token hashes."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        secret: bytes,
        passwords: Passwords,
        hours: int = 10,
        zone: ZoneInfo = SHANGHAI,
    ) -> None:
        self._zone = zone
        self._database = database
        self._clock = clock
        self._secret = secret
        self._passwords = passwords
        self._life = timedelta(hours=hours)

    def add(self, account: str, name: str, roles: Iterable[Role], *, by: str) -> str:
        """Make an account; returns its one-time password, which is kept nowhere."""
        if not _ACCOUNT.fullmatch(account):
            raise BadInput.of("account_shape", where="account")
        if account == SYSTEM:
            raise BadInput.of("account_taken", where="account", account=account)
        if len(name) > MAX_NAME or not name.isprintable():
            raise BadInput.of("name_shape", where="name", most=MAX_NAME)
        words = " ".join(sorted(set(roles)))
        if not words:
            raise BadInput.of("role_missing", where="roles")
        password = one_time_password()
        hashed = self._passwords.hash(password)
        now = self._clock.now()
        with self._database.write() as session:
            if _find(session, account) is not None:
                raise BadInput.of("account_taken", where="account", account=account)
            person = Person(account=account, name=name.strip() or account, roles=words, created_at=now)
            session.add(person)
            session.flush()
            assert person.id is not None  # noqa: S101 - flush gave it a number
            session.add(Credential(person_id=person.id, hash=hashed, one_time=True, changed_at=now))
            append(
                session, kind="person_added", at=now, actor=by, account=account, name=person.name, roles=words
            )
        return password

    def reset(self, account: str, *, by: str) -> str:
        """Give an account a new one-time password and end all its sign-ins."""
        password = one_time_password()
        hashed = self._passwords.hash(password)
        now = self._clock.now()
        with self._database.write() as session:
            person = need_person(session, account)
            credential = session.get_one(Credential, person.id)
            credential.hash, credential.one_time, credential.changed_at = hashed, True, now
            credential.failures, credential.locked_until = 0, None
            end_sign_ins(session, person, at=now)
            append(session, kind="password_changed", at=now, actor=by, account=account, how="reset")
        return password

    def sign_in(self, account: str, password: str, *, via: Via) -> tuple[str, Actor]:
        """Check a password; returns the token of a new sign-in and who signed in.

        The same refusal for a wrong account and a wrong password; a locked
        account says until when.
        """
        person, credential = self._prove(account, password)
        token = secrets.token_urlsafe(32)
        now = self._clock.now()
        with self._database.write() as session:
            stored = session.get_one(Credential, person.id)
            _refuse_locked(stored, now)  # guesses sent all at once are looked at before any of them counts
            stored.failures = 0
            session.add(
                SignIn(
                    token_hash=self._hash(token),
                    person_id=credential.person_id,
                    via=via,
                    created_at=now,
                    expires_at=now + self._life,
                )
            )
            append(session, kind="signed_in", at=now, actor=account, via=via)
            givers = givers_of(session, account, self._today())
        return token, _actor(person, credential, via, givers)

    def prove(self, account: str, password: str, *, via: Via) -> Actor:
        """Whose password this is, without a sign-in: for one act while nothing can be written down."""
        person, credential = self._prove(account, password)
        with self._database.read() as session:
            givers = givers_of(session, account, self._today())
        return _actor(person, credential, via, givers)

    def change_password(self, account: str, old: str, new: str, *, via: Via, keep: str = "") -> None:
        """Set a new password, knowing the old one. Every sign-in ends but that of the token ``keep``."""
        self._prove(account, old)
        check_new(new, account=account, old=old)
        hashed = self._passwords.hash(new)
        now = self._clock.now()
        with self._database.write() as session:
            person = need_person(session, account)
            stored = session.get_one(Credential, person.id)
            stored.hash, stored.one_time, stored.changed_at = hashed, False, now
            end_sign_ins(session, person, at=now, but=self._hash(keep))
            append(
                session, kind="password_changed", at=now, actor=account, via=via, account=account, how="own"
            )

    def actor(self, token: str, *, via: Via | None = None) -> Actor:
        """Who holds this token; ``NotSignedIn`` when it is unknown, ended or over."""
        with self._database.read() as session:
            found = session.exec(
                select(SignIn, Person, Credential)
                .join(Person, col(Person.id) == col(SignIn.person_id))
                .join(Credential, col(Credential.person_id) == col(SignIn.person_id))
                .where(SignIn.token_hash == self._hash(token))
            ).first()
            givers = givers_of(session, found[1].account, self._today()) if found else ()
        if found is None:
            raise NotSignedIn.of("not_signed_in")
        sign_in, person, credential = found
        if sign_in.ended_at is not None or self._clock.now() >= sign_in.expires_at or not person.active:
            raise NotSignedIn.of("sign_in_over")
        return _actor(person, credential, via or Via(sign_in.via), givers)

    def sign_out(self, token: str) -> None:
        """End a sign-in. Twice is harmless."""
        now = self._clock.now()
        with self._database.write() as session:
            sign_in = session.get(SignIn, self._hash(token))
            if sign_in is None or sign_in.ended_at is not None:
                return
            sign_in.ended_at = now
            person = session.get_one(Person, sign_in.person_id)
            append(session, kind="signed_out", at=now, actor=person.account, via=sign_in.via)

    def form_key(self, token: str) -> str:
        """The value every form of this sign-in must carry back (against forged requests)."""
        return hmac.new(self._secret, f"form {token}".encode(), hashlib.sha256).hexdigest()

    def people(self) -> list[Person]:
        with self._database.read() as session:
            return list(session.exec(select(Person).order_by(col(Person.id))))

    def _today(self) -> date:
        return self._clock.now().astimezone(self._zone).date()

    def _hash(self, token: str) -> str:
        return hmac.new(self._secret, f"token {token}".encode(), hashlib.sha256).hexdigest()

    def _prove(self, account: str, password: str) -> tuple[Person, Credential]:
        """Whose password this is. A wrong one counts against the account; a locked account is not asked."""
        person, credential = self._credential(account)
        _refuse_locked(credential, self._clock.now())
        right = self._passwords.matches(credential.hash if credential else None, password)
        if person is None or credential is None or not right or not person.active:
            self._count_failure(account, person)
            raise NotSignedIn.of("sign_in_failed", where="password")
        return person, credential

    def _credential(self, account: str) -> tuple[Person | None, Credential | None]:
        with self._database.read() as session:
            person = _find(session, account)
            return person, None if person is None else session.get(Credential, person.id)

    def _count_failure(self, account: str, person: Person | None) -> None:
        now = self._clock.now()
        with self._database.write() as session:
            if person is not None:
                credential = session.get_one(Credential, person.id)
                credential.failures += 1
                if credential.failures >= MAX_FAILURES:
                    credential.failures, credential.locked_until = 0, now + LOCKED_FOR
            append(session, kind="sign_in_failed", at=now, actor=SYSTEM, account=account[:64])


def _refuse_locked(credential: Credential | None, now: datetime) -> None:
    if credential is not None and credential.locked_until is not None and now < credential.locked_until:
        minutes = int((credential.locked_until - now).total_seconds() // 60) + 1
        raise NotSignedIn.of("account_locked", where="password", minutes=minutes)


def _find(session: Session, account: str) -> Person | None:
    return session.exec(select(Person).where(Person.account == account)).first()


def need_person(session: Session, account: str) -> Person:
    person = _find(session, account)
    if person is None:
        raise NotFound.of("no_such_account", where="account", account=account)
    return person


def end_sign_ins(session: Session, person: Person, *, at: datetime, but: str = "") -> None:
    session.exec(
        update(SignIn)
        .where(
            col(SignIn.person_id) == person.id, col(SignIn.ended_at).is_(None), col(SignIn.token_hash) != but
        )
        .values(ended_at=at)
    )


def _actor(person: Person, credential: Credential, via: Via, givers: tuple[Giver, ...]) -> Actor:
    return Actor(person.account, person.name, person.role_set(), via, credential.one_time, givers)
