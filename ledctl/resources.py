"""Where the data folders are: inside an installed package, or in the checkout beside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
FOLDERS = ("fonts", "config/defaults", "config/examples")


def shared(name: str) -> Path:
    """The data folder ``name`` (one of ``FOLDERS``).

    A wheel carries them under ``ledctl/_share``; a checkout (and an editable
    install) has them at its top. ``FileNotFoundError`` means a broken install.
    """
    if name not in FOLDERS:
        raise ValueError(f"{name!r} is not one of {', '.join(FOLDERS)}")
    for folder in (_PACKAGE / "_share" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the data folder {name} is missing: install ledctl again")
