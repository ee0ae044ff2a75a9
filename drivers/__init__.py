"""Drivers for LED signs, by name. Reads alone: knows frames, bytes and wires, and no office.

The built-in drivers are a table of strings, so that naming one imports nothing
and an unused driver costs nothing. Outsiders add theirs as entry points in the
group ``ledctl.drivers``; a built-in name always means the built-in driver.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, cast

from drivers.base import Panel, Sign
from drivers.options import Option

GROUP = "ledctl.drivers"

BUILTIN = {
    "alpha": "drivers.alpha.driver:AlphaSign",
    "ddp": "drivers.ddp.driver:Ddp",
    "flaschen_taschen": "drivers.flaschen_taschen.driver:FlaschenTaschen",
    "huidu_sdk": "drivers.huidu_sdk.driver:HuiduSdk",
    "onbon_bx": "drivers.onbon_bx.driver:OnbonBx",
    "virtual": "drivers.virtual:VirtualSign",
}


class Driver(Protocol):
    """What a driver's name stands for: usually a ``Sign`` class with this classmethod."""

    def from_settings(self, panel: Panel, link: str, options: Mapping[str, Option]) -> Sign:
        """A sign that has not touched its wire yet; ``ValueError`` for a bad link or option."""
        ...


def names() -> tuple[str, ...]:
    """Every driver that can be named, sorted."""
    return tuple(sorted(_table()))


def load(name: str) -> Driver:
    """Import one driver; ``ValueError`` for a name or a target that is not there."""
    # looking through everything that is installed takes milliseconds: not for a built-in name
    table = BUILTIN if name in BUILTIN else _table()
    if name not in table:
        raise ValueError(f"no driver is called {name!r}; there are {', '.join(sorted(table))}")
    module, _, attribute = table[name].partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise ValueError(f"driver {name!r} cannot be loaded from {table[name]}: {error}") from error
    if not callable(getattr(found, "from_settings", None)):
        raise ValueError(f"driver {name!r} ({table[name]}) offers no from_settings(panel, link, options)")
    return cast(Driver, found)


def open_sign(
    name: str, panel: Panel, *, link: str = "", options: Mapping[str, Option] | None = None
) -> Sign:
    """A sign ready for use. The wire is opened at the first order, not here."""
    return load(name).from_settings(panel, link, options or {})


def _table() -> dict[str, str]:
    return {point.name: point.value for point in entry_points(group=GROUP)} | BUILTIN
