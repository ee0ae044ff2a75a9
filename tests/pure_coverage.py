"""The gate of ``make test``: modules marked pure are covered to the last branch.

A module is marked by the word ``Pure.`` at the end of a sentence in its
docstring's first paragraph, or by standing in ``ALWAYS``. Usage:
``python tests/pure_coverage.py coverage.json``; exits 1 naming what is missing.
"""

from __future__ import annotations

import ast
import json
import sys
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


def main(report: Path) -> int:
    files = json.loads(report.read_text())["files"]
    bad = 0
    names = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py") if is_pure(p))
    if len(names) < len(ALWAYS):
        print("the pure modules were not found")
        return 1
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
    sys.exit(main(Path(sys.argv[1])))
