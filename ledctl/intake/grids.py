"""One table of a document while it is read: where each cell stands, and what is merged. Pure.

A merge to the right is a width, a merge downwards a word that begins and goes on
(ISO/IEC 29500-1, 17.4.17 and 17.4.84). A row that goes on in another width than the
merge began is a cell of its own that says the same: no cell beside it is covered.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ledctl.errors import BadInput
from ledctl.intake.sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Merge, Sheet, lay_out, place


@dataclass(slots=True)
class Grid:
    """One table while it is read; ``open`` says where a merge downwards began, by column."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], Merge] = field(default_factory=dict)
    open: dict[int, tuple[int, int]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    covered: tuple[int, int] | None = None
    """The first cell with words that a merge downwards covers."""
    notes: dict[str, None] = field(default_factory=dict)
    row: int = -1
    column: int = 0
    wide: int = 1
    downwards: str = ""
    paragraphs: list[list[str]] = field(default_factory=list)

    def begin_row(self) -> None:
        self.row += 1
        self.column = 0

    def skip(self, columns: int) -> None:
        """Leave columns free at the start of a row; later they would cover cells that are read already."""
        if self.column:
            raise BadInput.of("package_broken")
        self.column = columns

    def begin_cell(self) -> None:
        if self.row < 0:
            raise BadInput.of("package_broken")
        self.wide, self.downwards = 1, ""
        self.paragraphs = []

    def end_cell(self) -> None:
        text = "\n".join("".join(words) for words in self.paragraphs).strip("\n")
        if len(text) > MAX_CELL:
            raise BadInput.of(
                "sheet_cell_long", where=place(self.name, self.row, self.column), limit=MAX_CELL
            )
        self._require_room()
        if self.downwards == "continue" and self.column in self.open:
            self._go_on(self.open[self.column], text)
        else:
            self._place(text)
        self.column += self.wide

    def _go_on(self, spot: tuple[int, int], text: str) -> None:
        """One more row of a merge; a row of another width is a cell of its own that says the same."""
        if text.strip():
            self.covered = self.covered or (self.row, self.column)
        above = self.spans[spot]
        if above.right - above.left + 1 == self.wide:
            self._grow(spot)
        else:
            self.downwards = "restart"
            self._place(self.texts[spot])

    def _require_room(self) -> None:
        if self.row >= MAX_ROWS:
            raise BadInput.of("sheet_too_long", where=self.name, count=self.row + 1, limit=MAX_ROWS)
        if self.column + self.wide > MAX_COLUMNS:
            raise BadInput.of(
                "sheet_too_wide", where=self.name, count=self.column + self.wide, limit=MAX_COLUMNS
            )

    def _place(self, text: str) -> None:
        spot = (self.row, self.column)
        self.texts[spot] = text
        self.spans[spot] = Merge(self.row, self.column, self.row, self.column + self.wide - 1)
        for column in range(self.column, self.column + self.wide):
            self.open.pop(column, None)
        if self.downwards == "restart":
            self.open[self.column] = spot

    def _grow(self, spot: tuple[int, int]) -> None:
        above = self.spans[spot]
        self.spans[spot] = Merge(above.top, above.left, self.row, above.right)

    def laid_out(self) -> Sheet | None:
        return lay_out(self.name, self.texts, self.spans.values())
