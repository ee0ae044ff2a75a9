"""What the commands share: where the site is, who is acting, how answers are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from getpass import getpass
from inspect import Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from sqlalchemy.exc import DatabaseError

from ledctl.accounts.model import Actor, Via
from ledctl.content.files import read_notice
from ledctl.content.model import Notice
from ledctl.errors import BadInput, NotSignedIn
from ledctl.fonts.drawn import NO_GLYPHS, SiteGlyphs
from ledctl.station import Station, open_station

if TYPE_CHECKING:
    from ledctl.boards.photos import Photo
    from ledctl.ledger.checking.problems import Problem
    from ledctl.screening.findings import Screened

SiteOption = Annotated[
    Path | None,
    typer.Option(
        "--site", envvar="LEDCTL_SITE", help="The folder that holds all state of a site. / 站点文件夹"
    ),
]
SignsOption = Annotated[
    Path | None, typer.Option("--signs", help="Another signs file, as given to serve. / 显示屏配置文件")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Stable JSON instead of text. / 输出 JSON")]
AsOption = Annotated[
    str | None, typer.Option("--as", help="The account that acts; its password is asked for. / 办理人账号")
]
TokenOption = Annotated[
    str | None,
    typer.Option(
        "--token",
        envvar="LEDCTL_TOKEN",
        help="A token from ledctl login; in LEDCTL_TOKEN no process list shows it. / 登录令牌",
    ),
]
PasswordStdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input. / 从标准输入读密码")
]


def say(text: str = "") -> None:
    """A line for a person."""
    typer.echo(text)


def tell_problems(problems: Iterable[Problem]) -> None:
    """Each row of the record that does not hold, a line each."""
    for one in problems:
        where = f"{one.table} {one.key}".rstrip()
        say(f"  {where}: {one.zh + ' / ' if one.zh else ''}{one.what}")


def say_json(data: object) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def need_site(site: Path | None) -> Path:
    if site is None:
        raise BadInput.of("site_missing")
    return site


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """A block that writes there: when it cannot, a sentence says where and why."""
    try:
        yield
    except OSError as error:
        raise BadInput.of("file_unwritable", where=str(path), reason=error.strerror or "") from None


@contextmanager
def station_at(
    site: Path | None, *, signs: Path | None = None, overrides: Mapping[str, Any] | None = None
) -> Iterator[Station]:
    """The site's station, closed again at the end."""
    station = open_station(need_site(site), signs_file=signs, overrides=overrides)
    try:
        yield station
    finally:
        station.close()


def act_as(station: Station, account: str | None, token: str | None, password_stdin: bool) -> Actor:
    """Who acts: by a token from ``ledctl login``, or by this person's own password now.

    Where the database takes nothing the password is proven all the same: a blackout waits
    for no disk, and whatever else is to be written is refused as it would have been.
    """
    if account is None:
        if not token:
            raise NotSignedIn.of("say_who")
        return station.registry.actor(token, via=Via.CLI)
    password = read_password(account, password_stdin)
    try:
        fresh, actor = station.registry.sign_in(account, password, via=Via.CLI)
        station.registry.sign_out(fresh)
    except DatabaseError:
        return station.registry.prove(account, password, via=Via.CLI)
    return actor


@contextmanager
def somebody_at(
    site: SiteOption = None,
    as_account: AsOption = None,
    token: TokenOption = None,
    password_stdin: PasswordStdinOption = False,
) -> Iterator[tuple[Station, Actor]]:
    """The site's station, and who acts there."""
    with station_at(site) as station:
        yield station, act_as(station, as_account, token, password_stdin)


WHO = signature(somebody_at, eval_str=True).parameters


def acting(command: Callable[..., None]) -> Callable[..., None]:
    """A command of a person at a site: it gets ``station`` and ``actor``, and the options that say which."""
    own = [*signature(command, eval_str=True).parameters.values()][2:]

    @wraps(command)
    def run(**given: Any) -> None:
        with somebody_at(**{name: given.pop(name) for name in WHO}) as (station, actor):
            command(station, actor, **given)

    shown = [*own, *WHO.values()]
    run.__annotations__ = {one.name: one.annotation for one in shown}
    run.__signature__ = Signature(shown)  # type: ignore[attr-defined]
    return run


def read_password(account: str, from_stdin: bool, *, prompt: str = "密码 / password") -> str:
    """The password, from standard input or asked for without echo."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise BadInput.of("password_not_asked", where="password")
    return getpass(f"{account} {prompt}: ")


def notice_in(file: Path) -> tuple[Notice, bytes]:
    """The notice in a file, and the file's bytes."""
    raw = bytes_of(file)
    return read_notice(raw, name=str(file)), raw


def bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise BadInput.of("file_unreadable", where=str(file)) from None


def photo_at(file: Path | None) -> Photo | None:
    """The photo in a file, made ready to be kept; ``None`` where none was named."""
    from ledctl.boards.photos import clean_photo

    return None if file is None else clean_photo(bytes_of(file))


def examined(notice: Notice, site: Path | None) -> Screened:
    """The notice looked through by the site's own rules; without a site by the shipped ones."""
    from ledctl.notices.examination import examine

    if site is None:
        return examine(notice)
    with station_at(site) as station:
        return station.desk.examine(notice)


def own_glyphs(site: Path | None) -> SiteGlyphs:
    """What the site draws with besides the fonts; without a site, nothing."""
    if site is None:
        return NO_GLYPHS
    with station_at(site) as station:
        return station.foundry.drawn()
