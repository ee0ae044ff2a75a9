"""Samples, their summaries, and the plain table they are printed as. Pure.

A claim of speed or size is a ratio between two things measured in the same run,
one after the other in every round. The ratio of a line is the median of its
rounds' ratios, so that a round disturbed by the machine counts once, on neither
side more than the other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Series:
    """One thing, measured in every round; all values in ``unit``."""

    name: str
    unit: str
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError(f"{self.name}: nothing was measured")

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def p99(self) -> float:
        """By nearest rank: with fewer than 100 values it is the greatest."""
        return sorted(self.values)[math.ceil(0.99 * len(self.values)) - 1]

    def as_dict(self) -> dict[str, object]:
        return {
            "name": self.name,
            "unit": self.unit,
            "n": len(self.values),
            "median": self.median,
            "p99": self.p99,
            "values": list(self.values),
        }


@dataclass(frozen=True, slots=True)
class Line:
    """A figure, what stands beside it, and what is aimed at: ``5x``, ``60 ms``, or nothing."""

    figure: Series
    beside: Series | None = None
    aim: str = ""

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios, or ``None`` when nothing stands beside."""
        if self.beside is None:
            return None
        return median(a / b for a, b in zip(self.figure.values, self.beside.values, strict=True))

    def as_dict(self) -> dict[str, object]:
        beside = None if self.beside is None else self.beside.as_dict()
        return {"figure": self.figure.as_dict(), "beside": beside, "ratio": self.ratio, "aim": self.aim}


@dataclass(frozen=True, slots=True)
class Table:
    """One benchmark's lines, and what a reader has to know of them."""

    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        rows = [HEAD, *(_cells(line) for line in self.lines)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
        printed = ["  ".join(map(_pad, row, widths, range(len(row)))).rstrip() for row in rows]
        return "\n".join([self.title, "", *printed, "", *(f"  {note}" for note in self.notes)])

    def as_dict(self) -> dict[str, object]:
        return {
            "title": self.title,
            "lines": [line.as_dict() for line in self.lines],
            "notes": list(self.notes),
        }


HEAD = ("figure", "unit", "n", "median", "p99", "beside", "median", "p99", "ratio", "aim")
_WORDS = (0, 1, 5, 9)


def _cells(line: Line) -> tuple[str, ...]:
    figure, beside, ratio = line.figure, line.beside, line.ratio
    return (
        figure.name,
        figure.unit,
        str(len(figure.values)),
        _number(figure.median),
        _number(figure.p99),
        beside.name if beside else "",
        _number(beside.median) if beside else "",
        _number(beside.p99) if beside else "",
        f"{ratio:.2f}x" if ratio is not None else "",
        line.aim,
    )


def _pad(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column in _WORDS else cell.rjust(width)


def _number(value: float) -> str:
    """Three figures that mean something, and no more."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
