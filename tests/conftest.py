"""What most tests stand on: a site in a temporary folder, a clock that is told the time, people."""

from __future__ import annotations

import gc
import logging
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.clock import FrozenClock
from ledctl.content.files import read_notice
from ledctl.content.model import Notice
from ledctl.db import check_schema, open_database, sqlite_file
from ledctl.resources import shared
from ledctl.sites import init_site
from ledctl.station import Station, open_station

TESTS = Path(__file__).parent
NINE_IN_SHANGHAI = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

GATE = """\
[signs.gate]
driver = "virtual"
panel = "256x64"
colour = "dual"
"""


WHOLE = frozenset({"web", "cli", "db", "agreement"})
"""Folders of tests that put a whole office behind a page, a command or a database."""


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """What takes long begins first. Tests of the whole are not traced, that costs half as much again."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0]
        whole = folder in WHOLE and "site" in item.fixturenames and not item.get_closest_marker("traced")
        if whole or item.get_closest_marker("slow"):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """What was collected stays to the end: nothing is gained by looking through it for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 2026-11-23, 09:00 in Shanghai."""
    return FrozenClock(NINE_IN_SHANGHAI)


QUICK = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
"""argon2 with the smallest cost: tests check conduct, not slowness."""


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Also where a command opens its site by itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ledctl.accounts.passwords.PasswordHasher", QUICK)
        yield


@pytest.fixture
def quick_passwords() -> Passwords:
    return Passwords(QUICK())


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database nobody has used, made once; a copy spares the migrations, which ``tests/db`` has."""
    file = tmp_path_factory.mktemp("new") / "ledctl.db"
    database = open_database(sqlite_file(file))
    check_schema(database)
    database.close()
    return file


@pytest.fixture
def site(tmp_path: Path, new_database: Path) -> Path:
    """A new site folder with one virtual sign."""
    folder = tmp_path / "site"
    init_site(folder)
    shutil.copy(new_database, folder)
    (folder / "signs.toml").write_text(GATE)
    return folder


@pytest.fixture
def station(site: Path, clock: FrozenClock, quick_passwords: Passwords) -> Iterator[Station]:
    """The site, put together on the frozen clock; not publishing."""
    opened = open_station(site, clock=clock, passwords=quick_passwords)
    yield opened
    opened.close()


@pytest.fixture
def person() -> Callable[[str], Actor]:
    """``person("drafter")`` is a signed-in person of that role; ``person("approver", "li")`` another one."""

    def make(role: str, account: str = "") -> Actor:
        return Actor(account or role, f"某{role}", frozenset({Role(role)}), Via.WEB)

    return make


@pytest.fixture
def sample() -> Callable[[str], Notice]:
    """``sample("N01")`` is that notice of ``config/examples/notices``."""

    def find(notice_id: str) -> Notice:
        (file,) = (shared("config/examples") / "notices").glob(f"{notice_id}-*.json")
        return read_notice(file.read_bytes())

    return find


@pytest.fixture
def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """A command that sets up the log of its process leaves none behind: other tests read what is logged."""
    loggers = [logging.getLogger(name) for name in (None, "ledctl", "drivers", "layouts")]
    levels, handlers, hook = [one.level for one in loggers], loggers[0].handlers[:], threading.excepthook
    yield
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)
    loggers[0].handlers[:] = handlers
    threading.excepthook = hook
