"""Whatever is changed in the database by hand is found and located, or says nothing else than before."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from ledctl.ledger.anchoring.outside import read_outside
from tests.tampering.changes import KEYS
from tests.tampering.judge import Town, look, run, town_of
from tests.tampering.site_of_weeks import OLDER, build

RUNS = int(os.environ.get("TAMPERINGS", "60"))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return town_of(build(tmp_path_factory.mktemp("tampering") / "site"))


@pytest.mark.slow
def test_every_change_is_found_or_without_effect(town: Town, tmp_path: Path) -> None:
    """Single bytes, columns, deleted, exchanged and cut off rows, bytes of the file: all are seen (R12)."""
    done = [run(town, tmp_path, seed) for seed in range(RUNS)]
    assert not [one for one in done if one.fault]
    outcomes = Counter(one.outcome for one in done)
    assert outcomes["found"] > RUNS // 2, outcomes


def test_the_town_has_a_row_of_every_kind(town: Town) -> None:
    """Every table of facts and every derived one can be tampered with; some rows lie behind the anchor."""
    assert not [table for table, rows in town.says.items() if not rows]
    rest = look(town.file, town.outside).not_yet_anchored
    assert rest is not None
    assert (rest.checkpoint, rest.held) == (town.kept.no, True)
    assert min(rest.events, rest.segments, rest.facts) > 0


ENDS = {"event": ("seq", "events"), "segment": ("id", "segments"), "fact": ("seq", "facts")}


@pytest.mark.parametrize("least", [False, True])
@pytest.mark.parametrize("table", [*ENDS, "checkpoint"])
def test_the_newest_end_cut_off_is_found_up_to_the_anchor(
    town: Town, tmp_path: Path, table: str, least: bool
) -> None:
    """A cut at the very end leaves a whole chain; a code kept elsewhere says that more was there."""
    key, name = ENDS.get(table, ("no", ""))
    last = getattr(town.kept.says, name).number if name else town.kept.no
    file = copied(town, tmp_path, f"DELETE FROM {table} WHERE {key} >= {last if least else 1}")  # noqa: S608 - ours
    assert table in {one.table for one in look(file, town.outside).problems}


def test_an_older_copy_put_back_is_found(town: Town) -> None:
    """It is whole in itself, every chain, every signature; only what is kept elsewhere is not in it."""
    older = town.file.with_name(OLDER)
    assert look(older).ok
    (by_code,) = look(older, town.outside).problems
    assert (by_code.table, by_code.key) == ("checkpoint", town.kept.code)
    file = json.dumps(town.kept.as_dict())
    found = {one.table: one.code for one in look(older, read_outside([file])).problems}
    assert found == {"checkpoint": "checkpoint_none_of_code", "event": "chain_cut", "segment": "chain_cut"}


@pytest.mark.parametrize(
    "table", ["rollup", "sent_only", "segment_notice", "event", "segment", "fact", "checkpoint"]
)
@pytest.mark.parametrize("odd", ["00", "eda080ff"])
def test_text_that_is_none_is_found_by_its_row(town: Town, tmp_path: Path, table: str, odd: str) -> None:
    """NULs and bytes that are no UTF-8, in a row that is not the first: its row is named, and no other."""
    column = {"checkpoint": "at", "fact": "tbl", "event": "actor", "segment": "sign"}.get(table, "notice")
    key = KEYS.get(table) or ("segment" if table == "segment_notice" else "sign")
    which = f"(SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET 2)"  # noqa: S608 - names of ours
    with closing(sqlite3.connect(town.file)) as connection:
        (row,) = connection.execute(f"SELECT {which}").fetchone()
    text = f"CAST({column} || x'{odd}' AS TEXT)"
    file = copied(town, tmp_path, f"UPDATE {table} SET {column} = {text} WHERE {key} = {which}")  # noqa: S608
    found = [one.key for one in look(file, town.outside).problems if one.table == table]
    assert found
    assert all(str(row) in one for one in found)


def copied(town: Town, folder: Path, statement: str) -> Path:
    """A copy of the town's database, changed as a hand does that puts the triggers back."""
    file = folder / "copy.db"
    shutil.copy(town.file, file)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
    return file
