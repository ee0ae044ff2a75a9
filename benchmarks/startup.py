"""``ledctl serve`` beside a bare program of the same libraries: time to the first page, and memory.

Both are started anew in every round, one after the other: from the start of the
process to the first 200 of a simple page, then 200 such pages, then what the
process holds. Compiled files and page cache are warm (one round is not counted).
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from benchmarks.figures import Line, Series, Table
from benchmarks.processes import running
from ledctl.accounts.model import Role
from ledctl.sites import init_site
from ledctl.station import open_station

ROUNDS, QUICK = 11, 3
PAGES = 200
LOOK_S = 0.005
PATIENCE_S = 60

NOTES = (
    "ledctl serve: an existing site with a virtual sign and its publisher; the sign-in page.",
    "bare: FastAPI + SQLModel + APScheduler, one table, one page, one job (benchmarks/bare_app.py).",
    "The pages behind the sign-in load when one of them is first asked for, and are not in these figures.",
    f"Memory is read from the kernel after {PAGES} pages; PSS counts shared pages by share.",
)


@dataclass(frozen=True, slots=True)
class Program:
    """Something that serves a page: its arguments for a port, and the page."""

    arguments: Callable[[int], list[str]]
    page: str


@dataclass(frozen=True, slots=True)
class Run:
    """One start: seconds to the first page, of them processor time; kibibytes held after many pages."""

    first_page_s: float
    processor_s: float
    rss_kib: int
    pss_kib: int


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    return [tabulate(measure(folder, QUICK if quick else ROUNDS))]


def measure(folder: Path, rounds: int, pages: int = PAGES) -> list[tuple[Run, Run]]:
    """So many rounds of ours and the bare program, after one that is not counted."""
    folder.mkdir(parents=True)
    ours, bare = serve_program(folder / "site"), bare_program(folder / "bare.db")
    return [(run_once(ours, pages), run_once(bare, pages)) for _ in range(rounds + 1)][1:]


def serve_program(site: Path) -> Program:
    """``ledctl serve`` on a site that exists, with somebody in it."""
    init_site(site)
    (site / "signs.toml").write_text('[signs.gate]\ndriver = "virtual"\npanel = "256x64"\ncolour = "dual"\n')
    with closing(open_station(site)) as station:
        station.registry.add("admin", "管理员", [Role.ADMINISTRATOR], by="system")
    return Program(lambda port: ["-m", "ledctl", "serve", "--site", str(site), "--port", str(port)], "/login")


def bare_program(database: Path) -> Program:
    return Program(lambda port: ["-m", "benchmarks.bare_app", str(database), str(port)], "/")


def run_once(program: Program, pages: int) -> Run:
    port = free_port()
    began = monotonic()
    with running(program.arguments(port), stdout=subprocess.DEVNULL) as process:
        _await_page(process, port, program.page)
        first, worked = monotonic() - began, worked_by(process.pid)
        for _ in range(pages):
            _status(port, program.page)
        return Run(first, worked, *held_by(process.pid))


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def worked_by(pid: int) -> float:
    """Seconds of processor time of a process so far, in the kernel's ticks (usually 10 ms)."""
    _, _, fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")
    user, system = fields.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def held_by(pid: int) -> tuple[int, int]:
    """RSS and PSS of a process in KiB, as Linux counts them."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    rss, pss = (re.search(rf"^{name}:\s+(\d+) kB$", text, re.M) for name in ("Rss", "Pss"))
    if rss is None or pss is None:
        raise RuntimeError("this kernel does not say what a process holds")
    return int(rss[1]), int(pss[1])


def _await_page(process: subprocess.Popen[str], port: int, page: str) -> None:
    deadline = monotonic() + PATIENCE_S
    while _status(port, page) != http.client.OK:
        if process.poll() is not None or monotonic() > deadline:
            raise RuntimeError(f"no page {page} came; exit code: {process.returncode}")
        sleep(LOOK_S)


def _status(port: int, page: str) -> int | None:
    """The page's status, or ``None`` while nobody listens."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as connection:
        try:
            connection.request("GET", page)
        except ConnectionRefusedError:
            return None
        response = connection.getresponse()
        response.read()
        return response.status


def tabulate(runs: Sequence[tuple[Run, Run]]) -> Table:
    def line(name: str, unit: str, take: Callable[[Run], float]) -> Line:
        ours = _series(name, unit, (take(run) for run, _ in runs))
        return Line(ours, _series("bare", unit, (take(run) for _, run in runs)), "1.5x")

    return Table(
        "Start-up and memory",
        (
            line("start to first page", "s", lambda run: run.first_page_s),
            line("of it, processor time", "s", lambda run: run.processor_s),
            line("resident memory", "MB", lambda run: run.rss_kib * 1024 / 1e6),
            line("proportional memory", "MB", lambda run: run.pss_kib * 1024 / 1e6),
        ),
        NOTES,
    )


def _series(name: str, unit: str, values: Iterable[float]) -> Series:
    return Series(name, unit, tuple(values))
