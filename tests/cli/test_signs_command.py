"""``ledctl signs``: what every sign shows now and how it is, for people and for programs."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledctl.cli import main
from ledctl.publishing.health import Health
from ledctl.publishing.stage import Live
from ledctl.station import Station

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LIT = Live("gate", 7, "N1", "停水通知", 2, 5, AT, 3, True, health=Health(verified=True, brightness=60))


def run(
    site: Path,
    live: Live | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *options: str,
) -> tuple[object, str]:
    """Exit code and standard output, of a site whose publisher says this of every sign."""
    monkeypatch.setattr(Station, "live", lambda _station, _sign: live)
    monkeypatch.setattr(sys, "argv", ["ledctl", "signs", "--site", str(site), *options])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, capsys.readouterr().out


def test_a_clerk_reads_what_stands_and_since_when(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Title, page, proof and since when, in the site's time; all well ends with 0."""
    code, said = run(site, LIT, monkeypatch, capsys)
    assert code == 0
    for word in ("✓ gate", "《停水通知》第 3/5 页", "自 2026-11-23 09:00:00", "亮度 60%", "since 2026"):
        assert word in said


def test_trouble_ends_with_1_and_says_what_to_do(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a publisher nothing is claimed; the sentence names the command that mends it."""
    code, said = run(site, None, monkeypatch, capsys)
    assert code == 1
    assert "✗ gate" in said
    assert "ledctl publish" in said


def test_programs_get_the_facts_the_api_gives(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same keys as the API, with the label and the troubles beside them."""
    from ledctl.web.api_record_models import LiveAnswer

    code, said = run(site, LIT, monkeypatch, capsys, "--json")
    (told,) = json.loads(said)["signs"]
    assert code == 0
    assert set(told) == {*LiveAnswer.model_fields, "label", "troubles"}
    assert (told["notice"], told["page"], told["health"]["verified"], told["troubles"]) == ("N1", 3, True, [])
