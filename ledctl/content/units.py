"""The names of offices: what a town's own units have in common. Pure."""

from __future__ import annotations

import re

_COUNTY = re.compile("^.*[县市区旗](?=.+[镇乡道木]$)")


def own_name(town: str) -> str:
    """What every unit of a town has in its name: ``鹭洲镇`` for 沅岭县鹭洲镇人民政府.

    Papers write the county before the town or leave it out; both are the town's.
    """
    core = town.strip().removesuffix("人民政府").removesuffix("办事处")
    return _COUNTY.sub("", core) or town.strip()


def is_own(unit: str, town: str) -> bool:
    """Whether ``unit`` is the town itself or an office of it; nobody is where the town has no name."""
    name = own_name(town)
    return bool(name) and name in unit
