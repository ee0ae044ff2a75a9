"""Passwords: hashing with argon2id, one-time passwords, and what a new one must be like.

There is no default password anywhere (R43): every account begins with a random
one-time password that must be changed at first use.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from ledctl.errors import BadInput, Refused

MIN_LENGTH = 10
# no 0/o, 1/l/i: these are read aloud and copied by hand
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_ONE_AT_A_TIME = threading.Lock()  # each check takes 64 MiB; eight at once would take half a small machine
MOST_WAITING = 8
"""Checks in line; whoever comes then is asked to come again.

Every check in line holds one of the threads that serve pages: without an end to
the line, a stranger trying passwords would keep the whole office waiting.
"""
_LINE = threading.BoundedSemaphore(MOST_WAITING)


class Passwords:
    """Hashes and checks passwords; ``hasher`` is argon2id with the library's own defaults."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._decoy = ""

    def hash(self, password: str) -> str:
        with _in_line():
            return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether ``password`` is the one behind ``stored``.

        ``None`` (no such account) costs the same time, so that a stranger
        cannot learn which accounts exist.
        """
        with _in_line():
            # made at the first check, whoever asks, so that the time tells nothing and no start waits for it
            self._decoy = self._decoy or self._hasher.hash(secrets.token_hex())
            try:
                self._hasher.verify(stored or self._decoy, password)
            except (VerifyMismatchError, InvalidHashError):
                return False
            return stored is not None


@contextmanager
def _in_line() -> Iterator[None]:
    if not _LINE.acquire(blocking=False):
        raise Refused.of("sign_ins_busy")
    try:
        with _ONE_AT_A_TIME:
            yield
    finally:
        _LINE.release()


def one_time_password() -> str:
    """Twelve characters in three groups, such as ``k7mp-x3vd-9qha`` (59 bits)."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


def check_new(password: str, *, account: str, old: str) -> None:
    """Refuse a new password that is short, the old one, or holds the account's name."""
    if len(password) < MIN_LENGTH:
        raise BadInput.of("password_short", where="new_password", least=MIN_LENGTH)
    if password == old:
        raise BadInput.of("password_same", where="new_password")
    if account.lower() in password.lower() or len(set(password)) < 4:
        raise BadInput.of("password_weak", where="new_password")
