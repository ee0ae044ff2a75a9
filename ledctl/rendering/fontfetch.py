"""Fetch the pinned fonts: one file out of one wheel, both hashed, put in place in one step.

pip does the fetching, with whatever index the machine is set up for; the
package itself is never installed or imported. Where nothing can be fetched, a
distribution's lesser font serves and the sentence says what is lost.

Not here: reading pins (``pins.py``), drawing (``typefaces.py``).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ledctl.errors import BadInput, Fault
from ledctl.rendering.pins import Fallback, Pin, catalogue, font_dir
from ledctl.rendering.typefaces import sha256_of
from ledctl.sentences import Sentence, sentence

PIP_TIMEOUT_S = 300

Progress = Callable[[Sentence], None]
Download = Callable[[Pin, Path], Path]


class Outcome(StrEnum):
    """How one font came to be there."""

    THERE = "there"
    INSTALLED = "installed"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Installed:
    """What became of one pin."""

    pin: Pin
    outcome: Outcome
    path: Path
    sentence: Sentence


class DownloadFailed(Exception):
    """pip brought no wheel; the message is its last line."""


def download_wheel(pin: Pin, folder: Path) -> Path:
    """The pinned wheel, by pip, from wherever this machine gets its packages."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", "-d", str(folder), f"{pin.package}=={pin.version}"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, arguments from our own file
            command, capture_output=True, text=True, timeout=PIP_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DownloadFailed(str(error)) from error
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        raise DownloadFailed(_last_line(done.stderr) or "pip brought no wheel")
    return wheels[0]


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""


def install(
    *,
    wheel: Path | None = None,
    progress: Progress = lambda _: None,
    pins: Sequence[Pin] | None = None,
    folder: Path | None = None,
    download: Download = download_wheel,
) -> list[Installed]:
    """Put every pinned font into the font folder; a second run changes nothing.

    ``wheel``: take the font from this local file instead of the network. Raises
    ``BadInput`` when that wheel is not the pinned one, ``Fault`` when a font can
    be had nowhere.
    """
    results = []
    for pin in catalogue().fonts if pins is None else pins:
        result = _install_one(pin, folder or font_dir(), wheel, download)
        progress(result.sentence)
        results.append(result)
    return results


def _install_one(pin: Pin, folder: Path, wheel: Path | None, download: Download) -> Installed:
    target = folder / pin.file_name
    if target.is_file() and sha256_of(target) == pin.sha256:
        return _result(pin, Outcome.THERE, target, "font_there")
    if wheel is not None:
        put_in_place(extract(pin, wheel), target)
        return _result(pin, Outcome.INSTALLED, target, "font_installed")
    try:
        with tempfile.TemporaryDirectory(prefix="ledctl-fonts-") as scratch:
            put_in_place(extract(pin, download(pin, Path(scratch))), target)
    except DownloadFailed as error:
        return _fall_back(pin, target, error)
    return _result(pin, Outcome.INSTALLED, target, "font_installed")


def _result(pin: Pin, outcome: Outcome, path: Path, code: str) -> Installed:
    return Installed(pin, outcome, path, sentence(code, where=str(path), font=pin.name))


def _fall_back(pin: Pin, target: Path, error: DownloadFailed) -> Installed:
    lesser = pin.fallback
    if lesser is None or not lesser.path.is_file():
        raise Fault.of("font_not_fetched", where=str(target), font=pin.name, reason=error) from error
    return Installed(pin, Outcome.FALLBACK, lesser.path, fallback_sentence(pin, lesser))


def fallback_sentence(pin: Pin, lesser: Fallback) -> Sentence:
    """What is lost by drawing with the lesser font."""
    return sentence(
        "font_fallback",
        where=str(lesser.path),
        font=pin.name,
        lesser=f"{lesser.package} {lesser.version}",
        lost_zh=lesser.lost_zh,
        lost_en=lesser.lost_en,
    )


def extract(pin: Pin, wheel: Path) -> bytes:
    """The font's bytes out of the pinned wheel, both compared with their pins."""
    try:
        packed = wheel.read_bytes()
    except OSError as error:
        raise BadInput.of("font_wheel_unreadable", where=str(wheel), reason=error.strerror) from error
    if hashlib.sha256(packed).hexdigest() != pin.wheel_sha256:
        raise BadInput.of("font_wheel_wrong", where=str(wheel), package=f"{pin.package} {pin.version}")
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(pin.member)
    if hashlib.sha256(data).hexdigest() != pin.sha256:
        raise Fault.of("font_damaged", where=pin.member, font=pin.name)
    return data


def put_in_place(data: bytes, target: Path) -> None:
    """Write whole or not at all: a reader sees the old file or the new one, never half."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
