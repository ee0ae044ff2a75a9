"""The shape of the program, held by the machine."""

from __future__ import annotations

from importlinter.api import read_configuration
from importlinter.application.use_cases import lint_imports


def test_import_contracts_hold() -> None:
    """Layers, independence and the purity of codecs are as pyproject.toml says."""
    assert read_configuration()["session_options"]["root_packages"] == ["ledctl", "drivers", "layouts"]
    assert lint_imports(config_filename="pyproject.toml", cache_dir=None) is True
