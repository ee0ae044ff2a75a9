"""The API for evidence: the bundle of one notice, as the pages and the command line give it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.web.api_auth import Signed
from ledctl.web.proofs import download

router = APIRouter(tags=["record"])


@router.post("/notices/{notice_id}/proof", response_class=Response)
def take_proof(notice_id: str, call: Signed) -> Response:
    """A zip file; taking it is on record with its digest, which is also in ``x-ledctl-digest``."""
    return download(call.station, call.actor, notice_id)
