"""Finding which of a list a sign will not take, by offering it in halves. Pure.

A card that refuses a list does not say which of its programs is to blame. What it
holds already is offered first, so that nothing of it need be written again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Error = TypeVar("Error")


@dataclass(frozen=True, slots=True)
class Halving(Generic[Item, Error]):
    """``offer`` makes the sign hold a list, or gives back why not; ``refuse`` is told who is to blame.

    ``is_held``: the sign has it already. ``is_called_off``: nothing more is to be offered.
    """

    offer: Callable[[tuple[Item, ...]], Error | None]
    refuse: Callable[[Item, Error], None]
    is_held: Callable[[Item], bool]
    is_called_off: Callable[[], bool]

    def admit(self, taken: tuple[Item, ...], more: tuple[Item, ...]) -> tuple[Item, ...]:
        """Make the sign hold ``taken``, which it has accepted, and whatever it takes of ``more``."""
        if self.is_called_off():
            return taken
        error = self.offer(taken + more)
        return taken + more if error is None else self._admit_what_it_takes(taken, more, error)

    def _admit_what_it_takes(
        self, taken: tuple[Item, ...], more: tuple[Item, ...], error: Error
    ) -> tuple[Item, ...]:
        """``taken`` was accepted, and with ``more`` it was not: one of those is to blame."""
        if len(more) > 1:
            first, more = self._halves(more)
            whole = len(taken) + len(first)
            taken = self.admit(taken, first)
            if len(more) > 1 or len(taken) < whole:
                return self.admit(taken, more)
        self.refuse(more[0], error)  # with it, this is the very list that was refused
        return taken

    def _halves(self, items: tuple[Item, ...]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """In two, neither empty: first what the sign holds already."""
        ranked = sorted(items, key=lambda item: not self.is_held(item))
        held = sum(map(self.is_held, items))
        cut = held if 0 < held < len(ranked) else len(ranked) // 2
        return tuple(ranked[:cut]), tuple(ranked[cut:])
