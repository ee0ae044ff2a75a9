"""``ledctl checkpoint``: signed, shown, kept outside, held against."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ledctl.accounts.model import Role, Via
from ledctl.cli.commands import app
from ledctl.errors import LedctlError
from ledctl.station import open_station
from tests.ledger.forging import forge

Run = Callable[..., str]


@pytest.fixture
def run(site: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("checkpoint", "now", role=...)``: what it printed, or the code of the refusal."""
    monkeypatch.delenv("LEDCTL_TOKEN", raising=False)
    station = open_station(site)
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        once = station.registry.add(role.value, "某某", [role], by="system")
        station.registry.change_password(role.value, once, "shizhen-9-qing", via=Via.CLI)
    station.close()

    def go(*args: str, role: Role | None = None, exit_code: int = 0) -> str:
        who = ["--as", role.value, "--password-stdin"] if role else []
        done = CliRunner().invoke(
            app,
            [*(() if args[0] == "verify" else ("checkpoint",)), *args, *who, "--site", str(site)],
            input="shizhen-9-qing\n",
        )
        if isinstance(done.exception, LedctlError):
            return done.exception.code
        assert done.exit_code == exit_code, done.output
        return done.stdout

    return go


def test_before_the_first_one_there_is_nothing(run: Run) -> None:
    """A new site says so, and is sound."""
    assert run("list") == ""
    assert json.loads(run("list", "--json")) == {"checkpoints": []}
    assert run("show") == "checkpoint_unknown"
    assert json.loads(run("key", "--json")) == {"public_key": "", "fingerprint": "", "present": False}
    assert "还没有签署" in run("key")
    assert "成立" in run("check")
    assert run("new-key", "--reason", "换机", role=Role.ADMINISTRATOR) == "checkpoint_none_yet"


def test_a_checkpoint_is_signed_shown_and_held_against(run: Run, site: Path, tmp_path: Path) -> None:
    """The code from paper, and the file kept elsewhere, find the record as it was."""
    made = json.loads(run("now", "--json", role=Role.AUDITOR))
    assert made["code"] in run("list")
    assert made["code"] in run("show", "1")
    assert json.loads(run("show", "--json")) == made
    assert json.loads(run("list", "--json")) == {"checkpoints": [made]}
    key = json.loads(run("key", "--json"))
    assert (key["public_key"], key["present"]) == (made["public_key"], True)
    kept = tmp_path / "outside.json"
    kept.write_text(run("show", "--json"))
    typed = made["code"].lower().replace("-", " ").replace("o", "0")
    found = json.loads(run("check", typed, str(kept), "--key", made["public_key"], "--json"))
    assert found["ok"]
    assert found["not_yet_anchored"]["checkpoint"] == 1
    assert "尚未固定" in run("check", str(kept))
    assert run("check", "ABCD") == "checkpoint_code_wrong"


def test_a_record_that_was_changed_does_not_hold(run: Run, site: Path) -> None:
    """Exit 1, and the row by its table and number."""
    run("now", role=Role.AUDITOR)
    station = open_station(site)
    forge(station.database, "UPDATE event SET hash = 'x' WHERE seq = (SELECT max(seq) - 1 FROM event)")
    forge(station.database, "UPDATE checkpoint SET at = 'x'")
    station.close()
    assert "checkpoint 1" in run("check", exit_code=1)
    found = json.loads(run("check", "A" * 24, "--json", exit_code=1))
    assert not found["ok"]
    last = found["problems"][-1]
    assert last["code"] == "checkpoint_none_of_code"
    assert (last["table"], last["key"]) == ("checkpoint", "-".join(["AAAA"] * 6))
    assert last["zh"].startswith("没有外部保存的这个代码")
    assert last["what"].startswith("none has the code held outside")


@pytest.mark.parametrize("text", ["{}", "{", '{"statement": "x", "signature": "", "public_key": ""}', "[1]"])
def test_a_file_that_is_no_checkpoint_is_refused(run: Run, tmp_path: Path, text: str) -> None:
    """What holds nothing is not taken for an anchor that fits."""
    kept = tmp_path / "odd.json"
    kept.write_text(text)
    assert run("check", str(kept)) in ("checkpoint_file_wrong", "checkpoint_code_wrong")
    assert run("check", str(tmp_path / "none.json")) == "file_unreadable"


def test_a_lost_key_is_told_and_replaced_by_an_administrator(run: Run, site: Path) -> None:
    """R33: nobody else does it, not without a reason, and the next checkpoint bears the new one."""
    old = json.loads(run("now", "--json", role=Role.AUDITOR))
    (site / "keys" / "checkpoint.key").unlink()
    assert run("now", role=Role.AUDITOR) == "checkpoint_key_lost"
    assert not json.loads(run("key", "--json"))["present"]
    assert "不在" in run("key")
    assert run("new-key", "--reason", "机器损坏", role=Role.AUDITOR) == "administrators_only"
    assert run("new-key", "--reason", " ", role=Role.ADMINISTRATOR) == "checkpoint_reason_missing"
    assert "指纹" in run("new-key", "--reason", "机器损坏", role=Role.ADMINISTRATOR)
    new = json.loads(run("now", "--json", role=Role.AUDITOR))
    assert new["public_key"] != old["public_key"]
    assert json.loads(run("check", old["code"], new["code"], "--json"))["ok"]


def test_verify_holds_everything_against_what_is_kept_elsewhere(run: Run, site: Path, tmp_path: Path) -> None:
    """The one way: a code typed with mistakes, a file, a key; what they anchor, and what came after."""
    made = json.loads(run("now", "--json", role=Role.AUDITOR))
    kept = tmp_path / "outside.json"
    kept.write_text(run("show", "--json"))
    typed = made["code"].lower().replace("-", "").replace("o", "0").replace("i", "1").replace("b", "8")
    said = run("verify", "--anchor", typed, "--anchor", str(kept), "--key", made["public_key"].upper())
    assert "链条成立" in said
    assert f"固定到第 1 号检查点（{made['code']}）。此后尚未固定：操作" in said
    found = json.loads(run("verify", "--anchor", typed, "--quick", "--json"))
    assert found["not_yet_anchored"].items() >= {"checkpoint": 1, "held": True, "segments": 0}.items()
    assert run("verify", "--anchor", "ABCD") == "checkpoint_code_wrong"
    assert run("verify", "--key", "ABCD") == "public_key_wrong"
    assert "没有外部保存的这个代码" in run("verify", "--anchor", "A" * 24, exit_code=1)
    assert "只有代码或公钥另存在别处才算数" in run("verify")
