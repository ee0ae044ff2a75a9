from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from ledctl.errors import BadInput, Fault
from ledctl.fonts.download import DownloadFailed
from ledctl.fonts.fetch import Outcome, install, put_in_place
from ledctl.fonts.pins import Coverage, Fallback, Kind, Need, Package, Pin, Way
from ledctl.fonts.typefaces import Origin, locate
from ledctl.sentences import Sentence

FONT = b"not really a font"
MEMBER = "tinyfont/tiny.otf"
NONE = Coverage(0, 0)


def pack(name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(MEMBER, FONT + name.encode())
    return packed.getvalue()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_pin(name: str, folder: Path) -> Pin:
    package = Package(Kind.WHEEL, name, "1.0", digest(pack(name)), MEMBER, digest(FONT + name.encode()))
    lesser = Fallback(f"fonts-{name}", "0.9", folder / f"{name}.otf", "缺一字", "one is missing", NONE)
    return Pin(f"{name}-1.0", name, "OFL-1.1", Way.MULTIPLES, (16,), package, NONE, fallback=lesser)


@pytest.fixture
def pin(tmp_path: Path) -> Pin:
    return make_pin("tiny", tmp_path)


@pytest.fixture
def optional(tmp_path: Path) -> Pin:
    said = {"without_zh": "不能选用12像素", "without_en": "size 12 cannot be chosen"}
    return dataclasses.replace(make_pin("spare", tmp_path), need=Need.CHOSEN, **said)


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "any-name.whl"
    path.write_bytes(pack("tiny"))
    return path


def fail(package: Package, folder: Path) -> Path:
    raise DownloadFailed("no network here")


def never(package: Package, folder: Path) -> Path:
    raise AssertionError("nothing may be fetched")


def bring(package: Package, folder: Path) -> Path:
    path = folder / "came.whl"
    path.write_bytes(pack(package.name))
    return path


def test_fonts_are_fetched(pin: Pin, optional: Pin, tmp_path: Path) -> None:
    """Every pinned font is fetched; only the font files are kept."""
    done = install(pins=[pin, optional], folder=tmp_path / "f", download=bring)
    assert [one.outcome for one in done] == [Outcome.INSTALLED, Outcome.INSTALLED]
    assert sorted(path.name for path in (tmp_path / "f").iterdir()) == ["spare-1.0.otf", "tiny-1.0.otf"]
    assert done[0].path.read_bytes() == FONT + b"tiny"


def test_installing_twice_changes_nothing(pin: Pin, tmp_path: Path) -> None:
    """A second run finds the font there, fetches nothing and says so."""
    told: list[Sentence] = []
    install(pins=[pin], folder=tmp_path / "f", download=bring)
    (again,) = install(pins=[pin], folder=tmp_path / "f", download=never, progress=told.append)
    assert again.outcome is Outcome.THERE
    assert [one.code for one in told] == ["font_there"]


def test_files_at_hand_are_known_by_their_bytes(pin: Pin, optional: Pin, tmp_path: Path, wheel: Path) -> None:
    """Whatever a file is called, its digest says which font is in it; nothing is fetched."""
    other = tmp_path / "b"
    other.write_bytes(pack("spare"))
    done = install(given=[other, wheel], pins=[pin, optional], folder=tmp_path / "f", download=never)
    assert [one.outcome for one in done] == [Outcome.INSTALLED, Outcome.INSTALLED]


def test_what_no_file_brings_stays_as_it_is(pin: Pin, optional: Pin, tmp_path: Path, wheel: Path) -> None:
    """With files given a font that is in none of them is a sentence, neither fetched nor a failure."""
    _, rest = install(given=[wheel], pins=[pin, optional], folder=tmp_path / "f", download=never)
    assert rest.outcome is Outcome.MISSING
    assert rest.sentence.code == "font_optional_missing"
    assert "spare 1.0 is not among the files given" in rest.sentence.en
    other = tmp_path / "b"
    other.write_bytes(pack("spare"))
    needed, _ = install(given=[other], pins=[pin, optional], folder=tmp_path / "g", download=never)
    assert needed.outcome is Outcome.MISSING


def test_a_file_that_is_no_pinned_package(pin: Pin, optional: Pin, tmp_path: Path, wheel: Path) -> None:
    """It is refused before anything is installed, and the sentence names what is expected."""
    strange = tmp_path / "strange.deb"
    strange.write_bytes(b"?")
    with pytest.raises(BadInput, match=r"strange\.deb.*tiny 1\.0 \(wheel\), spare 1\.0 \(wheel\)"):
        install(given=[wheel, strange], pins=[pin, optional], folder=tmp_path / "f", download=never)
    assert not (tmp_path / "f").exists()


def test_a_file_that_is_not_there(pin: Pin, tmp_path: Path) -> None:
    """A path that cannot be read is a mistake of whoever typed it."""
    with pytest.raises(BadInput, match="cannot be read"):
        install(given=[tmp_path / "none.whl"], pins=[pin], folder=tmp_path / "f")


def test_the_same_bytes_need_no_network(pin: Pin, tmp_path: Path) -> None:
    """The distribution's copy, when it is the pinned file, is taken over: removing it later harms nothing."""
    assert pin.fallback
    pin.fallback.path.write_bytes(FONT + b"tiny")
    assert locate(pin, tmp_path / "f").origin is Origin.PINNED
    (done,) = install(pins=[pin], folder=tmp_path / "f", download=never)
    assert (done.outcome, done.path) == (Outcome.INSTALLED, tmp_path / "f" / "tiny-1.0.otf")


def test_another_package_came(pin: Pin, tmp_path: Path) -> None:
    """What the network brings is not trusted: other bytes count as nothing fetched."""

    def swap(package: Package, folder: Path) -> Path:
        (folder / "came.whl").write_bytes(pack("other"))
        return folder / "came.whl"

    with pytest.raises(Fault, match=r"not the pinned tiny 1\.0"):
        install(pins=[pin], folder=tmp_path / "f", download=swap)
    assert not (tmp_path / "f").exists()


def test_the_fallback_says_what_is_lost(pin: Pin, tmp_path: Path) -> None:
    """Without a network the distribution's font serves, and the loss is named in both languages."""
    assert pin.fallback
    pin.fallback.path.write_bytes(b"lesser")
    (done,) = install(pins=[pin], folder=tmp_path / "f", download=fail)
    assert (done.outcome, done.path) == (Outcome.FALLBACK, pin.fallback.path)
    assert "缺一字" in done.sentence.zh
    assert "one is missing" in done.sentence.en


def test_an_optional_font_is_no_failure(pin: Pin, optional: Pin, tmp_path: Path) -> None:
    """Where it cannot be had, a sentence says which sizes cannot be chosen, and why it did not come."""
    assert pin.fallback
    pin.fallback.path.write_bytes(b"lesser")
    _, spare = install(pins=[pin, optional], folder=tmp_path / "f", download=fail)
    assert spare.outcome is Outcome.MISSING
    assert "不能选用12像素" in spare.sentence.zh
    assert "no network here" in spare.sentence.en


def test_a_font_always_needed_is_a_failure(pin: Pin, optional: Pin, tmp_path: Path) -> None:
    """With neither network nor stand-in it is a fault that names the way out, after the others were tried."""
    asked: list[str] = []

    def only_the_other(package: Package, folder: Path) -> Path:
        asked.append(package.name)
        return bring(package, folder) if package.name == "spare" else fail(package, folder)

    with pytest.raises(Fault, match=r"no network here.*--from"):
        install(pins=[pin, optional], folder=tmp_path / "f", download=only_the_other)
    assert asked == ["tiny", "spare"]
    assert (tmp_path / "f" / "spare-1.0.otf").is_file()


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
