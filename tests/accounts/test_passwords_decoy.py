"""What checking a password costs, and when."""

from __future__ import annotations

import subprocess
import sys

from argon2 import PasswordHasher

from ledctl.accounts.passwords import Passwords


class CountingHasher(PasswordHasher):
    """argon2 at the smallest cost, which counts what it was asked to do."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.done: list[str] = []

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.done.append("hash")
        return super().hash(password, salt=salt)

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002 - the library's name
        self.done.append("verify")
        return super().verify(hash, password)


def test_nothing_is_hashed_before_somebody_signs_in() -> None:
    """A hash takes a tenth of a second and 64 MiB: no start should pay for it."""
    hasher = CountingHasher()
    Passwords(hasher)
    assert hasher.done == []


def test_an_account_that_is_not_there_costs_what_one_that_is_there_costs() -> None:
    """From the first check on, time does not tell a stranger which accounts exist (R43)."""
    work = []
    for known in (True, False):
        hasher = CountingHasher()
        passwords = Passwords(hasher)
        stored = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("right") if known else None
        assert not passwords.matches(stored, "wrong")
        assert not passwords.matches(stored, "wrong")
        work.append(hasher.done)
    assert work[0] == work[1] == ["hash", "verify", "verify"]


def test_a_site_hashes_at_the_librarys_own_cost() -> None:
    """R43: what tests make cheap is not cheap in a process of its own (argon2id, 64 MiB, three passes)."""
    program = "from ledctl.accounts.passwords import Passwords; print(Passwords().hash('a password'))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert told.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
