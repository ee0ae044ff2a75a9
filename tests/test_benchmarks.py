"""The benchmarks measure what they say, on the real program. No figure is judged here: readers do that."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from benchmarks.__main__ import describe_machine, main
from benchmarks.approval import Publishing, Round, measure, publishing_beside, publishing_here, tabulate
from benchmarks.corpus import make_corpus
from benchmarks.figures import HEAD, Line, Series, Table
from benchmarks.floor import PRAGMAS, Floor, open_scratch
from benchmarks.intake import bare_text, separated
from benchmarks.intake import measure as measure_intake
from benchmarks.intake import require_same as require_same_cells
from benchmarks.lines import paced_line
from benchmarks.privacy import beside, rates
from benchmarks.privacy import long_list as long_rows
from benchmarks.processes import running
from benchmarks.rendering import BLOCK, INKS, Pair, compare, gb2312, pillow_draw, random_pages, require_same
from benchmarks.setting import long_list, recorded
from benchmarks.setting import measure as measure_setting
from benchmarks.sheets import fresh, measure_long
from benchmarks.sheets import measure as measure_sheets
from benchmarks.startup import Run, bare_program, held_by, run_once, serve_program
from benchmarks.startup import tabulate as tabulate_startup
from benchmarks.watching import STAGES, Seen, commits_noted
from benchmarks.wire import pages_of
from drivers.base import Colour, Frame, Panel
from drivers.onbon_bx.bitmaps import FIFTH, pack
from drivers.onbon_bx.codec import wire_of_frame
from drivers.onbon_bx.driver import OnbonBx
from drivers.onbon_bx.models import MODELS
from drivers.simulate import make_card
from drivers.testing import sample_frame
from layouts.base import Text
from ledctl.ledger.log import append
from ledctl.notices.appearance import Look
from ledctl.notices.appearance import draw as draw_notice
from ledctl.rendering.faces import installed_faces
from ledctl.station import Station

positive = st.floats(min_value=0.001, max_value=1e6)


@given(st.lists(positive, min_size=1, max_size=200))
def test_the_median_and_p99_are_within_what_was_measured(values: list[float]) -> None:
    """A summary invents nothing: both figures lie between the least and the greatest, in this order."""
    series = Series("x", "ms", tuple(values))
    assert min(values) <= series.median <= max(values)
    assert series.median <= series.p99 <= max(values)
    assert series.p99 in values


@given(st.lists(positive, min_size=1, max_size=30), st.floats(min_value=0.1, max_value=100))
def test_a_ratio_is_of_rounds(values: list[float], factor: float) -> None:
    """When every round takes ``factor`` times its floor, that is the ratio, however the rounds differ."""
    floor = Series("floor", "ms", tuple(values))
    figure = Series("figure", "ms", tuple(value * factor for value in values))
    assert Line(figure, floor).ratio == pytest.approx(factor)


def test_a_ratio_needs_the_same_rounds_on_both_sides() -> None:
    """A floor of other rounds is no floor."""
    line = Line(Series("a", "ms", (1.0, 2.0)), Series("b", "ms", (1.0,)))
    with pytest.raises(ValueError, match="shorter"):
        line.ratio  # noqa: B018 - reading it is the test


def test_nothing_measured_is_no_series() -> None:
    """An empty series has no median, so there is none."""
    with pytest.raises(ValueError, match="nothing"):
        Series("x", "ms", ())


def test_a_table_shows_every_figure_its_floor_ratio_and_aim() -> None:
    """What is claimed stands in the text and in the JSON, and both come from the same values."""
    line = Line(Series("whole", "ms", (3.0, 5.0)), Series("floor", "ms", (1.0, 1.0)), "5x")
    table = Table("A title", (line, Line(Series("part", "ms", (1234.5,)))), ("A note.",))
    printed = table.text().splitlines()
    assert printed[0] == "A title"
    assert printed[2].split() == list(HEAD)
    assert printed[3].split() == ["whole", "ms", "2", "4", "5", "floor", "1", "1", "4.00x", "5x"]
    assert printed[4].split() == ["part", "ms", "1", "1234", "1234"]
    assert printed[-1] == "  A note."
    (whole, part) = json.loads(json.dumps(table.as_dict()))["lines"]
    assert (whole["ratio"], whole["aim"], whole["figure"]["values"]) == (4.0, "5x", [3.0, 5.0])
    assert (part["ratio"], part["beside"]) == (None, None)


def test_the_floor_keeps_the_promises_of_the_program(tmp_path: Path, station: Station) -> None:
    """A floor that may lose rows in a power cut would be too low: its pragmas are the program's."""
    with closing(open_scratch(tmp_path / "floor.db")) as scratch, station.database.read() as session:
        for name, value in PRAGMAS.items():
            ours = session.connection().execute(text(f"PRAGMA {name}")).scalar_one()
            assert scratch.execute(f"PRAGMA {name}").fetchone() == (value,) == (ours,)


