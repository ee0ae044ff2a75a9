"""Commands that check the record, and put right what is derived from it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.checking import AnchorOption, KeyOption, check_export, read_anchors
from ledctl.cli.common import (
    AsOption,
    JsonOption,
    PasswordStdinOption,
    SiteOption,
    TokenOption,
    acting,
    say,
    say_json,
    tell_problems,
)
from ledctl.cli.reading import Reader, reading
from ledctl.ledger.checking.verify import Verdict
from ledctl.sentences import sentence
from ledctl.station import Station

QuickOption = Annotated[
    bool, typer.Option("--quick", help="Hashes only, nothing is counted again. / 只校验链条，不重新统计")
]


def verify(
    export: Annotated[
        Path | None, typer.Argument(help="An export to check instead of the site. / 导出文件")
    ] = None,
    site: SiteOption = None,
    quick: QuickOption = False,
    key: KeyOption = None,
    anchor: AnchorOption = None,
    as_account: AsOption = None,
    token: TokenOption = None,
    password_stdin: PasswordStdinOption = False,
    json: JsonOption = False,
) -> None:
    """Recompute the whole record, or an export; exit 1 and name the first bad row. / 校验记录或导出文件"""
    if export is not None:
        check_export(export, key, anchor, json)
    who = {"as_account": as_account, "token": token, "password_stdin": password_stdin}
    _verify_site(site=site, quick=quick, key=key, anchor=anchor, json=json, **who)


@reading
def _verify_site(
    station: Station,
    reader: Reader,
    quick: bool,
    key: list[str] | None,
    anchor: list[str] | None,
    json: bool,
) -> None:
    verdict = station.verify(quick=quick, anchors=read_anchors(anchor), keys=key or ())
    reader.looks("verify")
    if json:
        say_json(verdict.as_dict())
    else:
        _tell(verdict)
    raise typer.Exit(0 if verdict.ok else 1)


@acting
def rebuild(station: Station, actor: Actor, json: JsonOption = False) -> None:
    """Administrators: recompute the sums from the segments, put right what differs. / 更正汇总"""
    done = station.rebuild(actor)
    if json:
        say_json(done.as_dict())
    elif done.changed:
        say(str(sentence("rebuilt_rows", **asdict(done))))
    else:
        say(str(sentence("rebuilt_nothing")))


def _tell(verdict: Verdict) -> None:
    say(
        "记录完整，链条成立 / the record is whole, the chain holds"
        if verdict.ok
        else "记录有误 / the record does not hold"
    )
    said = sentence(
        "verified_deep" if verdict.deep else "verified_quick",
        events=verdict.events,
        segments=verdict.segments,
        displays=verdict.displays,
        seconds=f"{verdict.seconds:.1f}",
    )
    say(str(said))
    if rest := verdict.not_yet_anchored:
        say(str(rest.told))
    tell_problems(verdict.problems)
