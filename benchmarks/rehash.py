"""Checking the record again: its hashes beside ``sha256sum``, its displays beside a chain of rows."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from sqlalchemy import select

from benchmarks.figures import Line, Series
from benchmarks.plain import verify_chained
from ledctl.db import Database
from ledctl.ledger.chain import canonical
from ledctl.ledger.checking.verify import verify
from ledctl.ledger.model import EVENT, SEGMENT

HASHED = "0" * 71
"""As long as the hash that stands for a body in the text of its link."""


def verify_lines(database: Database, chain: Path, rounds: int) -> Iterator[Line]:
    """Hashes of the same bytes, and displays counted again beside rows checked one by one."""
    hashed = chain.with_name("hashed")
    size = write_hashed(database, hashed)
    sha256sum(hashed)  # from the file cache
    quick = [(verify(database, quick=True).seconds, sha256sum(hashed)) for _ in range(rounds)]
    figure = Series(f"hashes of {size / 1e6:.0f} MB", "s", tuple(one for one, _ in quick))
    yield Line(figure, Series("sha256sum", "s", tuple(two for _, two in quick)), "3x")
    deep = [(_display_us(database), _row_us(chain)) for _ in range(max(1, rounds // 2))]
    figure = Series("whole verification", "us/display", tuple(one for one, _ in deep))
    yield Line(figure, Series("chain of rows", "us/row", tuple(two for _, two in deep)), "0.25x")


def write_hashed(database: Database, file: Path) -> int:
    """The bytes both chains are hashed over, bodies and the texts of links, one after the other; how many."""
    with file.open("wb") as target, database.engine.connect() as connection:
        for table, key in ((EVENT, EVENT.c.seq), (SEGMENT, SEGMENT.c.id)):
            rows = connection.execution_options(yield_per=1000).execute(select(table).order_by(key))
            for row in rows:
                fields = dict(row._mapping)
                prev, body = fields.pop("prev"), fields.pop("body", b"")
                told = {**fields, "hash": HASHED} if body else fields
                target.write(body + f"ledctl-link-1\n{prev}\n{canonical(told)}".encode())
    return file.stat().st_size


def sha256sum(file: Path) -> float:
    """Seconds the program of that name takes."""
    began = perf_counter()
    subprocess.run(["sha256sum", str(file)], check=True, capture_output=True)  # noqa: S603, S607 - coreutils
    return perf_counter() - began


def _display_us(database: Database) -> float:
    verdict = verify(database)
    if not verdict.ok:
        raise ValueError(f"the record does not hold: {verdict.problems[0]}")
    return verdict.seconds / verdict.displays * 1e6


def _row_us(chain: Path) -> float:
    began = perf_counter()
    rows = verify_chained(chain)
    return (perf_counter() - began) / rows * 1e6
