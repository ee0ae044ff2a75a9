"""The evidence of one notice as a download: a form, because taking it is itself written down."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.accounts.model import Actor
from ledctl.station import Station
from ledctl.web.deps import Form, Signed
from ledctl.web.files import stream_answer

router = APIRouter()

IN_MEMORY = 8 * 1024 * 1024
"""A larger bundle waits on the disk while it is handed out."""


@router.post("/proof/{notice_id}")
def take_proof(notice_id: str, visit: Signed, _form: Form) -> Response:
    """Make the bundle, write down who took it, hand it out."""
    return download(visit.station, visit.actor, notice_id)


def download(station: Station, actor: Actor, notice_id: str) -> Response:
    """The bundle, once it is made and on record; its digest is in the answer's head."""
    out = cast("BinaryIO", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - closed once it is sent
    try:
        made = station.proofs.make(actor, notice_id, out)
    except BaseException:
        out.close()
        raise
    return stream_answer(out, "application/zip", f"proof-{notice_id}.zip", size=made.size, digest=made.digest)
