"""A shell at the site most tests stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from tests.cli.shell import Shell


@pytest.fixture
def shell(
    site: Path,
    clock: FrozenClock,
    quick_passwords: Passwords,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Shell:
    """What a command says is read from the process itself: the verifier is one of its own."""
    return Shell(site, clock, quick_passwords, monkeypatch, capfd)
