"""``ledctl notify``: a test message under an administrator's name, and the outbox."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from ledctl.accounts.model import Role, Via
from ledctl.cli.commands import app
from ledctl.errors import NotAllowed, Refused
from ledctl.station import Station
from tests.notify.servers import robot_running

PASSWORD = "shizhen-9-qing"


def hire(station: Station, account: str, role: Role) -> None:
    once = station.registry.add(account, "某某", [role], by="system")
    station.registry.change_password(account, once, PASSWORD, via=Via.CLI)


def run(site: Path, *args: str) -> tuple[int, str, BaseException | None]:
    done = CliRunner().invoke(app, ["notify", *args, "--site", str(site)], input=f"{PASSWORD}\n")
    return done.exit_code, done.stdout, done.exception


def test_a_test_message_goes_out_on_what_is_set_up(site: Path, station: Station) -> None:
    """0 when it was taken, 1 when not, and why; only an administrator sends one."""
    hire(station, "boss", Role.ADMINISTRATOR)
    hire(station, "zhang", Role.DRAFTER)
    who = ("--as", "boss", "--password-stdin")
    assert isinstance(run(site, "test", *who)[2], Refused)
    assert isinstance(run(site, "test", "--as", "zhang", "--password-stdin")[2], NotAllowed)
    with robot_running() as robot:
        (site / "site.toml").write_text(
            f'mode = "live"\n[notify]\nwecom_url = "http://127.0.0.1:{robot.port}/send?key=x"\n'
        )
        assert run(site, "test", *who)[:2] == (0, "wecom: 已发出 / sent\n")
        assert "测试消息" in json.loads(robot.got[0][1])["text"]["content"]
        robot.answer = b'{"errcode": 93000}'
        code, said, _ = run(site, "test", *who)
    assert (code, said) == (1, "wecom: errcode 93000\n")
    assert run(site, "list")[:2] == (0, "")
    assert json.loads(run(site, "list", "--json", "--fate", "dead")[1]) == {"messages": []}
