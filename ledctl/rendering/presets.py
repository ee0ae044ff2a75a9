"""The looks a site may choose from: those that ship, and its own in ``SITE/presets/NAME.toml``.

A site's file is read as strictly as a shipped one, and what is wrong in it is a
sentence with the file's name and the key. It cannot take the name of a shipped
preset: two looks of one name would be told apart by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from layouts.styles import Preset, UnknownKey, WrongPreset, make_preset, preset, preset_names
from ledctl.errors import BadInput
from ledctl.settings import read_toml

FOLDER = "presets"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


def presets_of(site: Path | None) -> dict[str, Preset]:
    """Every preset by name; ``BadInput`` for a site's file that cannot be used."""
    known = {name: preset(name) for name in preset_names()}
    files = sorted((site / FOLDER).glob("*.toml")) if site else []
    return known | {_free_name(file, known): read_file(file) for file in files}


def read_file(file: Path) -> Preset:
    """The preset in one file."""
    try:
        return make_preset(read_toml(file))
    except UnknownKey as error:
        raise BadInput.of(
            "preset_key_unknown", where=str(file), key=error.key, allowed=error.allowed
        ) from None
    except WrongPreset as error:
        raise BadInput.of(
            "preset_value_wrong", where=str(file), key=error.key, allowed=error.allowed, value=error.value
        ) from None


def find_preset(name: str, known: Mapping[str, Preset], where: str) -> Preset:
    """The preset called ``name``; ``BadInput`` names those there are."""
    try:
        return known[name]
    except KeyError:
        raise BadInput.of("preset_unknown", where=where, name=name, known=", ".join(sorted(known))) from None


def _free_name(file: Path, shipped: Mapping[str, Preset]) -> str:
    if not NAME.fullmatch(file.stem):
        raise BadInput.of("preset_name_odd", where=str(file))
    if file.stem in shipped:
        raise BadInput.of("preset_name_taken", where=str(file), name=file.stem)
    return file.stem
