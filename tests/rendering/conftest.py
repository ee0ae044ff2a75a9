"""The fonts of this machine, and the switch that accepts new golden pictures."""

from __future__ import annotations

import pytest
from hypothesis import settings

from ledctl.rendering.faces import Faces, installed_faces

# A busy machine is slow, not wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="accept what is drawn now as right")


@pytest.fixture(scope="session")
def faces() -> Faces:
    return installed_faces()
