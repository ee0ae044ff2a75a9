"""Answers that are files to be kept, and never pages of this site."""

from __future__ import annotations

from fastapi.responses import Response


def attachment(name: str) -> dict[str, str]:
    """The head that has a browser save what it gets under this name."""
    return {"content-disposition": f'attachment; filename="{name}"'}


def file_answer(content: str | bytes, kind: str, name: str) -> Response:
    """The whole file in one answer."""
    return Response(content, media_type=kind, headers=attachment(name))
