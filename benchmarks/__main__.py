"""``python -m benchmarks [NAME ...] [--quick] [--json FILE] [--dir DIR]``: measure and print."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    approval,
    fleet,
    intake,
    privacy,
    record,
    rendering,
    setting,
    sheets,
    startup,
    unattended,
    wire,
)
from benchmarks.figures import Table
from benchmarks.processes import ROOT

BENCHMARKS: dict[str, Callable[..., list[Table]]] = {
    "approval": approval.benchmark,
    "startup": startup.benchmark,
    "rendering": rendering.benchmark,
    "setting": setting.benchmark,
    "wire": wire.benchmark,
    "intake": intake.benchmark,
    "privacy": privacy.benchmark,
    "unattended": unattended.benchmark,
    "fleet": fleet.benchmark,
    "record": record.benchmark,
    "sheets": sheets.benchmark,
}


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = _parser().parse_args(arguments)
    machine = describe_machine()
    print(machine)
    tables = [table for name in chosen.names or BENCHMARKS for table in _run(name, chosen.dir, chosen.quick)]
    if chosen.json is not None:
        found = {"machine": machine, "tables": [table.as_dict() for table in tables]}
        chosen.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _run(name: str, folder: Path, quick: bool) -> list[Table]:
    """One benchmark in a folder of its own that is gone afterwards; printed as soon as it is known."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"bench-{name}-", dir=folder) as scratch:
        tables = BENCHMARKS[name](Path(scratch) / "run", quick=quick)
    for table in tables:
        print(f"\n{table.text()}", flush=True)
    return tables


def describe_machine() -> str:
    """What a reader needs to compare, and no name of anything."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return (
        f"{datetime.now(UTC):%Y-%m-%d}  {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, load before {load:.1f}"
    )


def _known(name: str) -> str:
    if name not in BENCHMARKS:
        raise argparse.ArgumentTypeError(f"there are {', '.join(BENCHMARKS)}")
    return name


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", type=_known, metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="few rounds: does it run, roughly how much")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every value here")
    parser.add_argument(
        "--dir",
        type=Path,
        default=ROOT / "artifacts",
        help="where to measure: the disk counts (default: artifacts/ of the checkout)",
    )
    return parser


if __name__ == "__main__":
    main()