def test_the_clock_starts_when_the_approval_is_durable(station: Station) -> None:
    """The commit is noted after it happened (another connection sees the row), and a reading is no commit."""
    with commits_noted() as instants:
        with station.database.write() as session:
            append(session, kind="publisher_started", at=station.clock.now(), actor="system", cause="start")
            assert not instants
        assert len(instants) == 1
        with closing(sqlite3.connect(station.site / "ledctl.db")) as other:
            assert other.execute("SELECT count(*) FROM event").fetchone() == (1,)
        with station.database.read() as session:
            session.connection().execute(text("SELECT 1"))
    assert len(instants) == 1


def test_a_sighting_survives_the_pipe() -> None:
    """What the publisher beside us saw arrives as it was."""
    seen = Seen("B0001", dict.fromkeys(STAGES, 12345678901234))
    assert Seen.from_line(seen.to_line()) == seen


@pytest.mark.slow
@pytest.mark.parametrize("publishing", [publishing_here, publishing_beside])
def test_every_round_passes_every_stage_to_the_card(tmp_path: Path, publishing: Publishing) -> None:
    """A round is the stages of one real put-up, in their order, beside a floor that was measured, too."""
    rounds = measure(tmp_path / "run", publishing, 2)
    assert len(rounds) == 2
    for found in rounds:
        assert len(found.stages) == len(STAGES)
        assert all(stage > 0 for stage in found.stages[1:])
        assert found.whole == sum(found.stages) > 0
        assert found.floor.whole > found.floor.single > found.floor.round_trip > 0


def test_the_approval_table_has_the_whole_first_and_then_its_stages() -> None:
    """The stages add up to the whole, and the whole stands beside both floors."""
    table = tabulate("x", [Round((1_000_000,) * 5, Floor((500_000, 250_000), 250_000))], aim="5x")
    whole, strict, *stages = table.lines
    assert (whole.ratio, whole.aim, strict.ratio) == (5.0, "5x", 10.0)
    assert [line.figure.name.strip(" .") for line in stages] == list(STAGES)
    assert sum(line.figure.median for line in stages) == whole.figure.median


@pytest.mark.slow
@pytest.mark.parametrize("program", [serve_program, bare_program])
def test_both_programs_serve_their_page_from_a_cold_start(tmp_path: Path, program: Callable) -> None:
    """A start is measured to a page with status 200, and memory is that of the process that gave it."""
    run = run_once(program(tmp_path / "it"), 2)
    assert run.first_page_s > 0
    assert run.processor_s > 0
    assert run.rss_kib >= run.pss_kib > 10_000


def test_a_program_that_does_not_come_up_is_an_error(tmp_path: Path) -> None:
    """A page that never comes is said, not waited for."""
    broken = bare_program(tmp_path / "no such folder" / "bare.db")
    with pytest.raises(RuntimeError, match="exit code"):
        run_once(broken, 1)


def test_memory_is_that_of_the_process_asked_about() -> None:
    """Our own process holds more than an interpreter that only waits."""
    with running(["-c", "import time; time.sleep(60)"]) as waiting:
        assert held_by(waiting.pid) < held_by(os.getpid())


def test_the_startup_table_compares_time_and_memory() -> None:
    """Four lines, each beside the bare program of the same round."""
    table = tabulate_startup([(Run(0.9, 0.8, 3000, 2000), Run(0.6, 0.5, 1500, 1000))])
    assert [round(line.ratio or 0, 3) for line in table.lines] == [1.5, 1.6, 2.0, 2.0]


def test_the_machine_line_says_what_a_reader_needs() -> None:
    """Cores, Python and SQLite are named; a figure without them cannot be compared."""
    assert f"{os.cpu_count()} cores" in describe_machine()
    assert f"SQLite {sqlite3.sqlite_version}" in describe_machine()


def test_an_unknown_benchmark_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    """The refusal names those that exist."""
    with pytest.raises(SystemExit):
        main(["nothing"])
    assert "approval, startup, rendering, setting, wire, intake" in capsys.readouterr().err


def test_the_pages_differ_and_stand_at_any_place() -> None:
    """No two pages are alike, lines begin at more places than whole bytes, and every ink is used."""
    panel = Panel(256, 64, Colour.DUAL)
    pages = random_pages(panel, 50)
    runs = [run for page in pages for run in page.placements if isinstance(run, Text)]
    assert len(set(pages)) == 50
    assert {run.x % 8 for run in runs} == set(range(8))
    assert {run.ink for run in runs} == set(INKS[Colour.DUAL])
    assert len(gb2312()) == 6763


def test_nothing_is_timed_that_draws_another_picture() -> None:
    """Should a frame differ from Pillow's in one byte, there is no table but an error."""
    panel = Panel(128, 32, Colour.RED)
    (page,) = random_pages(panel, 1)
    pillow = pillow_draw(panel)
    require_same(Pair(panel, installed_faces(), pillow), [page])
    wrong = Pair(panel, installed_faces(), lambda page: pillow(page)[:-1] + b"\xff")
    with pytest.raises(RuntimeError, match="not the picture"):
        require_same(wrong, [page])


