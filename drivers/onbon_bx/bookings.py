"""From bookings to program files. Pure.

Each booking is one program of one area over the whole screen, its pages standing
still one after another. How a picture is packed depends on the card, and is
handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from drivers.base import Booking, Frame, Page
from drivers.errors import Unsupported
from drivers.onbon_bx.areas import AreaPage
from drivers.onbon_bx.days import days_of
from drivers.onbon_bx.programs import (
    LONGEST_STAY,
    PROGRAM_FILE,
    Checksum,
    ProgramArea,
    StoredProgram,
    encode_fifth,
)
from drivers.onbon_bx.programs_sixth import DATA_FILE, encode_sixth
from drivers.onbon_bx.slots import MAX_PROGRAMS
from drivers.onbon_bx.transfer import FileEntry

KINDS = {5: (PROGRAM_FILE,), 6: (DATA_FILE, PROGRAM_FILE)}  # by generation, in the order of writing

Pack = Callable[[Frame], bytes]


@dataclass(frozen=True, slots=True)
class CardFile:
    """A file as it is to be in a card."""

    name: str
    kind: int
    data: bytes

    @property
    def digest(self) -> bytes:
        return sha256(self.data).digest()

    @property
    def entry(self) -> FileEntry:
        """How a card lists it."""
        return FileEntry(self.name, self.kind, len(self.data), self.data[-4:])


def draw(bookings: Sequence[Booking], pack: Pack, checksum: Checksum) -> list[StoredProgram]:
    """The programs of a list, all without a number yet; ``Unsupported`` for what no card can do."""
    if len(bookings) > MAX_PROGRAMS:
        raise Unsupported(f"at most {MAX_PROGRAMS} programs are kept in a card, not {len(bookings)}")
    alone = len(bookings) == 1 and len(bookings[0].program.pages) == 1
    return [_draw(booking, pack, checksum, alone) for booking in bookings]


def files_of(program: StoredProgram, number: int, generation: int) -> tuple[CardFile, ...]:
    """The files of a program under a number, in the order in which they are to be written."""
    program = replace(program, name=f"P{number:03}")
    data = (encode_fifth(program),) if generation == 5 else encode_sixth(program)
    return tuple(map(CardFile, names_of(number, generation), KINDS[generation], data))


def names_of(number: int, generation: int) -> tuple[str, ...]:
    """The names of the files of a program, in the same order."""
    return tuple(f"{'P' if kind == PROGRAM_FILE else 'D'}{number:03}" for kind in KINDS[generation])


def number_of(name: str) -> int | None:
    """5 for ``P005`` and ``D005``; ``None`` for a file that is none of a program's."""
    return int(name[1:]) if name[:1] in ("P", "D") and name[1:].isdecimal() else None


def _draw(booking: Booking, pack: Pack, checksum: Checksum, alone: bool) -> StoredProgram:
    panel = booking.program.panel
    pages = tuple(
        AreaPage(pack(page.frame), panel.width, stay=_stay_of(page, alone)) for page in booking.program.pages
    )
    area = ProgramArea(0, 0, panel.width, panel.height, pages)
    return StoredProgram("P000", (area,), days_of(booking), checksum=checksum)


def _stay_of(page: Page, alone: bool) -> int:
    """In 10 ms. A page that is all there is comes round again and stands as long as it likes."""
    stay = round(page.dwell_ms / 10)
    if stay > LONGEST_STAY and not alone:
        raise Unsupported(
            f"among others a page stands at most {LONGEST_STAY / 100} s on this card, "
            f"not {page.dwell_ms / 1000:g} s"
        )
    return min(stay, LONGEST_STAY)
