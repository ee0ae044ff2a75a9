"""``spy+URL&log=FILE``: any link, with an evidence log of every byte in both directions.

The log is appended to and each line is with the operating system before the
next thing happens; its form is drawn in ``dialogue.py`` and ``replay://`` reads
it. A log that cannot be written does not stop the sign: it is a warning once,
and a ``GAP`` line as soon as there is room again. One file for one link: the
lines do not say whose they are. The log holds all that was sent, passwords too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from drivers.errors import LinkError
from drivers.links.base import Address, Link, Paced
from drivers.links.dialogue import Entry, Mark, write_entry
from drivers.links.urls import split_query

PREFIX = "spy+"

log = logging.getLogger(__name__)


def split_spied(url: str) -> tuple[str, Path]:
    """The URL inside and the log file: ``spy+tcp://h:1?log=f`` is ``tcp://h:1`` and ``f``."""
    inner, _, query = url.removeprefix(PREFIX).partition("?")
    pairs = split_query(query)
    files = [value for name, value in pairs if name == "log"]
    if len(files) != 1 or not files[0]:
        raise ValueError("a spied link names one log file: log=FILE")
    others = urlencode([pair for pair in pairs if pair[0] != "log"])
    return (f"{inner}?{others}" if others else inner), Path(files[0])


@dataclass(frozen=True, slots=True)
class SpyAddress:
    """The address of the link inside, and the file."""

    inner: Address
    log: Path

    def open(self, url: str, timeout_s: float) -> Link:
        journal = Journal(self.log)
        with _noting(journal, Mark.OPEN_FAILED):
            inner = self.inner.open(url, timeout_s)
        return SpyLink(inner, journal)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Journal:
    """A file of entries. It never fails; what it could not write, it says as soon as it can write again."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = _utc_now) -> None:
        self._path, self._clock = path, clock
        self._lost = 0

    def write(self, entry: Entry) -> None:
        text = write_entry(self._clock(), entry)
        if self._lost:
            gap = Entry(Mark.GAP, words=f"{self._lost} entries could not be written")
            text = "\n" + write_entry(self._clock(), gap) + text  # half a line may stand before it
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            if not self._lost:
                log.warning("the evidence log %s cannot be written: %s", self._path, error)
            self._lost += 1
        else:
            self._lost = 0


@contextmanager
def _noting(journal: Journal, failed: Mark) -> Iterator[None]:
    """An error of the link inside is written down and passes on."""
    try:
        yield
    except LinkError as error:
        journal.write(Entry(failed, words=f"{type(error).__name__} {error}"))
        raise


class SpyLink:
    """A link around a link. A wait in which nothing came is written down, a look that did not wait is not."""

    def __init__(self, inner: Link, journal: Journal) -> None:
        self._inner, self._journal = inner, journal
        self._open = True
        self.url = inner.url
        self.byte_s = inner.byte_s if isinstance(inner, Paced) else 0.0
        journal.write(Entry(Mark.OPEN, words=inner.url))

    def send(self, data: bytes) -> None:
        self._journal.write(Entry(Mark.SENT, data))
        with _noting(self._journal, Mark.SEND_FAILED):
            self._inner.send(data)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        with _noting(self._journal, Mark.RECEIVE_FAILED):
            data = self._inner.receive(max_bytes, timeout_s)
        if data or timeout_s > 0:
            self._journal.write(Entry(Mark.RECEIVED, data))
        return data

    def close(self) -> None:
        self._inner.close()
        if self._open:
            self._open = False
            self._journal.write(Entry(Mark.SHUT))
