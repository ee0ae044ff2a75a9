from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ledctl.fonts.download import DownloadFailed, download
from ledctl.fonts.pins import Kind, Package

WHEEL = Package(Kind.WHEEL, "tinyfont", "1.0", "", "", "")
DEB = Package(Kind.DEB, "fonts-tiny", "1.0-2", "", "", "")


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A folder with one wheel pip accepts, holding a module nobody may run."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    about = {
        "METADATA": "Metadata-Version: 2.1\nName: tinyfont\nVersion: 1.0\n",
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(folder / "tinyfont-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("tinyfont/__init__.py", "raise SystemExit('imported')")
        for name, text in about.items():
            archive.writestr(f"tinyfont-1.0.dist-info/{name}", text)
    return folder


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


def test_pip_fetches_the_exact_version(wheels: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pip is asked for name==version, from wherever pip is set up to look, and installs nothing."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    assert download(WHEEL, scratch).name == "tinyfont-1.0-py3-none-any.whl"
    other = Package(Kind.WHEEL, "tinyfont", "2.0", "", "", "")
    with pytest.raises(DownloadFailed, match="No matching distribution"):
        download(other, scratch)


def test_apt_fetches_the_exact_version(
    scratch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """apt-get downloads name=version into the scratch folder, which needs no root and installs nothing."""
    tool = tmp_path / "bin" / "apt-get"
    tool.parent.mkdir()
    tool.write_text('#!/bin/sh\necho "$@" > fonts-tiny_1.0-2_all.deb\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    came = download(DEB, scratch)
    assert came == scratch / "fonts-tiny_1.0-2_all.deb"
    assert came.read_text().split() == ["download", "--quiet=2", "fonts-tiny=1.0-2"]


def test_a_machine_without_apt(scratch: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A tool that is not there is a failed download, not a traceback."""
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(DownloadFailed, match="apt-get"):
        download(DEB, scratch)


def test_a_tool_that_never_answers(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hanging download ends as a failed one."""

    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pip", 1)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(DownloadFailed, match="timed out"):
        download(WHEEL, scratch)


def test_a_tool_that_brings_nothing(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Success without a package is a failure too."""
    done = subprocess.CompletedProcess([sys.executable], 0, "", "")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(DownloadFailed, match="no package came"):
        download(WHEEL, scratch)
