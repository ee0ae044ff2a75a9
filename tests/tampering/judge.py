"""Whether a change was found where it was made, says nothing else than before, or lies behind the anchor."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledctl.audits import verify_record
from ledctl.db import open_database
from ledctl.ledger.anchoring.checkpoints import Checkpoint
from ledctl.ledger.anchoring.facts import FACTS
from ledctl.ledger.anchoring.outside import NOTHING, Outside, read_outside
from ledctl.ledger.checking.verify import Problem, Verdict
from tests.tampering.changes import KEYS, Change, change, stored

IDENTITY = (
    *("seq", "id", "no", "sign", "segment", "notice", "digest", "notice_id", "order_id"),
    *("blackout_id", "glyph_id", "decision_id", "outage_id", "earlier", "posting_id", "check_id"),
)


@dataclass(frozen=True, slots=True)
class Town:
    """An honest database, what it says, and all that somebody keeps elsewhere: the code of a checkpoint.

    ``bound``: the rows of other tables that were linked by then.
    """

    file: Path
    says: dict[str, list[tuple[Any, ...]]]
    kept: Checkpoint
    bound: frozenset[tuple[str, str]]

    @property
    def outside(self) -> Outside:
        return read_outside([self.kept.code])

    def covers(self, table: str, row: dict[str, Any]) -> bool:
        """Whether a row of the honest town came before the checkpoint that is kept elsewhere."""
        says = self.kept.says
        ends = {"event": says.events, "segment": says.segments, "fact": says.facts}
        if table in ends:
            return bool(row[KEYS[table]] <= ends[table].number)
        if table == "checkpoint":
            return bool(row["no"] <= self.kept.no)
        if table in {kept.name for kept in FACTS}:
            return (table, str(row[KEYS[table]])) in self.bound
        return True


@dataclass(frozen=True, slots=True)
class Run:
    """One change and what became of it; ``fault`` says why that is not right."""

    seed: int
    change: Change
    outcome: str
    fault: str = ""


def town_of(built: tuple[Path, Checkpoint]) -> Town:
    """The honest town; it must hold, and some of it must lie behind the checkpoint."""
    file, kept = built
    with closing(sqlite3.connect(file)) as connection:
        links = connection.execute("SELECT tbl, key FROM fact WHERE seq <= ?", (kept.says.facts.number,))
        town = Town(file, stored(file), kept, frozenset((tbl, key) for tbl, key in links))
    verdict = look(file, town.outside)
    assert verdict.ok, verdict.problems
    return town


def look(file: Path, outside: Outside = NOTHING) -> Verdict:
    database = open_database(f"sqlite:///{file}")
    try:
        return verify_record(database, outside)
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
    return _judged(town, file, seed, done)


def _judged(town: Town, file: Path, seed: int, done: Change) -> Run:
    verdict = look(file, town.outside)
    if _says_the_same(town, file):
        return Run(seed, done, "found" if verdict.problems else "no effect")
    if not verdict.problems:
        if _lies_behind(town, done):
            return Run(seed, done, "not yet anchored")
        return Run(seed, done, "missed", "nothing was found")
    if done.table and not any(_names(one, done) for one in verdict.problems):
        return Run(seed, done, "astray", f"not found there: {verdict.problems}")
    return Run(seed, done, "found")


def _says_the_same(town: Town, file: Path) -> bool:
    try:
        return stored(file) == town.says
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # a byte of the schema itself
        return False


def _lies_behind(town: Town, done: Change) -> bool:
    """Whether every row that was changed, taken away or put in came after the checkpoint kept elsewhere."""
    return bool(done.rows) and not any(town.covers(done.table, row) for row in done.rows)


def _names(problem: Problem, done: Change) -> bool:
    """Whether the problem is of the table, and of one of the rows or of the notice it is about."""
    if problem.table != done.table:
        return False
    if done.kind in ("swap", "insert"):  # one of the two or between them; before the one that was put in
        return True
    about = {_printed(value) for row in done.rows for value in _identity(row)}
    return problem.key in about or bool(about & set(problem.key.split()))


def _identity(row: dict[str, Any]) -> list[Any]:
    return [row[name] for name in IDENTITY if row.get(name) is not None]


def _printed(value: Any) -> str:
    text = value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)
    return text.encode("utf-8", "backslashreplace").decode()
