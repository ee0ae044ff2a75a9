"""Install the pinned fonts: only the font files, each verified, each put in place in one step.

A font comes from, in this order: the font folder; a file given by hand; the
distribution's copy, when its bytes are the pinned ones; the network. With files
given by hand nothing is fetched. Where a font cannot be had, the distribution's
lesser copy serves or some sizes are missing, and a sentence says so; only a font
that is always needed is worth failing for.

Not here: packages (``packages.py``), pip and apt (``download.py``).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ledctl.errors import BadInput, Fault
from ledctl.fonts.download import DownloadFailed, download
from ledctl.fonts.packages import WrongPackage, take_font
from ledctl.fonts.pins import Fallback, Need, Package, Pin, catalogue, font_dir
from ledctl.fonts.typefaces import sha256_of
from ledctl.sentences import Sentence, sentence

Progress = Callable[[Sentence], None]
Download = Callable[[Package, Path], Path]


class Outcome(StrEnum):
    """How one font came to be there, or that it did not."""

    THERE = "there"
    INSTALLED = "installed"
    FALLBACK = "fallback"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Installed:
    """What became of one pin; ``path`` is the file now drawn with, or where it should be."""

    pin: Pin
    outcome: Outcome
    path: Path
    sentence: Sentence


def install(
    *,
    given: Sequence[Path] = (),
    progress: Progress = lambda _: None,
    pins: Sequence[Pin] | None = None,
    folder: Path | None = None,
    download: Download = download,
) -> list[Installed]:
    """Put every pinned font into the font folder; a second run changes nothing.

    ``given``: packages got by hand; with any of them nothing is fetched. Raises
    ``BadInput`` for a file that is no pinned package, before anything is done,
    and ``Fault`` when a font that is always needed was to be fetched and can be
    had nowhere, after the others were seen to.
    """
    pins = catalogue().fonts if pins is None else pins
    packed = {pin.id: data for pin, data in (_match(path, pins) for path in given)}
    fetch = None if given else download
    results = []
    for pin in pins:
        results.append(_install_one(pin, folder or font_dir(), packed, fetch))
        progress(results[-1].sentence)
    _fail_for_the_needed(results, fetched=not given)
    return results


def _match(path: Path, pins: Sequence[Pin]) -> tuple[Pin, bytes]:
    """The pin whose package this file is, and its bytes."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput.of("font_package_unreadable", where=str(path), reason=error.strerror) from error
    digest = hashlib.sha256(data).hexdigest()
    for pin in pins:
        if pin.package.sha256 == digest:
            return pin, data
    expected = ", ".join(f"{pin.package} ({pin.package.kind})" for pin in pins)
    raise BadInput.of("font_package_unknown", where=str(path), expected=expected)


def _install_one(pin: Pin, folder: Path, packed: Mapping[str, bytes], fetch: Download | None) -> Installed:
    target = folder / pin.file_name
    if target.is_file() and sha256_of(target) == pin.sha256:
        return _result(pin, Outcome.THERE, target, "font_there")
    try:
        data = _obtain(pin, packed, fetch)
    except DownloadFailed as error:
        return _make_do(pin, target, str(error))
    put_in_place(data, target)
    return _result(pin, Outcome.INSTALLED, target, "font_installed")


def _obtain(pin: Pin, packed: Mapping[str, bytes], fetch: Download | None) -> bytes:
    if pin.id in packed:
        return take_font(pin, packed[pin.id])
    if pin.fallback and pin.fallback.path.is_file() and sha256_of(pin.fallback.path) == pin.sha256:
        return pin.fallback.path.read_bytes()
    if fetch is None:
        raise DownloadFailed(f"{pin.package} is not among the files given")
    return _fetched(pin, fetch)


def _fetched(pin: Pin, fetch: Download) -> bytes:
    with tempfile.TemporaryDirectory(prefix="ledctl-fonts-") as scratch:
        try:
            return take_font(pin, fetch(pin.package, Path(scratch)).read_bytes())
        except WrongPackage as error:
            raise DownloadFailed(str(error)) from error


def _make_do(pin: Pin, target: Path, reason: str) -> Installed:
    """Without the pinned font: with the distribution's, or without those sizes."""
    lesser = pin.fallback
    if lesser and lesser.path.is_file() and not target.is_file():
        return Installed(pin, Outcome.FALLBACK, lesser.path, fallback_sentence(pin, lesser))
    told = missing_sentence(pin, target, reason)
    return Installed(pin, Outcome.MISSING, target, told)


def _fail_for_the_needed(results: Sequence[Installed], *, fetched: bool) -> None:
    missing = [one for one in results if one.outcome is Outcome.MISSING and one.pin.need is Need.ALWAYS]
    if missing and fetched:
        raise Fault(*(one.sentence for one in missing))


def _result(pin: Pin, outcome: Outcome, path: Path, code: str) -> Installed:
    return Installed(pin, outcome, path, sentence(code, where=str(path), font=pin.name))


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


def missing_sentence(pin: Pin, target: Path, reason: str) -> Sentence:
    """What a site without this font cannot do."""
    facts = {"where": str(target), "font": pin.name, "reason": reason}
    if pin.need is Need.ALWAYS:
        return sentence("font_not_fetched", **facts)
    return sentence("font_optional_missing", **facts, without_zh=pin.without_zh, without_en=pin.without_en)


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
