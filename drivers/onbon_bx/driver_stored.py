"""Programs left in the flash of a card with dynamic areas: found, named, and deleted.

A dynamic area lives in memory. When the power returns the card plays whatever
programs its flash holds, perhaps of years ago (R20), and until then they lie
under the area. So they are looked for once on each connection, are unknown
content while they are there, and go before the next picture. Fonts, settings
and logo are files of other types and are never touched. Deleting is the only
thing done to the flash, and only when there is something to delete.

Here: what is known of the files. Not here: requests (``driver_files``).
"""

from __future__ import annotations

from contextlib import suppress

from drivers.errors import DriverError
from drivers.onbon_bx.bookings import KINDS
from drivers.onbon_bx.driver_files import CardFiles
from drivers.onbon_bx.driver_wire import CardWire
from drivers.onbon_bx.transfer import SAFE_BLOCK


class StoredPrograms:
    """What is known of one card's program files."""

    def __init__(self, wire: CardWire) -> None:
        self._wire, self._files = wire, CardFiles(wire, SAFE_BLOCK)
        self._found: tuple[str, ...] = ()
        self._seen_on: int | None = None
        self.is_told = True
        """Whether the card can say what it holds; one that once could not is not asked again."""

    def find(self) -> tuple[str, ...]:
        """The names of the program files; asked once on each connection."""
        kinds = KINDS[self._wire.model.generation]  # connects, if need be
        if self.is_told and self._seen_on != self._wire.met:
            try:
                self._found = tuple(sorted(self._files.read_directory(kinds)))
            except DriverError:  # refused, not answered, or not understood: nothing is done on a guess
                self.is_told, self._found = False, ()
            self._seen_on = self._wire.met
        return self._found

    def clear(self) -> None:
        """Delete what was found. What a card keeps all the same stays named, and holds up no picture."""
        for name in reversed(self._found):  # a program before the pictures it points to
            with suppress(DriverError):
                self._files.delete(name)
                self._found = tuple(other for other in self._found if other != name)
