"""The tables of a .docx document, each as a sheet (ISO/IEC 29500-1, 17.4).

Text is what a person reads on paper. Tracked changes stop the reading, so that
nothing deleted comes in and nothing half agreed does; so does a field whose words
change by themselves (sums, dates, DDE). Hidden text, pictures and automatic numbers
are left out, and a note says so. A table within a cell is a sheet of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ledctl.errors import BadInput
from ledctl.intake.package import Package
from ledctl.intake.sheet import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Merge, Sheet, lay_out, place
from ledctl.sentences import Sentence, sentence

MAX_TABLES = 60

_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"})
_UNREAD = frozenset({"Fallback", "txbxContent", "drawing", "pict", "object"})
_FETCHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|AUTOTEXT)\b", re.IGNORECASE
)
_STANDING = re.compile(r"\s*(HYPERLINK\b.*)?", re.DOTALL)
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NO = frozenset({"0", "false", "off"})
_SEEN_BREAKS = frozenset({"altChunk", "subDoc"})


@dataclass(slots=True)
class Grid:
    """One table while it is read; ``open`` says where a merge downwards began, by column."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], Merge] = field(default_factory=dict)
    open: dict[int, tuple[int, int]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
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
            self._grow(self.open[self.column])
        else:
            self._place(text)
        self.column += self.wide

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


@dataclass(slots=True)
class TableReader:
    """Reads the tables of the main part; ``hiding`` are the styles whose text is hidden."""

    hiding: frozenset[str]
    grids: list[Grid] = field(default_factory=list)
    stack: list[Grid] = field(default_factory=list)
    unread: int = 0
    run_properties: bool = False
    in_run: bool = False
    hidden: bool = False
    wanted: bool = False
    instruction: list[str] = field(default_factory=list)
    instructing: bool = False

    def begin(self, tag: str, said: Mapping[str, str]) -> None:
        if tag in _CHANGES:
            raise BadInput.of("document_changes")
        if tag in _SEEN_BREAKS:
            raise BadInput.of("package_objects")
        if tag in _UNREAD:
            self.unread += 1
            self._note("note_pictures")
        if tag in ("fldChar", "fldSimple", "instrText"):
            self._field(tag, said)
        if tag == "tbl" and not self.unread:
            self._begin_table()
        elif self.stack and not self.unread:
            self._within(tag, said)

    def end(self, tag: str) -> None:
        if tag in _UNREAD:
            self.unread -= 1
        elif tag == "instrText":
            self.instructing = False
        elif self.unread or not self.stack:
            return
        elif tag == "tbl":
            self.stack.pop()
        elif tag == "tc":
            self.stack[-1].end_cell()
        elif tag == "rPr":
            self.run_properties = False
        elif tag == "r":
            self.in_run = self.hidden = False
        elif tag == "t":
            self.wanted = False

    def text(self, words: str) -> None:
        if self.instructing:
            self.instruction.append(words)
        elif self.wanted and not self.unread:
            self._say(words)

    def _begin_table(self) -> None:
        if len(self.grids) == MAX_TABLES:
            raise BadInput.of("sheet_too_many", limit=MAX_TABLES)
        self._note("note_nested")
        grid = Grid(f"表{len(self.grids) + 1}")
        self.grids.append(grid)
        self.stack.append(grid)

    def _within(self, tag: str, said: Mapping[str, str]) -> None:
        grid = self.stack[-1]
        if tag == "tr":
            grid.begin_row()
        elif tag == "gridBefore":
            grid.skip(_count(said))
        elif tag == "tc":
            grid.begin_cell()
        elif tag == "gridSpan":
            grid.wide = max(_count(said), 1)
        elif tag == "vMerge":
            grid.downwards = said.get("val", "continue")
        elif tag == "hidden" and _is_on(said):
            grid.hidden_rows.append(grid.row)
        elif tag == "numPr":
            self._note("note_automatic_numbers")
        elif tag == "p":
            grid.paragraphs.append([])
        else:
            self._within_run(tag, said)

    def _within_run(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == "r":
            self.in_run, self.hidden = True, False
        elif tag == "rPr":
            self.run_properties = self.in_run
        elif tag == "vanish" and self.run_properties:
            self.hidden = _is_on(said)
        elif tag == "rStyle" and self.run_properties:
            self.hidden = self.hidden or said.get("val", "") in self.hiding
        elif tag == "t":
            self.wanted = True
        elif tag in _SIGNS and self.in_run:
            self._say(_SIGNS[tag])

    def _say(self, words: str) -> None:
        if self.hidden:
            self._note("note_hidden_text")
        elif self.stack[-1].paragraphs:
            self.stack[-1].paragraphs[-1].append(words)

    def _field(self, tag: str, said: Mapping[str, str]) -> None:
        """Judge the instruction of a field as soon as it is whole."""
        if tag == "instrText":
            self.instructing = True
            return
        told = said.get("instr", "") if tag == "fldSimple" else "".join(self.instruction)
        self.instruction.clear()
        if _FETCHING.search(told) or (self.stack and not _STANDING.fullmatch(told)):
            raise BadInput.of("document_field")

    def _note(self, code: str) -> None:
        if self.stack:
            self.stack[-1].notes[code] = None


def read_document(
    package: Package, progress: Callable[[int, int], None]
) -> tuple[list[Sheet], list[Sentence]]:
    """Every table that holds a word; ``BadInput`` where the document has none."""
    main = package.main()
    reader = TableReader(_hiding_styles(package, main))
    whole = package.parts[main].file_size if main in package.parts else 0
    done = 0

    def read(size: int) -> None:
        nonlocal done
        done += size
        progress(done, whole)

    for kind, word, said in package.events(main, read):
        if kind == "start":
            reader.begin(word, said)
        elif kind == "end":
            reader.end(word)
        else:
            reader.text(word)
    if not reader.grids:
        raise BadInput.of("sheet_no_table")
    return _sheets(package, reader.grids)


def _sheets(package: Package, grids: list[Grid]) -> tuple[list[Sheet], list[Sentence]]:
    sheets, notes = [], []
    for grid in grids:
        notes += [sentence(code, where=grid.name) for code in grid.notes]
        if grid.hidden_rows:
            first = grid.hidden_rows[0] + 1
            notes.append(
                sentence("note_hidden_rows", where=grid.name, count=len(grid.hidden_rows), first=first)
            )
        if sheet := grid.laid_out():
            sheets.append(sheet)
    if any(re.search(r"/comments\w*\.xml$", name) for name in package.parts):
        notes.append(sentence("note_comments"))
    return sheets, notes


def _hiding_styles(package: Package, main: str) -> frozenset[str]:
    """The styles whose text is hidden, by themselves or by the style they are based on."""
    hiding: set[str] = set()
    based: dict[str, str] = {}
    style = ""
    for relation in package.relations(main):
        if relation.kind.endswith("/styles"):
            for kind, tag, said in package.events(relation.target):
                if kind == "start" and tag == "style":
                    style = said.get("styleId", "")
                elif kind == "start" and tag == "basedOn":
                    based[style] = said.get("val", "")
                elif kind == "start" and tag == "vanish" and _is_on(said):
                    hiding.add(style)
            break
    return frozenset(hiding | {name for name in based if _reaches(name, based, hiding)})


def _reaches(name: str, based: Mapping[str, str], hiding: set[str]) -> bool:
    """Whether ``name`` leads to a hiding style, within as many steps as Word allows."""
    for _ in range(12):
        if name in hiding:
            return True
        name = based.get(name, "")
    return False


def _is_on(said: Mapping[str, str]) -> bool:
    return said.get("val", "true").lower() not in _NO


def _count(said: Mapping[str, str]) -> int:
    value = said.get("val", "")
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        raise BadInput.of("package_broken")
    return int(value)
