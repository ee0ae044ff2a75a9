"""A frame's own bytes for the script that draws lamps: the very bytes that go to the sign (R38).

The body is ``Frame.data``; the panel that says how to read it stands in a header
(``256x64 dual``), the digest is the ETag. An address that names the digest never
changes its answer, so a browser may keep it.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Header, Query
from fastapi.responses import Response

from drivers.base import Frame
from ledctl.errors import NotFound

PANEL = "led-panel"
KEPT = "private, max-age=86400, immutable"
ASKED_AGAIN = "private, no-cache"

Known = Annotated[str, Header(alias="if-none-match", max_length=1000)]
Named = Annotated[str, Query(max_length=64)]


def lamps(frame: Frame, *, known: str = "", named: str = "") -> Response:
    """The frame; ``known`` is the reader's If-None-Match, ``named`` the digest in the address."""
    if named and named != frame.digest:
        raise NotFound.of("page_not_found")
    etag = f'"{frame.digest}"'
    headers = {"etag": etag, PANEL: str(frame.panel), "cache-control": KEPT if named else ASKED_AGAIN}
    if etag in known:
        return Response(status_code=304, headers=headers)
    return Response(frame.data, media_type="application/octet-stream", headers=headers)
