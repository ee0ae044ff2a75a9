"""Which fonts there are: ``fonts/fonts.toml`` as values.

Here: reading the pins, and where font files live on this machine. Not here:
opening a font (``typefaces.py``) or fetching one (``fontfetch.py``).
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ledctl.resources import shared


@dataclass(frozen=True, slots=True)
class Fallback:
    """A lesser font file a distribution may have put on the machine, and what is lost with it."""

    package: str
    version: str
    path: Path
    lost_zh: str
    lost_en: str
    coverage: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pin:
    """One font, pinned to the byte: in which wheel it is, and how it must be drawn.

    ``step``: it is exact at multiples of this size only. ``ascent``: rows above
    the baseline at that size.
    """

    id: str
    name: str
    package: str
    version: str
    wheel_sha256: str
    member: str
    sha256: str
    licence: str
    step: int
    ascent: int
    coverage: Mapping[str, int]
    fallback: Fallback | None = None

    @property
    def file_name(self) -> str:
        """The file's name in the font folder."""
        return self.id + Path(self.member).suffix


@dataclass(frozen=True, slots=True)
class Drawn:
    """A handful of glyphs drawn for ledctl, kept as text beside ``fonts.toml``."""

    id: str
    file: str
    size: int
    licence: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything ``fonts.toml`` names; the order of ``fonts`` is the fallback order."""

    fonts: tuple[Pin, ...]
    drawn: tuple[Drawn, ...]


@cache
def catalogue() -> Catalogue:
    """The pins that ship with this version of ledctl."""
    return read_catalogue((shared("fonts") / "fonts.toml").read_text(encoding="utf-8"))


def read_catalogue(text: str) -> Catalogue:
    """Read TOML; an unknown or missing key is a ``TypeError``, for it is a mistake in our own file."""
    known = tomllib.loads(text)
    fonts = tuple(_pin(entry) for entry in known.get("font", ()))
    return Catalogue(fonts, tuple(Drawn(**entry) for entry in known.get("drawn", ())))


def _pin(entry: dict[str, Any]) -> Pin:
    fallback = entry.pop("fallback", None)
    if fallback is not None:
        fallback = Fallback(**{**fallback, "path": Path(fallback["path"])})
    return Pin(**entry, fallback=fallback)


def font_dir() -> Path:
    """Where fonts are installed: ``LEDCTL_FONTS``, else beside this Python."""
    override = os.environ.get("LEDCTL_FONTS")
    return Path(override) if override else Path(sys.prefix) / "share" / "ledctl" / "fonts"
