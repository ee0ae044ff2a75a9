"""Answers that are files to be kept, and never pages of this site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from fastapi.responses import Response, StreamingResponse

_PART = 256 * 1024


def attachment(name: str) -> dict[str, str]:
    """The head that has a browser save what it gets under this name."""
    return {"content-disposition": f'attachment; filename="{name}"'}


def file_answer(content: str | bytes, kind: str, name: str) -> Response:
    """The whole file in one answer."""
    return Response(content, media_type=kind, headers=attachment(name))


def stream_answer(out: BinaryIO, kind: str, name: str, *, size: int, digest: str) -> Response:
    """A file from where it lies, part by part, then closed; its digest is in the answer's head."""
    headers = attachment(name) | {"content-length": str(size), "x-ledctl-digest": digest}
    return StreamingResponse(_parts(out), media_type=kind, headers=headers)


def _parts(out: BinaryIO) -> Iterator[bytes]:
    with out:
        while part := out.read(_PART):
            yield part
