"""The gate of ``make test``: modules marked pure are covered to the last branch.

A module is marked by the word ``Pure.`` at the end of a sentence in its
docstring's first paragraph, or by standing in ``ALWAYS``. Usage:
``pure_coverage.py settings FILE`` writes settings for coverage that trace these
modules and no others, which costs less; ``pure_coverage.py gate coverage.json``
exits 1 naming what is missing.
"""

from __future__ import annotations

import ast
import json
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("ledctl", "drivers", "layouts")
ALWAYS = frozenset(
    {
        "ledctl/notices/states.py",
        "ledctl/notices/rights.py",
        "ledctl/playlists/choose.py",
        "ledctl/calendars/windows.py",
        "ledctl/ledger/chain.py",
        "ledctl/publishing/gate.py",
    }
)


def is_pure(path: Path) -> bool:
    """Whether the module says of itself that it is pure."""
    if path.relative_to(ROOT).as_posix() in ALWAYS:
        return True
    first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0]
    return " ".join(first.split()).endswith("Pure.")


def pure_modules() -> list[Path]:
    """Every module that says it is pure."""
    found = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py") if is_pure(p))
    if len(found) < len(ALWAYS):
        raise SystemExit("the pure modules were not found")
    return found


def write_settings(file: Path) -> int:
    """What coverage is to trace, beside what ``pyproject.toml`` says of its reports."""
    report = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["coverage"]["report"]
    names = [path.relative_to(ROOT).as_posix() for path in pure_modules()]
    said = {"run": {"branch": True, "include": names}, "report": report}
    lines = (
        f"[{section}]\n" + "".join(f"{key} = {_ini(value)}\n" for key, value in fields.items())
        for section, fields in said.items()
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(lines), "utf-8")
    return 0


def _ini(value: object) -> str:
    return "".join(f"\n    {one}" for one in value) if isinstance(value, list) else str(value)


def gate(report: Path) -> int:
    """1 when a pure module has a line or a branch no test went through; each is named."""
    files = json.loads(report.read_text())["files"]
    names, bad = pure_modules(), 0
    for path in names:
        name = path.relative_to(ROOT).as_posix()
        seen = files.get(name)
        missing = seen["missing_lines"] + seen["missing_branches"] if seen else ["never imported"]
        if missing:
            bad += 1
            print(f"{name}: not covered: {missing}")
    print(f"pure modules: {len(names)}, fully covered: {len(names) - bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit({"settings": write_settings, "gate": gate}[sys.argv[1]](Path(sys.argv[2])))
