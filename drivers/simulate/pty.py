"""A pseudo-terminal as the serial line of a simulated card, for any program that opens a port.

Here: making the terminal, raw, and a link to it under a name that stays. A
serial line has no hang-up: clients come and go, and the card hears one wire.
What nobody reads is lost, as on a line without a listener. Not on Windows.
"""

from __future__ import annotations

import os
import select
import termios
import tty
from functools import partial
from pathlib import Path
from selectors import EVENT_READ

from drivers.simulate.board import Selector, Switchboard

READ = 4096
PATIENCE_S = 0.25  # how long a full line is waited for


class PtyPort:
    """A terminal whose far end, ``path``, is for clients; it is its own wire."""

    def __init__(self, link: Path | None = None) -> None:
        """``link``: a name for the far end, gone again with ``close``.

        A link that leads nowhere is replaced, and one that leads to this very terminal: both are left
        over from a simulator that was killed.
        """
        self._near, self._far = os.openpty()
        tty.setraw(self._far)
        os.set_blocking(self._near, False)
        self._link: Path | None = None
        self._number = 0
        self.path = os.ttyname(self._far)
        if link is not None:
            self._name(link)

    def join(self, selector: Selector, board: Switchboard) -> None:
        selector.register(self._near, EVENT_READ, partial(self._take, board))

    def _take(self, board: Switchboard) -> None:
        data = os.read(self._near, READ)
        if self._number not in board:  # nobody has spoken, or the card hung up, which a line does not notice
            self._number = board.connect(PtyWire(self._near, self._far))
        board.hear(self._number, data)

    def close(self) -> None:
        if self._link is not None:
            self._link.unlink(missing_ok=True)
        os.close(self._near)
        os.close(self._far)

    def _name(self, link: Path) -> None:
        try:
            if link.is_symlink() and (not link.exists() or link.readlink() == Path(self.path)):
                link.unlink()
            link.symlink_to(self.path)
        except OSError:
            self.close()
            raise
        self._link = link


class PtyWire:
    """The near end; see ``board.Wire``."""

    def __init__(self, near: int, far: int) -> None:
        self._near, self._far = near, far

    def send(self, chunk: bytes) -> None:
        left = memoryview(chunk)
        while left:
            if not select.select([], [self._near], [], PATIENCE_S)[1]:
                termios.tcflush(self._far, termios.TCIFLUSH)
                return
            left = left[os.write(self._near, left) :]

    def close(self) -> None:
        """The line stays."""
