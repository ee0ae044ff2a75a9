"""The pages about drivers name what there is."""

import re
from dataclasses import fields
from pathlib import Path

import drivers
from drivers import BUILTIN
from drivers.huidu_sdk.driver import HuiduOptions
from drivers.huidu_sdk.simulator import Quirk as HuiduQuirk
from drivers.onbon_bx.driver import OnbonOptions
from drivers.onbon_bx.simulator import Quirk
from drivers.virtual import VirtualOptions

FOLDER = Path(drivers.__file__).parent
FRONT = (FOLDER / "README.md").read_text(encoding="utf-8")
ONBON = (FOLDER / "onbon_bx" / "README.md").read_text(encoding="utf-8")

HUIDU = (FOLDER / "huidu_sdk" / "README.md").read_text(encoding="utf-8")


def test_every_driver_option_and_quirk_is_on_its_page():
    """What can be named in a settings file is explained."""
    assert all(f"| `{name}` |" in FRONT for name in BUILTIN)
    assert all(f"| `{field.name}` |" in FRONT for field in fields(VirtualOptions))
    assert all(f"| `{field.name}` |" in ONBON for field in fields(OnbonOptions))
    assert all(f"| `{quirk.value}` |" in ONBON for quirk in Quirk)
    assert all(f"| `{field.name}` |" in HUIDU for field in fields(HuiduOptions))
    assert all(f"| `{quirk.value}` |" in HUIDU for quirk in HuiduQuirk)


def test_the_example_on_the_front_page_runs(capsys):
    """The example prints a receipt."""
    code, *_ = re.findall(r"```python\n(.*?)```", FRONT, re.DOTALL)

    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own page

    assert capsys.readouterr().out.startswith("SELECTED virtual sign")
