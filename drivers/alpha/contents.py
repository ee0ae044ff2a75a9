"""What a simulated sign holds, and which of it shows: the rules measured on a real one. Pure.

* Dividing the memory erases every file, and shows nothing ever after unless the
  memory was cleared first.
* An empty run list leaves what stood before.
* A priority text stands before everything; with a look and no text it is
  darkness, and only without a look it is gone.
* A call to a picture that is not there shows nothing. Digits count modulo 4 in a
  file of three colours (modulo 2 in one of one, by analogy).
* A string longer than its file is emptied, not cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drivers.alpha.commands import (
    CALL_PICTURE,
    HIGHEST,
    PRIORITY,
    READ_MEMORY,
    READ_RUN_LIST,
    Command,
    Dots,
    Memory,
    Read,
    RunList,
    SoftReset,
    String,
    Text,
)
from drivers.alpha.memory import (
    EIGHT_COLOURS,
    LONGEST_STRING,
    MONO,
    THREE_COLOURS,
    File,
    pool_use,
    text_file,
)
from drivers.alpha.pictures import frame_of
from drivers.base import Colour, Frame, Panel

POOL = 30_000  # bytes, of the order of what such signs have
STAND_MS = 3000  # how long a text stands when several are run; real signs were not timed
FACTORY = (text_file("A", 256),)
TOP, BOTTOM = '"', "&"

_DIGITS = b"0123456789"
_KEPT = {
    MONO: bytes.maketrans(_DIGITS, b"0101010101"),
    THREE_COLOURS: bytes.maketrans(_DIGITS, b"0123012301"),
    EIGHT_COLOURS: bytes.maketrans(_DIGITS, b"0123456780"),
}
_LAMPS = {  # dim red, dim green, brown, orange and yellow by the lamps they use
    Colour.RED: bytes.maketrans(_DIGITS, b"0111111110"),
    Colour.DUAL: bytes.maketrans(_DIGITS, b"0123123330"),
}


class Illegal(ValueError):
    """A label that is not there, or something too large for its file."""


class Contents:
    """The files of a sign, its run list, and the frame they come to."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._files: dict[str, File] = {one.label: one for one in FACTORY}
        self._written: dict[str, Text | String | Dots] = {}
        self._run = RunList("A")
        self._cleared, self._displays = False, True
        self._frozen: Frame | None = None
        self._turned_ms = 0

    @property
    def lit(self) -> Frame:
        """Priority first, then what froze, then the text whose turn it is."""
        priority = self._written.get(PRIORITY)
        if isinstance(priority, Text):
            return self._draw(priority)
        return self._frozen or self._running()

    def advance(self, ms: int) -> None:
        self._turned_ms += ms

    def read(self, question: Read) -> Command:
        """The order that would write what is there; ``Illegal`` if nothing can be."""
        if question == READ_MEMORY:
            return Memory(tuple(self._files.values()))
        if question == READ_RUN_LIST:
            return self._run
        kind = {"B": "A", "H": "B", "J": "D"}.get(question.letter, "none")
        if kind != self._kind(question.label):
            raise Illegal(f"nothing to read by {question.letter} {question.label}")
        return self._written.get(question.label) or self._empty(kind, question.label)

    def obey(self, order: Command) -> None:
        match order:
            case Memory():
                self._divide(order.files)
            case RunList():
                self._list(order)
            case Text():
                self._write_text(order)
            case String():
                self._write_string(order)
            case Dots():
                self._write_dots(order)
            case SoftReset():
                self._turned_ms, self._frozen = 0, None
            case _:
                raise Illegal(f"a sign is not told {order}")

    def _kind(self, label: str) -> str:
        if label == PRIORITY:
            return "A"
        return self._files[label].kind if label in self._files else ""

    def _empty(self, kind: str, label: str) -> Text | String | Dots:
        if kind == "D":
            file = self._files[label]
            return Dots(label, file.width, (b"0" * file.width,) * file.height)
        return Text(label) if kind == "A" else String(label)

    def _divide(self, files: Sequence[File]) -> None:
        if pool_use(files) > POOL or any(one.kind == "D" and not _is_picture(one) for one in files):
            raise Illegal("the memory has no room for this")
        self._displays, self._cleared = bool(files) and self._cleared, not files
        self._files = {one.label: one for one in files}
        self._written.clear()
        self._run, self._frozen = RunList(next(iter(self._files), "A")), None

    def _list(self, order: RunList) -> None:
        self._frozen = None if order.labels else self._frozen or self._running()
        self._run, self._turned_ms = order, 0

    def _write_text(self, order: Text) -> None:
        if self._kind(order.label) != "A":
            raise Illegal(f"no room for text {order.label}")
        if order.label == PRIORITY and order == Text(PRIORITY):
            self._written.pop(PRIORITY, None)
        else:
            self._written[order.label] = order

    def _write_string(self, order: String) -> None:
        if self._kind(order.label) != "B":
            raise Illegal(f"no room for string {order.label}")
        room = min(self._files[order.label].size, LONGEST_STRING)
        self._written[order.label] = order if len(order.text) <= room else String(order.label)

    def _write_dots(self, order: Dots) -> None:
        file = self._files.get(order.label)
        if file is None or file.kind != "D" or len(order.rows) > file.height or order.width > file.width:
            raise Illegal(f"no room for picture {order.label}")
        rows = tuple(row.translate(_KEPT.get(file.detail, _KEPT[EIGHT_COLOURS])) for row in order.rows)
        self._written[order.label] = Dots(order.label, order.width, rows)

    def _running(self) -> Frame:
        texts = [found for label in self._run.labels if isinstance(found := self._written.get(label), Text)]
        if not texts or not self._displays:
            return Frame.dark(self._panel)
        return self._draw(texts[self._turned_ms // STAND_MS % len(texts)])

    def _draw(self, text: Text) -> Frame:
        """The first picture a text calls, where its position puts it, in the middle of the width."""
        called = re.search(CALL_PICTURE + b"([ -~])", text.text)
        dots = self._written.get(called[1].decode()) if called else None
        if not isinstance(dots, Dots):
            return Frame.dark(self._panel)
        lamps = _LAMPS[self._panel.colour]
        rows = tuple(row.translate(lamps) for row in dots.rows)
        return frame_of(_place(rows, self._panel, text.look[:1]), self._panel)


def _is_picture(file: File) -> bool:
    return 0 < file.height <= HIGHEST and file.width > 0


def _place(rows: Sequence[bytes], panel: Panel, position: str) -> Dots:
    """A picture with dark around it, or cut, up to the panel's size."""
    wide = [row.ljust((panel.width + len(row)) // 2, b"0").rjust(panel.width, b"0") for row in rows]
    spare = max(0, panel.height - len(rows))
    above = {TOP: 0, BOTTOM: spare}.get(position, spare // 2)
    dark = [b"0" * panel.width]
    whole = dark * above + wide + dark * (spare - above)
    return Dots("", panel.width, tuple(row[: panel.width] for row in whole[: panel.height]))
