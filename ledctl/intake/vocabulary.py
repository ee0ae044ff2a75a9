"""What the heads of columns usually mean: the words of an office, read from TOML text. Pure.

Here: the strict reader for ``config/defaults/heads.toml`` (or a town's own copy) and
finding the entry for a head. Spaces, full-width letters, capitals and a unit in
brackets do not make another head. Not here: opening the file (``shipped``), and what the cells
below a head say (``shapes``).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from ledctl.content.model import ColumnType, Key, Privacy
from ledctl.errors import BadInput

_UNIT = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meaning: ``is_`` are whole heads, ``has`` parts of one."""

    key: Key
    type: ColumnType
    privacy: Privacy = Privacy.PUBLIC
    is_: tuple[str, ...] = ()
    has: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every known meaning, in the order of the file."""

    entries: tuple[Entry, ...]

    def find(self, head: str) -> Entry | None:
        """The meaning of ``head``: a whole head before a part of one, the first entry before a later."""
        whole = fold(head).lower()
        if not whole:
            return None
        bare = _UNIT.sub("", whole)
        for entry in self.entries:
            if whole in entry.is_ or bare in entry.is_:
                return entry
        return next((entry for entry in self.entries if any(part in whole for part in entry.has)), None)


def fold(head: str) -> str:
    """A head for comparing: no spaces, no full-width letters or brackets."""
    return "".join(unicodedata.normalize("NFKC", head).split())


def load_vocabulary(text: str) -> Vocabulary:
    """Read the file; ``BadInput`` names what is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput.of("heads_not_toml", detail=error) from None
    if strange := sorted(data.keys() - {"column"}):
        raise BadInput.of("heads_key_unknown", where=strange[0])
    try:
        reader = TypeAdapter(list[dict[str, str | list[str]]])
        listed = reader.validate_python(data.get("column", []), strict=True)
    except ValidationError:
        raise BadInput.of("heads_entry_wrong", where="column", number=0) from None
    make = TypeAdapter(Entry)  # here and not above: a start does not wait for it
    return Vocabulary(tuple(_entry(make, number, one) for number, one in enumerate(listed, start=1)))


def _entry(make: TypeAdapter[Entry], number: int, one: dict[str, str | list[str]]) -> Entry:
    known = {"key", "type", "privacy", "is", "has"}
    if strange := sorted(one.keys() - known):
        raise BadInput.of("heads_key_unknown", where=strange[0])
    values = {("is_" if name == "is" else name): _folded(value) for name, value in one.items()}
    try:
        return make.validate_python(values)
    except ValidationError:
        raise BadInput.of("heads_entry_wrong", where="column", number=number) from None


def _folded(value: str | list[str]) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(fold(one).lower() for one in value)
