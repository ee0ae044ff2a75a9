"""XML as values: a bounded reader and a writer. Pure.

Cards and clients differ in white space, quotes and the order of attributes, so
everything goes through a real parser (expat) and is found by name. What comes
from a wire is not trusted: no document type and so no entities, UTF-8 whatever
the declaration says, and size, depth and number of elements are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from drivers.errors import ProtocolError

MAX_DEPTH = 32
MAX_ELEMENTS = 50_000

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"} | {
    blank: f"&#{ord(blank)};" for blank in "\t\n\r"
}


@dataclass(frozen=True, slots=True)
class Element:
    """One element; the text between its children is not kept: this protocol has none that matters."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Element, ...] = ()

    def get(self, attribute: str, default: str = "") -> str:
        return self.attributes.get(attribute, default)

    def all(self, name: str) -> Iterator[Element]:
        """The children of this name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element:
        """The first child of this name, or an empty one: what is not said has no attributes."""
        return next(self.all(name), Element(name))

    def number(self, attribute: str, default: int) -> int:
        """A whole number of at most nine digits; ``ProtocolError`` for an attribute that is none."""
        text = self.get(attribute).strip() or str(default)
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise ProtocolError(f"<{self.name} {attribute}> is a number, not {text[:40]!r}")
        return int(text)


def make(name: str, /, *children: Element, **attributes: object) -> Element:
    """An element in few words; ``True`` is written ``true``, ``in_`` stands for ``in``."""
    return Element(name, {key.rstrip("_"): _text(value) for key, value in attributes.items()}, children)


def write_xml(root: Element) -> bytes:
    """The document; ``ValueError`` for characters XML cannot carry."""
    return (_DECLARATION + _written(root)).encode()


def read_xml(document: bytes) -> Element:
    """The root of a document; ``ProtocolError`` if it is malformed, has a document type or is too deep."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    try:
        parser.Parse(document.decode(), True)  # from text, so that neither declaration nor BOM decides
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise ProtocolError(f"not XML: {error}") from error
    return reader.root


class _Reader:
    """Builds elements from the inside out as the parser meets their ends."""

    def __init__(self) -> None:
        self._open: list[tuple[str, dict[str, str], list[Element]]] = [("", {}, [])]
        self._count = 0

    @property
    def root(self) -> Element:
        return self._open[0][2][0]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) > MAX_DEPTH:
            raise ProtocolError(f"XML of more than {MAX_ELEMENTS} elements, or {MAX_DEPTH} deep")
        self._open.append((name, attributes, []))

    def end(self, _name: str) -> None:
        name, attributes, children = self._open.pop()
        self._open[-1][2].append(Element(name, attributes, tuple(children)))

    def refuse_doctype(self, *_: object) -> NoReturn:
        raise ProtocolError("XML with a document type is refused")


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _written(element: Element) -> str:
    head = "".join(f' {name}="{_escaped(value)}"' for name, value in element.attributes.items())
    inside = "".join(map(_written, element.children))
    return f"<{element.name}{head}>{inside}</{element.name}>" if inside else f"<{element.name}{head}/>"


def _escaped(text: str) -> str:
    if bad := _ILLEGAL.search(text):
        raise ValueError(f"XML cannot carry {bad.group()!r}")
    return re.sub('[&<>"\t\n\r]', lambda found: _REFERENCES[found.group()], text)
