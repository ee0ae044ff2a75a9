"""The office comes up without what only some requests need."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "fontTools",
    "alembic",
    "cryptography",
    "segno",
    "PIL",
    "typst",
    "xlsxwriter",
    "hypothesis",
    "layouts.fitting",
    "serial",
    "drivers.links",
)
BEHIND = (
    "ledctl.boards",
    "ledctl.cli.commands",
    "ledctl.intake",
    "ledctl.notices.afterwards",
    "ledctl.notices.desk",
    "ledctl.notify.teller",
    "ledctl.screening",
    "ledctl.templates",
    "ledctl.web.behind",
)
"""What waits for whoever signs in, or for another command."""


@pytest.mark.parametrize(
    ("started", "waiting"),
    [
        ("ledctl.web.behind", HEAVY),
        ("ledctl.cli, ledctl.web.server", (*HEAVY, *BEHIND)),
    ],
)
def test_a_start_loads_nothing_it_does_not_need(started: str, waiting: tuple[str, ...]) -> None:
    """Pages come without fonts and migrations; ``serve`` comes without the pages behind the sign-in."""
    code = f"import sys, {started}; print([name for name in {waiting} if name in sys.modules])"
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
