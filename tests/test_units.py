"""The systemd units that are shipped: keys there are, commands there are, paths that fit each other."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from ledctl.cli.running import STOPPING_S, app
from ledctl.publishing.publisher import STOP_S

FOLDER = Path(__file__).parent.parent / "config/examples"
UNITS = sorted(FOLDER.glob("*.service"))
WITH_SIGNS = {"ledctl.service", "ledctl-publish.service"}
Unit = dict[str, list[str]]


def read(file: Path) -> Unit:
    """Every key with its values; a key may come several times."""
    found: Unit = {}
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


@pytest.fixture(params=UNITS, ids=lambda file: file.name)
def file(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_there_is_a_unit_for_one_box_and_two_for_two_processes() -> None:
    """The pages may die without the signs noticing: their units are two (R17)."""
    commands = {file.name: read(file)["ExecStart"][0].partition(" ")[2] for file in UNITS}
    assert commands == {
        "ledctl.service": "serve",
        "ledctl-publish.service": "publish",
        "ledctl-serve.service": "serve --no-publisher",
    }


def test_what_a_unit_starts_is_a_command_line_of_ours(file: Path) -> None:
    """A unit with a misspelt command would restart for ever and show nothing."""
    (line,) = read(file)["ExecStart"]
    program, name, *options = shlex.split(line)
    assert program.endswith("/ledctl")
    group = get_command(app)
    command = group.get_command(None, name)  # type: ignore[attr-defined, arg-type] # a group of typer's
    assert command is not None
    command.make_context(name, [*options, "--site", "/var/lib/ledctl"])


def test_a_unit_comes_back_for_ever_and_is_watched(file: Path) -> None:
    """R17: whatever ends it, it starts again; a part that hangs is noticed within a minute."""
    unit = read(file)
    assert (unit["Type"], unit["Restart"], unit["StartLimitIntervalSec"]) == (["notify"], ["always"], ["0"])
    assert int(unit["RestartSec"][0]) + int(unit["WatchdogSec"][0]) < 60
    assert int(unit["TimeoutStopSec"][0]) >= STOPPING_S > STOP_S


def test_a_unit_may_write_only_where_the_site_is(file: Path) -> None:
    """The site's folder is the state directory; all else is read only, and no new rights are had."""
    unit = read(file)
    site = dict(value.split("=", 1) for value in unit["Environment"])["LEDCTL_SITE"]
    assert site == f"/var/lib/{unit['StateDirectory'][0]}"
    assert unit["ProtectSystem"] == ["strict"]
    for key in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "RestrictRealtime"):
        assert unit[key] == ["yes"], key
    assert unit["CapabilityBoundingSet"] == [""]
    assert set(unit["RestrictAddressFamilies"][0].split()) == {"AF_UNIX", "AF_INET", "AF_INET6"}
    assert unit["SystemCallFilter"][0] == "@system-service"


def test_only_who_drives_signs_reaches_a_serial_port(file: Path) -> None:
    """The pages alone touch no device."""
    unit = read(file)
    assert (file.name in WITH_SIGNS) == ("DeviceAllow" in unit) == ("PrivateDevices" not in unit)


def test_the_two_never_run_beside_the_one() -> None:
    """Two publishers of a site are refused by a lock; the units do not even try."""
    for name in ("ledctl-publish.service", "ledctl-serve.service"):
        assert read(FOLDER / name)["Conflicts"] == ["ledctl.service"]


def test_systemd_knows_every_key(file: Path, tmp_path: Path) -> None:
    """Where systemd is installed it reads them without a word; elsewhere we know the keys at least."""
    assert set(read(file)) <= set(KEYS.split())
    analyser = shutil.which("systemd-analyze")
    if analyser is not None:
        there = tmp_path / file.name
        there.write_text(file.read_text("utf-8").replace("/opt/ledctl/bin/ledctl", "/bin/true"), "utf-8")
        said = subprocess.run([analyser, "verify", str(there)], capture_output=True, text=True, check=False)  # noqa: S603 - found above
        ours = [line for line in said.stderr.splitlines() if file.name in line]
        assert ours == []


KEYS = """
Description After Conflicts StartLimitIntervalSec Type NotifyAccess User Group UMask Environment ExecStart
Restart RestartSec WatchdogSec TimeoutStartSec TimeoutStopSec MemoryMax OOMScoreAdjust StateDirectory
StateDirectoryMode ProtectSystem ProtectHome PrivateTmp NoNewPrivileges CapabilityBoundingSet
RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID LockPersonality
MemoryDenyWriteExecute ProtectClock ProtectControlGroups ProtectHostname ProtectKernelLogs
ProtectKernelModules ProtectKernelTunables ProtectProc SystemCallArchitectures SystemCallFilter
SystemCallErrorNumber DevicePolicy DeviceAllow SupplementaryGroups PrivateDevices WantedBy
"""
