"""From an approved notice to the PDF of its sheet, beside a bare Typst run over the same text.

The forty rows of the longest list among the examples; then a list of as many rows as a
notice may have, in a process of its own, because memory that was once used is not given back.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter_ns
from typing import Any

from benchmarks.figures import Line, Series, Table
from benchmarks.setting import long_list
from ledctl.boards.sheets.printing import Sheet, print_sheet
from ledctl.boards.sheets.sheet import Paper, Printing, sheet
from ledctl.content.model import MAX_ROWS, Notice
from ledctl.notices.rulebook import shipped_categories
from ledctl.paper.press import faces
from ledctl.screening.elements import elements_of
from ledctl.settings import BoardSettings

ROUNDS, QUICK = 20, 2
AT = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)
RULES = BoardSettings(
    objection_phone="0700-8123456",
    item_address="https://www.example.gov.cn/item/{id}",
    office_address="http://192.168.1.5:8000",
)
BARE = """\
#let data = json("data.json")
#set page(paper: "a4", margin: (x: 22mm, y: 20mm))
#set text(font: ("Noto Sans CJK SC", "Unifont"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true)
= #data.title
#for one in data.elements [#one.label #one.value \\ ]
#for one in data.body { par(one) }
#set text(size: data.table.size * 1pt)
#table(
  columns: data.table.widths.map(one => one * 1fr),
  table.header(..data.table.heads),
  ..data.table.rows.flatten(),
  ..data.table.totals,
)
#for one in data.signature { par(one) }
"""
NOTES = (
    "sheet: everything but the record. bare: the same texts, fonts and kind of PDF, no head, foot or codes.",
    "5,000 rows: in a process of its own; memory is the most it held.",
)


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    folder.mkdir(parents=True, exist_ok=True)
    rounds, rows = (QUICK, 200) if quick else (ROUNDS, MAX_ROWS)
    lines = (*measure(folder, rounds), *measure_long(rows))
    return [Table("Approved notice to its sheet as PDF, a list of forty rows", lines, NOTES)]


def printing(notice: Notice) -> Printing:
    """The first copy of the notice's first version."""
    six = elements_of(notice, submitter="经办甲", reviewer="审核乙")
    category = shipped_categories().get(notice.category)
    named = {"copy_no": 1, "version_no": 1, "digest": "a" * 64, "code": "0000-0000"}
    return Printing(notice, six, category, Paper.A4, **named)  # type: ignore[arg-type]  # text and numbers


def measure(folder: Path, rounds: int) -> list[Line]:
    """Ours and the bare run in turns; the first of each, which opens the fonts, is not counted."""
    ours: list[float] = []
    floor: list[float] = []
    made: list[Sheet] = []
    bare: list[bytes] = []
    for number in range(rounds + 1):
        wanted = printing(fresh(long_list(), number))
        ours.append(_time(partial(_keep, made, partial(print_sheet, wanted, RULES, at=AT))))
        run = partial(bare_run, folder / str(number), sheet(wanted, RULES))
        floor.append(_time(partial(_keep, bare, run)))
    each = Series("one sheet", "ms", tuple(ours[1:])), Series("bare Typst", "ms", tuple(floor[1:]))
    rate = Series("sheets a second", "/s", tuple(1000 / one for one in ours[1:]))
    size = _size("size", made[-1].pdf), _size("bare Typst", bare[-1])
    return [Line(*each, aim="2x"), Line(rate), Line(*size, aim="300 kB")]


def fresh(notice: Notice, number: int) -> Notice:
    """The list with other texts in every cell: Typst remembers what it has set before."""
    assert notice.table is not None
    rows = tuple({key: f"{cell}{number}" for key, cell in row.items()} for row in notice.table.rows)
    body = tuple(f"{one}（{number}）" for one in notice.body)
    return notice.model_copy(update={"table": notice.table.model_copy(update={"rows": rows}), "body": body})


def bare_run(folder: Path, data: dict[str, Any]) -> bytes:
    """The same texts through Typst alone."""
    import typst

    folder.mkdir()
    (folder / "bare.typ").write_text(BARE, "utf-8")
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    done = typst.compile(folder / "bare.typ", font_paths=faces(), pdf_standards=["a-2b"], format="pdf")
    assert isinstance(done, bytes)
    return done


def _keep(found: list[Any], call: Callable[[], object]) -> None:
    found.append(call())


def _size(name: str, pdf: bytes) -> Series:
    return Series(name, "kB", (len(pdf) / 1000,))


def long_sheet(rows: int) -> Sheet:
    """A list of so many rows."""
    notice = long_list()
    assert notice.table is not None
    many = tuple(islice(cycle(notice.table.rows), rows))
    table = notice.table.model_copy(update={"rows": many, "totals": None})
    return print_sheet(printing(notice.model_copy(update={"table": table})), RULES, at=AT)


_ALONE = """
import resource, sys, time
from benchmarks.sheets import long_sheet
long_sheet(40)
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
made = long_sheet(int(sys.argv[1]))
took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(took * 1000, made.pages, len(made.pdf) / 1000, after / 1024, before / 1024)
"""


def measure_long(rows: int) -> list[Line]:
    command = [sys.executable, "-c", _ALONE, str(rows)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - our own
    took, pages, size, most, before = map(float, done.stdout.split())
    return [
        Line(Series(f"{rows} rows, {pages:.0f} pages", "ms", (took,))),
        Line(Series("  size", "kB", (size,))),
        Line(Series("  memory", "MB", (most,)), Series("forty rows", "MB", (before,))),
    ]


def _time(call: Callable[[], object]) -> float:
    began = perf_counter_ns()
    call()
    return (perf_counter_ns() - began) / 1e6
