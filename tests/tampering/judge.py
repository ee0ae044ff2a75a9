"""Whether a change was found where it was made, or says nothing else than before."""

from __future__ import annotations

import random
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledctl.audits import CHECKS
from ledctl.db import open_database
from ledctl.ledger.checking.verify import Head, Problem, Verdict, verify
from tests.tampering.changes import Change, change, stored


@dataclass(frozen=True, slots=True)
class Town:
    """An honest database, what it says, and the ends of its chains, held outside."""

    file: Path
    says: dict[str, list[tuple[Any, ...]]]
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One change and what became of it; ``fault`` says why that is not right."""

    seed: int
    change: Change
    outcome: str
    fault: str = ""


def town_of(file: Path) -> Town:
    """The honest town; it must hold."""
    verdict = look(file, ())
    assert verdict.ok, verdict.problems
    return Town(file, stored(file), verdict.heads)


def look(file: Path, heads: tuple[Head, ...]) -> Verdict:
    database = open_database(f"sqlite:///{file}")
    try:
        return verify(database, CHECKS, heads=heads)
    finally:
        database.close()


def run(town: Town, folder: Path, seed: int) -> Run:
    """Change a copy of the town by this seed, and judge what ``verify`` says of it."""
    file = folder / "tampered.db"
    for old in folder.glob("tampered.db*"):
        old.unlink()
    shutil.copy(town.file, file)
    done = change(file, random.Random(seed))  # noqa: S311 - to be repeatable
    if done.kind == "refused":
        return Run(seed, done, "refused")
    verdict = look(file, town.heads)
    try:
        same = stored(file) == town.says
    except sqlite3.DatabaseError:
        same = False
    if same:
        return Run(seed, done, "found" if verdict.problems else "no effect")
    if not verdict.problems:
        return Run(seed, done, "missed", "nothing was found")
    if done.table and not any(_names(one, done) for one in verdict.problems):
        return Run(seed, done, "astray", f"not found there: {verdict.problems}")
    return Run(seed, done, "found")


def _names(problem: Problem, done: Change) -> bool:
    """Whether the problem is of the table, and of one of the rows or of the notice it is about."""
    if problem.table != done.table:
        return False
    if done.kind == "swap":  # one of the two, or one between them
        return True
    about = {str(value) for row in done.rows for value in _identity(row)}
    return bool(about & set(problem.key.split()))


def _identity(row: dict[str, Any]) -> list[Any]:
    names = ("seq", "id", "sign", "segment", "notice", "digest", "notice_id", "order_id", "blackout_id")
    more = ("glyph_id", "decision_id")
    return [row[name] for name in (*names, *more) if row.get(name) is not None]
