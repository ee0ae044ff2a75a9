"""The way into the command line."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from ledctl import __main__, cli


def test_the_collector_works_while_a_command_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """It rests during the imports only: a service that runs for years needs it."""
    seen: list[bool] = []
    monkeypatch.setattr(cli, "main", lambda: seen.append(gc.isenabled()))
    try:
        __main__.main()
    finally:
        gc.unfreeze()
    assert seen == [True]


def test_a_command_starts_without_what_only_drawing_needs() -> None:
    """A start waits neither for Pillow nor for the rules of screening nor for the API nor for Alembic."""
    heavy = {
        "PIL",
        "ledctl.rendering.raster",
        "ledctl.screening.checks",
        "ledctl.web.api",
        "alembic",
        "fontTools",
    }
    code = f"import sys, ledctl.cli, ledctl.web.server; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout.strip() == "[]"
