from __future__ import annotations

from pathlib import Path

import pytest

from ledctl import resources
from ledctl.resources import shared


def test_a_checkout_has_its_data_beside_the_package() -> None:
    """In a checkout the folder at its top is found."""
    assert (shared("fonts") / "fonts.toml").is_file()


def test_an_installed_package_is_looked_into_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the wheel carries wins over a folder that happens to lie beside it."""
    inside, beside = tmp_path / "ledctl" / "_share" / "fonts", tmp_path / "fonts"
    beside.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "ledctl")
    assert shared("fonts") == beside
    inside.mkdir(parents=True)
    assert shared("fonts") == inside


def test_a_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken install says so, and only the known folders can be asked for."""
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "ledctl")
    with pytest.raises(FileNotFoundError, match="install ledctl again"):
        shared("fonts")
    with pytest.raises(ValueError, match="is not one of"):
        shared("../secrets")
