from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ledctl.errors import BadInput, Fault
from ledctl.rendering.coverage import State, check
from ledctl.rendering.fontfetch import DownloadFailed, Outcome, download_wheel, install, put_in_place
from ledctl.rendering.pins import Fallback, Pin
from ledctl.sentences import Sentence

FONT = b"not really a font"
MEMBER = "tinyfont/tiny.otf"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel pip accepts, holding one pretended font and one module nobody may run."""
    path = tmp_path / "wheels" / "tinyfont-1.0-py3-none-any.whl"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MEMBER, FONT)
        archive.writestr("tinyfont/__init__.py", "raise SystemExit('imported')")
        archive.writestr(
            "tinyfont-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tinyfont\nVersion: 1.0\n"
        )
        archive.writestr(
            "tinyfont-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("tinyfont-1.0.dist-info/RECORD", "")
    return path


@pytest.fixture
def pin(wheel: Path, tmp_path: Path) -> Pin:
    return Pin(
        id="tiny-1.0",
        name="Tiny 1.0",
        package="tinyfont",
        version="1.0",
        wheel_sha256=hashlib.sha256(wheel.read_bytes()).hexdigest(),
        member=MEMBER,
        sha256=hashlib.sha256(FONT).hexdigest(),
        licence="OFL-1.1",
        step=16,
        ascent=14,
        coverage={"tgh8105": 8105},
        fallback=Fallback("fonts-tiny", "0.9", tmp_path / "lesser.otf", "缺一字", "one is missing", {}),
    )


def fail(pin: Pin, folder: Path) -> Path:
    raise DownloadFailed("no network here")


def never(pin: Pin, folder: Path) -> Path:
    raise AssertionError("nothing may be fetched")


def test_a_font_from_a_local_wheel(pin: Pin, wheel: Path, tmp_path: Path) -> None:
    """With a local wheel only the font is taken out of it, and no network is touched."""
    (done,) = install(wheel=wheel, pins=[pin], folder=tmp_path / "f", download=never)
    assert done.outcome is Outcome.INSTALLED
    assert [path.name for path in (tmp_path / "f").iterdir()] == ["tiny-1.0.otf"]
    assert done.path.read_bytes() == FONT


def test_installing_twice_changes_nothing(pin: Pin, wheel: Path, tmp_path: Path) -> None:
    """A second run finds the font there, fetches nothing and says so."""
    told: list[Sentence] = []
    install(wheel=wheel, pins=[pin], folder=tmp_path / "f")
    (again,) = install(pins=[pin], folder=tmp_path / "f", download=never, progress=told.append)
    assert again.outcome is Outcome.THERE
    assert [one.code for one in told] == ["font_there"]


def test_pip_fetches_the_exact_version(
    pin: Pin, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real download asks pip for name==version from wherever pip is set up to look."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    (done,) = install(pins=[pin], folder=tmp_path / "f")
    assert done.outcome is Outcome.INSTALLED
    other = dataclasses.replace(pin, version="2.0")
    with pytest.raises(DownloadFailed, match="No matching distribution"):
        download_wheel(other, tmp_path / "none")


def test_pip_that_never_answers(pin: Pin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hanging download ends as a failed one."""

    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pip", 1)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(DownloadFailed, match="timed out"):
        download_wheel(pin, tmp_path)


def test_pip_that_brings_nothing(pin: Pin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Success without a wheel is a failure too."""
    done = subprocess.CompletedProcess([sys.executable], 0, "", "")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(DownloadFailed, match="brought no wheel"):
        download_wheel(pin, tmp_path)


def test_another_wheel_is_refused(pin: Pin, wheel: Path, tmp_path: Path) -> None:
    """A wheel with other bytes is not opened, and nothing is put in place."""
    wheel.write_bytes(wheel.read_bytes() + b" ")
    with pytest.raises(BadInput, match="not the pinned wheel"):
        install(wheel=wheel, pins=[pin], folder=tmp_path / "f")
    assert not (tmp_path / "f").exists()


def test_another_font_in_the_wheel_is_refused(pin: Pin, wheel: Path, tmp_path: Path) -> None:
    """The font's own digest is compared as well: a package may swap its font."""
    with pytest.raises(Fault, match="not the pinned one"):
        install(wheel=wheel, pins=[dataclasses.replace(pin, sha256="0" * 64)], folder=tmp_path / "f")


def test_a_wheel_that_is_not_there(pin: Pin, tmp_path: Path) -> None:
    """A path that cannot be read is a mistake of whoever typed it."""
    with pytest.raises(BadInput, match="cannot be read"):
        install(wheel=tmp_path / "none.whl", pins=[pin], folder=tmp_path / "f")


def test_the_fallback_says_what_is_lost(pin: Pin, tmp_path: Path) -> None:
    """Without a network the distribution's font serves, and the loss is named in both languages."""
    assert pin.fallback
    pin.fallback.path.write_bytes(b"lesser")
    (done,) = install(pins=[pin], folder=tmp_path / "f", download=fail)
    assert (done.outcome, done.path) == (Outcome.FALLBACK, pin.fallback.path)
    assert "缺一字" in done.sentence.zh
    assert "one is missing" in done.sentence.en


def test_no_font_at_all(pin: Pin, tmp_path: Path) -> None:
    """With neither network nor stand-in it is a fault that names the way out."""
    with pytest.raises(Fault, match=r"no network here.*--from"):
        install(pins=[pin], folder=tmp_path / "f", download=fail)


def test_half_a_file_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails the old font is still there and no litter beside it."""
    target = tmp_path / "a.otf"
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        put_in_place(b"new", target)
    assert [path.name for path in tmp_path.iterdir()] == ["a.otf"]
    assert target.read_bytes() == b"old"


def test_the_report_of_each_state(pin: Pin, wheel: Path, tmp_path: Path) -> None:
    """A font is verified, a stand-in, or unusable, each with its own figures and sentence."""
    assert pin.fallback
    (missing,) = check(pins=[dataclasses.replace(pin, fallback=None)], folder=tmp_path / "f").fonts
    assert (missing.state, missing.sentence.code) == (State.UNUSABLE, "font_missing")

    pin.fallback.path.write_bytes(b"lesser")
    standing_in = check(pins=[pin], folder=tmp_path / "f")
    assert (standing_in.fonts[0].state, standing_in.ok) == (State.FALLBACK, False)

    install(wheel=wheel, pins=[pin], folder=tmp_path / "f")
    verified = check(pins=[pin], folder=tmp_path / "f")
    assert (verified.fonts[0].state, verified.ok) == (State.VERIFIED, True)
    assert verified.fonts[0].coverage == {"tgh8105": 8105}


def test_the_report_on_a_text() -> None:
    """A text is repaired first; what then cannot be shown is listed."""
    assert check("王\ue863").ok
    assert [hole.notation for hole in check("王\u0378").holes] == ["U+0378"]


def test_the_report_as_data() -> None:
    """The report can be printed as JSON: states, figures, sentences and holes."""
    said = check("王\u0378").as_dict()
    assert said["ok"] is False
    assert said["holes"] == [
        {"character": "\u0378", "codepoint": "U+0378", "index": 1, "reason": "unassigned"}
    ]
    assert '"tgh8105": 8105' in json.dumps(said)
