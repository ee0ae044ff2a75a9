"""Finding personal numbers: what is missed, what is hidden for nothing, and how long it takes.

Recall and false alarms over the corpus; then the time beside one pass of one plain
regular expression over the same texts, in turns: of the corpus, of every example
notice, and of a list of 5,000 rows. Last that list through the whole screening.
Processor time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time_ns

from benchmarks.corpus import Said, make_corpus
from benchmarks.figures import Line, Series, Table
from ledctl.content.files import read_notice
from ledctl.content.model import Notice
from ledctl.notices.examination import examine
from ledctl.resources import shared
from ledctl.screening.masking import find_personal
from ledctl.screening.texts import texts_of

ROUNDS, QUICK = 15, 2
LIST_ROWS = 5_000
PLAIN = re.compile(
    r"\d{17}[\dXx]|\d{15,19}|1[3-9]\d{9}|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+|[\u4e00-\u9fff][A-Z]·?[A-Z0-9]{5,6}"
)
"""What a program would do that had one pass only: no folding, no check digits, no look-alikes."""
NOTES = (
    "plain pass: one regular expression over the same texts; it neither folds nor checks any digit.",
    "screened: children, columns, redaction, figures, words, glyphs, dates.",
)


def benchmark(folder: Path, *, quick: bool) -> list[Table]:
    rounds = QUICK if quick else ROUNDS
    corpus = make_corpus()
    notices = [read_notice(file.read_bytes()) for file in _examples()]
    listed = long_list(LIST_ROWS)
    lines = [
        *_figures(corpus),
        beside("corpus, a string", [said.text for said in corpus], rounds, share=len(corpus)),
        beside("example notice", [t for n in notices for t in _texts(n)], rounds, share=len(notices)),
        beside(f"list of {LIST_ROWS:,} rows", _texts(listed), rounds),
        Line(Series("  .. screened", "ms", _times(lambda: examine(listed), QUICK)), aim="1000 ms"),
    ]
    return [Table(f"Personal numbers, {len(corpus):,} strings", tuple(lines), NOTES)]


def _figures(corpus: Sequence[Said]) -> tuple[Line, Line]:
    found, false = rates(corpus)
    return (
        Line(Series("recall", "%", (found,)), aim="100 %"),
        Line(Series("false alarms", "%", (false,)), aim="0.5 %"),
    )


def rates(corpus: Sequence[Said]) -> tuple[float, float]:
    """Of the personal strings, how many are hits; of the others, how many are too; in per cent."""
    personal = [bool(find_personal(said.text)) for said in corpus if said.secret]
    public = [bool(find_personal(said.text)) for said in corpus if not said.secret]
    return 100 * sum(personal) / len(personal), 100 * sum(public) / len(public)


def beside(name: str, texts: Sequence[str], rounds: int, share: int = 1) -> Line:
    """Our time and the plain pass's, in turns, each for one of ``share`` parts."""

    def ours() -> None:
        for text in texts:
            find_personal(text)

    def plain() -> None:
        for text in texts:
            for match in PLAIN.finditer(text):
                match.span()

    pairs = [(_times(ours, 1)[0] / share, _times(plain, 1)[0] / share) for _ in range(rounds)]
    our, its = zip(*pairs, strict=True)
    return Line(Series(name, "ms", our), Series("plain pass", "ms", its), aim="10x")


def long_list(rows: int) -> Notice:
    """The longest example, its rows repeated, as it comes from a clerk: numbers and all."""
    file = shared("config/examples") / "notices/N04-agri-subsidy.json"
    notice = read_notice(file.read_bytes())
    assert notice.table is not None
    whole = (notice.table.rows * (rows // len(notice.table.rows) + 1))[:rows]
    return notice.model_copy(update={"table": notice.table.model_copy(update={"rows": whole})})


def _examples() -> list[Path]:
    return sorted((shared("config/examples") / "notices").glob("*.json"))


def _texts(notice: Notice) -> list[str]:
    return [*texts_of(notice).values()]


def _times(call: Callable[[], object], rounds: int) -> tuple[float, ...]:
    found = []
    for _ in range(rounds):
        began = process_time_ns()
        call()
        found.append((process_time_ns() - began) / 1e6)
    return tuple(found)
