"""The tables of options on the drivers' pages say what the code takes: names, defaults, values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

import drivers
from drivers.alpha.settings import AlphaOptions
from drivers.ddp.driver import DdpOptions
from drivers.flaschen_taschen.driver import FlaschenTaschenOptions
from drivers.huidu_sdk.driver import HuiduOptions
from drivers.onbon_bx.settings import OnbonOptions
from drivers.options import Option, read_options

FOLDER = Path(drivers.__file__).parent
TABLE = re.compile(r"^\| option \| values \| default \|[^\n]*\n\|[-|]+\|\n((?:\|[^\n]*\n)+)", re.MULTILINE)
RANGE = re.compile(r"(\d+) to (\d+)")
# beside which others an option may be given at all; every option has to go with one of them
PAGES: dict[str, tuple[type, tuple[Mapping[str, Option], ...]]] = {
    "alpha": (AlphaOptions, ({},)),
    "ddp": (DdpOptions, ({}, {"protocol": "dnrgb"})),
    "flaschen_taschen": (FlaschenTaschenOptions, ({},)),
    "huidu_sdk": (HuiduOptions, ({},)),
    "onbon_bx": (OnbonOptions, ({}, {"model": "5M1"}, {"model": "5Q1P"})),
}


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    values: str
    default: str


def rows_of(page: str) -> Iterator[Row]:
    text = (FOLDER / page / "README.md").read_text(encoding="utf-8")
    for table in TABLE.findall(text):
        for line in table.splitlines():
            name, values, default = (cell.strip() for cell in line.split("|")[1:4])
            yield Row(name.strip("`"), values, default)


def takes(page: str, name: str, value: Option) -> bool:
    kind, contexts = PAGES[page]
    for beside in contexts:
        try:
            read_options(kind, {**beside, name: value})
        except ValueError:
            continue
        return True
    return False


def spelt(default: Option) -> str:
    """A default as the first word of its cell has it."""
    return str(default).lower() if isinstance(default, bool) else str(default)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_lists_each_option_once_with_its_default(page):
    """Exactly the options of the code, and its defaults."""
    rows = list(rows_of(page))
    defaults = {each.name: each.default for each in fields(PAGES[page][0])}

    assert sorted(row.name for row in rows) == sorted(defaults)
    for row in rows:
        first = re.split(r"[ :]", row.default)[0].strip("`")
        assert first == spelt(defaults[row.name]) or (defaults[row.name], first) in (
            ("", "none"),
            ("", "empty"),
        )


@pytest.mark.parametrize("page", PAGES)
def test_the_values_on_a_page_are_those_taken(page):
    """Both ends of a range and each named value are taken, one past either end is not."""
    ranges = 0
    for row in rows_of(page):
        if found := RANGE.match(row.values):
            low, high = map(int, found.groups())
            ranges += 1
            asked = [takes(page, row.name, value) for value in (low - 1, low, high, high + 1)]
            assert asked == [False, True, True, False], row
        elif row.values.startswith("`") and "HOST" not in row.values:
            assert all(takes(page, row.name, value) for value in re.findall(r"`([^`]+)`", row.values)), row
        elif row.values == "true, false":
            assert all(takes(page, row.name, value) for value in (True, False)), row
    assert ranges >= 2
