"""What happens after approval, on the command line."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from ledctl.accounts.model import Actor, Role, Via
from ledctl.accounts.passwords import Passwords
from ledctl.cli import main
from ledctl.clock import SystemClock
from ledctl.content.files import canonical
from ledctl.content.model import DisplayWindow, Notice
from ledctl.content.openness import Rhythm, Schedule
from ledctl.station import Station, open_station

OWN = "a long password 3"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    site: Path,
    quick_passwords: Passwords,
    sample: Callable[[str], Notice],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs a command as the person of a role (their account is the role); N06 and N10 are drafted."""
    monkeypatch.setattr("ledctl.station.Passwords", lambda: quick_passwords)
    station = open_station(site, passwords=quick_passwords, clock=SystemClock())
    for role in Role:
        once = station.registry.add(role.value, f"某{role.value}", [role], by="system")
        station.registry.change_password(role.value, once, OWN, via=Via.CLI)
    tokens = {role: station.registry.sign_in(role, OWN, via=Via.CLI)[0] for role in Role}
    put_up(station, sample("N06"))
    station.close()

    def command(*words: str, role: str = "auditor") -> tuple[int, str, str]:
        monkeypatch.setenv("LEDCTL_SITE", str(site))
        monkeypatch.setenv("LEDCTL_TOKEN", tokens[Role(role)])
        monkeypatch.setattr(sys, "argv", ["ledctl", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return command


def put_up(station: Station, notice: Notice) -> None:
    """In front of everybody, by people who take no further part."""

    def of(role: str) -> Actor:
        return Actor(f"x-{role}", f"某{role}", frozenset({Role(role)}), Via.CLI)

    schedule = Schedule(rhythm=Rhythm.STANDING)
    wish = DisplayWindow(led_days=3)
    plain = notice.model_copy(update={"display_window": wish, "schedule": schedule})
    station.desk.draft(of("drafter"), plain)
    station.desk.submit(of("drafter"), notice.id)
    station.desk.review(of("reviewer"), notice.id, "pass")
    station.desk.secrecy(of("secrecy_reviewer"), notice.id, "pass")
    station.desk.approve(of("approver"), notice.id)


def test_extend_and_end(run: Run) -> None:
    """The new end is printed; who may not is told why, exit code 1; a wrong end is 2."""
    words = ("notice", "extend", "N06", "--reason", "多放几天")
    code, out, _ = run(*words, "--days", "2", "--json", role="approver")
    assert code == 0
    assert set(json.loads(out)) == {"id", "starts_at", "ends_at"}
    assert run("notice", "extend", "N06", "--until", "x", "--reason", "r", role="approver")[0] == 2
    code, _, err = run("notice", "end", "N06", "--reason", "过时", role="drafter")
    assert (code, "role" in err) == (1, True)
    assert run("notice", "end", "N06", "--reason", "过时", role="operator")[0] == 0
    code, out, _ = run("notice", "rerun", "N06", "--reason", "再放", role="drafter")
    assert (code, "v2" in out) == (0, True)


def test_extend_says_until_when(run: Run) -> None:
    """In the site's zone, for a person."""
    code, out, _ = run("notice", "extend", "N06", "--days", "1", "--reason", "多放", role="approver")
    assert (code, "展示至" in out, bool(re.search(r"\d\d:\d\d", out))) == (0, True, True)


def test_correct_begins_two_versions(run: Run, sample: Callable[[str], Notice], tmp_path: Path) -> None:
    """The correction from a file, and the revision of what it corrects."""
    link = {"correction_of": "N06", "publicity_period": None, "display_window": None}
    file = tmp_path / "c.json"
    file.write_bytes(canonical(sample("N10").model_copy(update=link)))
    code, out, _ = run("notice", "correct", "N06", str(file), "--reason", "有误", role="drafter")
    assert code == 0
    assert "N06  v2" in out
    assert "N10  v1" in out


def test_revise(run: Run) -> None:
    """A draft beside what stands."""
    code, out, _ = run("notice", "revise", "N06", "--reason", "改", role="drafter")
    assert (code, "draft" in out) == (0, True)


def test_objections(run: Run) -> None:
    """Taken in, decided, listed."""
    words = ("objection", "add", "N06", "--how", "phone", "--summary", "反映")
    code, out, _ = run(*words, "--json", role="operator")
    assert (code, json.loads(out)["id"]) == (0, 1)
    assert run(*words, "--on", "2026-01-05", role="operator")[0] == 0
    assert run(*words, "--on", "soon", role="operator")[0] == 2
    decided = ("--outcome", "accepted", "--note", "属实", "--rechecked")
    assert run("objection", "decide", "1", *decided, role="reviewer")[0] == 0
    assert run("objection", "decide", "77", *decided, role="reviewer")[0] == 2
    _, out, _ = run("objection", "list", "N06", "--json")
    assert [one["outcome"] for one in json.loads(out)["objections"]] == ["accepted", None]
    assert "待处理" in run("objection", "list", "N06")[1]


def test_publications(run: Run) -> None:
    """Up, down, listed; a time in the site's zone."""
    words = ("publication", "add", "N06", "--channel", "radio", "--place", "镇广播站")
    code, out, _ = run(*words, "--since", "2026-01-05T08:00", "--json", role="operator")
    assert (code, json.loads(out)["id"]) == (0, 1)
    assert run(*words, role="operator")[0] == 0
    down = ("publication", "down", "1", "--reason", "期满", "--until", "2026-01-15")
    assert run(*down, role="operator")[0] == 0
    listed = json.loads(run("publication", "list", "N06", "--json")[1])
    assert [one["ended_at"] for one in listed["postings"]] == ["2026-01-15T16:00:00.000Z", None]
    assert "2026-01-05 08:00:00" in run("publication", "list", "N06")[1]


def test_what_is_due_and_looked_at_again(run: Run) -> None:
    """A reviewer's look sets the day; it is listed when it comes near."""
    assert json.loads(run("notice", "due", "--json")[1]) == {"due": []}
    assert run("notice", "refresh", "N06", "--next", "2026-01-05", role="reviewer")[0] == 2
    next_week = (SystemClock().now() + timedelta(days=7)).date().isoformat()
    assert run("notice", "refresh", "N06", "--next", next_week, role="reviewer")[0] == 0
    assert f"{next_week}  复核" in run("notice", "due")[1]
