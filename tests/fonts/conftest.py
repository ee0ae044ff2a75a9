"""The fonts of this machine."""

from __future__ import annotations

import pytest
from hypothesis import settings

from ledctl.rendering.faces import Faces, installed_faces

# A busy machine is slow, not wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def faces() -> Faces:
    return installed_faces()
