"""Which picture is where in the sign's memory, and which may make room for another. Pure.

A slot is one picture and the text that shows it. The first slot is for darkness
alone, so that taking a notice down never waits for a picture to cross the line.
The others are reused, the one unused for longest first, and never the one that
stands: a sign would show the new picture while it is still arriving.
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.alpha.commands import Text, hold_picture
from drivers.alpha.memory import File, dots_file, text_file
from drivers.frames import Panel

MOST = 13  # slots: A to M are texts, N to Z pictures
TEXT_SIZE = 32  # bytes; five are needed


@dataclass(frozen=True, slots=True)
class Slot:
    """The labels of a text and of the picture it calls."""

    text: str
    picture: str

    @property
    def order(self) -> Text:
        """The text that shows the picture."""
        return hold_picture(self.text, self.picture)


ALL = tuple(Slot(chr(ord("A") + i), chr(ord("N") + i)) for i in range(MOST))
DARK = ALL[0]


def plan(pictures: int, panel: Panel) -> tuple[File, ...]:
    """The memory for darkness and so many pictures. Texts first: what is left over goes to the first file."""
    used = ALL[: pictures + 1]
    return (
        *(text_file(slot.text, TEXT_SIZE) for slot in used),
        *(dots_file(slot.picture, panel) for slot in used),
    )


class Shelf:
    """What is believed to be stored, least recently used first."""

    def __init__(self, pictures: int) -> None:
        self._held = dict.fromkeys(ALL[1 : pictures + 1], "")

    def find(self, digest: str) -> Slot | None:
        """Where a picture is; using it counts as use."""
        for slot, held in self._held.items():
            if held == digest:
                self.put(slot, digest)
                return slot
        return None

    def room(self, standing: str) -> Slot:
        """The slot to overwrite, whose text is not the one named. It is empty from here on."""
        slot = next(slot for slot in self._held if slot.text != standing)
        self._held[slot] = ""
        return slot

    def put(self, slot: Slot, digest: str) -> None:
        del self._held[slot]
        self._held[slot] = digest
