"""Addresses: of where somebody lives, the village and its group are public, the house is not. Pure.

Here: cutting an address down, and seeing a house number in a cell. Not here:
which column holds addresses (``columns``). Rule: a notice says who is meant to
the neighbours, and no more than they need (Civil Code art. 1034, Personal
Information Protection Law art. 6).
"""

from __future__ import annotations

import re

from ledctl.screening.folds import fold

_WORD = r"[^\W\d_号栋幢楼室]"
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_PLACE = re.compile(
    rf"\s*({_WORD}{{1,30}}(?:村(?!民)|社区)(?:委会|居委会)?"
    rf"(?:\s?(?:第?{_NUMBER}|{_WORD}{{1,5}}?)(?:村民小组|小组|组|屯))?)"
)
_GROUP = re.compile(rf"\s*(?:第?{_NUMBER})(?:村民小组|小组|组)\s*")
_HOUSE = re.compile(
    rf"(?:村|组|屯|湾|院|路|街|巷|弄|里|社区|小区){_WORD}{{0,2}}\s?{_NUMBER}(?:-\d{{1,4}})?号"
    r"(?!线|桩|渠|塘|坝|机|井|闸|泵|地|楼|文|令|公|通)"
    r"|\d{1,3}(?:栋|幢|号楼)\s?(?:\d{1,2}单元\s?)?\d{1,4}(?:室|号|房)"
)


def generalise_address(cell: str) -> str | None:
    """Village and group of an address as they are written; ``None`` when no village can be read."""
    folded = fold(cell)
    if not folded.strip() or _GROUP.fullmatch(folded):
        return cell.strip()
    match = _PLACE.match(folded)
    return cell[match.start(1) : match.end(1)] if match else None


def names_house(text: str) -> bool:
    """Whether the number of a house stands in ``text``."""
    return _HOUSE.search(fold(text)) is not None
