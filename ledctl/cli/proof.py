"""The command that takes the evidence of one notice away, as one zip file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import JsonOption, acting, say, say_json, writing
from ledctl.errors import BadInput
from ledctl.station import Station

if TYPE_CHECKING:
    from ledctl.proof.proving import Made


@acting
def proof(
    station: Station,
    actor: Actor,
    notice_id: str,
    out: Annotated[Path, typer.Option("-o", "--out", help="The zip file to write. / 输出文件")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there. / 覆盖")] = False,
    json: JsonOption = False,
) -> None:
    """The evidence of one notice in one zip file: certificate, approval, frames, displays. / 证明材料"""
    if out.exists() and not force:
        raise BadInput.of("proof_file_exists", where=str(out))
    made = _write(station, actor, notice_id, out)
    if json:
        say_json(made.as_dict())
        return
    mark = "（演练，不作证据 / practice, no evidence）" if made.practice else ""
    say(f"{out}{mark}  {made.size} 字节 / bytes\nSHA-256 {made.digest}")


def _write(station: Station, actor: Actor, notice_id: str, out: Path) -> Made:
    """Whole or not at all: beside its place first, and there only once it is on record."""
    fresh = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        with writing(out):
            file = fresh.open("x+b")
        with file:
            made = station.proofs.make(actor, notice_id, file)
            os.fsync(file.fileno())
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)
    return made
