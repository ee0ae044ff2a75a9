"""``replay://FILE``: a recorded dialogue in place of a sign; the file is one that ``spy+`` wrote.

What is sent has to equal the recording, to the byte and chunk by chunk; then
the recorded answers, silences and failures come, without waiting. Anything else
is ``Deviated``, which is neither a ``LinkError`` nor a ``ProtocolError``, so that
no driver takes it for a wire that failed. A sign that was reached several times
has several connections in its log; ``connection=2`` is the second.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult

from drivers.errors import Broken, ConnectFailed, DriverError, LinkError, TimedOut
from drivers.links.base import Link, connecting
from drivers.links.dialogue import Entry, Mark, read_connections
from drivers.links.urls import check_range, read_path, read_settings
from drivers.wire import spaced_hex

_ERRORS: dict[str, type[LinkError]] = {kind.__name__: kind for kind in (Broken, ConnectFailed, TimedOut)}
_NOTHING = Entry(Mark.SHUT)


class Deviated(DriverError):
    """What was sent is not what the recording has; the message shows both."""


@dataclass(frozen=True, slots=True)
class ReplaySettings:
    """``connection``: which one of the log, counted from 1."""

    connection: int = 1

    def __post_init__(self) -> None:
        check_range("connection", self.connection, 1, 999_999)


@dataclass(frozen=True, slots=True)
class ReplayAddress:
    """A recording, and which connection of it."""

    recording: Path
    settings: ReplaySettings = ReplaySettings()

    @classmethod
    def read(cls, parts: SplitResult) -> ReplayAddress:
        return cls(Path(read_path(parts)), read_settings(ReplaySettings, parts.query))

    def open(self, url: str, timeout_s: float) -> Link:
        with connecting(url):
            with self.recording.open(encoding="utf-8") as lines:
                connections = read_connections(lines)
            if len(connections) < self.settings.connection:
                raise ValueError(f"{len(connections)} connections are recorded")
        return ReplayLink(connections[self.settings.connection - 1], url)


class ReplayLink:
    """One recorded connection. ``rest`` is what of it has not happened again yet."""

    def __init__(self, entries: Sequence[Entry], url: str = "replay://") -> None:
        self._entries = deque(entries)
        self._open = True
        self.url = url
        self._fail_as(Mark.OPEN_FAILED)
        self._entries.popleft()

    @property
    def rest(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self._entries if entry.mark is not Mark.SHUT)

    def send(self, data: bytes) -> None:
        self._check_open()
        expected = self._next
        if expected.mark is not Mark.SENT or expected.data != data:
            raise Deviated(_describe(self.url, expected, data), link=self.url)
        self._entries.popleft()
        self._fail_as(Mark.SEND_FAILED)

    def receive(self, max_bytes: int, timeout_s: float) -> bytes:
        self._check_open()
        self._fail_as(Mark.RECEIVE_FAILED)
        entry = self._next
        if entry.mark is not Mark.RECEIVED or not (entry.data or timeout_s > 0):
            return b""
        self._entries.popleft()
        if rest := entry.data[max_bytes:]:
            self._entries.appendleft(Entry(Mark.RECEIVED, rest))
        return entry.data[:max_bytes]

    def close(self) -> None:
        self._open = False

    @property
    def _next(self) -> Entry:
        return self._entries[0] if self._entries else _NOTHING

    def _check_open(self) -> None:
        if not self._open:
            raise Broken(f"{self.url}: the wire was closed", link=self.url)

    def _fail_as(self, failed: Mark) -> None:
        """Raise the error that is recorded at this point, if one is."""
        if self._next.mark is failed:
            kind, _, message = self._entries.popleft().words.partition(" ")
            raise _ERRORS.get(kind, Broken)(message, link=self.url)


def _describe(url: str, expected: Entry, got: bytes) -> str:
    """Both, from where they first differ, with how far that is."""
    if expected.mark is not Mark.SENT:
        return f"{url}: the recording goes on with {expected.mark.value}, sent was {spaced_hex(got)}"
    same = next(
        (i for i, (a, b) in enumerate(zip(expected.data, got, strict=False)) if a != b),
        min(len(expected.data), len(got)),
    )
    return (
        f"{url}: after {same} equal bytes the recording has {spaced_hex(expected.data[same:]) or 'no more'}, "
        f"sent was {spaced_hex(got[same:]) or 'no more'}"
    )
