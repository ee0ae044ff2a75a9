"""An office whose proofs are taken: one sign stepped by hand, and hands that open what was made."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from ledctl.accounts.model import Actor
from ledctl.clock import FrozenClock
from ledctl.proof.proving import Made
from ledctl.station import Station
from tests.pdf_text import text_of
from tests.publishing.office import Office, actor, office_of


@dataclass
class Taken:
    """A bundle that was made, opened again."""

    made: Made
    raw: bytes

    @property
    def zip(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.raw))

    def read(self, name: str) -> bytes:
        return self.zip.read(name)

    def paper(self, name: str = "certificate.pdf") -> str:
        """The text of a PDF without its spaces and line ends: lines break where they must."""
        return "".join(text_of(self.read(name)).split())

    def summary(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.read("summary.json"))
        return found

    def rows(self, name: str = "displays.csv") -> list[list[str]]:
        """The lines of a list, without its head."""
        return [*csv.reader(io.StringIO(self.read(name).decode("utf-8-sig"), newline=""))][1:]


@pytest.fixture
def office(station: Station, clock: FrozenClock) -> Office:
    """One sign, one worker, nothing up yet."""
    return office_of(station, clock)


@pytest.fixture
def take(office: Office) -> Callable[..., Taken]:
    """``take("A")`` is the bundle of that notice, taken by a reviewer unless somebody else is named."""

    def make(notice: str, by: Actor | None = None) -> Taken:
        office.worker._recorder.flush(force=True)
        out = io.BytesIO()
        made = office.station.proofs.make(by or actor("reviewer"), notice, out)
        return Taken(made, out.getvalue())

    return make
