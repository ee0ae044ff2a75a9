"""One character as a bitmap: rows of ink, its advance, every pixel doubled, more room round it. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character's bitmap: one integer a row from the top, ``advance`` bits wide, 1 = ink."""

    advance: int
    rows: tuple[int, ...]

    def scaled(self, times: int) -> Glyph:
        """Every pixel ``times`` wide and high."""
        if times == 1:
            return self
        wide = (_widen(row, self.advance, times) for row in self.rows)
        return Glyph(self.advance * times, tuple(row for row in wide for _ in range(times)))

    def centred(self, advance: int) -> Glyph:
        """The same ink in the middle of a cell ``advance`` wide, at least as wide as its own."""
        right = (advance - self.advance + 1) // 2
        return Glyph(advance, tuple(row << right for row in self.rows))


def _widen(row: int, width: int, times: int) -> int:
    bits = format(row, f"0{width}b") if width else "0"
    return int("".join(bit * times for bit in bits), 2)
