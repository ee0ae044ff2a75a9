"""Commands on notices: import, list, show, and the steps of the workflow under a person's own name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledctl.accounts.model import Actor
from ledctl.cli.chain import PixelsOption, besides, read_pixels
from ledctl.cli.common import (
    AsOption,
    JsonOption,
    PasswordStdinOption,
    SignsOption,
    SiteOption,
    TokenOption,
    act_as,
    acting,
    notice_in,
    say,
    say_json,
    station_at,
)
from ledctl.cli.list_files import ListFiles, Wanted, is_list
from ledctl.clock import local_text
from ledctl.notices import queries
from ledctl.notices.names import four_names
from ledctl.notices.states import STATE_LABELS, STEP_LABELS, State, Step
from ledctl.station import Station

app = typer.Typer(help="Notices and their way to the screen. / 公告", no_args_is_help=True)

OpinionOption = Annotated[str, typer.Option("--opinion", help="The opinion or reason. / 意见或理由")]
ResultOption = Annotated[
    str, typer.Option("--result", help="pass, return; in secrecy review also refer. / 结果")
]


@app.command("import")
def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(help="Notice files (JSON), or lists (.xlsx, .csv, .docx). / 公告文件或名单"),
    ],
    like: Annotated[
        str, typer.Option("--like", help="The notice a list is like; dates are set anew. / 参照的公告编号")
    ] = "",
    notice_id: Annotated[str, typer.Option("--id", help="The number of the new notice. / 编号")] = "",
    title: Annotated[str, typer.Option("--title", help="The title for a list. / 标题")] = "",
    category: Annotated[str, typer.Option("--category", help="The category for a list. / 类别")] = "",
    unit: Annotated[str, typer.Option("--unit", help="The issuing unit for a list. / 公布单位")] = "",
    body: Annotated[
        list[str] | None, typer.Option("--body", help="A paragraph for a list, repeatable. / 正文一段")
    ] = None,
    sheet: Annotated[
        int, typer.Option("--sheet", min=0, help="Which sheet, where a file has several. / 第几个表")
    ] = 0,
    as_recognised: Annotated[
        bool, typer.Option("--as-recognised", help="Take what is not certain as it is. / 按识别结果导入")
    ] = False,
    template: Annotated[
        str, typer.Option("--template", help="A village template (board templates). / 村务公开格式")
    ] = "",
    village: Annotated[str, typer.Option("--village", help="The village of a template. / 村名")] = "",
    period: Annotated[
        str, typer.Option("--period", help="2026-11, 2026Q4 or 2026, for a template. / 所属时间")
    ] = "",
    site: SiteOption = None,
    as_account: AsOption = None,
    token: TokenOption = None,
    password_stdin: PasswordStdinOption = False,
    json: JsonOption = False,
) -> None:
    """Make drafts from files; only the public version is stored. / 导入为草稿

    All of them, or none: a wrong file or a taken id changes nothing. A list needs --like,
    or --template and --village, or --title, --category and --body.
    """
    ready = {file: notice_in(file) for file in files if not is_list(file)}
    said = (like, notice_id, title, category, unit, tuple(body or ()))
    wanted = Wanted(*said, sheet, as_recognised, template, village, period)
    with station_at(site) as station:
        actor = act_as(station, as_account, token, password_stdin)
        lists = ListFiles(station, wanted)
        read = [ready.get(file) or lists.read(file) for file in files]
        examined = station.desk.draft_all(actor, read)
    done = list(zip((notice.id for notice, _ in read), examined, strict=True))
    if json:
        say_json(
            {
                "imported": [{"id": id_, "ok": s.ok, "findings": s.as_dict()["findings"]} for id_, s in done],
                "notes": [{"code": one.code, "zh": one.zh, "en": one.en} for one in lists.told],
            }
        )
        return
    for one in lists.told:
        say(f"{one.zh} / {one.en}")
    for id_, screened in done:
        blocks = sum(finding.severity == "block" for finding in screened.findings)
        say(f"{id_}  已存为草稿 / saved as draft" + (f"（{blocks} 处须处理 / to mend）" if blocks else ""))


@app.command("list")
def list_notices(
    site: SiteOption = None,
    state: Annotated[str | None, typer.Option(help="Only notices in this state. / 只看某状态")] = None,
    json: JsonOption = False,
) -> None:
    """All notices and where they stand. / 公告列表"""
    with station_at(site) as station:
        found = queries.listing(station.database, state=state)
    if json:
        say_json({"notices": [item.as_dict() for item in found]})
        return
    for item in found:
        say(f"{item.id:<12} {STATE_LABELS[State(item.state)][0]:<6} {item.title}")


@app.command("show")
def show(notice_id: str, site: SiteOption = None, json: JsonOption = False) -> None:
    """One notice: what it says, who decided what, where it is shown. / 查看公告"""
    with station_at(site) as station:
        found = queries.one(station.database, notice_id)
        zone = station.settings.zoneinfo
    if json:
        say_json(found.as_dict() | {"names": four_names(found).as_dict()})
        return
    say(f"{found.id}  {STATE_LABELS[State(found.state)][0]} / {found.state}")
    say(found.title)
    for decision in found.decisions:
        at = local_text(decision.at, zone)
        step = f"{STEP_LABELS[Step(decision.step)][0]} / {decision.step}"
        say(f"  {at} {step}  {decision.name} ({decision.via}) {decision.opinion}{besides(decision)}")


@app.command()
@acting
def submit(
    station: Station,
    actor: Actor,
    notice_id: str,
    accept_redactions: Annotated[
        bool,
        typer.Option("--accept-redactions", help="The redacted public version was looked at. / 接受遮盖"),
    ] = False,
) -> None:
    """Hand a draft to review. / 提交审核"""
    station.desk.submit(actor, notice_id, accept_redactions=accept_redactions)
    _say_state(queries.one(station.database, notice_id).state)


@app.command()
@acting
def review(
    station: Station,
    actor: Actor,
    notice_id: str,
    result: ResultOption = "pass",
    opinion: OpinionOption = "",
    refer_to: Annotated[str, typer.Option("--to", help="Whom to refer to. / 提请的部门")] = "",
) -> None:
    """Take the review that is due now: content review first, then secrecy review. / 审核、保密审查"""
    state = State(queries.one(station.database, notice_id).state)
    if state is State.IN_SECRECY:
        station.desk.secrecy(actor, notice_id, result, opinion, refer_to=refer_to)
    else:
        station.desk.review(actor, notice_id, result, opinion)
    _say_state(queries.one(station.database, notice_id).state)


@app.command()
def approve(
    notice_id: str,
    opinion: OpinionOption = "",
    pixels: PixelsOption = None,
    site: SiteOption = None,
    signs: SignsOption = None,
    as_account: AsOption = None,
    token: TokenOption = None,
    password_stdin: PasswordStdinOption = False,
    json: JsonOption = False,
) -> None:
    """Sign; the last signature approves: the window opens, the sign shows it at once. / 会签、批准发布

    --pixels names what was looked at (see notice frames); without it the record says that nobody did.
    """
    with station_at(site, signs=signs) as station:
        actor = act_as(station, as_account, token, password_stdin)
        binding = station.desk.approve(actor, notice_id, opinion, pixels=read_pixels(pixels))
        zone = station.settings.zoneinfo
    if json:
        say_json(binding.as_dict())
        return
    if not binding.opens:
        say("已会签，等待其他人签署 / signed; others are still to sign")
    elif binding.window is None:
        say("已批准，不上屏 / approved, for other channels than the signs")
    else:
        start, end = local_text(binding.window.start, zone), local_text(binding.window.end, zone)
        say(f"已批准 / approved: {start} — {end}")
    for name, program in binding.programs.items():
        say(f"  {name}: {len(program.pages)} 页 / pages, {program.digest[:16]}")


@app.command()
@acting
def decline(
    station: Station,
    actor: Actor,
    notice_id: str,
    opinion: OpinionOption,
    result: Annotated[str, typer.Option(help="return or reject. / 结果")] = "return",
) -> None:
    """The approver's no: back to the drafter, or not to be disclosed. / 审批退回、不予公开"""
    station.desk.decline(actor, notice_id, result, opinion)
    _say_state(queries.one(station.database, notice_id).state)


@app.command()
@acting
def withdraw(station: Station, actor: Actor, notice_id: str, opinion: OpinionOption) -> None:
    """Take a notice back; a sign that shows it is cleared at once. / 撤回"""
    station.desk.withdraw(actor, notice_id, opinion)
    _say_state(queries.one(station.database, notice_id).state)


def _say_state(state: str) -> None:
    zh, en = STATE_LABELS[State(state)]
    say(f"{zh} / {en}")
