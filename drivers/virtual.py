"""A sign made of memory: what is shown is a value that can be looked at.

A driver like any other, with no wire and no lamp: for practice notices, for the
preview page and for tests. It keeps the last frames, may write what it shows as
a PNG, fails on order (``faults``) and loses its power (``power_cycle``). What it
does not do: wear out, or take time.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Self

from drivers.base import AfterPowerCut, Capabilities, Frame, Panel, Proof, Receipt, Sign, Status
from drivers.errors import DriverError, LinkError
from drivers.options import Option, read_options


@dataclass(frozen=True, slots=True)
class VirtualOptions:
    """``dump``: an existing folder for ``screen.png``; empty = none."""

    dump: str = ""

    def __post_init__(self) -> None:
        if self.dump and not Path(self.dump).is_dir():
            raise ValueError(f"option 'dump' is an existing folder, not {self.dump!r}")


@dataclass(frozen=True, slots=True)
class _Shown:
    """Frame and end together in one value, so that a reader in another thread never sees half a change."""

    frame: Frame
    until: float = inf


class VirtualSign(Sign):
    """Shows frames in memory. ``current`` may be read from any thread."""

    def __init__(
        self,
        panel: Panel,
        *,
        dump: Path | None = None,
        faults: Iterable[DriverError | None] = (),
        keep: int = 32,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``faults``: one is taken for each show, blank or status and raised unless ``None``."""
        super().__init__(
            Capabilities(
                panel,
                host_timed=True,
                self_clearing=True,
                best_proof=Proof.SELECTED,
                virtual=True,
                after_power_cut=AfterPowerCut.DARK,
            )
        )
        self._dump, self._faults, self._clock = dump, iter(faults), clock
        self._dark = Frame.dark(panel)
        self._shown = _Shown(self._dark)
        self._history: deque[Frame] = deque(maxlen=keep)
        self._draw(self._dark)

    @classmethod
    def from_settings(cls, panel: Panel, link: str, options: Mapping[str, Option]) -> Self:
        if link:
            raise ValueError(f"a virtual sign has no link; leave it empty instead of {link!r}")
        chosen = read_options(VirtualOptions, options)
        return cls(panel, dump=Path(chosen.dump) if chosen.dump else None)

    @property
    def current(self) -> Frame:
        """What is shown now: the last frame, or dark once its life is over."""
        shown = self._shown
        return shown.frame if self._clock() < shown.until else self._dark

    @property
    def history(self) -> tuple[Frame, ...]:
        """The last frames shown, oldest first; a blank is a dark frame."""
        return tuple(self._history)

    def power_cycle(self) -> None:
        """The power goes and comes back: memory is dark."""
        self._put(self._dark, inf)

    def _show(self, frame: Frame, life_s: int) -> Receipt:
        self._fail_on_order()
        self._put(frame, self._clock() + life_s if life_s else inf)
        return Receipt(frame.digest, Proof.SELECTED, "virtual sign: this frame is in its memory")

    def _blank(self) -> Receipt:
        self._fail_on_order()
        self._put(self._dark, inf)
        return Receipt("", Proof.SELECTED, "virtual sign: its memory is dark")

    def _status(self) -> Status:
        try:
            self._fail_on_order()
        except LinkError as error:
            return Status(online=False, detail=str(error))
        current = self.current
        shown = "" if current == self._dark else current.digest
        return Status(online=True, powered=True, shown=shown, detail="virtual sign")

    def _close(self) -> None:
        """Nothing is held."""

    def _fail_on_order(self) -> None:
        if (fault := next(self._faults, None)) is not None:
            raise fault

    def _put(self, frame: Frame, until: float) -> None:
        self._shown = _Shown(frame, until)
        self._history.append(frame)
        self._draw(frame)

    def _draw(self, frame: Frame) -> None:
        if self._dump is not None:
            from drivers.picture import replace_png  # brings Pillow, which most virtual signs never need

            replace_png(frame, self._dump / "screen.png")
