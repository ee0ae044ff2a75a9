"""The commands on time: windows, days off, and what must be published by when."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledctl.accounts.model import Actor
from ledctl.cli import main
from ledctl.content.model import Notice
from ledctl.station import Station

Run = Callable[..., tuple[int, str, str]]
POSTED = ("--posted", "2026-09-28T10:30")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("window", ...)`` is the command itself, without a site: its exit code, output and errors."""
    monkeypatch.delenv("LEDCTL_SITE", raising=False)

    def call(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["ledctl", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        with pytest.raises(SystemExit) as end:
            main()
        return (int(end.value.code or 0), *capsys.readouterr())

    return call


@pytest.fixture
def ask(run: Run) -> Callable[..., Any]:
    """The JSON answer of ``ledctl window``."""

    def answer(category: str, *words: object) -> Any:
        code, out, err = run("window", "--category", category, *words, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return answer


def test_the_shape_is_exactly_this(ask: Callable[..., Any]) -> None:
    """Half-open, ISO 8601 with the site's offset; both windows, the basis, and whether it is firm."""
    assert ask("tekun_review", *POSTED) == {
        "screen": {"start": "2026-09-28T10:30:00+08:00", "end": "2026-10-05T10:30:00+08:00"},
        "publicity": {
            "start": "2026-09-29T00:00:00+08:00",
            "end": "2026-10-09T00:00:00+08:00",
            "days": 7,
            "day_type": "calendar",
        },
        "basis": "特困人员认定办法（民发〔2021〕43号，7天，某市的执行口径）",
        "provisional": False,
    }


def test_days_set_the_screen_alone(ask: Callable[..., Any]) -> None:
    """``--days`` changes no statutory period; three where neither says."""
    shorter, usual = ask("tekun_review", *POSTED, "--days", 2), ask("tekun_review", *POSTED)
    assert shorter["screen"]["end"] == "2026-09-30T10:30:00+08:00"
    assert shorter["publicity"] == usual["publicity"]
    assert ask("general", *POSTED)["screen"]["end"] == "2026-10-01T10:30:00+08:00"
    assert ask("general", *POSTED)["publicity"] is None


@pytest.mark.parametrize("days", [(), ("--days", 5)])
def test_a_barred_channel_has_no_window(ask: Callable[..., Any], days: tuple[object, ...]) -> None:
    """Village matters never stand on the gate screen, however many days are asked for."""
    answer = ask("anti_poverty_monitoring", *POSTED, *days)
    assert answer["screen"] is None
    assert answer["publicity"]["days"] == 5


def test_an_open_window_has_no_end(ask: Callable[..., Any]) -> None:
    """A warning stands until it is lifted."""
    assert ask("emergency_warning", *POSTED)["screen"] == {"start": "2026-09-28T10:30:00+08:00", "end": None}


@pytest.mark.parametrize("posted", ["2026-12-28T17:00", "2026-12-28T09:00Z", "2026-12-28T10:00:00+01:00"])
def test_a_time_is_local_unless_it_names_its_zone(ask: Callable[..., Any], posted: str) -> None:
    """R13: never the machine's zone. Ten working days into a year not announced are provisional."""
    answer = ask("land_pre", "--posted", posted)
    assert answer["screen"]["start"] == "2026-12-28T17:00:00+08:00"
    assert (answer["publicity"]["end"], answer["provisional"]) == ("2027-01-13T00:00:00+08:00", True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--category", "general", "--posted", "明天"), "不是有效的时刻"),
        (("--category", "general", "--posted", "0001-01-01T00:00"), "不是有效的时刻"),
        (("--category", "no_such", *POSTED), "没有类别"),
        (("--category", "general", *POSTED, "--days", "0"), "--days"),
        (("--category", "general", *POSTED, "--days", "367"), "--days"),
    ],
)
def test_a_wrong_word_is_a_sentence(run: Run, words: tuple[str, ...], said: str) -> None:
    """Exit code 2 and what to write instead."""
    code, out, err = run("window", *words)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    ("category", "posted", "said"),
    [
        ("tekun_review", "2026-09-28T10:30", "2026-09-29 — 2026-10-08 24:00"),
        ("general", "2026-09-28T10:30", "没有规定天数"),
        ("land_payment", "2026-09-28T10:30", "不得上屏"),
        ("emergency_warning", "2026-09-28T10:30", "撤下或解除为止"),
        ("land_pre", "2026-12-28T17:00", "暂定"),
    ],
)
def test_a_person_reads_chinese_first(run: Run, category: str, posted: str, said: str) -> None:
    """Each line in both languages."""
    code, out, _ = run("window", "--category", category, "--posted", posted)
    assert code == 0
    assert said in out
    assert out.startswith("屏幕展示 / screen")


def year_file(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    days = ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03", "01-04")
    file = folder / "2027.toml"
    file.write_text("".join(f"[[day]]\ndate = 2027-{day}\noff = true\n" for day in days))
    return file


def test_a_site_counts_by_its_own_days_and_rules(run: Run, site: Path) -> None:
    """A loaded year is known, and what was provisional is firm; a site may count plainly."""
    words = ("window", "--category", "land_pre", "--posted", "2026-12-28T17:00", "--site", site, "--json")
    assert json.loads(run(*words)[1])["provisional"] is True
    year_file(site / "holidays")
    answer = json.loads(run(*words)[1])
    assert (answer["provisional"], answer["publicity"]["end"]) == (False, "2027-01-14T00:00:00+08:00")
    (site / "site.toml").write_text("[desk]\nroll_forward = false\n")
    answer = json.loads(run("window", "--category", "tekun_review", *POSTED, "--site", site, "--json")[1])
    assert answer["publicity"]["end"] == "2026-10-06T00:00:00+08:00"


def test_days_off_are_listed_and_looked_through(run: Run, tmp_path: Path, site: Path) -> None:
    """Which years are known, and whether a file could be loaded; a wrong one says what to mend."""
    known = json.loads(run("holidays", "--json")[1])["known"]
    assert {2004, 2026} <= set(known)
    assert "2026" in run("holidays")[1]
    file = year_file(tmp_path / "new")
    told = json.loads(run("holidays", file, "--json")[1])
    assert (told["year"], len(told["off"]), told["work"]) == (2027, 7, [])
    assert "2027" in run("holidays", file)[1]
    file.write_text("[[day]]\ndate = 2027-01-01\noff = true\n")
    code, _, err = run("holidays", file)
    assert code == 2
    assert "2027-05-01" in err
    year_file(site / "holidays")
    assert 2027 in json.loads(run("holidays", "--site", site, "--json")[1])["known"]


def test_deadlines_are_listed(
    run: Run, site: Path, station: Station, person: Callable[..., Actor], sample: Callable[[str], Notice]
) -> None:
    """The earliest first, by the command's own clock: what was made long ago is overdue."""
    assert json.loads(run("notice", "deadlines", "--site", site, "--json")[1]) == {"deadlines": []}
    old = sample("N06").model_copy(update={"created_on": sample("N06").signature.date.replace(year=2020)})
    station.desk.draft(person("drafter"), old)
    (due,) = json.loads(run("notice", "deadlines", "--site", site, "--json")[1])["deadlines"]
    assert (due["id"], due["overdue"]) == ("N06", True)
    assert "逾期" in run("notice", "deadlines", "--site", site)[1]
