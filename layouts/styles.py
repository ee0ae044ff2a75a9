"""Presets: named choices of size, pitch and pace, kept as TOML beside the layouts."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from layouts.base import Style


@cache
def preset(name: str = "default") -> Style:
    """The style called ``name``; ``ValueError`` names those there are."""
    if name not in preset_names():
        raise ValueError(f"there is no preset {name!r}; there are {', '.join(preset_names())}")
    text = files("layouts").joinpath("presets", f"{name}.toml").read_text(encoding="utf-8")
    return Style(**tomllib.loads(text))


@cache
def preset_names() -> tuple[str, ...]:
    folder = files("layouts").joinpath("presets")
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    )
