"""A driver from elsewhere, in a distribution of its own: found by its name, and held to the same contract."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "village-board"
version = "0.1"
requires-python = ">=3.11"

[project.entry-points."ledctl.drivers"]
village_board = "village_board.driver:VillageBoard"
virtual = "village_board.driver:VillageBoard"
"""

DRIVER = '''\
"""A board that takes a frame as it is and gives its digest back, over any wire."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Self

from drivers.base import Capabilities, Frame, Panel, Proof, Receipt, Sign, Status
from drivers.cards import Handled
from drivers.errors import LinkError, ProtocolError
from drivers.links import Link, open_link, read_address
from drivers.options import Option


class VillageBoard(Sign):
    def __init__(self, panel: Panel, connect: Callable[[], Link]) -> None:
        super().__init__(Capabilities(panel, True, False, Proof.STORED, False))
        self._connect = connect

    @classmethod
    def from_settings(cls, panel: Panel, link: str, options: Mapping[str, Option]) -> Self:
        read_address(link)
        if options:
            raise ValueError(f"unknown options {sorted(options)}; accepted: none")
        return cls(panel, partial(open_link, link))

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        self._tell(frame)
        return Receipt(frame.digest, Proof.STORED, "the board gave the digest back")

    def _blank(self) -> Receipt:
        self._tell(Frame.dark(self.panel))
        return Receipt("", Proof.STORED, "the board gave the digest of darkness back")

    def _status(self) -> Status:
        try:
            self._ask(b"?")
        except LinkError as error:
            return Status(online=False, detail=str(error))
        return Status(online=True)

    def _close(self) -> None:
        """Each order has a wire of its own."""

    def _tell(self, frame: Frame) -> None:
        if self._ask(b"!" + frame.data) != frame.digest.encode():
            raise ProtocolError("another digest came back")

    def _ask(self, data: bytes) -> bytes:
        link = self._connect()
        try:
            link.send(data)
            answer = b""
            while len(answer) < 64:
                piece = link.receive(64 - len(answer), 1)
                if not piece:
                    raise LinkError("nothing came")
                if not set(piece) <= set(b"0123456789abcdef"):
                    raise ProtocolError("not a digest")
                answer += piece
            return answer
        finally:
            link.close()


class Board:
    """The other end."""

    def __init__(self, panel: Panel) -> None:
        self.lit, self._size = Frame.dark(panel), panel.frame_size

    def feed(self, data: bytes, *, wire: int = 0) -> list[Handled]:
        if data[:1] == b"!":
            self.lit = Frame(self.lit.panel, data[1:])
        return [Handled({"request": data[:1].decode()}, (self.lit.digest.encode(),))]

    def hang_up(self, wire: int = 0) -> None:
        pass

    def advance(self, ms: int) -> None:
        pass
'''

TEST = """\
from drivers.base import Panel
from drivers.testing import SimulatedLink, check_failing_wire, check_sign
from drivers.testing.wires import check_sign_over, check_strange_wires
from village_board.driver import Board, VillageBoard

PANEL = Panel.parse("32x16", "dual")
BOARD = Board(PANEL)


def make(connect):
    return VillageBoard(PANEL, connect)


def connect():
    return SimulatedLink(BOARD)


def test_the_contract():
    check_sign(lambda: make(connect))
    check_failing_wire(make, connect)
    check_strange_wires(make, connect, lit=lambda: BOARD.lit)


def test_the_contract_on_cut_answers():
    check_sign_over(make, connect)
"""

LOOK = """\
import drivers
from drivers.base import Panel

panel = Panel.parse("32x16", "dual")
print(*drivers.names())
sign = drivers.open_sign("village_board", panel, link="tcp://127.0.0.1:9")
print(type(sign).__module__, sign.capabilities.best_proof.name)
print(type(drivers.open_sign("virtual", panel)).__module__)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The distribution written, built and installed into a folder, without network."""
    project, site = tmp_path_factory.mktemp("village-board"), tmp_path_factory.mktemp("site")
    (project / "village_board").mkdir()
    (project / "pyproject.toml").write_text(PROJECT)
    (project / "village_board" / "__init__.py").touch()
    (project / "village_board" / "driver.py").write_text(DRIVER)
    (project / "test_village_board.py").write_text(TEST)
    offline = ["--no-index", "--no-build-isolation", "--no-deps", "--disable-pip-version-check"]
    run("-m", "pip", "install", "--quiet", *offline, "--target", site, project, cwd=project)
    return project, site


def run(*words, cwd, path=""):
    """A fresh interpreter away from the checkout, which is a library to it; what it printed."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-P", *map(str, words)],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{path}:{ROOT}", "HOME": str(cwd)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_driver_from_elsewhere_is_found_and_a_builtin_keeps_its_name(installed, tmp_path):
    """Its entry point names it; the other entry, of a built-in name, replaces nothing."""
    _, site = installed

    names, opened, virtual = run("-c", LOOK, cwd=tmp_path, path=site).splitlines()

    assert {"village_board", "virtual", "onbon_bx"} <= set(names.split())
    assert len(names.split()) == len(set(names.split()))
    assert opened == "village_board.driver STORED"
    assert virtual == "drivers.virtual"


@pytest.mark.slow
def test_a_driver_from_elsewhere_passes_the_published_contract(installed):
    """Its own tests are a few lines around the published checks, and they pass."""
    project, site = installed

    said = run(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_village_board.py", cwd=project, path=site
    )

    assert "2 passed" in said
