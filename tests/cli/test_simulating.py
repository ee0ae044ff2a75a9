"""``ledctl simulate`` as a process, talked to by clients that know nothing of it."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PING = bytes.fromhex("a5a5a5a5a5a5a5a5feff00800500feff010070560090967c00000000000005001e78bb01a20000005a5a")
"""A ping as the manufacturer's Java client sends it."""
PANEL = ("--panel", "32x16", "--colour", "red")

Process = subprocess.Popen[str]


@pytest.fixture
def card() -> Iterator[Callable[..., tuple[Process, str]]]:
    """Start simulators; each gives its process and where it is."""
    running: list[Process] = []

    def start(*words: str) -> tuple[Process, str]:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "ledctl", "simulate", "onbon_bx", *PANEL, *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        assert process.stderr is not None
        said = re.fullmatch(r"onbon_bx on (\S+)\n", line := process.stderr.readline())
        assert said, line
        return process, said[1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def heard(fd: int) -> bytes:
    """What arrives until the end of one answer."""
    got = b""
    while not got.endswith(b"\x5a"):
        assert select.select([fd], [], [], 5)[0]
        got += os.read(fd, 100)
    return got


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_port_is_served_to_any_client_and_free_after_the_end(
    card: Callable[..., tuple[Process, str]], number: signal.Signals
) -> None:
    """A bare socket with the vendor's bytes is answered; SIGTERM and Ctrl-C end it with 0."""
    process, where = card("--port", "0")
    host, port = where.split(":")
    with socket.create_connection((host, int(port)), 5) as client:
        client.sendall(PING)
        assert b"V1.23456" in heard(client.fileno())
        process.send_signal(number)
        process.communicate(timeout=10)

    assert process.returncode == 0
    socket.create_server((host, int(port))).close()


def test_a_terminal_is_served_under_a_name_that_goes_with_it(
    card: Callable[..., tuple[Process, str]], tmp_path: Path
) -> None:
    """A bare descriptor on the link is answered; at the end the link is gone."""
    name = tmp_path / "gate"
    process, where = card("--pty", "--link", str(name))
    assert where == str(name)
    for _ in range(2):
        line = os.open(name, os.O_RDWR | os.O_NOCTTY)
        os.write(line, PING)
        assert b"V1.23456" in heard(line)
        os.close(line)

    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)

    assert process.returncode == 0
    assert not name.is_symlink()


@pytest.mark.parametrize(
    ("words", "code", "zh", "en"),
    [
        (["--port", "{taken}"], 1, "端口 {taken} 无法使用", "Port {taken} cannot be used"),
        (["--port", "0", "--pty"], 2, "只能选一个", "Choose --port or --pty"),
        (["--link", "x"], 2, "只与 --pty 一起", "--link goes with --pty"),
        (["--pty", "--link", "{file}"], 2, "无法写入 {file}", "Cannot write {file}"),
        (["--pty", "--quirk", "slow"], 2, "无法模拟", "a quirk is one of"),
    ],
)
def test_what_cannot_be_served_is_a_sentence_in_both_languages(
    words: list[str], code: int, zh: str, en: str, tmp_path: Path
) -> None:
    """A taken port, two wires at once, a name that is a file, a quirk there is not."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        names = {"taken": str(taken.getsockname()[1]), "file": str(tmp_path / "file")}
        (tmp_path / "file").touch()
        command = [sys.executable, "-m", "ledctl", "simulate", "onbon_bx", *PANEL]
        done = subprocess.run(  # noqa: S603 - our own program
            [*command, *(word.format(**names) for word in words)],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
    assert done.returncode == code, done.stderr
    assert zh.format(**names) in done.stderr
    assert en.format(**names) in done.stderr
    assert "Traceback" not in done.stderr
