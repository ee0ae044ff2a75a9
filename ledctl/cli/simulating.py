"""The command that plays a control card, for trying and testing without hardware."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledctl.cli.common import SiteOption, writing
from ledctl.cli.tools import ColourOption, PanelOption, panel_of
from ledctl.errors import BadInput, Refused

if TYPE_CHECKING:
    from drivers.cards import Card
    from drivers.simulate.board import Port


def simulate(
    driver: Annotated[str, typer.Argument(help="Which card to play, such as onbon_bx. / 驱动")],
    panel: PanelOption,
    colour: ColourOption,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Loopback port; 0 takes a free one; else its usual one. / 端口"),
    ] = None,
    pty: Annotated[
        bool, typer.Option("--pty", help="A pseudo-terminal, a serial line, instead of a port. / 伪终端")
    ] = False,
    link: Annotated[
        Path | None, typer.Option(help="A name for the pseudo-terminal while it is there. / 伪终端的链接")
    ] = None,
    dump: Annotated[
        Path | None, typer.Option(help="Folder for screen.png and requests.jsonl. / 输出文件夹")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="The card's model; the driver's page lists them. / 型号")
    ] = None,
    quirk: Annotated[
        list[str] | None, typer.Option(help="An oddity of real cards; may be repeated. / 怪癖")
    ] = None,
    site: SiteOption = None,
) -> None:
    """Play the card's side of the wire: for trying and testing without hardware. / 模拟控制卡"""
    from drivers.simulate import make_card, serve_card
    from drivers.simulate.record import Record

    if (port is not None and pty) or (link is not None and not pty):
        raise BadInput.of("simulate_where")
    size = panel_of(panel, colour)
    _make_folder(dump)
    try:
        card = make_card(driver, size, model=model, quirks=tuple(quirk or ()))
        ports, where = _open_terminal(driver, link) if pty else _open_ports(driver, card, port)
    except ValueError as error:
        raise BadInput.of("simulate_wrong", where=driver, reason=str(error)) from None
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):  # ports are closed and the link is removed
        signal.signal(number, lambda *_: told.set())
    serve_card(
        card, ports, Record(sys.stdout, dump), told, lambda: typer.echo(f"{driver} on {where}", err=True)
    )


def _make_folder(dump: Path | None) -> None:
    if dump is not None:
        with writing(dump):
            dump.mkdir(parents=True, exist_ok=True)


def _open_ports(driver: str, card: Card, port: int | None) -> tuple[Sequence[Port], str]:
    from drivers.simulate import SIMULATORS, open_ports

    number = SIMULATORS[driver].port if port is None else port
    try:
        ports = open_ports(driver, card, number)
    except OSError as error:
        raise Refused.of("port_unusable", where=str(number), reason=os.strerror(error.errno or 0)) from None
    return ports, f"127.0.0.1:{ports[0].number}"


def _open_terminal(driver: str, link: Path | None) -> tuple[Sequence[Port], str]:
    from drivers.simulate import open_terminal

    try:
        terminal = open_terminal(driver, link)
    except OSError as error:
        where = str(link or "pty")
        raise BadInput.of("file_unwritable", where=where, reason=error.strerror or "") from None
    return (terminal,), str(link or terminal.path)
