"""The pictures on an auditor's pages: addresses by the digest of the approved program, and their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledctl.questions.casefile import CaseFile
from ledctl.questions.standing_page import StandingPage
from ledctl.rendering.sampling import sample_pages
from ledctl.station import Station
from ledctl.web.pictures import enlarged

MOST = 24
"""Pages of a program that a page shows; a clock has 1,440, and paper has an end."""


@dataclass(frozen=True, slots=True)
class ProgramView:
    """An approved program: for which signs and versions, and the numbers of the pages that are shown."""

    digest: str
    signs: tuple[str, ...]
    versions: tuple[int, ...]
    width: int
    height: int
    total: int
    numbers: tuple[int, ...]

    def address(self, number: int) -> str:
        return address(self.digest, number)


def address(program: str, page: int) -> str:
    """Where the picture of a page is; pages count from 1."""
    return f"/audit/frame/{program}/{page}.png"


def size_of(station: Station, page: StandingPage) -> tuple[int, int]:
    """How large the picture of a page is shown."""
    panel = station.questions.frame(page.program, page.page).panel
    return enlarged(panel.width, panel.height)


def pictures_of(case: CaseFile) -> Sequence[ProgramView]:
    """Every program that was approved for the notice and is still kept, in the order of the approvals."""
    approved = dict.fromkeys(order.program_digest for order in case.dossier.orders)
    return [_view(case, digest) for digest in approved if digest in case.programs]


def _view(case: CaseFile, digest: str) -> ProgramView:
    orders = [order for order in case.dossier.orders if order.program_digest == digest]
    program = case.programs[digest]
    width, height = enlarged(program.panel.width, program.panel.height)
    return ProgramView(
        digest,
        tuple(dict.fromkeys(order.sign for order in orders)),
        tuple(dict.fromkeys(order.version_no for order in orders)),
        width,
        height,
        len(program.pages),
        tuple(number + 1 for number in sample_pages(program))[:MOST],
    )
