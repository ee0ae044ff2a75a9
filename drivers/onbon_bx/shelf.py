"""The simulated card's memory for programs: files in, a directory and what is lit out. Pure.

It takes files only inside a transfer, whole and in order; a file that is cut
off, has a gap or a wrong checksum leaves nothing behind. Time is handed in. Not
simulated: how long flash takes, what real cards show during a transfer (here:
what stood before), and weekdays (the meaning of the mask's bits is not known).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from drivers.errors import ProtocolError
from drivers.onbon_bx.areas import AreaPage
from drivers.onbon_bx.messages import Ack, Nack
from drivers.onbon_bx.programs import (
    PROGRAM_FILE,
    Checksum,
    ProgramArea,
    StoredProgram,
    decode_fifth,
    unseal,
)
from drivers.onbon_bx.programs_sixth import DATA_FILE, data_name, decode_data, decode_parameters
from drivers.onbon_bx.transfer import (
    DeleteFiles,
    DirectoryPart,
    DirectoryStarted,
    EndTransfer,
    FileEntry,
    FileReply,
    FileRequest,
    ReadDirectory,
    Space,
    StartDirectory,
    StartTransfer,
    StartWrite,
    WriteBlock,
)

# what the vendor's list of error numbers has for files
MEMORY_FULL, NO_SUCH_FILE, DOWNLOAD, BAD_NAME, BAD_TYPE, FILE_CRC, FILE_EXISTS, BLOCK_NUMBER = (
    4,
    6,
    8,
    9,
    10,
    11,
    15,
    16,
)
_PARAMETER = 25

ROOM = 4_000_000  # bytes, as in the only answer about free space there is
MAX_FILES = 1000  # empty ones take no room, and still have to end somewhere

Answer = Ack | Nack | FileReply
Shown = tuple[tuple[ProgramArea, AreaPage], ...]


@dataclass(slots=True)
class _Arriving:
    """A file of which not all has come."""

    announced: StartWrite
    data: bytearray


class Shelf:
    """Files by name, in a card of generation 5 or 6.

    ``checksum`` is the only kind it takes; ``None``: it looks at none.
    """

    def __init__(
        self, generation: int, *, checksum: Checksum | None = Checksum.ZLIB, room: int = ROOM
    ) -> None:
        self._generation, self._checksum, self._room = generation, checksum, room
        self.files: dict[str, tuple[int, bytes]] = {}
        self._open = False
        self._arriving: _Arriving | None = None
        self._listing: list[list[FileEntry]] = []

    def obey(self, request: FileRequest) -> Answer:
        match request:
            case StartTransfer() | EndTransfer():
                self._open, self._arriving = isinstance(request, StartTransfer), None
                return Ack()
            case StartWrite():
                return self._begin(request)
            case WriteBlock():
                return self._take(request)
            case DeleteFiles(names):
                missing = [name for name in names if self.files.pop(name, None) is None]
                return Nack(NO_SUCH_FILE) if missing else Ack()
            case StartDirectory():
                return self._list(request)
            case ReadDirectory(number):
                return self._part(number)
        return Space(self._room, self._free)

    def restart(self) -> None:
        """Lose power and come back: whole files stay, what was under way is gone."""
        self._open, self._arriving, self._listing = False, None, []

    def programs(self) -> Iterator[StoredProgram]:
        """The programs that are whole, in the order in which they are shown."""
        for name, (kind, file) in sorted(self.files.items()):
            if kind == PROGRAM_FILE:
                try:
                    yield self._read(name, file)
                except (KeyError, ProtocolError):  # a card shows nothing of a file it cannot read
                    continue

    def shown(self, at: datetime, elapsed_ms: int) -> Shown:
        """Which page stands in which area, ``elapsed_ms`` after the round began; nothing is darkness."""
        playing = [program for program in self.programs() if _is_due(program, at)]
        lengths = [_length(program) for program in playing]
        into = elapsed_ms // 10 % max(1, sum(lengths))
        for program, end in zip(playing, accumulate(lengths), strict=True):
            if into < end:
                since = into - end + _length(program)
                return tuple((area, _page_at(area, since)) for area in program.areas if area.pages)
        return ()

    @property
    def _free(self) -> int:
        return self._room - sum(len(file) for _, file in self.files.values())

    def _begin(self, request: StartWrite) -> Answer:
        self._arriving = None
        if not self._open:
            return Nack(DOWNLOAD)
        if not request.name.isalnum():
            return Nack(BAD_NAME)
        if request.kind not in (PROGRAM_FILE, DATA_FILE):
            return Nack(BAD_TYPE)
        old = self.files.get(request.name)
        if old and not request.overwrite:
            return Nack(FILE_EXISTS)
        full = not old and len(self.files) >= MAX_FILES
        if full or request.length > self._free + (len(old[1]) if old else 0):
            return Nack(MEMORY_FULL)
        self._arriving = _Arriving(request, bytearray())
        return Ack()

    def _take(self, block: WriteBlock) -> Answer:
        arriving = self._arriving
        if arriving is None or arriving.announced.name != block.name:
            return Nack(DOWNLOAD)
        arriving.data += block.data
        whole, announced = len(arriving.data), arriving.announced.length
        if (
            block.offset + len(block.data) != whole
            or whole > announced
            or bool(block.last) != (whole == announced)
        ):
            self._arriving = None
            return Nack(BLOCK_NUMBER)
        return self._keep(arriving) if block.last else Ack()

    def _keep(self, arriving: _Arriving) -> Answer:
        self._arriving, announced, file = None, arriving.announced, bytes(arriving.data)
        if self._checksum and not self._is_sound(announced, file):
            return Nack(FILE_CRC)
        self.files[announced.name] = announced.kind, file
        return Ack()

    def _is_sound(self, announced: StartWrite, file: bytes) -> bool:
        try:
            return unseal(file)[1] is self._checksum and file.endswith(announced.seal)
        except ValueError:
            return False

    def _list(self, request: StartDirectory) -> Answer:
        if not request.entries:
            return Nack(_PARAMETER)
        entries = [
            FileEntry(name, kind, len(file), file[-4:])
            for name, (kind, file) in sorted(self.files.items())
            if kind == request.kind
        ]
        size = request.entries
        self._listing = [entries[i : i + size] for i in range(0, len(entries), size)] or [[]]
        return DirectoryStarted()

    def _part(self, number: int) -> Answer:
        if number >= len(self._listing):
            return Nack(BLOCK_NUMBER)
        return DirectoryPart(int(number == len(self._listing) - 1), number, tuple(self._listing[number]))

    def _read(self, name: str, file: bytes) -> StoredProgram:
        if self._generation == 5:
            return decode_fifth(file)
        _kind, data = self.files[data_name(name)]
        return decode_parameters(file).fill(decode_data(data).bitmaps)


def _is_due(program: StoredProgram, at: datetime) -> bool:
    today = program.days is None or at.date() in program.days
    return today and (not program.periods or any(at.time() in period for period in program.periods))


def _round(area: ProgramArea) -> int:
    return sum(max(1, page.stay) for page in area.pages)


def _length(program: StoredProgram) -> int:
    """How long a program has its turn, in 10 ms: until its longest area has gone round."""
    return max(1, program.times) * max((_round(area) for area in program.areas), default=1)


def _page_at(area: ProgramArea, since: int) -> AreaPage:
    into = since % _round(area)
    ends = accumulate(max(1, page.stay) for page in area.pages)
    return next(page for page, end in zip(area.pages, ends, strict=True) if into < end)
