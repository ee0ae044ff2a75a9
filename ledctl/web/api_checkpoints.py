"""The API for checkpoints: the list, one with its signature, and having one signed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

from ledctl.clock import stamp
from ledctl.ledger.checkpoints import Checkpoint
from ledctl.web.api_auth import Signed

router = APIRouter(tags=["record"])

LAST = 2**63 - 1


class CheckpointAnswer(BaseModel):
    """``statement`` is the text under ``signature``; ``code`` its short form for paper."""

    no: int
    at: str
    why: str
    code: str
    statement: str
    signature: str
    public_key: str


class CheckpointList(BaseModel):
    checkpoints: list[CheckpointAnswer]


@router.get("/checkpoints")
def list_checkpoints(
    call: Signed,
    before: Annotated[int | None, Query(ge=1, le=LAST)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> CheckpointList:
    """The newest first; page on with the last ``no`` as ``before``."""
    call.look("checkpoints")
    found = call.station.checkpoints.newest(limit=limit, before=before)
    return CheckpointList(checkpoints=[_answer(one) for one in found])


@router.get("/checkpoints/{no}")
def read_checkpoint(no: Annotated[int, Path(ge=1, le=LAST)], call: Signed) -> CheckpointAnswer:
    """One, to be kept outside the machine."""
    call.look(f"checkpoint {no}")
    return _answer(call.station.checkpoints.one(no))


@router.post("/checkpoints")
def sign_checkpoint(call: Signed) -> CheckpointAnswer:
    """Sign how far the record goes now; the last one where nothing has happened since."""
    return _answer(call.station.checkpoints.sign(call.actor))


def _answer(one: Checkpoint) -> CheckpointAnswer:
    said = {"code": one.code, "statement": one.statement, "signature": one.signature}
    return CheckpointAnswer(no=one.no, at=stamp(one.at), why=one.says.why, public_key=one.public_key, **said)
