"""``ledctl publish`` with marks: the publisher as a process of its own, telling what it did.

``python -m benchmarks.beside SITE`` is the command ``ledctl publish --site SITE``
and nothing less; what ``watching`` sees goes to standard output, a JSON line each.
What the command itself says to people goes to standard error: two threads that
share one stream break each other's lines.
"""

from __future__ import annotations

import sys
from contextlib import redirect_stdout

from benchmarks.watching import Seen, watched
from ledctl.cli import main

MARKS = sys.stdout


def tell(seen: Seen) -> None:
    print(seen.to_line(), file=MARKS, flush=True)


if __name__ == "__main__":
    sys.argv = ["ledctl", "publish", "--site", sys.argv[1]]
    with watched(tell), redirect_stdout(sys.stderr):
        main()
