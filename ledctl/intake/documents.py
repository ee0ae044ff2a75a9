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
from ledctl.intake.grids import Grid
from ledctl.intake.package import Package
from ledctl.intake.sheet import Sheet, place
from ledctl.sentences import Sentence, sentence

MAX_TABLES = 60

_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"})
_UNREAD = frozenset({"Fallback", "txbxContent", "drawing", "pict", "object"})
_SETTINGS = ("rPr", "pPr", "tcPr", "trPr", "tblPr", "tblPrEx", "tblGrid", "sectPr")
_ASIDE = frozenset(
    {
        "rt",
        *(
            f"{what}Change"
            for what in ("rPr", "pPr", "tcPr", "trPr", "tblPr", "tblPrEx", "tblGrid", "sectPr")
        ),
    }
)
"""How a character is read, above it; how something was set before: neither is said in the cell."""
_SIGNS_UNREAD = frozenset({"sym", "?oMath"})
_STRUCK = frozenset({"strike", "dstrike"})
_FETCHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|AUTOTEXT)\b", re.IGNORECASE
)
_STANDING = re.compile(r"\s*(HYPERLINK\b.*)?", re.DOTALL)
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NO = frozenset({"0", "false", "off"})
_SEEN_BREAKS = frozenset({"altChunk", "subDoc"})


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
    hidden_paragraph: bool = False
    wanted: bool = False
    instruction: list[str] = field(default_factory=list)
    instructing: bool = False

    def begin(self, tag: str, said: Mapping[str, str]) -> None:
        if tag in _CHANGES:
            raise BadInput.of("document_changes")
        if tag in _SEEN_BREAKS:
            raise BadInput.of("package_objects")
        if tag in _UNREAD or tag in _ASIDE:
            self.unread += 1
        if tag in _UNREAD:
            self._note("note_pictures")
        if tag in ("fldChar", "fldSimple", "instrText"):
            self._field(tag, said)
        if tag == "tbl" and not self.unread:
            self._begin_table()
        elif self.stack and not self.unread:
            self._within(tag, said)

    def end(self, tag: str) -> None:
        if tag in _UNREAD or tag in _ASIDE:
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
            self.hidden_paragraph = False
            grid.paragraphs.append([])
        elif tag == "pStyle":
            self.hidden_paragraph = said.get("val", "") in self.hiding
        elif tag in _SIGNS_UNREAD:
            self._note("note_symbols")
        else:
            self._within_run(tag, said)

    def _within_run(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == "r":
            self.in_run, self.hidden = True, self.hidden_paragraph
        elif tag == "rPr":
            self.run_properties = self.in_run
        elif tag == "vanish" and self.run_properties:
            self.hidden = _is_on(said)
        elif tag == "rStyle" and self.run_properties:
            self.hidden = self.hidden or said.get("val", "") in self.hiding
        elif tag in _STRUCK and self.run_properties and _is_on(said):
            self._note("note_struck")
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
        if grid.covered:
            notes.append(sentence("note_under_merge", where=grid.name, cell=place(grid.name, *grid.covered)))
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
