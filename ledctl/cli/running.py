"""Commands that run: the demo, the office with its publisher, the publisher alone, setting a site up."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

import typer

from ledctl.accounts.model import Role
from ledctl.cli.common import SignsOption, SiteOption, need_site, say, station_at
from ledctl.cli.hourly import every_hour
from ledctl.logs import configure
from ledctl.publishing.pulse import Pulse
from ledctl.sites import init_site
from ledctl.station import Station, open_station
from ledctl.supervision import Feeder, kept_fed, supervisor

STOPPING_S = 90.0
"""An end in order takes no longer: every sign's thread is waited for."""
PAGES_S = 60.0
"""Pages that answer nobody for so long hang."""

PortOption = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="The pages' port. / 端口")]


LOOKS: dict[str, Any] = {
    "name": "ledctl",
    "help": "Public notices on a township's gate screen: approved, shown, proven, counted."
    " / 政务公开大屏发布",
    "no_args_is_help": True,
    "add_completion": False,
    "pretty_exceptions_enable": False,
}


def add_to(app: typer.Typer) -> None:
    for command in COMMANDS:
        app.command()(command)


def demo(
    for_: Annotated[
        float | None, typer.Option("--for", min=0.1, help="Stop after this many seconds. / 运行秒数")
    ] = None,
    port: PortOption = 8000,
    site: SiteOption = None,
) -> None:
    """A practice office with a virtual sign, people and notices; nothing reaches a real sign. / 演练"""
    from ledctl.demo import run_demo
    from ledctl.web.server import serve_pages

    with run_demo(site, say=say) as station:
        serve_pages(station, host="127.0.0.1", port=8000 if port is None else port, seconds=for_, say=say)


def serve(
    site: SiteOption = None,
    port: PortOption = None,
    host: Annotated[str | None, typer.Option(help="The address to bind. / 监听地址")] = None,
    signs: SignsOption = None,
    publisher: Annotated[bool, typer.Option(help="Also publish, in this process. / 同时运行发布程序")] = True,
) -> None:
    """The web office, and (unless told otherwise) the publisher. A new site is set up first. / 运行"""
    from ledctl.web.server import serve_pages

    with _running(site, signs) as station:
        web, log = station.settings.web, station.settings.log
        configure(log.format, log.level)
        if publisher:
            station.start_publishing()
        station.start_telling()
        station.start_watching()
        pages = Pulse("pages", longest_s=PAGES_S, moment=monotonic())
        with (
            every_hour(station.lapses.lapse_due, station.checkpoint_of_today),
            _supervised(station, pages) as ready,
        ):
            serve_pages(
                station,
                host=host or web.host,
                port=web.port if port is None else port,
                seconds=None,
                say=say,
                ready=ready,
                ticked=lambda: pages.works(monotonic()),
            )


def publish(
    site: SiteOption = None,
    signs: SignsOption = None,
) -> None:
    """Only the publisher: for a site whose pages run as another process. / 仅运行发布程序"""
    with station_at(site, signs=signs) as station:  # a misspelt folder is refused and does not become a site
        configure(station.settings.log.format, station.settings.log.level)
        done = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: done.set())
        station.start_publishing()
        station.start_telling()  # if the office beside us does not
        station.start_watching()
        say(f"发布中 / publishing: {', '.join(station.signs) or '-'}")
        with every_hour(station.lapses.lapse_due, station.checkpoint_of_today), _supervised(station) as ready:
            ready()
            done.wait()


def init(
    site: SiteOption = None,
    admin: Annotated[str, typer.Option(help="The first administrator's account. / 首个管理员账号")] = "admin",
) -> None:
    """Set a site up: its folder, its secret, its database, its first administrator. / 建立站点"""
    folder = need_site(site)
    init_site(folder)
    with station_at(folder) as station:
        _first_administrator(station, admin)
    say(f"站点已就绪 / the site is ready: {folder}")


def upgrade(site: SiteOption = None) -> None:
    """Bring the database to this program's version, after a backup beside it. / 升级数据库"""
    from ledctl.db import HEAD
    from ledctl.sites import upgrade_site

    backup = upgrade_site(need_site(site))
    say(f"数据库版本 / schema {HEAD}" + (f"，备份 / backup: {backup}" if backup else ""))


@contextmanager
def _supervised(station: Station, *pulses: Pulse) -> Iterator[Callable[[], None]]:
    """Tell the supervisor how it goes, until the signs are let go of; gives what to call when all is up."""
    publisher, to = station.publisher, supervisor()

    def hanging() -> list[str]:
        late = [pulse.name for pulse in pulses if pulse.is_overdue(monotonic())]
        return late if publisher is None else [*publisher.hanging(), *late]

    well = "pages" if publisher is None else f"publishing: {', '.join(station.signs)}"
    feeder = Feeder(to, hanging, well=well)
    with kept_fed(feeder, to):
        try:
            yield lambda: to.say_ready(well)
        finally:
            to.say_stopping(STOPPING_S)
            if publisher is not None:
                publisher.stop()


@contextmanager
def _running(site: Path | None, signs: Path | None) -> Iterator[Station]:
    """A station for a long run; a folder that is no site yet becomes one."""
    folder = need_site(site)
    if not (folder / "keys").exists() and not (folder / "ledctl.db").exists():
        init_site(folder)
    station = open_station(folder, signs_file=signs)
    try:
        _first_administrator(station, "admin")
        yield station
    finally:
        station.close()


def _first_administrator(station: Station, account: str) -> None:
    """A site without people gets one administrator, whose one-time password is shown once (R43)."""
    if station.registry.people():
        return
    password = station.registry.add(account, "管理员", [Role.ADMINISTRATOR], by="system")
    say(f"首个管理员 / first administrator: {account}   一次性密码 / one-time password: {password}")


COMMANDS = (demo, serve, publish, init, upgrade)
NAMES = frozenset(command.__name__ for command in COMMANDS)

app = typer.Typer(**LOOKS)
add_to(app)
