"""A .xlsx workbook: its sheets in their order, with the notes a person should read.

Only what a list needs is read, as it streams by: names of sheets, shared strings,
number formats, cells, merges. A general library was not used here: such a one builds
every cell that a merge or a link covers (17 thousand million, where a file says so),
reads dates of the Chinese built-in formats as plain figures, and gives up over styles
that do not matter. In the tests it is the peer that must see the same cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ledctl.errors import BadInput
from ledctl.intake.cells import Book, CellReader, Cells, is_true, unescape
from ledctl.intake.formats import BUILT_IN, GENERAL, Format, read_format
from ledctl.intake.package import Package, Relation
from ledctl.intake.sheet import Sheet, beneath, lay_out, letters, named, place
from ledctl.sentences import Sentence, sentence

MAX_SHEETS = 60
MAX_STYLES = 65_490
"""As many as Excel itself allows."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A sheet in the table of contents."""

    name: str
    part: str
    hidden: bool


def read_workbook(package: Package, progress: Progress) -> tuple[list[Sheet], list[Sentence]]:
    """Every sheet that holds a word; ``progress`` is told bytes read and bytes in all."""
    main = package.main()
    relations = {one.id: one for one in package.relations(main)}
    entries, since_1904 = _contents(package, main, relations)
    strings, struck = _strings(package, relations)
    book = Book(strings, *_styles(package, relations), struck, since_1904)
    whole = sum(package.parts[entry.part].file_size for entry in entries if entry.part in package.parts)
    sheets: list[Sheet] = []
    notes: list[Sentence] = []
    done = 0

    def read(size: int) -> None:
        nonlocal done
        done += size
        progress(done, whole)

    for entry in entries:
        cells = CellReader(entry.name, book).read(package.events(entry.part, read))
        if sheet := lay_out(entry.name, cells.texts, cells.merges):
            sheets.append(sheet)
            notes.extend(_notes(entry, cells, sheet))
            notes.extend(_on_pictures(package, entry))
    return sheets, notes + _on_comments(package)


def _contents(package: Package, main: str, relations: dict[str, Relation]) -> tuple[list[Entry], bool]:
    entries, since_1904 = [], False
    for kind, tag, said in package.events(main):
        if kind != "start":
            continue
        if tag == "workbookPr":
            since_1904 = is_true(said.get("date1904"))
        elif tag == "definedName" and (is_true(said.get("xlm")) or is_true(said.get("vbProcedure"))):
            raise BadInput.of("package_macros")
        elif tag == "sheet":
            entries += _entry(said, relations.get(said.get("id", "")))
    if len(entries) > MAX_SHEETS:
        raise BadInput.of("sheet_too_many", limit=MAX_SHEETS)
    if len({entry.part for entry in entries}) < len(entries):
        raise BadInput.of("package_broken")
    return entries, since_1904


def _entry(said: dict[str, str], relation: Relation | None) -> list[Entry]:
    """The sheet, or nothing for a sheet that is a chart."""
    if relation is None or not relation.kind.endswith("/worksheet"):
        return []
    return [Entry(said.get("name", ""), relation.target, said.get("state", "visible") != "visible")]


def _strings(package: Package, relations: dict[str, Relation]) -> tuple[list[str], frozenset[int]]:
    """The texts that cells share, without reading aids, and which of them have words struck through."""
    found: list[str] = []
    struck: set[int] = set()
    words: list[str] = []
    wanted = aid = False
    for kind, word, said in _part(package, relations, "/sharedStrings"):
        if kind == "text":
            if wanted and not aid:
                words.append(word)
        elif word == "t":
            wanted = kind == "start"
        elif word == "rPh":
            aid = kind == "start"
        elif word == "strike" and kind == "start" and is_true(said.get("val", "1")):
            struck.add(len(found))
        elif word == "si" and kind == "end":
            found.append(unescape("".join(words)))
            words.clear()
    return found, frozenset(struck)


def _styles(package: Package, relations: dict[str, Relation]) -> tuple[list[Format], frozenset[int]]:
    """How each style of a cell shows a number, and the styles that strike through."""
    codes = dict(BUILT_IN)
    numbers: list[tuple[int, int]] = []
    within = ""
    fonts = -1
    struck: set[int] = set()
    for kind, tag, said in _part(package, relations, "/styles"):
        if tag in ("cellXfs", "fonts"):
            within = tag if kind == "start" else ""
        elif kind != "start":
            continue
        elif tag == "numFmt":
            codes[_number(said.get("numFmtId", ""))] = said.get("formatCode", "")
        elif within == "fonts":
            fonts += tag == "font"
            if tag == "strike" and is_true(said.get("val", "1")):
                struck.add(fonts)
        elif tag == "xf" and within:
            numbers.append((_number(said.get("numFmtId", "0")), _number(said.get("fontId", "0"))))
    if len(numbers) > MAX_STYLES:
        raise BadInput.of("package_styles", limit=MAX_STYLES)
    known = {number: read_format(codes.get(number, "General")) for number, _ in set(numbers)}
    striking = frozenset(style for style, (_, font) in enumerate(numbers) if font in struck)
    return [known[number] for number, _ in numbers] or [GENERAL], striking


def _part(
    package: Package, relations: dict[str, Relation], kind: str
) -> Iterator[tuple[str, str, dict[str, str]]]:
    for relation in relations.values():
        if relation.kind.endswith(kind):
            yield from package.events(relation.target)
            return


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise BadInput.of("package_broken")
    return int(said)


def _notes(entry: Entry, cells: Cells, sheet: Sheet) -> Iterator[Sentence]:
    """What a person should know of a sheet, about its content only: what is hidden elsewhere is nothing."""
    where = named(entry.name)
    if entry.hidden:
        yield sentence("note_hidden_sheet", where=where)
    if rows := [row for row in cells.hidden_rows if sheet.top <= row < sheet.top + len(sheet.rows)]:
        yield sentence("note_hidden_rows", where=where, count=len(rows), first=rows[0] + 1)
    if columns := _hidden_columns(cells, sheet):
        yield sentence("note_hidden_columns", where=where, columns=columns)
    if spot := beneath(sheet, cells.texts):
        yield sentence("note_under_merge", where=where, cell=place(entry.name, *spot))
    if cells.struck:
        yield sentence("note_struck", where=where)
    if cells.plain:
        cell = place(entry.name, *cells.plain[0])
        yield sentence("note_plain_numbers", where=where, count=len(cells.plain), cell=cell)


def _hidden_columns(cells: Cells, sheet: Sheet) -> str:
    width = len(sheet.rows[0])
    return "、".join(
        letters(column)
        for column in range(sheet.left, sheet.left + width)
        if any(first <= column <= last for first, last in cells.hidden_columns)
    )


def _on_pictures(package: Package, entry: Entry) -> Iterator[Sentence]:
    if any(one.kind.endswith("/drawing") for one in package.relations(entry.part)):
        yield sentence("note_pictures", where=named(entry.name))


def _on_comments(package: Package) -> list[Sentence]:
    commented = any(
        "/comments" in f"/{name.lower()}" or "threadedcomments/" in name.lower() for name in package.parts
    )
    return [sentence("note_comments")] if commented else []
