"""``python -m tests.tampering --runs 1000``: seeded changes by hand; exits 1 when one went unseen."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.tampering.judge import run, town_of
from tests.tampering.site_of_weeks import build


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        town = town_of(build(Path(folder) / "site"))
        for seed in range(asked.seed, asked.seed + asked.runs):
            done = run(town, Path(folder), seed)
            outcomes[done.outcome] += 1
            if done.fault:
                print(f"seed {seed}: {done.change.kind} {done.change.table} {done.change.told}: {done.fault}")
    print(dict(outcomes))
    return 1 if outcomes["missed"] or outcomes["astray"] else 0


if __name__ == "__main__":
    sys.exit(main())
