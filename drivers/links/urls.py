"""The parts of a link's URL: host and port, a path, and settings after the question mark. Pure.

Settings are the fields of a frozen dataclass, as options of drivers are
(``options.py``); here only their words become numbers and yes or no first.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import SplitResult, parse_qsl

from drivers.options import Option, read_options

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Kind = TypeVar("Kind", bound=DataclassInstance)
else:
    Kind = TypeVar("Kind")

_NUMBER = re.compile(r"[0-9]{1,9}")  # int() would also take 9_600, +9600 and digits of other scripts


def read_host_and_port(parts: SplitResult) -> tuple[str, int]:
    """Both, and nothing after them but settings."""
    if not parts.hostname or not parts.port or parts.path.strip("/") or parts.fragment:
        raise ValueError("a host and a port from 1 to 65535 are wanted")
    if "@" in parts.netloc or " " in parts.netloc:
        raise ValueError("nobody logs in to a wire: a name or an address alone is wanted as host")
    return parts.hostname, parts.port


def read_path(parts: SplitResult) -> str:
    """A path as it stands; ``serial://COM3`` has a name where others have a path."""
    path = parts.netloc + parts.path
    if not path or parts.fragment:
        raise ValueError("a path is wanted")
    return path


def read_settings(kind: type[Kind], query: str) -> Kind:
    """``kind`` with what the query sets; ``ValueError`` names the setting."""
    pairs = split_query(query)
    if len(given := dict(pairs)) < len(pairs):
        raise ValueError("a setting is given twice")
    types = {field.name: type(field.default) for field in fields(kind)}
    return read_options(
        kind, {name: _read_word(name, word, types.get(name, str)) for name, word in given.items()}
    )


def split_query(query: str) -> list[tuple[str, str]]:
    """``a=1&b=2`` as pairs; a word without its ``=`` is refused, and so is an empty one."""
    return parse_qsl(query, keep_blank_values=True, strict_parsing=True) if query else []


def refuse_settings(parts: SplitResult) -> None:
    if parts.query:
        raise ValueError(f"this kind of link has no settings, not {parts.query!r}")


def check_choice(name: str, value: str | int, accepted: tuple[str | int, ...]) -> None:
    if value not in accepted:
        raise ValueError(f"{name!r} is one of {', '.join(map(str, accepted))}, not {value!r}")


def check_range(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name!r} is from {low} to {high}, not {value}")


def _read_word(name: str, word: str, kind: type) -> Option:
    if kind is bool:
        check_choice(name, word, ("0", "1"))
        return word == "1"
    if kind is int:
        if not _NUMBER.fullmatch(word):
            raise ValueError(f"{name!r} is a number, not {word!r}")
        return int(word)
    return word
