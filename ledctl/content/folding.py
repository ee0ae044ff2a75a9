"""Full-width digits as they are written on signs and paper: half-width in figures, untouched elsewhere.

Which: ０-９, and in a figure that has one ． － ： ／ and a grouping ，. Where: in
cells of figures, dates and telephone numbers, and in running text inside

* amounts: a number after ￥, or before a unit of money, land, length, weight or a per cent sign;
* dates and times: 2026年11月24日, 2026－11－24, 15时20分, 8：30;
* telephone numbers: with an area code, or after 电话 and the like.

A firm's name, a document number 〔２０２６〕 and a code such as ＤＮ３００ keep what
they have: there the width may be part of the name. Signs that are no digits
(￥ ％) stay as written. The stored text is never changed, and the text of an
official warning is not folded at all: whoever calls this leaves it out. Pure.
"""

from __future__ import annotations

import re

from ledctl.content.model import ColumnType

_HALF = str.maketrans("０１２３４５６７８９，．－：／", "0123456789,.-:/")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE = re.compile("[０-９]")

_D = "[0-9０-９]"
_DASH = "[-－]"
_NUMBER = rf"{_DASH}?(?:{_D}{{1,3}}(?:[,，]{_D}{{3}})+(?!{_D})|{_D}+)(?:[.．]{_D}+)?"
_UNIT = r"\s?(?:[十百千万亿]*(?:元|亩|公顷|平方米|立方米|公里|千米|公斤|千克|吨)|[％%‰])"
_AMOUNT = rf"(?:(?<=[￥¥])|(?<=[￥¥]\s)){_NUMBER}|{_NUMBER}(?=(?:[～~—–-]{_NUMBER})?{_UNIT})"
_DAY = (
    rf"{_D}{{4}}[-－/／.．]{_D}{{1,2}}[-－/／.．]{_D}{{1,2}}(?!{_D})"
    rf"|{_D}{{4}}(?=年)|{_D}{{1,2}}(?=[月日时])|(?<=时){_D}{{1,2}}(?=分)"
    rf"|{_D}{{1,2}}[:：]{_D}{{2}}(?!{_D})"
)
_PHONE = (
    rf"[0０]{_D}{{2,3}}[-－—]?{_D}{{7,8}}(?!{_D})"
    rf"|(?:(?<=电话|热线|传真)|(?<=(?:电话|热线|传真)[:：])){_D}+(?:{_DASH}{_D}+)*"
)
# A number inside a code, a longer number or after Latin letters is no figure of its own.
_ALONE = r"(?<![0-9０-９A-Za-zＡ-Ｚａ-ｚ.．,，/／])"
_FIGURE = re.compile(f"{_ALONE}(?:{_PHONE}|{_DAY}|{_AMOUNT})")

_BETWEEN = re.compile(r"(?<=\d)[．－：／](?=\d)|^－(?=\d)", re.ASCII)
_GROUPED = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))", re.ASCII)
_NUMBERS = frozenset({ColumnType.INT, ColumnType.DECIMAL, ColumnType.MONEY, ColumnType.PERCENT})
_FIGURES = _NUMBERS | {ColumnType.DATE, ColumnType.PHONE}
_RUNNING = frozenset({ColumnType.TEXT, ColumnType.STEPS})


def fold_text(text: str) -> str:
    """Running text with the figures in it half-width; the length stays."""
    return _FIGURE.sub(lambda figure: _fold(figure[0]), text) if _WIDE.search(text) else text


def _fold(figure: str) -> str:
    """A figure typed half-width keeps its marks: in 3，200元 the comma may part a list."""
    return figure.translate(_HALF) if _WIDE.search(figure) else figure


def fold_cell(text: str, kind: ColumnType) -> str:
    """A cell as a column of this kind is written; names and numbers of cards stay as they are."""
    if not _WIDE.search(text):
        return text
    if kind in _RUNNING:
        return fold_text(text)
    return _fold_figures(text, kind) if kind in _FIGURES else text


def _fold_figures(text: str, kind: ColumnType) -> str:
    half = _BETWEEN.sub(lambda mark: mark[0].translate(_HALF), text.translate(_DIGITS))
    return _GROUPED.sub(",", half) if kind in _NUMBERS else half
