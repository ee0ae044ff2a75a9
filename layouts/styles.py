"""Presets: named looks, kept as TOML beside the layouts.

A preset chooses how a notice is set (sizes, pitch, pace: a ``Style``), which
kind of face draws it, and which colour each ink has. The file holds any of the
keys of ``Style`` and ``face`` at its top level, and colours under ``[colours]``;
whatever it leaves out is as in ``Style``. An unknown key is refused by name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from layouts.base import Ink, Style

FACES = ("pixel", "outline")
"""``pixel``: drawn dot by dot wherever such a font has the size; ``outline``: set from outlines."""

COLOURS = ("red", "green", "yellow", "amber", "blue", "cyan", "white")


@dataclass(frozen=True, slots=True)
class Preset:
    """One look. ``colours`` names a colour for some inks; the palette of the panel has the rest."""

    style: Style = field(default_factory=Style)
    face: str = "pixel"
    colours: Mapping[Ink, str] = field(default_factory=lambda: MappingProxyType({}))


@cache
def preset(name: str = "default") -> Preset:
    """The shipped preset called ``name``; ``ValueError`` names those there are."""
    if name not in preset_names():
        raise ValueError(f"there is no preset {name!r}; there are {', '.join(preset_names())}")
    text = files("layouts").joinpath("presets", f"{name}.toml").read_text(encoding="utf-8")
    return read_preset(text)


@cache
def preset_names() -> tuple[str, ...]:
    folder = files("layouts").joinpath("presets")
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    )


def read_preset(text: str) -> Preset:
    """A preset from TOML; ``ValueError`` names the key that is wrong and what it may be."""
    known = tomllib.loads(text)
    colours = {_ink(key): _one_of(key, value, COLOURS) for key, value in known.pop("colours", {}).items()}
    face = _one_of("face", known.pop("face", "pixel"), FACES)
    return Preset(_style(known), face, MappingProxyType(colours))


def _style(known: dict[str, Any]) -> Style:
    names = {entry.name: type(entry.default) for entry in fields(Style)}
    for key, value in known.items():
        if key not in names:
            raise ValueError(f"a preset has no key {key!r}; it has face, colours, {', '.join(names)}")
        if type(value) is not names[key]:
            raise ValueError(f"{key} is of the kind {names[key].__name__}, not {value!r}")
    return Style(**known)


def _ink(name: str) -> Ink:
    return Ink(_one_of("colours", name, tuple(ink.value for ink in Ink)))


def _one_of(key: str, value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{key} is one of {', '.join(allowed)}, not {value!r}")
    return value
