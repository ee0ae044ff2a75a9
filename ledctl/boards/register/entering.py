"""What may stand in the register of boards, and what a person typed read as a board. Pure.

Nonsense is refused with a sentence that names the field; a board that is merely too
small is not nonsense (``sizes``). Names of keepers are wanted, numbers of persons never
(PIPL art. 6): a keeper is reached through the office.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from ledctl.boards.facts import Board, Condition, Level
from ledctl.errors import BadInput
from ledctl.screening.masking import find_personal
from ledctl.sentences import Sentence, sentence

FIELDS: dict[str, tuple[str, str]] = {
    "code": ("代码", "Code"),
    "level": ("级别", "Level"),
    "label": ("名称", "Name"),
    "place": ("位置", "Place"),
    "village": ("村", "Village"),
    "width_cm": ("宽（厘米）", "Width (cm)"),
    "height_cm": ("高（厘米）", "Height (cm)"),
    "fixed_percent": ("固定版面（%）", "Fixed panels (%)"),
    "categories": ("张贴类别", "Categories"),
    "special": ("专栏主题", "Theme"),
    "keeper": ("管理人", "Keeper"),
    "condition": ("状况", "Condition"),
    "condition_note": ("状况说明", "On its condition"),
    "photo": ("照片", "Photo"),
    "in_use": ("在用", "In use"),
}
"""What an office calls each value of a board."""

RESERVED = frozenset({"new", "today", "village"})
"""Pages of their own below ``/boards``."""

MOST_LETTERS = {
    "label": 100,
    "village": 100,
    "place": 200,
    "special": 100,
    "keeper": 100,
    "condition_note": 500,
}
SIDE_CM = (20, 10_000)
"""From a hand's breadth to a wall of a hundred metres."""
WITH_VILLAGE = frozenset({Level.VILLAGE, Level.GROUP})

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], " ")


def tidy(board: Board) -> Board:
    """The same board with texts of one line, and each category once in its order."""
    texts: dict[str, Any] = {name: _line(getattr(board, name)) for name in MOST_LETTERS}
    return replace(board, **texts, categories=tuple(dict.fromkeys(board.categories)))


def check_board(board: Board, categories: Collection[str]) -> None:
    """Return when a board may be so; ``BadInput`` with every fault, each under its field."""
    if found := tuple(_faults(board, categories)):
        raise BadInput(*found)


def read_board(said: Mapping[str, Any], before: Board | None = None) -> Board:
    """The board somebody described in words and numbers; what is not said stays as it was ``before``.

    ``BadInput`` for what is no number or no known word, with every such fault.
    """
    faults: list[Sentence] = []
    values: dict[str, Any] = {}
    for name in (one for one in said if one in FIELDS):
        try:
            values[name] = _READ.get(name, str)(said[name])
        except (ValueError, TypeError):
            faults.append(_unread(name))
    missing = () if before else tuple(_missing(values.keys() | {one.where for one in faults}))
    if faults or missing:
        raise BadInput(*faults, *missing)
    return replace(before, **values) if before else Board(**values)


def _line(text: str) -> str:
    return " ".join(text.translate(_CONTROLS).split())


def _whole(value: object) -> int:
    """A whole number, as a number or typed; true is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    return int(value)


def _several(value: object) -> tuple[str, ...]:
    """Codes of categories: a list of them, or words apart."""
    if isinstance(value, str):
        return tuple(re.split(r"[\s,，、]+", value.strip())) if value.strip() else ()
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    raise TypeError


_READ: dict[str, Callable[[Any], object]] = {
    "code": lambda text: str(text).strip(),
    "level": Level,
    "condition": Condition,
    "width_cm": _whole,
    "height_cm": _whole,
    "fixed_percent": _whole,
    "categories": _several,
    "in_use": bool,
}


def _unread(name: str) -> Sentence:
    kinds: dict[str, type[StrEnum]] = {"level": Level, "condition": Condition}
    if name in kinds:
        return _named("board_not_one_of", name, expected=", ".join(kinds[name]))
    return _named("board_not_whole" if _READ[name] is _whole else "board_not_read", name)


def _missing(known: Collection[str]) -> Iterator[Sentence]:
    needed = ("code", "level", "label", "place", "width_cm", "height_cm")
    for name in needed:
        if name not in known:
            yield _named("board_field_missing", name)


def _faults(board: Board, categories: Collection[str]) -> Iterator[Sentence]:
    if not _CODE.fullmatch(board.code) or board.code in RESERVED:
        yield _named("board_code_wrong", "code", taken=", ".join(sorted(RESERVED)))
    yield from _sizes(board)
    for name in ("label", "place"):
        if not getattr(board, name):
            yield _named("board_field_missing", name)
    if board.level in WITH_VILLAGE and not board.village:
        yield _named("board_village_missing", "village")
    for code in board.categories:
        if code not in categories:
            yield _named("board_category_unknown", "categories", category=code)
    yield from _texts(board)


def _sizes(board: Board) -> Iterator[Sentence]:
    least, most = SIDE_CM
    for name in ("width_cm", "height_cm"):
        if not least <= getattr(board, name) <= most:
            yield _named("board_number_out", name, least=least, most=most)
    if not 0 <= board.fixed_percent <= 100:
        yield _named("board_number_out", "fixed_percent", least=0, most=100)


def _texts(board: Board) -> Iterator[Sentence]:
    for name, most in MOST_LETTERS.items():
        if len(getattr(board, name)) > most:
            yield _named("board_text_long", name, most=most)
    for name in ("code", *MOST_LETTERS):  # a code is printed and stays in every event
        if find_personal(getattr(board, name)):
            yield _named("board_text_personal", name)


def _named(code: str, name: str, **facts: object) -> Sentence:
    zh, en = FIELDS[name]
    return sentence(code, where=name, zh=zh, en=en, **facts)


VALUES = tuple(one.name for one in fields(Board))
"""The names of what is known of a board, in their order."""
