"""The office comes up without what only some requests need."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("fontTools", "alembic", "hypothesis", "layouts.fitting", "serial", "drivers.links")


def test_starting_the_pages_loads_nothing_heavy() -> None:
    """Font files, migrations and pages bring their modules when they are asked for, not at start-up."""
    code = f"import sys, ledctl.web.app; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
