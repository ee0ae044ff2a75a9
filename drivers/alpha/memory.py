"""The sign's memory: which files it has room for, and the plan this driver wants. Pure.

A sign has no room for anything until its memory is divided into files, and
dividing it anew erases everything in it. One file is eleven characters in the
table (9708-8061, set memory configuration)::

    label | kind | lock | size  | detail
      1   | A    | U, L | bytes | 4: start and stop time; FFFF and FF00 both mean always   TEXT
          | B    | L    | bytes | 0000                                                     STRING
          | D    | U, L | height 2, width 2 | 1000 one colour, 2000 three, 4000 eight      DOTS

A sign gives what is left over to its first file, so the table that is read back
differs from the one written: tables are compared by meaning (``fits``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from drivers.errors import ProtocolError
from drivers.frames import Colour, Panel
from drivers.wire import spaced_hex

ENTRY = 11  # characters of one file in the table
_FILE = re.compile(rb"([ -~])([ABD])([UL])([0-9A-Fa-f]{4})([0-9A-Za-z]{4})")
ALWAYS = ("FFFF", "FF00")
LONGEST_STRING = 125
MONO, THREE_COLOURS, EIGHT_COLOURS = "1000", "2000", "4000"
DEPTH = {Colour.RED: MONO, Colour.DUAL: THREE_COLOURS}
_BITS = {MONO: 1, THREE_COLOURS: 2, EIGHT_COLOURS: 4}

FILE_OVERHEAD, POOL_OVERHEAD = 13, 6  # bytes, measured on a real sign; the document says 11 a file


@dataclass(frozen=True, slots=True)
class File:
    """One file: ``A`` text, ``B`` string or ``D`` dots. Of dots, ``size`` is height * 256 + width."""

    label: str
    kind: str
    size: int
    detail: str
    locked: bool = False

    @property
    def height(self) -> int:
        return self.size >> 8

    @property
    def width(self) -> int:
        return self.size & 0xFF

    @property
    def bytes_held(self) -> int:
        """Room its content needs; how a sign packs dots is assumed, not measured."""
        if self.kind != "D":
            return self.size
        return self.height * (-(-self.width * _BITS.get(self.detail, 4) // 8))


def text_file(label: str, size: int) -> File:
    """Room for a text that may be shown at any time."""
    return File(label, "A", size, ALWAYS[0])


def dots_file(label: str, panel: Panel) -> File:
    """Room for one picture of the panel's size and colour."""
    return File(label, "D", panel.height << 8 | panel.width, DEPTH[panel.colour])


def encode_files(files: Iterable[File]) -> bytes:
    return "".join(
        f"{one.label}{one.kind}{'L' if one.locked else 'U'}{one.size:04X}{one.detail}" for one in files
    ).encode("ascii")


def decode_files(table: bytes) -> tuple[File, ...]:
    """The files of a table; ``ProtocolError`` if it is not one."""
    if len(table) % ENTRY:
        raise ProtocolError(f"a memory table has {ENTRY} characters a file, not {len(table)} in all")
    return tuple(_read_file(table[i : i + ENTRY]) for i in range(0, len(table), ENTRY))


def fits(found: Iterable[File], planned: Iterable[File]) -> bool:
    """Whether a table that was read means the plan: same files, room enough, in any order."""
    have, want = ({one.label: one for one in files} for files in (found, planned))
    return have.keys() == want.keys() and all(_serves(have[label], want[label]) for label in want)


def pool_use(files: Iterable[File]) -> int:
    """Bytes of the sign's memory a plan takes."""
    return POOL_OVERHEAD + sum(FILE_OVERHEAD + one.bytes_held for one in files)


def _serves(found: File, wanted: File) -> bool:
    if found.kind != wanted.kind:
        return False
    if wanted.kind == "A":
        return found.size >= wanted.size and found.detail in ALWAYS
    return (found.size, found.detail) == (wanted.size, wanted.detail)


def _read_file(entry: bytes) -> File:
    found = _FILE.fullmatch(entry)
    if found is None:
        raise ProtocolError(f"not a file of a memory table: {spaced_hex(entry)}")
    label, kind, lock, size, detail = (part.decode("ascii") for part in found.groups())
    return File(label, kind, int(size, 16), detail.upper(), locked=lock == "L")
