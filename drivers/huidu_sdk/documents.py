"""Questions and answers, as XML: a method, a session, a result and what belongs to it. Pure.

::

    <sdk guid="SESSION"><in method="GetFiles"/></sdk>
    <sdk guid="SESSION"><out method="GetFiles" result="kSuccess">...</out></sdk>

The session's GUID comes with the answer to GetIFVersion, is repeated in every
request of that connection, and is no secret: it protects nothing. Results go by
name; one that is in no table is kept as it came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.errors import ProtocolError
from drivers.huidu_sdk.elements import Element, read_xml, write_xml
from drivers.huidu_sdk.results import SUCCESS, WORKING

NO_SESSION = "##GUID"  # literally: what stands there before the card gave one


@dataclass(frozen=True, slots=True)
class Request:
    """``<in>``; a few methods have attributes of their own beside ``method``."""

    method: str
    body: tuple[Element, ...] = ()
    guid: str = NO_SESSION
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """``<out>``."""

    method: str
    result: str = SUCCESS
    body: tuple[Element, ...] = ()
    guid: str = NO_SESSION

    @property
    def working(self) -> bool:
        """Neither yes nor no: the card wants to be asked again."""
        return self.result in WORKING

    def first(self, name: str) -> Element:
        """The first element of this name in the body, or an empty one."""
        return Element("out", children=self.body).first(name)


def encode_request(request: Request) -> bytes:
    inside = Element("in", {"method": request.method, **request.attributes}, request.body)
    return _wrapped(inside, request.guid)


def encode_reply(reply: Reply) -> bytes:
    inside = Element("out", {"method": reply.method, "result": reply.result}, reply.body)
    return _wrapped(inside, reply.guid)


def decode_request(document: bytes) -> Request:
    """``ProtocolError`` if the document is no request."""
    guid, inside = _unwrapped(document, "in")
    rest = {name: value for name, value in inside.attributes.items() if name != "method"}
    return Request(inside.get("method"), inside.children, guid, rest)


def decode_reply(document: bytes) -> Reply:
    """``ProtocolError`` if the document is no reply, or one without a result."""
    guid, inside = _unwrapped(document, "out")
    if not inside.get("result"):
        raise ProtocolError(f"{inside.get('method')} was answered without a result")
    return Reply(inside.get("method"), inside.get("result"), inside.children, guid)


def _wrapped(inside: Element, guid: str) -> bytes:
    return write_xml(Element("sdk", {"guid": guid}, (inside,)))


def _unwrapped(document: bytes, name: str) -> tuple[str, Element]:
    root = read_xml(document)
    inside = root.first(name)
    if root.name != "sdk" or not inside.get("method"):
        raise ProtocolError(f"not <sdk> with <{name} method>: <{root.name}>")
    return root.get("guid"), inside
