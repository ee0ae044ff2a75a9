"""Drivers by name."""

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

import drivers
from drivers import BUILTIN, load, names, open_sign
from drivers.base import Colour, Panel, Sign

PANEL = Panel(64, 31, Colour.DUAL)  # as high as every driver can
LINKS = {
    "alpha": "tcp://127.0.0.1:10001",
    "ddp": "udp://127.0.0.1:4048",
    "flaschen_taschen": "udp://127.0.0.1:1337",
    "huidu_sdk": "tcp://127.0.0.1:10001",
    "onbon_bx": "tcp://127.0.0.1:5005",
    "virtual": "",
}


def test_every_builtin_opens_without_touching_a_wire():
    """Each name in the table is a sign that waits for its first order before it connects."""
    assert set(names()) >= set(BUILTIN)
    for name in BUILTIN:
        sign = open_sign(name, PANEL, link=LINKS[name])
        assert isinstance(sign, Sign)
        assert sign.panel == PANEL
        sign.close()


def test_an_unknown_name_is_answered_with_the_known_ones():
    """A wrong driver name says which there are."""
    with pytest.raises(ValueError, match=r"there are .*onbon_bx, .*virtual"):
        open_sign("onbonbx", PANEL)


@pytest.mark.parametrize(
    ("options", "match"),
    [
        (
            {"modell": "5E2"},
            "unknown option 'modell'; accepted: address, area, block, checksum",
        ),
        ({"area": "0"}, "option 'area' is of type int"),
        ({"area": True}, "option 'area' is of type int"),
        ({"model": 5}, "option 'model' is of type str"),
    ],
)
def test_options_are_neither_ignored_nor_converted(options, match):
    """An unknown or ill-typed option is named, with what is accepted."""
    with pytest.raises(ValueError, match=match):
        open_sign("onbon_bx", PANEL, link=LINKS["onbon_bx"], options=options)


def test_outsiders_are_merged_and_cannot_replace_a_builtin(monkeypatch):
    """Entry points add names; a built-in name keeps its meaning."""
    points = [
        EntryPoint("mine", "drivers.virtual:VirtualSign", drivers.GROUP),
        EntryPoint("virtual", "nowhere:Nothing", drivers.GROUP),
        EntryPoint("missing", "no_such_module:X", drivers.GROUP),
        EntryPoint("hollow", "drivers.base:Panel", drivers.GROUP),
    ]
    monkeypatch.setattr(drivers, "entry_points", lambda group: points)

    assert names() == tuple(sorted({*BUILTIN, "hollow", "mine", "missing"}))
    assert load("mine") is load("virtual")
    with pytest.raises(ValueError, match="'missing' cannot be loaded"):
        load("missing")
    with pytest.raises(ValueError, match=r"'hollow'.*from_settings"):
        load("hollow")


def test_a_builtin_is_found_without_looking_through_what_is_installed(monkeypatch):
    """Entry points are asked only for a name that is not built in."""
    monkeypatch.delattr(drivers, "entry_points")
    assert set(BUILTIN.values()) == {f"{load(n).__module__}:{load(n).__name__}" for n in BUILTIN}


def test_naming_drivers_imports_none_of_them():
    """The table is strings: an unused driver costs nothing."""
    code = "import sys, drivers; drivers.names(); print(any(m in sys.modules for m in ('serial', 'PIL')))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter

    assert done.stdout.strip() == "False"
