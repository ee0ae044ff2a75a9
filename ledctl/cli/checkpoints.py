"""Commands on checkpoints: signed ends of the record to keep outside, and the key they are signed with."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.checking import KeyOption, read_anchors
from ledctl.cli.common import (
    JsonOption,
    SiteOption,
    acting,
    say,
    say_json,
    station_at,
    tell_problems,
)
from ledctl.cli.reading import Reader, reading
from ledctl.clock import local_text
from ledctl.ledger.anchoring.checkpoints import Checkpoint
from ledctl.ledger.anchoring.keys import fingerprint
from ledctl.station import Station

app = typer.Typer(help="Checkpoints: signed ends of the record. / 检查点", no_args_is_help=True)


@app.command("list")
@reading
def list_checkpoints(
    station: Station,
    reader: Reader,
    limit: Annotated[int, typer.Option(min=1, help="At most this many, the newest. / 条数")] = 20,
    json: JsonOption = False,
) -> None:
    """Checkpoints with their codes, the newest first. / 检查点清单"""
    found = station.checkpoints.newest(limit=limit)
    reader.looks("checkpoints")
    if json:
        say_json({"checkpoints": [one.as_dict() for one in found]})
        return
    for one in found:
        say(_line(one, station))


@app.command()
@reading
def show(
    station: Station,
    reader: Reader,
    number: Annotated[int | None, typer.Argument(help="Its number; else the newest. / 编号")] = None,
    json: JsonOption = False,
) -> None:
    """One checkpoint; with --json as a file to keep outside this machine. / 查看检查点"""
    newest = station.checkpoints.last() if number is None else None
    one = newest or station.checkpoints.one(number or 0)
    reader.looks(f"checkpoint {one.no}")
    if json:
        say_json(one.as_dict())
        return
    says = one.says
    say(_line(one, station))
    say(f"  操作 / events: {says.events.number}  片段 / segments: {says.segments.number}")
    say(f"  其他事实 / other facts: {says.facts.number}")
    say(f"  密钥指纹 / key: {one.fingerprint}")


@app.command()
@acting
def now(station: Station, actor: Actor, json: JsonOption = False) -> None:
    """Sign how far the record goes now; the last one where nothing has happened since. / 立即签署检查点"""
    made = station.checkpoints.sign(actor)
    if json:
        say_json(made.as_dict())
        return
    say(_line(made, station))
    say("请把代码抄在纸上，或用 show --json 存到别处 / keep the code on paper, or the file elsewhere")


@app.command()
def key(site: SiteOption = None, json: JsonOption = False) -> None:
    """The public key checkpoints are checked with, and whether the private one is there. / 公钥"""
    with station_at(site) as station:
        found = station.checkpoints.key()
    if json:
        said = {"public_key": "", "fingerprint": "", "present": False}
        if found is not None:
            said = {
                "public_key": found.public_key,
                "fingerprint": found.fingerprint,
                "present": found.present,
            }
        say_json(said)
    elif found is None:
        say("还没有签署过检查点 / no checkpoint has been signed yet")
    else:
        say(f"公钥 / public key: {found.public_key}")
        say(f"指纹 / fingerprint: {found.fingerprint}")
        if not found.present:
            say("密钥文件不在，或不是这一把 / the key file is gone, or is another key's")


@app.command("new-key")
@acting
def new_key(
    station: Station,
    actor: Actor,
    reason: Annotated[str, typer.Option("--reason", help="Why; goes on record. / 原因")],
) -> None:
    """Sign with a new key from now on, because the old one is lost or known. / 更换密钥"""
    made = station.checkpoints.change_key(actor, reason)
    say(f"新公钥 / new public key: {made}")
    say(f"指纹 / fingerprint: {fingerprint(made)}")


@app.command()
@reading
def check(
    station: Station,
    reader: Reader,
    anchors: Annotated[
        list[str] | None, typer.Argument(help="Codes from paper, or files of show --json. / 代码或文件")
    ] = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Hold checkpoints and facts alone against what is kept outside; verify does all. / 快速核对检查点"""
    found = station.checkpoints.check(read_anchors(anchors), key or ())
    reader.looks("checkpoints")
    if json:
        wrong = [asdict(one) for one in found.problems]
        say_json({"ok": found.ok, "problems": wrong, "not_yet_anchored": found.unanchored.as_dict()})
        raise typer.Exit(0 if found.ok else 1)
    say("检查点成立 / the checkpoints hold" if found.ok else "检查点不成立 / the checkpoints do not hold")
    tell_problems(found.problems)
    say(str(found.unanchored.told))
    raise typer.Exit(0 if found.ok else 1)


def _line(one: Checkpoint, station: Station) -> str:
    mark = "（演练 / practice）" if one.says.practice else ""
    return f"{one.no:>5}  {local_text(one.at, station.settings.zoneinfo)}  {one.code}  {one.says.why}{mark}"
