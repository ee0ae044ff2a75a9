"""Options a driver takes, read from a settings file into a frozen dataclass.

The dataclass is the whole description: its field names are the accepted names,
the types of its defaults the accepted types, its ``__post_init__`` the accepted
values. Nothing is converted and nothing is ignored: a misspelt option that is
silently dropped is found on the day it was needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Kind = TypeVar("Kind", bound=DataclassInstance)
else:
    Kind = TypeVar("Kind")

Option = str | int | bool


def read_options(kind: type[Kind], given: Mapping[str, Option]) -> Kind:
    """``kind`` with the options ``given``; every field needs a default. ``ValueError`` names the option."""
    types = {field.name: type(field.default) for field in fields(kind)}
    for name, value in given.items():
        if name not in types:
            raise ValueError(f"unknown option {name!r}; accepted: {', '.join(sorted(types)) or 'none'}")
        if type(value) is not types[name]:  # exact: True is an int to isinstance
            raise ValueError(f"option {name!r} is of type {types[name].__name__}, not {value!r}")
    return kind(**given)


def check_choice(name: str, value: str, accepted: Sequence[str]) -> None:
    """``ValueError`` naming the option unless its value is one of these."""
    if value not in accepted:
        raise ValueError(f"option {name!r} is one of {', '.join(accepted)}, not {value!r}")


def check_range(name: str, value: int, low: int, high: int) -> None:
    """``ValueError`` naming the option unless its value is in the range."""
    if not low <= value <= high:
        raise ValueError(f"option {name!r} is from {low} to {high}, not {value}")
