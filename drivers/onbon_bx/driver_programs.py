"""``OnbonPrograms``: a BX card without dynamic areas, which keeps programs in flash and turns their pages.

Here: comparing what the card lists with what is wanted, the order of deleting
and writing, the limit on writing. Not here: bytes (``programs``, ``transfer``),
requests (``driver_files``), connecting and checking the card (``Conversation``).

What is no longer wanted is deleted first, whatever the limit says; then what is
missing is written. Each order begins and ends with the card's own directory, so
that files put there by others, or lost, are found.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, inf

from drivers.base import (
    Ability,
    AfterPowerCut,
    Booking,
    Capabilities,
    Panel,
    Proof,
    Receipt,
    Status,
    StoringSign,
    digest_of,
)
from drivers.errors import Broken, ConnectFailed, HalfDone, LinkError, ProtocolError, SignRefused
from drivers.onbon_bx.bookings import KINDS, CardFile, Pack, draw, files_of, names_of, number_of
from drivers.onbon_bx.driver_care import CaredFor
from drivers.onbon_bx.driver_files import CardFiles, Conversation
from drivers.onbon_bx.guard import FlashGuard
from drivers.onbon_bx.orders import percent_of
from drivers.onbon_bx.programs import PROGRAM_FILE, Checksum, StoredProgram
from drivers.onbon_bx.settings import ProgramOptions
from drivers.onbon_bx.slots import MAX_PROGRAMS, place
from drivers.onbon_bx.transfer import FileEntry

Listing = dict[str, FileEntry]

_BUSY = 3  # what a card itself says when it wants to be asked later


class WritesSpent(SignRefused):
    """The flash has been written often enough; nothing was written now. ``wait_s`` says when it may be."""

    def __init__(self, message: str, *, wait_s: float, link: str) -> None:
        super().__init__(message, code=_BUSY, link=link, wait_s=wait_s)


@dataclass(frozen=True, slots=True)
class _Known:
    """A file this process put, or found, in the card, and how the card then listed it."""

    digest: bytes
    entry: FileEntry


class OnbonPrograms(CaredFor, StoringSign):
    """A card of generation 5 or 6 that keeps programs. ``pack`` gives the bitmap of a whole screen."""

    def __init__(
        self,
        panel: Panel,
        wire: Conversation,
        pack: Pack,
        *,
        generation: int,
        options: ProgramOptions | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(
            Capabilities(
                panel,
                host_timed=False,
                self_clearing=False,
                best_proof=Proof.ACCEPTED,
                virtual=False,
                abilities=frozenset(Ability),
                after_power_cut=AfterPowerCut.SAME,
                keeps_brightness=True,
            )
        )
        self._options = options or ProgramOptions()
        self._wire, self._files = wire, CardFiles(wire, self._options.block)
        self._pack, self._generation, self._monotonic = pack, generation, monotonic
        self._guard = FlashGuard(self._options.writes_per_day, self._options.write_interval_s)
        self._known: dict[str, _Known] = {}
        self._doubted: set[str] = set()  # there, perhaps, and perhaps not whole
        self._changed = False  # the card, by the order that is being carried out
        self._unended = False  # a transfer was begun, and its end not acknowledged
        self._wanted: list[tuple[str, dict[str, bytes]]] | None = None  # digests: a program's, its files'
        if not self._can_list:
            self._doubted.update(
                name for number in range(MAX_PROGRAMS) for name in names_of(number, generation)
            )

    @property
    def _can_list(self) -> bool:
        return self._options.directory != "off"

    def _sync(self, bookings: tuple[Booking, ...]) -> Receipt:
        self._changed = False
        try:
            return self._make_equal(bookings)
        except (SignRefused, ConnectFailed) as error:
            if not self._changed:
                raise
            # half way what stood may be gone, or more may stand
            if isinstance(error, SignRefused):
                raise HalfDone(str(error), code=error.code, link=error.link) from error
            raise Broken(str(error), link=error.link) from error

    def _make_equal(self, bookings: tuple[Booking, ...]) -> Receipt:
        programs = draw(bookings, self._pack, Checksum(self._options.checksum))
        listing = self._survey()
        chosen = self._choose(programs, listing)
        right = [files for files in chosen if self._are_there(files, listing)]
        stale = set(listing) - {file.name for files in right for file in files}
        missing = [file for files in chosen if files not in right for file in files]
        self._delete(sorted(stale, reverse=True))  # a program before the pictures it points to
        self._write(missing)
        if stale or missing:
            listing = self._survey()
        evidence = self._prove(chosen, listing, f"files deleted {len(stale)}, written {len(missing)}")
        self._wanted = [
            (booking.program.digest, {file.name: file.digest for file in files})
            for booking, files in zip(bookings, chosen, strict=True)
        ]
        return Receipt(digest_of(bookings), Proof.ACCEPTED, evidence)

    def _status(self) -> Status:
        try:
            card = self._files.ping()
            listing = self._survey()
        except LinkError as error:
            return Status(online=False, detail=str(error))
        known = Status(
            online=True,
            powered=bool(card.powered),
            brightness=percent_of(card.brightness),
            detail=f"program files: {len(listing)}" if self._can_list else "the card's files are not read",
            programs=self._present(listing),
            unknown=self._strange(listing),
        )
        return self._add_report(known)

    def _close(self) -> None:
        self._wire.close()

    def _survey(self) -> Listing:
        """The program files in the card: as it lists them, or as this process remembers them."""
        if self._can_list:
            return self._files.read_directory(KINDS[self._generation])
        self._files.ping()
        begun = {name: FileEntry(name, PROGRAM_FILE, 0, b"") for name in self._doubted}
        return begun | {name: known.entry for name, known in self._known.items()}

    def _choose(self, programs: Sequence[StoredProgram], listing: Listing) -> list[tuple[CardFile, ...]]:
        """The files of each program, under the numbers that leave the most in the card as it is."""
        held = sorted({number for name in listing if (number := number_of(name)) is not None})

        def fits(index: int, number: int) -> bool:
            return self._are_there(files_of(programs[index], number, self._generation), listing)

        numbers = place(len(programs), held, fits)
        return [
            files_of(program, number, self._generation)
            for program, number in zip(programs, numbers, strict=True)
        ]

    def _are_there(self, files: Sequence[CardFile], listing: Listing) -> bool:
        return all(self._is_there(file, listing.get(file.name)) for file in files)

    def _is_there(self, file: CardFile, entry: FileEntry | None) -> bool:
        """Whether what is listed is this file, and not one begun, or put there by somebody else."""
        if entry is None or file.name in self._doubted:
            return False
        if self._known.get(file.name) == _Known(file.digest, entry):
            return True
        return self._options.directory == "checksums" and entry == file.entry

    def _delete(self, names: Sequence[str]) -> None:
        for name in names:
            self._files.delete(name)
            self._changed = True
            self._known.pop(name, None)
            self._doubted.discard(name)

    def _write(self, files: Sequence[CardFile]) -> None:
        if files:
            self._check_guard(len(files))
        elif not self._unended:
            return
        self._unended = True
        self._files.write(files, self._begin, self._settle)
        self._unended = False

    def _begin(self, file: CardFile) -> None:
        self._guard.note(self._monotonic())
        self._doubted.add(file.name)

    def _settle(self, file: CardFile) -> None:
        self._changed = True
        self._doubted.discard(file.name)
        self._known[file.name] = _Known(file.digest, file.entry)

    def _check_guard(self, count: int) -> None:
        guard, wait_s = self._guard, self._guard.wait_s(count, self._monotonic())
        if not wait_s:
            return
        when = f"can be written in {ceil(wait_s)} s" if wait_s < inf else "can never be written: allow more"
        raise WritesSpent(
            f"{self._wire.url}: to spare the flash at most {guard.per_day} files are written a day, "
            f"{guard.interval_s:g} s apart; this list needs {count}, which {when}",
            wait_s=wait_s,
            link=self._wire.url,
        )

    def _prove(self, chosen: Sequence[Sequence[CardFile]], listing: Listing, done: str) -> str:
        """Evidence, if the card lists what is wanted and nothing else."""
        wanted = {file.name: file for files in chosen for file in files}
        if _sizes(listing.values()) != _sizes(file.entry for file in wanted.values()):
            raise ProtocolError(
                f"{self._wire.url}: the card lists {_list_files(listing.values())} "
                f"and not {_list_files(file.entry for file in wanted.values())}",
                link=self._wire.url,
            )
        self._known = {name: _Known(file.digest, listing[name]) for name, file in wanted.items()}
        held = (
            f"it lists {_list_files(listing.values())}" if self._can_list else "it is not asked what it holds"
        )
        return f"the card at {self._wire.url} acknowledged: {done}; {held}"

    def _present(self, listing: Listing) -> tuple[str, ...] | None:
        """The digests of the programs that are in the card as this process left them."""
        if self._wanted is None or not self._can_list:
            return None
        return tuple(
            digest
            for digest, files in self._wanted
            if all(self._is_as_left(name, content, listing) for name, content in files.items())
        )

    def _is_as_left(self, name: str, content: bytes, listing: Listing) -> bool:
        """Also of the content: another program may stand under the number by now."""
        return name in listing and self._known.get(name) == _Known(content, listing[name])

    def _strange(self, listing: Listing) -> tuple[str, ...]:
        """What others put there; not known before this process has compared once."""
        if self._wanted is None or not self._can_list:
            return ()
        return tuple(name for name in sorted(listing) if self._is_strange(name, listing))

    def _is_strange(self, name: str, listing: Listing) -> bool:
        known = self._known.get(name)
        return known is None or known.entry != listing.get(name)


def _sizes(entries: Iterable[FileEntry]) -> set[tuple[str, int, int]]:
    """All that a listing proves: a card may repeat the checksum it was told."""
    return {(entry.name, entry.kind, entry.length) for entry in entries}


def _list_files(entries: Iterable[FileEntry]) -> str:
    return ", ".join(f"{name} ({length} bytes)" for name, _, length in sorted(_sizes(entries))) or "nothing"
