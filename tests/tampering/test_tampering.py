"""Whatever is changed in the database by hand is found and located, or says nothing else than before."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.tampering.judge import Town, look, run, town_of
from tests.tampering.site_of_weeks import build

RUNS = int(os.environ.get("TAMPERINGS", "120"))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return town_of(build(tmp_path_factory.mktemp("tampering") / "site"))


def test_every_change_is_found_or_without_effect(town: Town, tmp_path: Path) -> None:
    """Single bytes, columns, deleted, exchanged and cut off rows, bytes of the file: all are seen (R12)."""
    done = [run(town, tmp_path, seed) for seed in range(RUNS)]
    assert not [one for one in done if one.fault]
    outcomes = Counter(one.outcome for one in done)
    assert outcomes["found"] > RUNS // 2, outcomes


def test_the_newest_end_is_missed_only_by_what_is_held_outside(town: Town) -> None:
    """A cut at the very end leaves a whole chain; the hashes held outside say that more was there."""
    assert {head.chain for head in town.heads} == {"event", "segment"}
    assert look(town.file, town.heads).ok
