"""The text of a PDF, read back by Poppler, which knows nothing of how it was made."""

from __future__ import annotations

import subprocess


def text_of(pdf: bytes) -> str:
    """All text, page after page, laid out as on paper."""
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603 - a fixed command
    return done.stdout.decode()
