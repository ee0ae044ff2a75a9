"""docs/boards.md by hand: the commands of the page, as they stand there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from ledctl.accounts.model import Actor, Role
from ledctl.content.model import Notice
from tests.boards.approving import approve, step_to
from tests.boards.register import a_jpeg
from tests.cli.shell import Shell

PAGE = Path(__file__).parents[2] / "docs" / "boards.md"
LOOKS = {"board show", "posting flags", "duties"}
"""They ask nobody for a name."""


def test_the_commands_of_the_page_run_as_they_stand(
    shell: Shell,
    person: Callable[..., Actor],
    sample: Callable[[str], Notice],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One notice from the register to the last check: whoever copies the page line by line gets through."""
    with shell.station(op=Role.OPERATOR) as station:
        step_to(shell.clock, sample("N06").signature.date)
        approve(station, person, sample("N06"))
    monkeypatch.chdir(tmp_path)
    Path("up.jpg").write_bytes(a_jpeg())
    (block,) = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    for line in block.splitlines():
        words = shlex.split(line, comments=True)[1:]
        who = "" if " ".join(words[:2]) in LOOKS else "op"
        ended, said = shell(*words, who=who)
        assert ended == 0, f"{line}: {said}"
        shell.clock.advance(60)
    assert Path("N06.pdf").read_bytes().startswith(b"%PDF")
    assert "</svg>" in Path("b01.svg").read_text("utf-8")
