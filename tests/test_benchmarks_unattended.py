"""The benchmarks of the unattended publisher measure real processes, and their tables say what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fleet import Spent, Turned, measure, tabulate
from benchmarks.unattended import AIMS, measure_changes, measure_restarts


@pytest.mark.slow
def test_a_small_fleet_turns_beside_the_loop_that_only_sends(tmp_path: Path) -> None:
    """Both turn pages on cards of their own in the same window, and both are asked what they spent."""
    found = measure(tmp_path / "fleet", 2, 5.0, page_ms=3000)
    for spent in (found.ours, found.bare):
        assert len(spent.late_ms) >= 2
        assert all(late > 0 for late in spent.late_ms)
        assert spent.cpu_s > 0
        assert spent.rss_kb > 10_000


def test_the_fleet_table_compares_in_the_same_run() -> None:
    """Lateness with its aim first; CPU and memory each beside the loop's."""
    ours, bare = Spent((1.0, 3.0), 0.4, 90_000), Spent((1.0, 1.0), 0.2, 45_000)
    table = tabulate(Turned(2, 10.0, ours, bare))
    late, beside, latest, page, core, memory, each = table.lines
    assert (late.aim, late.figure.p99, beside.figure.p99) == ("p99 100 ms", 3.0, 1.0)
    assert (latest.ratio, page.ratio, page.aim, core.ratio, memory.ratio, each.ratio) == (3, 2, "2x", 2, 2, 2)
    assert page.figure.values == (200.0,)


@pytest.mark.slow
def test_a_change_is_timed_to_its_confirmation(tmp_path: Path) -> None:
    """An approval and a withdrawal each, in another process than the publisher's."""
    took = measure_changes(tmp_path / "changes", 2)
    assert set(took) == set(AIMS)
    assert len(took["approval"]) == len(took["withdrawal"]) == 2
    assert all(ms > 0 for values in took.values() for ms in values)


@pytest.mark.slow
def test_a_restart_is_timed_to_its_first_right_page(tmp_path: Path) -> None:
    """From starting the program, its imports included."""
    (took,) = measure_restarts(tmp_path / "starts", 2, 1)
    assert took > 0.1
