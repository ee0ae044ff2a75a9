"""The bell: rung in the same process or from another, by who knows its password."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledctl.publishing.bell import Bell, ask_remote, ring_remote


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[Bell]:
    hung = Bell(tmp_path, answer=lambda question: {"asked": question})
    hung.hang()
    yield hung
    hung.take_down()


def test_ringing_wakes_every_waiter(bell: Bell) -> None:
    """All workers look, not only one."""
    first, second = bell.waiter(), bell.waiter()
    bell.ring()
    assert first.is_set()
    assert second.is_set()


def test_another_process_rings_through_the_file(bell: Bell, tmp_path: Path) -> None:
    """The address in the run folder is all another process needs."""
    waiter = bell.waiter()
    assert ring_remote(tmp_path)
    assert waiter.wait(2)


def test_a_question_is_answered(bell: Bell, tmp_path: Path) -> None:
    """The web office asks what is live."""
    assert ask_remote(tmp_path, "live gate", timeout_s=2) == {"asked": "live gate"}


def test_a_stranger_is_not_heard(bell: Bell, tmp_path: Path) -> None:
    """Without the password nothing wakes and nothing is told."""
    port = json.loads((tmp_path / "bell").read_text())["port"]
    waiter = bell.waiter()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for word in (b"", b"wrong", b"wrong live gate", b"\xff\xfe"):
            stranger.sendto(word, ("127.0.0.1", port))
    assert ask_remote(tmp_path, "done", timeout_s=2) == {"asked": "done"}, "all before it were read"
    assert not waiter.is_set()


def test_the_address_is_private(bell: Bell, tmp_path: Path) -> None:
    """Only the account that runs the publisher may read the password."""
    assert (tmp_path / "bell").stat().st_mode & 0o077 == 0


def test_no_publisher_no_answer(tmp_path: Path) -> None:
    """With nobody there, ringing and asking say so and do not fail."""
    assert not ring_remote(tmp_path)
    assert ask_remote(tmp_path, "live gate") is None
    (tmp_path / "bell").write_text("rubbish")
    assert not ring_remote(tmp_path)


def test_taken_down_twice_is_harmless(tmp_path: Path) -> None:
    """And leaves no address behind."""
    bell = Bell(tmp_path)
    bell.hang()
    bell.take_down()
    bell.take_down()
    assert not (tmp_path / "bell").exists()
