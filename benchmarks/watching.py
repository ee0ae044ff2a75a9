"""Marks at the edges of the publisher's stages, set from outside while a block runs.

The program itself measures nothing and has no seam for it: its own methods are
wrapped here. All instants are ``CLOCK_MONOTONIC`` in nanoseconds, which on Linux
is one clock for all processes of a machine.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic_ns
from typing import ParamSpec, Self, TypeVar
from unittest.mock import patch

from sqlalchemy import event
from sqlmodel import Session

from drivers.base import Sign
from ledctl.publishing import docket
from ledctl.publishing.journal import Journal
from ledctl.publishing.orders import Order, open_orders
from ledctl.publishing.worker import SignWorker

P = ParamSpec("P")
R = TypeVar("R")

STAGES = ("woken", "orders read", "gate passed", "sending committed", "acknowledged")
"""What a put-up passes after the approval's commit, in order."""

DARK = "dark"


@dataclass(frozen=True, slots=True)
class Seen:
    """One round of a sign's worker that changed the sign. ``notice`` is empty when it went dark."""

    notice: str
    marks: dict[str, int]

    def to_line(self) -> str:
        return json.dumps({"notice": self.notice, "marks": self.marks})

    @classmethod
    def from_line(cls, line: str) -> Self:
        return cls(**json.loads(line))


@contextmanager
def watched(tell: Callable[[Seen], None]) -> Iterator[None]:
    """Tell of every put-up and every darkness, after the worker's round has ended.

    Telling comes last so that it costs nothing between the marks. The publisher
    has to be started inside the block, with one sign.
    """
    watch = _Watch(tell)
    with ExitStack() as stack:
        for owner, name, wrapped in (
            (SignWorker, "step", watch.around_step(SignWorker.step)),
            (docket, "open_orders", watch.after("orders read", open_orders)),
            (Journal, "sending", watch.around_sending(Journal.sending)),
            (Sign, "show", watch.after("acknowledged", Sign.show)),
            (Sign, "blank", watch.after(DARK, Sign.blank)),
        ):
            stack.enter_context(patch.object(owner, name, wrapped))
        yield


@contextmanager
def commits_noted() -> Iterator[list[int]]:
    """The instants at which transactions of this very thread had been committed, durably."""
    here, instants = threading.get_ident(), list[int]()

    def note(_session: Session) -> None:
        if threading.get_ident() == here:
            instants.append(monotonic_ns())

    event.listen(Session, "after_commit", note)
    try:
        yield instants
    finally:
        event.remove(Session, "after_commit", note)


class _Watch:
    """The marks of the round that is running; one worker, so one thread, sets them."""

    def __init__(self, tell: Callable[[Seen], None]) -> None:
        self._tell = tell
        self._notice = ""
        self._marks: dict[str, int] = {}

    def around_step(self, step: Callable[[SignWorker], float]) -> Callable[[SignWorker], float]:
        def stepping(of: SignWorker) -> float:
            self._notice, self._marks = "", {"woken": monotonic_ns()}
            wait = step(of)
            if self._notice or DARK in self._marks:
                self._tell(Seen(self._notice, self._marks))
            return wait

        return stepping

    def around_sending(
        self, sending: Callable[[Journal, Order, int, str, datetime], None]
    ) -> Callable[[Journal, Order, int, str, datetime], None]:
        def noting(of: Journal, order: Order, page: int, cause: str, at: datetime) -> None:
            self._notice = order.notice_id
            self._marks["gate passed"] = monotonic_ns()
            sending(of, order, page, cause, at)
            self._marks["sending committed"] = monotonic_ns()

        return noting

    def after(self, mark: str, call: Callable[P, R]) -> Callable[P, R]:
        """``call``, and a mark once it has returned."""

        def marking(*args: P.args, **kwargs: P.kwargs) -> R:
            result = call(*args, **kwargs)
            self._marks[mark] = monotonic_ns()
            return result

        return marking
