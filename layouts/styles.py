"""Presets: named looks, kept as TOML beside the layouts.

A preset chooses how a notice is set (sizes, pitch, pace: a ``Style``), which
kind of face draws it, and which colour each ink has. The file holds any of the
keys of ``Style`` and ``face`` at its top level, and colours under ``[colours]``;
whatever it leaves out is as in ``Style``. What is wrong in it is a
``WrongPreset``, which names the key and what it may hold.
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

# What a number may be. A page that stands no time or an hour is a slip of the keyboard.
PIXELS = range(8, 257)
MILLISECONDS = range(60_001)
LEAST_STAND = range(500, 60_001)
BOUNDS: Mapping[str, range] = {
    "size": PIXELS,
    "pitch": PIXELS,
    "look_up_ms": MILLISECONDS,
    "character_ms": range(20, 5_001),
    "row_ms": range(100, 30_001),
    "min_text_ms": LEAST_STAND,
    "min_table_ms": LEAST_STAND,
    "ticker_step": range(1, 7),
    "warning_sizes": PIXELS,
    "warning_pages": range(1, 100),
}


class WrongPreset(ValueError):
    """A key of a preset that cannot stay: which one, and what it may hold (in no language)."""

    message = "{key} must be {allowed}, not {value!r}"

    def __init__(self, key: str, value: object, allowed: str) -> None:
        super().__init__(self.message.format(key=key, value=value, allowed=allowed))
        self.key = key
        self.value = value
        self.allowed = allowed


class UnknownKey(WrongPreset):
    """A key no preset has; ``allowed`` lists those there are."""

    message = "a preset has no key {key!r}; it has {allowed}"


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
    """A preset from TOML; ``WrongPreset`` names the key that is wrong and what it may be."""
    return make_preset(tomllib.loads(text))


def make_preset(known: Mapping[str, Any]) -> Preset:
    """A preset from the keys of a file."""
    rest = dict(known)
    face = _one_of("face", rest.pop("face", "pixel"), FACES)
    colours = _colours(rest.pop("colours", {}))
    return Preset(_style(rest), face, colours)


def _colours(known: object) -> Mapping[Ink, str]:
    if not isinstance(known, dict):
        raise WrongPreset("colours", known, "[colours]")
    inks = tuple(ink.value for ink in Ink)
    if strange := sorted(known.keys() - set(inks)):
        raise UnknownKey(f"colours.{strange[0]}", known[strange[0]], ", ".join(inks))
    chosen = {Ink(key): _one_of(f"colours.{key}", value, COLOURS) for key, value in known.items()}
    return MappingProxyType(chosen)


def _style(known: Mapping[str, Any]) -> Style:
    defaults = {entry.name: entry.default for entry in fields(Style)}
    for key, value in known.items():
        if key not in defaults:
            raise UnknownKey(key, value, ", ".join(["face", "colours", *defaults]))
    return Style(**{key: _like(defaults[key], key, value) for key, value in known.items()})


def _like(default: object, key: str, value: object) -> Any:
    """``value`` if it is of the default's kind and in bounds; a list where that is a tuple."""
    if isinstance(default, tuple):
        if not isinstance(value, list) or not value:
            raise WrongPreset(key, value, "[int, ...]")
        return tuple(_like(default[0], key, one) for one in value)
    _check(key, value, type(default))
    return value


def _check(key: str, value: object, kind: type) -> None:
    if type(value) is not kind:  # True is an int to isinstance, and no size
        raise WrongPreset(key, value, kind.__name__)
    if key in BOUNDS and value not in BOUNDS[key]:
        raise WrongPreset(key, value, f"{BOUNDS[key][0]}–{BOUNDS[key][-1]}")


def _one_of(key: str, value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise WrongPreset(key, value, " / ".join(allowed))
    return value
