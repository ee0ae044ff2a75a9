"""Whether a board is as large as its level asks for, and its fixed panels leave room for notices. Pure.

The county's rule: a town's board at least 20 m2, a village's at least 10 m2, fixed panels on
at most 70 % of it; a site sets its own figures (``settings.boards``). A board that falls
short exists all the same, so this is told wherever the board stands, and refused nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledctl.boards.facts import LEVEL_LABELS, Board, Level
from ledctl.sentences import Sentence, sentence
from ledctl.settings import BoardSettings

_CM2 = 10_000


def least_m2(level: Level, rules: BoardSettings) -> float | None:
    """What a board of this level measures at least; ``None`` where no rule asks for anything."""
    return {Level.TOWN: rules.town_min_m2, Level.VILLAGE: rules.village_min_m2}.get(level)


def shortfalls(board: Board, rules: BoardSettings) -> tuple[Sentence, ...]:
    """What should be otherwise with this board, in words."""
    return (*_too_small(board, rules), *_too_fixed(board, rules))


def exactly(area_m2: float) -> str:
    """Square metres to the square centimetre: 19.9999 is not 20."""
    return f"{area_m2:.4f}".rstrip("0").rstrip(".")


def _too_small(board: Board, rules: BoardSettings) -> Iterator[Sentence]:
    least = least_m2(board.level, rules)
    if least is not None and board.width_cm * board.height_cm < least * _CM2:
        zh, en = LEVEL_LABELS[board.level]
        yield sentence(
            "board_too_small", where="width_cm", area=exactly(board.area_m2), least=f"{least:g}", zh=zh, en=en
        )


def _too_fixed(board: Board, rules: BoardSettings) -> Iterator[Sentence]:
    if board.fixed_percent > rules.fixed_most:
        yield sentence(
            "board_too_fixed", where="fixed_percent", share=board.fixed_percent, most=rules.fixed_most
        )
