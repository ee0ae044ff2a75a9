"""One font file out of the package it comes in: a wheel or a Debian package, both digests compared.

A wheel is a zip. A Debian package is an ``ar`` archive (deb(5)): a global
header, then members with a header of 60 bytes each, padded to even length; the
files are in its ``data.tar``, compressed. Not here: getting a package.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from ledctl.errors import Fault
from ledctl.fonts.pins import Kind, Pin

AR = b"!<arch>\n"
HEADER = 60
LENGTH = slice(48, 58)
BROKEN = (
    KeyError,
    ValueError,
    OSError,
    EOFError,
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
)
"""What the standard library raises about an archive that is not what it should be."""


class WrongPackage(Exception):
    """These bytes are not the pinned package."""


def take_font(pin: Pin, packed: bytes) -> bytes:
    """The pinned font out of the pinned package; ``WrongPackage`` when it is another package.

    A ``Fault`` when the package is the right one and its font is not: a mistake in our own pins.
    """
    if hashlib.sha256(packed).hexdigest() != pin.package.sha256:
        raise WrongPackage(f"not the pinned {pin.package}")
    read = read_from_wheel if pin.package.kind is Kind.WHEEL else read_from_deb
    try:
        data = read(packed, pin.package.member)
    except BROKEN as error:
        raise Fault.of("font_damaged", where=pin.package.member, font=pin.name) from error
    if hashlib.sha256(data).hexdigest() != pin.sha256:
        raise Fault.of("font_damaged", where=pin.package.member, font=pin.name)
    return data


def read_from_wheel(packed: bytes, member: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return archive.read(member)


def read_from_deb(packed: bytes, member: str) -> bytes:
    """``member`` as its path below ``/``; compression by gzip, bzip2 and xz is understood."""
    data = next(body for name, body in _ar_members(packed) if name.startswith("data.tar"))
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        file = archive.extractfile(f"./{member}")
        if file is None:
            raise KeyError(member)
        return file.read()


def _ar_members(packed: bytes) -> Iterator[tuple[str, bytes]]:
    if not packed.startswith(AR):
        raise ValueError("not an ar archive")
    at = len(AR)
    while at + HEADER <= len(packed):
        header = packed[at : at + HEADER]
        length = int(header[LENGTH])
        at += HEADER
        yield header[:16].decode("ascii").rstrip("/ "), packed[at : at + length]
        at += length + length % 2
    raise KeyError("data.tar")
