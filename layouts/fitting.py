"""Breaking text into lines: Chinese rules, numbers with their units, names whole.

The rules are those of W3C *Requirements for Chinese Text Layout* at its GB
level, and what GB/T 15834 says of marks: no closing mark, stop, connector,
interpunct or solidus at the start of a line, no opening mark or solidus at its
end; —— and …… are never split and never start a line. On top, for public
figures: a number keeps its sign and its unit, a range its two ends, 第 its
number. The Unicode rules alone would allow ¥12,860.50|元, right for prose and
wrong for money.

A text becomes *units*, pieces that stay together; units are filled into lines
greedily. A unit wider than every line is cut more finely, in this order: whole
pieces the caller named, then names and words, the ends of a range, a number and
its unit (22万元 on a line of its own, of 1,026.22万元, would be another figure),
then after one of ``- . , @ _ / · + ×``, then between any two characters, and last,
where a run of marks alone is wider than the line, against the rule (the
standard allows it there too).

Whitespace is never lost: the lines joined are the text. It hangs at the end of
a line, beyond the width if need be, and whoever paints the line strips it.

Pure: no clock, no fonts; widths come from the caller's ``Metrics``, which has to give
the same answer every time, because units of short texts are remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple, cast

from layouts.base import DoesNotFit, Metrics

NOT_FIRST = frozenset("、，。．：；！？）］｝〕〉》」』】〗”’…—–～·•／％℃,.:;!?)]}/%‰〞﹞")
NOT_LAST = frozenset("（［｛〔〈《「『【〖“‘([{／/￥¥＄$")

_LONG_UNITS = (
    "小时|分钟|季度|公里|千米|公顷|公斤|千克|毫米|厘米|平方米|立方米|工作日|日历天|周岁|摄氏度|标段"
    "|个百分点|个工作日|个自然日|个月"
)
_UNITS = "元户人天年月日号时分秒米亩组个项次条例岁届期吨名位批村周级类度里角只头户套栋层段章款处份宗台家%％℃‰"
_LATIN_UNITS = "km/h|m³/[dhs]|km²|hm²|m²|m³|kWh|kVA|km|cm|mm|kg|kW|kV|hm2|MPa|m|g|t|L"
_SIGNS = r"[A-Za-z0-9０-９Ⅰ-Ⅻ_.@+\-/:%&=?#~,$×±φΦ²³]"
_BARE = rf"(?:[¥￥]{_SIGNS}*|{_SIGNS}+)"  # a sign of money begins a figure, also right behind another one
_UNIT = rf"{_LONG_UNITS}|[{_UNITS}]|\s?(?:{_LATIN_UNITS})(?![A-Za-z])|(?<=[万亿])"
_WORD = rf"{_BARE}(?:(?<=[0-9０-９%])[余多]?[万亿]?(?:{_UNIT})|(?<=[A-ZⅠ-Ⅻ])[类级栋])?"
_RANGE = rf"{_WORD}(?:(?:[～–]|—(?!—)){_WORD})*"
_COUNT = "[一二三四五六七八九十百千万亿零〇两]+"
_NUMBERED = rf"第(?:{_COUNT}|\d+)(?:{_UNIT})?|{_COUNT}(?:{_LONG_UNITS}|[{_UNITS}])"
_REST = r"——|……|\s+|."
_TOKEN = re.compile(rf"〔\d{{4}}〕第?\d+号|{_NUMBERED}|{_RANGE}|{_REST}", re.DOTALL)
_ENDS = re.compile(rf"{_NUMBERED}|{_WORD}|{_REST}", re.DOTALL)
_PARTS = re.compile(rf"{_BARE}|[余多]?[万亿]?(?:{_LONG_UNITS}|元)|{_REST}", re.DOTALL)
_PIECE = re.compile(r"——|……|\s+|[^\-/.,@_·+×\s]+[\-/.,@_·+×]*|[\-/.,@_·+×]+")
_ATOM = re.compile(r"——|……|\s+|.", re.DOTALL)

SHORT = 400
"""Characters; the units of such a text are remembered, because a layout tries the cards of a list, the
captions and the closing again and again on the pages it makes. Longer ones would be too many bytes."""

Widths = Callable[[int], int]
Cut = Callable[[str], list[str]]

_PIECES: Cut = _PIECE.findall
_FINER: tuple[Cut, ...] = (_TOKEN.findall, _ENDS.findall, _PARTS.findall, _PIECES, _ATOM.findall)
"""How a text is cut, from coarse to fine."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """Text measured at one size; trailing whitespace hangs and has no width."""

    metrics: Metrics
    size: int

    def width(self, text: str) -> int:
        return self.metrics.advance(text.rstrip(), self.size)

    def measure(self, text: str) -> Unit:
        bare = text.rstrip()
        width = self.metrics.advance(bare, self.size)
        full = width if bare == text else self.metrics.advance(text, self.size)
        return Unit(text, width, full)


class Unit(NamedTuple):
    """Text that stays together: its width at the end of a line, and ``full``, within one."""

    text: str
    width: int
    full: int


def wrap(text: str, width: int, metrics: Metrics, size: int, keep: Sequence[Sequence[str]] = ()) -> list[str]:
    """Break one paragraph into lines of at most ``width`` pixels; joined they are ``text``.

    ``keep``: strings not to be broken unless they alone are wider than the line,
    in levels from coarse to fine (fields of a card, then names in them).
    ``DoesNotFit`` when a single character is wider than the line.
    """
    return wrap_into(text, lambda _: width, width, Ruler(metrics, size), keep)


def wrap_into(
    text: str, widths: Widths, widest: int, ruler: Ruler, keep: Sequence[Sequence[str]] = ()
) -> list[str]:
    """``wrap`` where line ``i`` has ``widths(i)`` pixels, ``widest`` the most of any.

    A line too narrow for the next unit stays empty rather than breaking the unit.
    """
    if text and ruler.width(text) <= widths(0):
        return [text]
    measure = remembered_units if len(text) <= SHORT else _measured
    return list(_fill(measure(text, tuple(map(tuple, keep)), widest, ruler), widths))


def units_of(text: str, widest: int, ruler: Ruler, keep: Sequence[Sequence[str]] = ()) -> list[str]:
    """What stays together in ``text``, none wider than ``widest``; joined they are ``text``."""
    return [unit.text for unit in measured_units(text, widest, ruler, keep)]


def measured_units(
    text: str, widest: int, ruler: Ruler, keep: Sequence[Sequence[str]] = ()
) -> tuple[Unit, ...]:
    """The same with their widths, for those who fill lines themselves."""
    return _measured(text, tuple(map(tuple, keep)), widest, ruler)


def _measured(text: str, keep: tuple[tuple[str, ...], ...], widest: int, ruler: Ruler) -> tuple[Unit, ...]:
    """The units of ``text``, none wider than ``widest``."""
    cuts = [*(_keeping(words) for words in keep), *_FINER]
    return tuple(unit for part in _units(text, cuts[0]) for unit in _narrow(part, cuts[1:], widest, ruler))


remembered_units = lru_cache(maxsize=1024)(_measured)


def _keeping(words: Sequence[str]) -> Cut:
    """Cuts text into tokens, but leaves each of ``words`` whole where one begins (the longest of them)."""
    whole = sorted((word for word in words if word), key=len, reverse=True)
    return partial(_cut_around, tuple(whole)) if whole else _TOKEN.findall


def _cut_around(words: tuple[str, ...], text: str) -> list[str]:
    # One pattern of all words would have to be compiled anew for every card of a list.
    pieces, at = [], 0
    while at < len(text):
        if text.startswith(words, at):
            piece = next(word for word in words if text.startswith(word, at))
        else:
            piece = cast(re.Match[str], _TOKEN.match(text, at))[0]  # any character is a token
        pieces.append(piece)
        at += len(piece)
    return pieces


def _units(text: str, cut: Cut) -> list[str]:
    """Cut ``text`` into tokens and glue together those the rules keep on one line."""
    glued = _glued_piece if cut is _PIECES else _glued
    units: list[str] = []
    for token in cut(text):
        if units and glued(units[-1], token):
            units[-1] += token
        else:
            units.append(token)
    return units


def _glued(before: str, token: str) -> bool:
    return token.isspace() or breaks_a_rule(before, token)


def _glued_piece(before: str, token: str) -> bool:
    """Where （元/亩） is wider than the line, a solidus ends a line rather than start one."""
    after_solidus = before[-1] in "/／" and token[0] not in NOT_FIRST
    return not after_solidus and _glued(before, token)


def breaks_a_rule(before: str, after: str) -> bool:
    """Whether a line ending in ``before`` and one starting with ``after`` show a fault."""
    end, start = before.rstrip(), after.lstrip()
    if not end or not start:
        return False
    return start[0] in NOT_FIRST or (end[-1] in NOT_LAST and not _is_address(end, start))


def _is_address(end: str, start: str) -> bool:
    """A solidus between Latin letters belongs to an address or a number, which may end a line with it."""
    return end[-1] == "/" and start[0].isascii() and end[-2:-1].isascii() and end[-2:-1].isalnum()


def _narrow(text: str, cuts: Sequence[Cut], widest: int, ruler: Ruler) -> Iterator[Unit]:
    unit = ruler.measure(text)
    if unit.width <= widest:
        yield unit
    elif cuts:
        for part in _units(text, cuts[0]):
            yield from _narrow(part, cuts[1:], widest, ruler)
    else:
        yield from _atoms(text, widest, ruler)


def _atoms(text: str, widest: int, ruler: Ruler) -> Iterator[Unit]:
    """The last resort: against the rules, but nothing lost and nothing over the edge."""
    for atom in _ATOM.findall(text):
        for piece in [atom] if ruler.width(atom) <= widest else atom:
            unit = ruler.measure(piece)
            if unit.width > widest:
                raise DoesNotFit(f"“{piece}”", needed=unit.width, available=widest)
            yield unit


def _fill(units: Iterable[Unit], widths: Widths) -> Iterator[str]:
    line, used, number, room = "", 0, 0, widths(0)
    for unit in units:
        while used + unit.width > room and (line or unit.width):
            yield line
            line, used, number = "", 0, number + 1
            room = widths(number)
        line += unit.text
        used += unit.full
    if line:
        yield line
