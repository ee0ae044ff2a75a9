"""Commands beside the steps: frames, comparison, remarks; stand-ins; people who come and go."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.common import (
    JsonOption,
    SignsOption,
    SiteOption,
    acting,
    say,
    say_json,
    station_at,
)
from ledctl.cli.roles import read_role
from ledctl.errors import BadInput
from ledctl.notices import queries
from ledctl.notices.facts import DecisionFacts
from ledctl.notices.versions import compare_versions
from ledctl.station import Station

PixelsOption = Annotated[
    list[str] | None,
    typer.Option("--pixels", help="SIGN=DIGEST as looked at; one for each sign. / 所看画面的摘要"),
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why. / 理由")]
DayOption = Annotated[dt.datetime, typer.Option(formats=["%Y-%m-%d"], help="A day, included. / 日期（含）")]


def add_to(notice: typer.Typer, person: typer.Typer) -> None:
    for command in (frames, compare, remark):
        notice.command()(command)
    person.command()(disable)
    person.command()(enable)
    person.command()(roles)
    person.command()(stand_ins)
    person.command("stand-in")(stand_in)
    person.command("end-stand-in")(end_stand_in)


def read_pixels(given: list[str] | None) -> dict[str, str] | None:
    """The digests a signer names, by sign; ``None`` when none was named."""
    if not given:
        return None
    parts = [text.partition("=") for text in given]
    if not all(name and digest for name, _, digest in parts):
        raise BadInput.of("pixels_shape", where="--pixels")
    return {name: digest for name, _, digest in parts}


def besides(decision: DecisionFacts) -> str:
    """What a decision says beyond who and why: for whom, by which rule, to whom referred."""
    said = (
        f"代 / for {decision.on_behalf_name}" if decision.on_behalf_name else "",
        f"规则 / rule {decision.rule}" if decision.rule else "",
        f"提请 / referred to {decision.referred_to}" if decision.referred_to else "",
        "未指明所看画面 / pixels not named" if decision.seen_pixels is False else "",
    )
    found = "；".join(one for one in said if one)
    return f"（{found}）" if found else ""


def frames(
    notice_id: str, site: SiteOption = None, signs: SignsOption = None, json: JsonOption = False
) -> None:
    """What approval would bind now on each sign: pages, seconds, the digest to name. / 待批画面"""
    with station_at(site, signs=signs) as station:
        content = queries.one(station.database, notice_id).current.content
        programs = station.desk.programs(content)
    found = [
        {
            "sign": name,
            "program": program.digest,
            "pages": len(program.pages),
            "seconds": sum(page.dwell_ms for page in program.pages) / 1000,
        }
        for name, program in programs.items()
    ]
    if json:
        say_json({"id": notice_id, "signs": found})
        return
    for one in found:
        say(f"{one['sign']}={one['program']}  {one['pages']} 页 / pages, {one['seconds']} s")


def compare(
    notice_id: str,
    older: Annotated[int | None, typer.Option("--from", min=1, help="The older version. / 旧版")] = None,
    newer: Annotated[int | None, typer.Option("--to", min=1, help="The newer version. / 新版")] = None,
    site: SiteOption = None,
    json: JsonOption = False,
) -> None:
    """What one version says otherwise than another; the current one and the one before. / 比较版本"""
    with station_at(site) as station:
        found = compare_versions(station.database, notice_id, older, newer)
    if json:
        say_json(found)
        return
    say(f"v{found['from']} → v{found['to']}" + ("  相同 / the same" if found["same"] else ""))
    for one in found["fields"]:
        say(f"  {one['field']}: {one['before'] or '-'} → {one['after'] or '-'}")
    for line in found["paragraphs"]:
        say(f"  {line['sign'] or ' '} {line['text']}")
    for sign, rows in (("+", found["rows"]["added"]), ("-", found["rows"]["removed"])):
        for row in rows:
            say(f"  {sign} {row}")
    for row in found["rows"]["changed"]:
        cells = "；".join(f"{c['column']} {c['before'] or '-'} → {c['after'] or '-'}" for c in row["cells"])
        say(f"  ~ {row['key']}: {cells}")


@acting
def remark(
    station: Station,
    actor: Actor,
    notice_id: str,
    text: Annotated[str, typer.Option("--text", help="For the office alone. / 内部备注")],
) -> None:
    """An internal remark: never public, no new version. / 内部备注"""
    station.remarks.add(actor, notice_id, text)


@acting
def disable(station: Station, actor: Actor, account: str) -> None:
    """Stop an account; its sign-ins end, its unfinished notices are listed. / 停用账号"""
    station.staff.disable(actor, account)
    left = queries.unfinished(station.database, [account])[account]
    for notice in left:
        say(f"未办结 / unfinished: {notice.id}  {notice.title}")


@acting
def enable(station: Station, actor: Actor, account: str) -> None:
    """Let a stopped account in again. / 启用账号"""
    station.staff.enable(actor, account)


@acting
def roles(
    station: Station,
    actor: Actor,
    account: str,
    role: Annotated[list[str], typer.Option(help="A role; give all it shall have. / 角色")],
) -> None:
    """Give an account these roles instead of those it has. / 改角色"""
    wanted = [read_role(word) for word in role]
    station.staff.change_roles(actor, account, wanted)


@acting
def stand_in(
    station: Station,
    actor: Actor,
    giver: str,
    colleague: str,
    first: DayOption,
    last: DayOption,
    reason: ReasonOption,
) -> None:
    """COLLEAGUE stands in for GIVER from --first to --last. / 委托代办"""
    days = {"first": first.date(), "last": last.date()}
    say(str(station.delegations.give(actor, giver, colleague, **days, reason=reason)))


@acting
def end_stand_in(station: Station, actor: Actor, number: int, reason: ReasonOption) -> None:
    """End a delegation before its last day. / 终止委托"""
    station.delegations.end(actor, number, reason)


def stand_ins(site: SiteOption = None, json: JsonOption = False) -> None:
    """Who stands in for whom. / 委托列表"""
    with station_at(site) as station:
        found, today = station.delegations.all(), station.delegations.today
    if json:
        say_json({"stand_ins": [one.as_dict() | {"runs": one.runs(today)} for one in found]})
        return
    for one in found:
        mark = "生效中 / running" if one.runs(today) else "-"
        say(f"{one.id:>4} {one.giver} ← {one.stand_in}  {one.first} — {one.last}  {mark}  {one.reason}")
