"""How much of a board is free: its area less the fixed panels less what hangs. Pure.

A sheet takes its paper and two centimetres around it. Where nobody entered which paper
hangs, it is taken for one page of A4, and the figure says that it is estimated. Whether
so many sheets also fit side by side is another question (``pictures.shelves``): *about*.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from ledctl.boards.facts import Board
from ledctl.boards.hanging import Stay

PAPERS: dict[str, tuple[int, int]] = {"A4": (210, 297), "A3": (297, 420)}
"""Width and height in millimetres, held upright."""
MARGIN_MM = 20
_MM2 = 1_000_000


@dataclass(frozen=True, slots=True)
class Room:
    """Areas in square metres. ``sheets``, ``pages``: what hangs; ``guessed``: sheets of unknown paper.

    ``a4_left``: about so many pages of A4 find room yet; ``over_m2``: by so much too much hangs.
    """

    area_m2: float
    fixed_m2: float
    notices_m2: float
    taken_m2: float
    sheets: int
    pages: int
    guessed: int
    a4_left: int = 0

    @property
    def free_m2(self) -> float:
        return max(0.0, self.notices_m2 - self.taken_m2)

    @property
    def over_m2(self) -> float:
        return max(0.0, self.taken_m2 - self.notices_m2)

    @property
    def is_over(self) -> bool:
        return self.taken_m2 > self.notices_m2

    def as_dict(self) -> dict[str, Any]:
        """Plain values under stable names, areas to the square centimetre."""
        derived = {name: getattr(self, name) for name in ("free_m2", "over_m2")}
        said = asdict(self) | derived
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in said.items()}


def paper_of(stay: Stay) -> tuple[int, int]:
    """Width and height of one page in millimetres, as it hangs; of unknown paper, those of A4."""
    width, height = PAPERS.get(stay.paper, PAPERS["A4"])
    return (height, width) if stay.landscape else (width, height)


def is_guessed(stay: Stay) -> bool:
    """Whether nobody entered which paper hangs there."""
    return stay.paper not in PAPERS


def cell_of(stay: Stay) -> tuple[int, int]:
    """What one page takes, in millimetres: the paper and the margin around it."""
    width, height = paper_of(stay)
    return width + 2 * MARGIN_MM, height + 2 * MARGIN_MM


def room_on(board: Board, hanging: Iterable[Stay]) -> Room:
    """The room on the board while these hang there."""
    stays = tuple(hanging)
    fixed = board.area_m2 * board.fixed_percent / 100
    free = board.area_m2 - fixed
    taken = sum(stay.pages * _page_m2(*paper_of(stay)) for stay in stays)
    return Room(
        area_m2=board.area_m2,
        fixed_m2=fixed,
        notices_m2=free,
        taken_m2=taken,
        sheets=len(stays),
        pages=sum(stay.pages for stay in stays),
        guessed=sum(is_guessed(stay) for stay in stays),
        a4_left=_a4_left(board, free - taken),
    )


def _a4_left(board: Board, free_m2: float) -> int:
    """None on a board too narrow for a page; rounded first, so that a float's last bit costs no page."""
    page = [side + 2 * MARGIN_MM for side in PAPERS["A4"]]
    sides = sorted(10 * side for side in (board.width_cm, board.height_cm))
    fits = all(side >= needed for side, needed in zip(sides, page, strict=True))
    return max(0, int(round(free_m2 / _page_m2(*PAPERS["A4"]), 6))) if fits else 0


def _page_m2(width: int, height: int) -> float:
    return (width + 2 * MARGIN_MM) * (height + 2 * MARGIN_MM) / _MM2
