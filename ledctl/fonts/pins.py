"""Which fonts there are: ``fonts/fonts.toml`` as values.

Here: reading the pins, and where font files live on this machine. Not here:
which of them draws at a size (``choosing.py``), opening one (``typefaces.py``),
fetching one (``fetch.py``).
"""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from ledctl.resources import shared


class Way(StrEnum):
    """How a font has to be drawn, and so what its ``sizes`` mean."""

    MULTIPLES = "multiples"  # dot by dot, at whole multiples of its one size
    STRIKES = "strikes"  # dot by dot, at exactly these sizes
    OUTLINE = "outline"  # from outlines, from the first size to the last


class Kind(StrEnum):
    """What a font comes in."""

    WHEEL = "wheel"
    DEB = "deb"


class Need(StrEnum):
    ALWAYS = "always"
    CHOSEN = "chosen"  # only where a site chooses a size that it draws


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many characters a font draws of GB 2312 (6,763) and of 通用规范汉字表 (8,105)."""

    gb2312: int
    tgh8105: int


@dataclass(frozen=True, slots=True)
class Package:
    """The one file of one package in which a font comes, both by their digests."""

    kind: Kind
    name: str
    version: str
    sha256: str
    member: str
    member_sha256: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Fallback:
    """A font file a distribution may have put on the machine, and what is lost with it."""

    package: str
    version: str
    path: Path
    lost_zh: str
    lost_en: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Pin:
    """One font, pinned to the byte, and how it must be drawn.

    ``index``: the face within a collection. ``fills``: fonts for which it draws
    what they lack. ``without_zh``, ``without_en``: what a site without it cannot do.
    """

    id: str
    name: str
    licence: str
    way: Way
    sizes: tuple[int, ...]
    package: Package
    coverage: Coverage
    need: Need = Need.ALWAYS
    index: int = 0
    fills: tuple[str, ...] = ()
    without_zh: str = ""
    without_en: str = ""
    fallback: Fallback | None = None

    @property
    def sha256(self) -> str:
        """Of the font file."""
        return self.package.member_sha256

    @property
    def file_name(self) -> str:
        """The file's name in the font folder."""
        return self.id + Path(self.package.member).suffix

    def has_size(self, size: int) -> bool:
        """Whether this font is meant to be drawn at ``size``."""
        if self.way is Way.OUTLINE:
            return self.sizes[0] <= size <= self.sizes[-1]
        if self.way is Way.STRIKES:
            return size in self.sizes
        return size > 0 and size % self.sizes[0] == 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A handful of glyphs drawn for ledctl, kept as text beside ``fonts.toml``."""

    id: str
    file: str
    size: int
    licence: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything ``fonts.toml`` names; the order of ``fonts`` is the order in which they are asked."""

    fonts: tuple[Pin, ...]
    drawn: tuple[Drawn, ...]


@cache
def catalogue() -> Catalogue:
    """The pins that ship with this version of ledctl."""
    return read_catalogue((shared("fonts") / "fonts.toml").read_text(encoding="utf-8"))


def read_catalogue(text: str) -> Catalogue:
    """Read TOML; an unknown or missing key is a ``TypeError``, for it is a mistake in our own file."""
    known = tomllib.loads(text)
    fonts = tuple(_pin(**entry) for entry in known.get("font", ()))
    return Catalogue(fonts, tuple(Drawn(**entry) for entry in known.get("drawn", ())))


def _pin(
    *,
    way: str,
    sizes: list[int],
    needed: str,
    package: dict[str, Any],
    coverage: dict[str, int],
    fills: tuple[str, ...] = (),
    fallback: dict[str, Any] | None = None,
    **plain: Any,
) -> Pin:
    return Pin(
        way=Way(way),
        sizes=tuple(sizes),
        need=Need(needed),
        package=Package(**{**package, "kind": Kind(package["kind"])}),
        coverage=Coverage(**coverage),
        fills=tuple(fills),
        fallback=_fallback(**fallback) if fallback else None,
        **plain,
    )


def _fallback(*, path: str, coverage: dict[str, int], **plain: str) -> Fallback:
    return Fallback(path=Path(path), coverage=Coverage(**coverage), **plain)


def font_dir() -> Path:
    """Where fonts are installed: ``LEDCTL_FONTS``, else beside this Python."""
    override = os.environ.get("LEDCTL_FONTS")
    return Path(override) if override else Path(sys.prefix) / "share" / "ledctl" / "fonts"
