"""The command line: parse, call, print. No rule of the office lives here.

Exit codes: 0 done or clean, 1 refused or something found, 2 bad input, 3 a
fault of the program or the machine.
"""

from __future__ import annotations

import gc

__all__ = ["main"]


def main() -> None:
    """The command ``ledctl``.

    Importing makes many objects and no garbage. The collector rests meanwhile and
    afterwards leaves alone what stays as long as the process: an eighth of the start.
    """
    gc.disable()
    try:
        from ledctl.cli.main import main as run
    finally:
        gc.freeze()
        gc.enable()
    run()