@pytest.mark.parametrize("colour", [Colour.RED, Colour.DUAL])
def test_drawing_is_set_beside_pillow_cold_and_warm(colour: Colour) -> None:
    """Each kind of cache has its line with a ratio, and what is kept is printed between them."""
    start, warm, kept, cold = compare(Panel(128, 32, colour), 2 * BLOCK)
    assert [len(line.figure.values) for line in (start, warm, cold)] == [1, 2, 2]
    assert all(line.ratio is not None and line.ratio > 0 for line in (start, warm, cold))
    assert kept.figure.median > 10


def test_the_way_of_a_list_is_shown_with_its_parts() -> None:
    """The list of forty rows is set whole, and its lines are broken apart from it as often as on the way."""
    lines = list(measure_setting(long_list(), "256x64", 1))
    assert [line.figure.name.strip(" .") for line in lines][1:] == ["whole", "arranged", "lines broken"]
    assert lines[1].aim == "20 ms"
    notice = long_list()
    assert notice.table is not None
    with recorded() as calls:
        draw_notice(notice, Look(Panel(256, 64, Colour.DUAL)))
    assert len(calls) > len(notice.table.rows)
    assert all(call() for call in calls)


def test_a_page_costs_at_most_eighty_bytes_beside_its_bitmap() -> None:
    """Header, area and frame of a page, escapes aside, stay under 80 bytes; and every page is counted."""
    panel = Panel(256, 64, Colour.DUAL)
    pages = pages_of(panel)
    spent = [len(wire_of_frame(page, MODELS["5E2"], FIFTH, life_s=120)) for page in pages]
    escaped = [sum(pack(page, FIFTH).count(byte) for byte in b"\xa5\xa6\x5a\x5b") for page in pages]
    assert len(pages) > 100
    assert max(a - b for a, b in zip(spent, escaped, strict=True)) <= panel.frame_size + 80


def test_a_paced_line_is_no_faster_than_its_rate() -> None:
    """A page that is acknowledged took at least as long to arrive as its bits take."""
    panel = Panel(128, 32, Colour.RED)
    card = make_card("onbon_bx", panel)
    with paced_line(card, 115_200) as device:
        sign = OnbonBx.from_settings(panel, f"serial://{device}?baud=115200", {})
        sign.show(Frame.dark(panel))
        began = monotonic()
        sign.show(frame := sample_frame(panel))
        took = monotonic() - began
        sign.close()
    assert card.lit == frame
    assert took >= (len(wire_of_frame(frame, MODELS["5E2"], FIFTH)) - 1) * 10 / 115_200


def test_lists_are_read_beside_what_reads_the_same_cells() -> None:
    """Every kind of file has its line, and nothing is timed that reads other cells than its peer."""
    lines = list(measure_intake(20, 1))
    assert [line.figure.name.strip() for line in lines][::2] == [".xlsx, 20 rows", ".csv, GB18030, 20 rows"]
    assert all(line.ratio is not None and line.ratio > 0 for line in lines)
    with pytest.raises(RuntimeError, match="other cells"):
        require_same_cells(separated(2), lambda raw: bare_text(raw)[1:])


def test_personal_numbers_are_counted_and_timed_beside_a_plain_pass() -> None:
    """Recall and false alarms are of the strings that have a number and of those that have none."""
    found, false = rates(make_corpus(500))
    assert found == 100
    assert 0 <= false < 5
    assert rates([said for said in make_corpus(50) if said.secret] + make_corpus(50)[-1:])[0] == 100
    line = beside("some", ["电话19000000000", "没有"], 2, share=2)
    assert line.beside is not None
    assert len(line.figure.values) == len(line.beside.values) == 2


def test_the_long_list_has_its_rows() -> None:
    """As many as asked for, numbers and all."""
    listed = long_rows(90)
    assert listed.table is not None
    assert len(listed.table.rows) == 90
    assert {"id_no", "card"} <= listed.table.rows[89].keys()


def test_a_sheet_is_measured_beside_the_same_text_set_bare(tmp_path: Path) -> None:
    """Ours and the bare run set the same texts in turns, and nothing of the round before is remembered."""
    sheets, rate, size = measure_sheets(tmp_path, 2)
    assert (sheets.aim, size.aim) == ("2x", "300 kB")
    assert len(sheets.figure.values) == len(rate.figure.values) == 2
    assert sheets.ratio is not None
    assert size.figure.median < 300
    assert fresh(long_list(), 1) != fresh(long_list(), 2)


def test_a_long_list_is_measured_in_a_process_of_its_own() -> None:
    """Time, size and the most memory, beside what forty rows took."""
    took, size, memory = measure_long(100)
    assert min(took.figure.median, size.figure.median) > 0
    assert memory.ratio is not None
    assert memory.ratio >= 1
