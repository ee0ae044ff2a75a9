"""Checking an export on the command line: by the very file that ships in it, run as a stranger runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

KeyOption = Annotated[
    list[str] | None, typer.Option("--key", help="The site's public key, had from elsewhere. / 公钥")
]
CodeOption = Annotated[
    str | None, typer.Option("--code", help="The code of a checkpoint on paper. / 纸上的校验码")
]


def check_export(export: Path, keys: list[str] | None, code: str | None, json: bool) -> None:
    """Check the file and exit as the verifier does; there are not two verifiers of exports."""
    from ledctl.ledger.exporting.file import VERIFIER

    options = [part for key in keys or () for part in ("--key", key)]
    options += ["--code", code] if code else []
    options += ["--json"] if json else []
    command = [sys.executable, "-I", "-X", "utf8", str(VERIFIER), *options, "--", str(export)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")  # noqa: S603 - our own
    typer.echo(done.stdout + done.stderr, nl=False)
    raise typer.Exit(done.returncode)
