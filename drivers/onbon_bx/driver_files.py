"""What is said to a card about files: list, delete, write. Every answer is checked.

Here: the order of requests within one task. Not here: which files (``driver_programs``),
bytes (``transfer``), connecting (whatever has ``Conversation``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from drivers.errors import ProtocolError, SignRefused
from drivers.onbon_bx.bookings import CardFile
from drivers.onbon_bx.messages import Ack, Nack, PingReply, Reply, Request
from drivers.onbon_bx.transfer import (
    DeleteFiles,
    DirectoryPart,
    DirectoryStarted,
    EndTransfer,
    FileEntry,
    ReadDirectory,
    StartDirectory,
    StartTransfer,
    StartWrite,
    cut,
)

_NO_SUCH_FILE = 6
_MAX_PARTS = 1000  # of a directory; a card that never says "last" is not believed

Kind = TypeVar("Kind")


class Conversation(Protocol):
    """A card that can be asked. It connects, and checks the card, when it has to.

    A refusal is an answer and not an error. After any error the connection is closed.
    """

    @property
    def url(self) -> str: ...

    @property
    def name(self) -> str:
        """Which card it is, in words."""
        ...

    def ask(self, request: Request) -> Reply: ...

    def look(self) -> PingReply: ...

    def close(self) -> None: ...


class CardFiles:
    """The files of a card. ``block``: the most that is sent of a file at once."""

    def __init__(self, wire: Conversation, block: int) -> None:
        self._wire, self._block = wire, block

    @property
    def url(self) -> str:
        return self._wire.url

    def ping(self) -> PingReply:
        """What the card says of itself now; one that was set up anew is refused."""
        return self._wire.look()

    def read_directory(self, kinds: Sequence[int]) -> dict[str, FileEntry]:
        """What the card lists of these types, by name.

        A file of another type is passed over, lest a card that lists all it has
        loses its fonts: what is listed and not wanted is deleted.
        """
        return {entry.name: entry for kind in kinds for entry in self._list(kind) if entry.kind == kind}

    def delete(self, name: str) -> None:
        """Take a file away; one that was not there is gone as well."""
        try:
            self._ask(f"to delete {name}", DeleteFiles((name,)), Ack)
        except SignRefused as refusal:
            if refusal.code != _NO_SUCH_FILE:
                raise

    def write(
        self,
        files: Sequence[CardFile],
        begin: Callable[[CardFile], None],
        settle: Callable[[CardFile], None],
    ) -> None:
        """Send files in one transfer.

        ``begin`` is called before each file, ``settle`` when its last block was acknowledged.
        """
        self._ask("a transfer", StartTransfer(), Ack)
        try:
            for file in files:
                begin(file)
                self._write(file)
                settle(file)
        except SignRefused:
            self._wire.ask(EndTransfer())  # whatever it says to that: the refusal is the news
            raise
        self._ask("the end of a transfer", EndTransfer(), Ack)

    def _list(self, kind: int) -> Iterator[FileEntry]:
        self._ask("its directory", StartDirectory(kind), Ack, DirectoryStarted)
        for number in range(_MAX_PARTS):
            part = self._ask("its directory", ReadDirectory(number), DirectoryPart)
            yield from part.entries
            if part.last:
                return
        raise self._confused(f"a directory of more than {_MAX_PARTS} parts")

    def _write(self, file: CardFile) -> None:
        entry = file.entry
        start = StartWrite(entry.name, entry.kind, entry.length, entry.seal)
        self._ask(f"{file.name} of {entry.length} bytes", start, Ack)
        for block in cut(file.data, file.name, self._block):
            self._ask(f"{file.name} from byte {block.offset}", block, Ack)

    def _ask(self, what: str, request: Request, *kinds: type[Kind]) -> Kind:
        """The answer, if it is of a kind that fits the question."""
        reply = self._wire.ask(request)
        if isinstance(reply, kinds):
            return reply
        if not isinstance(reply, Nack):
            raise self._confused(f"{what} was answered with {reply}")
        raise SignRefused(f"{self.url}: the card refused {what}: {reply}", code=reply.code, link=self.url)

    def _confused(self, what: str) -> ProtocolError:
        url = self.url
        self._wire.close()
        return ProtocolError(f"{url}: {what}", link=url)
