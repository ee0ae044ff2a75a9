"""A list of five thousand rows from a file to cells, beside bare libraries over the same bytes.

Every round reads the same bytes with both, one after the other, and nothing is kept
between rounds. What the libraries give is less: merged cells stand in one place, a day
is a number of days, a formula its last result, and a hostile file is read like any
other. Processor time, as rows a second.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time_ns

from docx import Document
from openpyxl import Workbook, load_workbook

from benchmarks.figures import Line, Series, Table
from ledctl.intake.reading import read_sheets

ROWS, QUICK_ROWS = 5000, 300
ROUNDS, QUICK = 15, 2
PER_TABLE = 300
"""Rows of the document: longer lists do not come as documents, and its peer is slow with them."""
NOTES = (
    "ratio: rows a second here to rows a second of the bare library; above 1x is faster than it.",
    "The text file is decoded, its separator found and its formulas looked for; its peer is the csv module.",
)
HEADS = ("序号", "村", "组", "姓名", "面积（亩）", "标准（元/亩）", "金额（元）", "备注")

Cells = list[tuple[str, ...]]


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    lines = tuple(measure(QUICK_ROWS if quick else ROWS, QUICK if quick else ROUNDS))
    return [Table("Files with lists to cells", lines, NOTES)]


def measure(rows: int, rounds: int) -> Iterator[Line]:
    """Workbook, text and document, each beside what reads the same bytes."""
    few = min(rows, PER_TABLE)
    book, text, document = workbook(rows), separated(rows), written(few)
    for raw, peer in (
        (book, whole_book),
        (book, streamed_book),
        (text, bare_text),
        (document, bare_document),
    ):
        require_same(raw, peer)
    yield _line(f".xlsx, {rows} rows", book, "openpyxl", whole_book, rows, rounds)
    yield _line("  the same", book, "openpyxl, read only", streamed_book, rows, rounds)
    yield _line(f".csv, GB18030, {rows} rows", text, "csv", bare_text, rows, rounds)
    yield _line(f".docx, {few} rows", document, "python-docx", bare_document, few, rounds)


def require_same(raw: bytes, peer: Callable[[bytes], Cells]) -> None:
    """Nothing is timed that reads other cells."""
    if list(read_sheets("list", raw).sheets[0].rows) != peer(raw):
        raise RuntimeError("the peer reads other cells")


def listed(rows: int) -> Cells:
    """Invented households; figures as text, so that all three files and their peers hold the same."""
    return [
        HEADS,
        *(
            (
                str(n),
                "望江村",
                f"{n % 9 + 1}组",
                f"周某{n}",
                f"{n * 0.37:.2f}",
                "118.50",
                f"{n * 43.845:.2f}",
                "无",
            )
            for n in range(1, rows + 1)
        ),
        ("合计", "", "", "", "", "", "0", "核"),
    ]


def workbook(rows: int) -> bytes:
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("表1")
    for line in listed(rows):
        sheet.append([cell or None for cell in line])
    book.save(out)
    return out.getvalue()


def separated(rows: int) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(listed(rows))
    return out.getvalue().encode("gb18030")


def written(rows: int) -> bytes:
    document, out = Document(), io.BytesIO()
    lines = listed(rows)
    table = document.add_table(rows=len(lines), cols=len(HEADS))
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    document.save(out)
    return out.getvalue()


def whole_book(raw: bytes) -> Cells:
    return _values(load_workbook(io.BytesIO(raw)))


def streamed_book(raw: bytes) -> Cells:
    return _values(load_workbook(io.BytesIO(raw), read_only=True))


def _values(book: Workbook) -> Cells:
    return [tuple(str(value or "") for value in row) for row in book["表1"].iter_rows(values_only=True)]


def bare_text(raw: bytes) -> Cells:
    return [tuple(line) for line in csv.reader(io.StringIO(raw.decode("gb18030"), newline=""))]


def bare_document(raw: bytes) -> Cells:
    return [tuple(cell.text for cell in row.cells) for row in Document(io.BytesIO(raw)).tables[0].rows]


def _line(name: str, raw: bytes, peer: str, bare: Callable[[bytes], Cells], rows: int, rounds: int) -> Line:
    pairs = [
        (_rate(lambda: read_sheets("list", raw), rows), _rate(lambda: bare(raw), rows)) for _ in range(rounds)
    ]
    ours, theirs = zip(*pairs, strict=True)
    return Line(Series(name, "rows/s", ours), Series(peer, "rows/s", theirs))


def _rate(call: Callable[[], object], rows: int) -> float:
    began = process_time_ns()
    call()
    return rows * 1e9 / (process_time_ns() - began)
