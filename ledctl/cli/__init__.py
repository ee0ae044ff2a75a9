"""The command line: parse, call, print. No rule of the office lives here.

Exit codes: 0 done or clean, 1 refused or something found, 2 bad input, 3 a
fault of the program or the machine.
"""

from ledctl.cli.main import main

__all__ = ["main"]
