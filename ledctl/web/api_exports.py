"""The API for exports: the file that ``ledctl export`` and the page give."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from ledctl.web.api_auth import Signed
from ledctl.web.api_models import Shape
from ledctl.web.exports import download

router = APIRouter(tags=["record"])


class ExportOrder(Shape):
    """One notice, or days of which both count, or, with nothing said, the whole record."""

    since: str = Field("", max_length=10)
    until: str = Field("", max_length=10)
    notice: str = Field("", max_length=64)


@router.post("/exports", response_class=Response)
def take_export(call: Signed, order: ExportOrder | None = None) -> Response:
    """A zip file; who took what is on record with its digest, which is also in ``x-ledctl-digest``."""
    asked = order or ExportOrder()
    return download(call.station, call.actor, **asked.model_dump())
