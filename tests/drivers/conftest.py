"""Real ends of wires for the driver tests: loopback servers and a pseudo-terminal."""

import contextlib
import os
import select
import shutil
import signal
import socket
import subprocess
import threading
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from drivers.base import Frame
from drivers.cards import Card
from drivers.wire import ReceiveBuffer

Talk = Callable[[socket.socket], None]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many bytes all receive buffers have looked at so far: work, whatever the machine."""
    counts: list[int] = []

    def count(name: str, cost: Callable[..., int]) -> None:
        inherited = getattr(ReceiveBuffer, name)

        def look(buffer: ReceiveBuffer, *given: Any) -> Any:
            found = inherited(buffer, *given)
            counts.append(cost(len(buffer), found, *given))
            return found

        monkeypatch.setattr(ReceiveBuffer, name, look)

    count("starts", lambda size, found, mark: len(mark))
    count("find", lambda size, found, mark, start=0: (size if found < 0 else found) - start)
    count("find_last", lambda size, found, mark, end: end - max(0, found))
    count("search", lambda size, found, pattern: found)
    return lambda: sum(counts)


@pytest.fixture
def tcp_end() -> Iterator[Callable[[Talk], str]]:
    """Serve one loopback connection after another with a function; gives the URL."""
    closers: list[Callable[[], None]] = []

    def serve(talk: Talk) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        clients: list[socket.socket] = []

        def run() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                clients.append(client)
                try:
                    talk(client)
                except OSError:
                    continue

        thread = threading.Thread(target=run)
        thread.start()

        def close() -> None:
            listener.shutdown(socket.SHUT_RDWR)
            for client in clients:
                with contextlib.suppress(OSError):  # it may be gone already
                    client.shutdown(socket.SHUT_RDWR)
            thread.join(5)
            for client in (*clients, listener):  # after the thread: it may have accepted one more
                client.close()

        closers.append(close)
        return f"tcp://127.0.0.1:{listener.getsockname()[1]}"

    yield serve
    for close in closers:
        close()


@pytest.fixture
def pty_end() -> Iterator[tuple[int, str]]:
    """A pseudo-terminal: the descriptor of the sign's end and the URL of the host's."""
    master, slave = os.openpty()
    tty.setraw(slave)
    yield master, f"serial://{os.ttyname(slave)}?baud=57600"
    os.close(master)
    os.close(slave)


@pytest.fixture
def answer_pty(pty_end: tuple[int, str]) -> Iterator[Callable[[Callable[[bytes], bytes]], str]]:
    """Answer what arrives at the pseudo-terminal with a function of bytes; gives the URL."""
    master, url = pty_end
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def serve(answer: Callable[[bytes], bytes]) -> str:
        def run() -> None:
            while not stop.is_set():
                if select.select([master], [], [], 0.02)[0]:
                    os.write(master, answer(os.read(master, 4096)))

        threads.append(threading.Thread(target=run))
        threads[0].start()
        return url

    yield serve
    stop.set()
    for thread in threads:
        thread.join(5)


@pytest.fixture
def start_program(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start a program of Debian's for the length of a test; the programs are in .ci/debian-packages."""
    running: list[subprocess.Popen[bytes]] = []

    def start(name: str, *words: str) -> subprocess.Popen[bytes]:
        program = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")
        if program is None:
            if os.environ.get("CI"):
                pytest.fail(f"{name} is not installed; .ci/debian-packages should have done that")
            pytest.skip(f"no {name} here: apt-get install {name}")
        with (tmp_path / f"{name}.log").open("wb") as log:
            process = subprocess.Popen([program, *words], stdout=log, stderr=log)  # noqa: S603 - our own command
        running.append(process)
        return process

    yield start
    for process in running:
        process.send_signal(signal.SIGCONT)  # it may have been stopped
        process.terminate()
        process.wait(5)


@pytest.fixture
def socat_pair(
    tmp_path: Path, start_program: Callable[..., subprocess.Popen[bytes]]
) -> tuple[subprocess.Popen[bytes], Path, Path]:
    """A serial cable of socat's: the program, and its two ends as device files."""
    one, two = tmp_path / "host", tmp_path / "sign"
    cable = start_program("socat", f"pty,raw,echo=0,link={one}", f"pty,raw,echo=0,link={two}")
    deadline = time.monotonic() + 5
    while not (one.exists() and two.exists()):
        assert time.monotonic() < deadline, "socat made no cable"
        time.sleep(0.005)
    return cable, one, two


@pytest.fixture
def udp_card() -> Iterator[Callable[[Card], str]]:
    """Put a simulated card behind a loopback UDP port; gives the URL."""
    stop = threading.Event()
    served: list[tuple[threading.Thread, socket.socket]] = []

    def serve(card: Card) -> str:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(0.02)

        def run() -> None:
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    card.feed(sock.recv(65536))

        thread = threading.Thread(target=run)
        thread.start()
        served.append((thread, sock))
        return f"udp://127.0.0.1:{sock.getsockname()[1]}"

    yield serve
    stop.set()
    for thread, sock in served:
        thread.join(5)
        sock.close()


@pytest.fixture
def wait_until_lit() -> Callable[[Card, Frame], None]:
    """Datagrams take their time, and nobody says when they are through."""

    def wait(card: Card, frame: Frame) -> None:
        deadline = time.monotonic() + 5
        while card.lit != frame:
            assert time.monotonic() < deadline, "the frame never lit"
            threading.Event().wait(0.005)

    return wait
