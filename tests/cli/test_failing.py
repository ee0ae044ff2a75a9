"""Mistyped commands, settings and a machine that says no: a sentence in both languages and its exit code."""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from ledctl.cli import main
from ledctl.cli.failing import machine_fault
from ledctl.sites import init_site
from ledctl.station import open_station

Try = Callable[..., tuple[int, str]]


@pytest.fixture
def attempt(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Try:
    """``attempt("check")`` gives the exit code and what standard error said."""

    def call(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["ledctl", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code
        return (code if isinstance(code, int) else 0), capsys.readouterr().err

    return call


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (["nonsense"], "没有“nonsense”", "No such command 'nonsense'"),
        (["check", "--zz"], "没有“--zz”", "No such option: --zz"),
        (["check"], "缺少“file”", "Missing argument 'file'"),
        (["check", "a", "b"], "请检查“b”", "(b)"),
        (["history", "--limit"], "缺少“--limit”", "requires an argument"),
        (["report", "year", "x"], "“year”的值不对", "Invalid value for 'year'"),
        (
            ["simulate", "onbon_bx", "--panel", "8x8", "--colour", "red", "--port", "99999"],
            "“--port”的值不对",
            "65535",
        ),
    ],
)
def test_a_mistyped_command_is_a_sentence_in_both_languages(
    attempt: Try, words: list[str], zh: str, en: str
) -> None:
    """It names the word and where the help is, and ends with 2."""
    code, said = attempt(*words)
    assert code == 2
    assert zh in said
    assert en in said
    assert said.count("--help") == 2


@pytest.mark.parametrize("words", [[], ["notice"]])
def test_no_words_show_the_help(attempt: Try, words: list[str]) -> None:
    """A group without a command lists its commands, without a sentence about a mistake."""
    assert attempt(*words) == (2, "")


def test_days_the_wrong_way_round_are_refused(attempt: Try, tmp_path: Path) -> None:
    """An empty answer would read as "nothing was shown"."""
    init_site(tmp_path / "s")
    assert attempt("init", "--site", tmp_path / "s")[0] == 0
    code, said = attempt(
        "history", "--site", tmp_path / "s", "--since", "2026-11-22", "--until", "2026-11-21"
    )
    assert code == 2
    assert "--since 晚于 --until" in said
    assert attempt("history", "--site", tmp_path / "s", "--since", "2026-11-22", "--until", "2026-11-22") == (
        0,
        "",
    )


def test_a_dump_folder_that_cannot_be_made_is_named(attempt: Try, tmp_path: Path) -> None:
    """Not the port is blamed, which is free."""
    (tmp_path / "file").touch()
    code, said = attempt(
        "simulate",
        "onbon_bx",
        "--panel",
        "64x32",
        "--colour",
        "red",
        "--port",
        0,
        "--dump",
        tmp_path / "file",
    )
    assert code == 2
    assert f"无法写入 {tmp_path / 'file'}" in said
    assert "端口" not in said


def test_a_full_disk_is_a_sentence_and_code_3(
    attempt: Try, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clerk reads what to look at, not a traceback."""

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "x"))

    monkeypatch.setattr(Path, "write_text", full)
    code, said = attempt("init", "--site", tmp_path / "s")
    assert code == 3
    assert "请检查磁盘" in said
    assert "Traceback" not in said


def test_init_after_a_full_disk_makes_the_secret(attempt: Try, tmp_path: Path) -> None:
    """An empty key file left by an interrupted `init` is no key; a whole one is never replaced."""
    key = tmp_path / "s" / "keys" / "secret.key"
    key.parent.mkdir(parents=True)
    key.touch()
    assert attempt("init", "--site", tmp_path / "s")[0] == 0
    made = key.read_text()
    assert len(made) > 32
    assert key.stat().st_mode & 0o777 == 0o600
    assert {file.name for file in key.parent.iterdir()} == {"secret.key", "checkpoint.key"}
    init_site(tmp_path / "s")
    assert key.read_text() == made


def test_only_the_machines_own_failures_lose_their_traceback() -> None:
    """A mistake of the program stays visible as one."""
    assert machine_fault(FileNotFoundError(errno.ENOENT, "gone")) is None
    refused = machine_fault(PermissionError(errno.EACCES, "no", "/site/ledctl.db"))
    assert refused is not None
    assert "/site/ledctl.db" in str(refused)
    assert machine_fault(OperationalError("q", {}, sqlite3.OperationalError("no such table: x"))) is None
    closed = machine_fault(OperationalError("q", {}, _opened_badly()))
    assert closed is not None
    assert closed.exit_code == 3
    assert machine_fault(OperationalError("q", {}, RuntimeError("server gone"))) is not None


def test_a_wrong_setting_is_found_where_it_was_set(
    attempt: Try, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable's name when the environment is wrong, the file's when the file is."""
    site = tmp_path / "s"
    init_site(site)
    for name, value, said in [
        ("LEDCTL_MODE", "x", "（LEDCTL_MODE），应为：practice, live"),
        ("LEDCTL_WEB__PORT", "x", "（LEDCTL_WEB__PORT）"),
        ("LEDCTL_WEB", '{"nope": 1}', "“web.nope”不存在（LEDCTL_WEB）"),
        ("LEDCTL_WEB", "junk", "“LEDCTL_WEB”的值不对"),
    ]:
        with monkeypatch.context() as there:
            there.setenv(name, value)
            code, answer = attempt("verify", "--site", site)
        assert code == 2
        assert said in answer
    (site / "signs.toml").write_text('[signs.gate]\ndriver = 1\npanel = "8x8"\ncolour = "red"\n')
    assert f"（{site / 'signs.toml'}）" in attempt("verify", "--site", site)[1]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"mode = \n", "第 1 行附近有误"),
        (b"x = [", "文件末尾附近有误"),
        (b"\xff\xfe", "不是 UTF-8"),
    ],
)
def test_a_broken_settings_file_says_where(attempt: Try, tmp_path: Path, raw: bytes, said: str) -> None:
    """In Chinese too, and with code 2."""
    init_site(tmp_path)
    (tmp_path / "site.toml").write_bytes(raw)
    code, answer = attempt("verify", "--site", tmp_path)
    assert code == 2
    assert said in answer


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: b"hello\n" * 999,
        lambda file: file[: len(file) // 2],
        lambda file: file[:50],
        lambda file: bytes(len(file)),
        lambda file: bytes(100) + file[100:],
        lambda file: file[:100] + bytes(3996) + file[4096:],
        lambda file: file.replace(b"CREATE TABLE", b"CREATE \xff\xfe\x00\x01\x02"),
    ],
)
def test_a_damaged_database_is_told_in_a_sentence(
    attempt: Try, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    """No database, cut off, written over: ``verify`` ends with code 3 and what to do, no traceback."""
    init_site(tmp_path)
    open_station(tmp_path).close()
    (tmp_path / "ledctl.db").write_bytes(damage((tmp_path / "ledctl.db").read_bytes()))
    code, answer = attempt("verify", "--site", tmp_path)
    assert code == 3
    assert "数据库文件损坏" in answer
    assert "Traceback" not in answer


def _opened_badly() -> sqlite3.OperationalError:
    with pytest.raises(sqlite3.OperationalError) as told:
        sqlite3.connect("/nowhere/at/all.db")
    return told.value


def test_the_publisher_makes_no_site_of_a_misspelt_folder(attempt: Try, tmp_path: Path) -> None:
    """A publisher without people and notices would run for years and show nothing."""
    code, said = attempt("publish", "--site", tmp_path / "staion")
    assert code != 0
    assert "staion" in said
    assert not (tmp_path / "staion").exists()
    (tmp_path / "empty").mkdir()
    code, _ = attempt("publish", "--site", tmp_path / "empty")
    assert code != 0
    assert list((tmp_path / "empty").iterdir()) == []
