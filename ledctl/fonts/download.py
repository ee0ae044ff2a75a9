"""Get a pinned package the way this machine gets its packages: pip for wheels, apt for Debian's.

Nothing is installed: the package lands in a scratch folder and needs no root.
What came is not trusted; ``packages.py`` compares it with its pin.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ledctl.fonts.pins import Kind, Package

TIMEOUT_S = 300
PIP = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check")
PIP_ONLY = ("--no-deps", "--only-binary=:all:")
APT = ("apt-get", "download", "--quiet=2")


class DownloadFailed(Exception):
    """No package came; the message is the tool's own last line."""


def download(package: Package, folder: Path) -> Path:
    """The package file, in ``folder``."""
    done = _run(_command(package), folder)
    files = sorted(folder.glob(f"*.{'whl' if package.kind is Kind.WHEEL else 'deb'}"))
    if done.returncode or not files:
        raise DownloadFailed(_last_line(done.stderr) or "no package came")
    return files[0]


def _command(package: Package) -> tuple[str, ...]:
    if package.kind is Kind.WHEEL:
        return (*PIP, *PIP_ONLY, f"{package.name}=={package.version}")
    return (*APT, f"{package.name}={package.version}")


def _run(command: tuple[str, ...], folder: Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - pip by our own interpreter or apt-get, words from our own file
            command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DownloadFailed(str(error)) from error


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""
