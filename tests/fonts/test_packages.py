from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile

import pytest

from ledctl.errors import Fault
from ledctl.fonts.packages import WrongPackage, read_from_deb, take_font
from ledctl.fonts.pins import Coverage, Kind, Package, Pin, Way

FONT = b"not really a font"
MEMBER = "usr/share/fonts/tiny.ttc"


def ar(*members: tuple[str, bytes]) -> bytes:
    """An ar archive as deb(5) has it: headers of 60 bytes, members on even offsets."""
    packed = b"!<arch>\n"
    for name, body in members:
        packed += f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(body):<10}`\n".encode()
        packed += body + b"\n" * (len(body) % 2)
    return packed


def tar(compression: str, **files: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=f"w:{compression}") as archive:
        for name, body in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return packed.getvalue()


def deb(compression: str = "xz", data: bytes | None = None) -> bytes:
    body = tar(compression, **{f"./{MEMBER}": FONT}) if data is None else data
    return ar(("debian-binary", b"2.0\n"), ("control.tar.gz", b"odd"), (f"data.tar.{compression}", body))


def wheel(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return packed.getvalue()


def pin_of(packed: bytes, kind: Kind, font: bytes = FONT) -> Pin:
    digests = {
        "sha256": hashlib.sha256(packed).hexdigest(),
        "member_sha256": hashlib.sha256(font).hexdigest(),
    }
    package = Package(kind=kind, name="tiny", version="1.0", member=MEMBER, **digests)
    return Pin("tiny", "Tiny", "OFL-1.1", Way.MULTIPLES, (16,), package, Coverage(0, 0))


@pytest.mark.parametrize("compression", ["gz", "bz2", "xz"])
def test_one_file_out_of_a_debian_package(compression: str) -> None:
    """The member of data.tar, whatever stands before it and however it is compressed."""
    packed = deb(compression)
    assert take_font(pin_of(packed, Kind.DEB), packed) == FONT


def test_one_file_out_of_a_wheel() -> None:
    """The member and nothing else of the zip."""
    packed = wheel(**{MEMBER: FONT, "tiny/__init__.py": b"raise SystemExit"})
    assert take_font(pin_of(packed, Kind.WHEEL), packed) == FONT


def test_another_package_is_not_opened() -> None:
    """The package's own digest comes first."""
    packed = deb()
    with pytest.raises(WrongPackage, match=r"not the pinned tiny 1\.0"):
        take_font(pin_of(packed, Kind.DEB), packed + b" ")


def test_another_font_in_the_right_package_is_refused() -> None:
    """The font's digest is compared as well: a package may swap its font."""
    packed = deb()
    with pytest.raises(Fault, match="not the pinned one"):
        take_font(pin_of(packed, Kind.DEB, b"other"), packed)


@pytest.mark.parametrize(
    ("packed", "kind"),
    [
        (b"PK not a zip", Kind.WHEEL),
        (wheel(other=FONT), Kind.WHEEL),
        (b"not an archive", Kind.DEB),
        (ar(("debian-binary", b"2.0\n")), Kind.DEB),
        (deb(data=tar("xz", other=FONT)), Kind.DEB),
        (deb("zst", b"\x28\xb5\x2f\xfd not understood"), Kind.DEB),
        (deb()[:-100], Kind.DEB),
        (deb().replace(b"4         `", b"four      `"), Kind.DEB),
    ],
    ids=["no zip", "not in the zip", "no ar", "no data", "not in the tar", "zstd", "cut short", "no length"],
)
def test_a_package_that_cannot_be_read(packed: bytes, kind: Kind) -> None:
    """A pinned package that is not what its pin says is a fault with a sentence, never a traceback."""
    with pytest.raises(Fault, match="not the pinned one"):
        take_font(pin_of(packed, kind), packed)


def test_a_folder_is_no_font() -> None:
    """A member that is not a file is not there."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        entry = tarfile.TarInfo("./usr")
        entry.type = tarfile.DIRTYPE
        archive.addfile(entry)
    with pytest.raises(KeyError, match="usr"):
        read_from_deb(deb("gz", packed.getvalue()), "usr")
