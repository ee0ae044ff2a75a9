"""The class *forged*: exports changed by somebody who knows their format, and the public key from elsewhere.

What holds: the verifier that ships in the export finds and places the change, refuses the file, or claims
nothing that the site did not write (``tests.tampering_exports``).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.faults.running import Report
from tests.tampering_exports import run as forge


def run(seed: int, times: int, *, report: Report) -> tuple[int, int]:
    """So many changes of one export."""
    with tempfile.TemporaryDirectory() as folder:
        _, through = forge(Path(folder), times, seed * 100_000)
    for one in through:
        report(f"forged: {one}")
    return times - len(through), len(through)
