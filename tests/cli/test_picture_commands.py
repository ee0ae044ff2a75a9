"""Pictures on the command line: into a file, to standard output, or as the values they show."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.pictures.reading import read, words
from tests.publishing.office import short_notice

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(shell: Shell, site: Path) -> Run:
    """A stood for an hour, on a site for practice."""
    (site / "site.toml").write_text('mode = "practice"\n', "utf-8")
    with shell.station() as station:
        office = shell.gate(station)
        office.approve(short_notice("A"))
        office.worker.step()
        office.pass_time(3600, step_s=10)
        office.worker._recorder.flush(force=True)
    return partial(shell, "picture")


@pytest.mark.parametrize(
    "command",
    [("timeline", "--sign", "gate"), ("calendar", "2026"), ("categories", "2026"), ("months", "2026")],
)
def test_each_picture_goes_into_a_file(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    """As on the pages; R7: on a site for practice the picture itself says so."""
    file = tmp_path / "out.svg"
    assert run(*command, "-o", str(file)) == (0, "")
    said = {one.text for one in words(file.read_text("utf-8"))}
    assert "演练 PRACTICE 不作证据" in said
    code, out = run(*command)
    assert code == 0
    assert out == file.read_text("utf-8"), "without a file, the same goes to standard output"


def test_values_are_stable_json(run: Run, tmp_path: Path) -> None:
    """What the picture shows, for programs; with ``-o`` both."""
    file = tmp_path / "out.svg"
    code, out = run("timeline", "--json", "-o", str(file))
    (line,) = json.loads(out)["signs"]
    assert code == 0
    assert set(line) == {
        "sign", "since", "until", "as_of", "practice", "exact", "states", "quiet", "spells", "notices",
    }  # fmt: skip
    assert line["states"][-1][0] == "future"
    assert line["notices"][0]["displays"] > 0
    assert read(file.read_text("utf-8")).attrib["lang"] == "zh-CN"
    days = json.loads(run("calendar", "2026", "--json")[1])
    displays = sum(day["displays"] for day in days["days"])
    months = json.loads(run("months", "2026", "--json")[1])["months"]
    categories = json.loads(run("categories", "2026", "--json")[1])["categories"]
    assert (
        displays == sum(one["displays"] for one in months) == sum(one["displays"] for one in categories) > 0
    )


def test_english_by_the_switch(run: Run) -> None:
    """Words around what people wrote."""
    assert "Time line" in run("timeline", "--english")[1]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("timeline", "--since", "2026-11-24", "--until", "2026-11-23"), "days_reversed"),
        (("timeline", "--since", "2020-01-01", "--until", "2026-11-23"), "最多画 400 天"),
        (("timeline", "--sign", "nowhere"), "nowhere"),
        (("timeline", "--until", "soon"), "“until”"),
        (("months", "2026", "-o", "/nowhere/at/all.svg"), "/nowhere/at/all.svg"),
    ],
)
def test_what_is_wrong_is_said(run: Run, command: tuple[str, ...], code: str) -> None:
    """Exit code 2 and a sentence; nothing is written."""
    done, out = run(*command)
    assert done == 2
    assert code in out or "--since 晚于 --until" in out
