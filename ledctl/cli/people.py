"""Commands about people: sign in, and (on the machine itself) make accounts."""

from __future__ import annotations

from typing import Annotated

import typer

from ledctl.accounts.model import ROLE_LABELS, Actor, Via
from ledctl.accounts.rights import require_administrator
from ledctl.cli.common import (
    JsonOption,
    PasswordStdinOption,
    SiteOption,
    acting,
    read_password,
    say,
    say_json,
    station_at,
)
from ledctl.cli.roles import read_role
from ledctl.errors import NotAllowed
from ledctl.station import Station

person = typer.Typer(help="Accounts. / 账号", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.command()(login)


def login(
    account: Annotated[str, typer.Option("--as", help="The account. / 账号")],
    site: SiteOption = None,
    password_stdin: PasswordStdinOption = False,
) -> None:
    """Sign in and print a token for LEDCTL_TOKEN; a one-time password is changed first. / 登录

    With --password-stdin the first line is the password, the second (only after a
    one-time password) the new one.
    """
    with station_at(site) as station:
        password = read_password(account, password_stdin)
        token, actor = station.registry.sign_in(account, password, via=Via.CLI)
        if actor.must_change_password:
            new = read_password(account, password_stdin, prompt="新密码 / new password")
            if not new:
                raise NotAllowed.of("password_must_change")
            station.registry.change_password(account, password, new, via=Via.CLI, keep=token)
    say(token)


@person.command("add")
@acting
def add(
    station: Station,
    actor: Actor,
    account: str,
    name: Annotated[str, typer.Option(help="The person's name as the record shows it. / 姓名")],
    role: Annotated[list[str], typer.Option(help="A role; give several to combine. / 角色")],
) -> None:
    """Make an account and print its one-time password. / 新建账号"""
    roles = [read_role(word) for word in role]
    require_administrator(actor)
    say(station.registry.add(account, name, roles, by=actor.account))


@person.command("reset")
@acting
def reset(station: Station, actor: Actor, account: str) -> None:
    """Give an account a new one-time password; its sign-ins end. / 重置密码"""
    require_administrator(actor)
    say(station.registry.reset(account, by=actor.account))


@person.command("list")
def list_people(site: SiteOption = None, json: JsonOption = False) -> None:
    """All accounts. / 账号列表"""
    with station_at(site) as station:
        people = station.registry.people()
    if json:
        say_json(
            {
                "people": [
                    {"account": p.account, "name": p.name, "roles": p.roles.split(), "active": p.active}
                    for p in people
                ]
            }
        )
        return
    for p in people:
        say(f"{p.account:<16} {p.name}  {'、'.join(ROLE_LABELS[r][0] for r in sorted(p.role_set()))}")
