"""What ``verify`` holds the record against, and checking an export: by the very file that ships in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from ledctl.cli.common import bytes_of

KeyOption = Annotated[
    list[str] | None, typer.Option("--key", help="The site's public key, had from elsewhere. / 公钥")
]
AnchorOption = Annotated[
    list[str] | None,
    typer.Option(
        "--anchor",
        "--code",
        help="A checkpoint kept elsewhere: its code on paper, or its file. / 校验码或检查点文件",
    ),
]


def read_anchors(given: list[str] | None) -> list[str]:
    """Codes as typed; what names a file, as that file's text."""
    return [_read_anchor(one) for one in given or ()]


def _read_anchor(given: str) -> str:
    names_file = given.endswith(".json") or os.sep in given
    return bytes_of(Path(given)).decode("utf-8", "replace") if names_file else given


def check_export(export: Path, keys: list[str] | None, anchors: list[str] | None, json: bool) -> None:
    """Check the file and exit as the verifier does; there are not two verifiers of exports."""
    from ledctl.ledger.anchoring.outside import read_outside
    from ledctl.ledger.exporting.file import VERIFIER

    outside = read_outside(read_anchors(anchors), keys or ())
    options = [part for key in sorted(outside.keys) for part in ("--key", key)]
    options += [part for code in outside.codes for part in ("--code", code)]
    options += ["--json"] if json else []
    command = [sys.executable, "-I", "-X", "utf8", str(VERIFIER), *options, "--", str(export)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")  # noqa: S603 - our own
    typer.echo(done.stdout + done.stderr, nl=False)
    raise typer.Exit(done.returncode)
