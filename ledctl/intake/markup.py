"""XML from a stranger, as a stream of what begins, what is said and what ends.

Never a tree: a part of any size is read in pieces, and what is not wanted is gone at
once. A document type is refused before anything it could declare takes effect, so no
entity grows and nothing outside is fetched. Names come without their namespace; those
of namespaces that no list needs come with a mark and match nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Literal
from xml.parsers import expat

from ledctl.errors import BadInput

PIECE = 64 * 1024
MAX_TOKEN = 1024 * 1024
"""Nothing sensible is this long without a tag in it; looking for its end again and again takes minutes."""
MAX_EVENTS = 5_000_000
"""In one part: fifteen for each cell of the largest list there may be."""

Event = tuple[Literal["start", "text", "end"], str, dict[str, str]]
"""The kind; the name, or the text; the attributes of what begins."""

_NONE: dict[str, str] = {}
_OFFICE = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_KNOWN = frozenset(
    {
        "",
        f"{_OFFICE}spreadsheetml/2006/main",
        f"{_OFFICE}wordprocessingml/2006/main",
        f"{_OFFICE}officeDocument/2006/relationships",
        f"{_OFFICE}package/2006/relationships",
        f"{_OFFICE}package/2006/content-types",
        f"{_OFFICE}markup-compatibility/2006",
        f"{_STRICT}spreadsheetml/main",
        f"{_STRICT}wordprocessingml/main",
        f"{_STRICT}officeDocument/relationships",
    }
)


def events(part: IO[bytes], read: Callable[[int], None] = lambda size: None) -> Iterator[Event]:
    """What stands in ``part``; ``read`` is told how many bytes have been taken from it."""
    found: list[Event] = []
    parser = _parser(found)
    count = silent = 0
    while piece := part.read(PIECE):
        _feed(parser, piece)
        count += len(found)
        silent = 0 if found else silent + len(piece)
        if count > MAX_EVENTS or silent > MAX_TOKEN:
            raise BadInput.of("package_bomb")
        yield from found
        found.clear()
        read(len(piece))
    _feed(parser, b"", last=True)
    yield from found


def _feed(parser: expat.XMLParserType, piece: bytes, *, last: bool = False) -> None:
    try:
        parser.Parse(piece, last)
    except (expat.ExpatError, LookupError, ValueError):  # the last two: an encoding nobody knows
        raise BadInput.of("package_broken") from None


def _parser(found: list[Event]) -> expat.XMLParserType:
    names = _Names()

    def begin(name: str, attributes: dict[str, str]) -> None:
        if " " in "".join(attributes):
            attributes = {names[key]: value for key, value in attributes.items()}
        found.append(("start", names[name], attributes))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.CharacterDataHandler = lambda text: found.append(("text", text, _NONE))
    parser.EndElementHandler = lambda name: found.append(("end", names[name], _NONE))
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*declared: object) -> None:
    raise BadInput.of("package_entities")


class _Names(dict[str, str]):
    """The local name of each name met, looked up once."""

    def __missing__(self, name: str) -> str:
        space, _, local = name.rpartition(" ")
        self[name] = local if space in _KNOWN else f"?{local}"
        return self[name]
