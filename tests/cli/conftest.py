"""A shell at the site most tests stand on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.main

from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from tests.cli.shell import Shell


@pytest.fixture(scope="session", autouse=True)
def one_tree_of_commands() -> Iterator[None]:
    """A process builds the commands once; a test that runs several in one process need not for each."""
    with pytest.MonkeyPatch.context() as patch:
        kept = cache(typer.main.get_command)
        for name in ("typer.main.get_command", "typer.testing._get_command"):
            patch.setattr(name, kept)
        yield


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
