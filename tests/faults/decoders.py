"""One target under atheris: coverage-guided bytes until something but ``ProtocolError`` comes out.

A process of its own, because libFuzzer takes over signals and the exit. The
second form tries one input again, without the fuzzer::

    python -m tests.faults.decoders onbon_bx/replies --runs 100000
    python -m tests.faults.decoders onbon_bx/replies --input artifacts/faults/...

Only ``drivers`` is instrumented. Exits 0 when every run was survived.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.drivers.hostile import Target

INSTRUMENTED = ["drivers", "tests.faults.planted"]
LONGEST = 8 * 1024 + 2


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("target")
    reader.add_argument("--runs", type=int, default=10_000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--input", type=Path)
    reader.add_argument("--artifacts", type=Path, default=Path("artifacts/faults"))
    given = reader.parse_args()
    if given.input:
        find_target(given.target, contextlib.nullcontext()).attack(given.input.read_bytes())
    else:
        fuzz(given.target, given.runs, given.artifacts, seed=given.seed)


def find_target(name: str, importing: AbstractContextManager[object]) -> Target:
    """A target by name; ``importing`` is held while the drivers are imported."""
    with importing:
        roster = importlib.import_module("tests.drivers.hostile")
        known = [*roster.targets(), importlib.import_module("tests.faults.planted").PLANTED]
    (found,) = [target for target in known if target.name == name]
    return found


def fuzz(name: str, runs: int, artifacts: Path, *, seed: int = 1) -> None:
    """Never returns: libFuzzer ends the process. An input that is not survived is kept in ``artifacts``."""
    import atheris

    target = find_target(name, atheris.instrument_imports(include=INSTRUMENTED))
    artifacts.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, known in enumerate(target.seeds):
            (Path(corpus) / str(number)).write_bytes(known)
        options = {
            "runs": runs,
            "seed": seed,
            "max_len": LONGEST,
            "timeout": 10,  # s; an input that hangs is a find
            "rss_limit_mb": 1024,
            "verbosity": 0,
            "artifact_prefix": f"{artifacts}/{name.replace('/', '-')}-",
        }
        words = ["decoders", *(f"-{key}={value}" for key, value in options.items()), corpus]
        atheris.Setup(words, target.attack)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
