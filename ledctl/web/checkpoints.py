"""Checkpoints: the list, one as a file to keep, and having one signed.

Anybody of the office may look and have one signed. The code is on the page as
letters and as a picture that a telephone reads, so that it can leave the machine.
"""

from __future__ import annotations

import json
from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from markupsafe import Markup

from ledctl.web.auth import note_look
from ledctl.web.deps import Form, Signed, go
from ledctl.web.files import file_answer

router = APIRouter()

A_PAGE = 50
LAST = 2**63 - 1
"""The largest number a checkpoint can have: the database holds no larger one."""

Number = Annotated[int, Path(ge=1, le=LAST)]


@router.get("/history/checkpoints")
def show_checkpoints(visit: Signed, before: Annotated[int | None, Query(ge=1, le=LAST)] = None) -> Response:
    """Checkpoints, the newest first, with the key they are signed with and what none covers yet."""
    station = visit.station
    note_look(station, visit.actor, "checkpoints")
    found = station.checkpoints.newest(limit=A_PAGE, before=before)
    return visit.page(
        "checkpoints.html",
        checkpoints=found,
        older=found[-1].no if len(found) == A_PAGE else None,
        newest=station.checkpoints.last(),
        key=station.checkpoints.key(),
        rest=station.checkpoints.unanchored(),
        picture=picture,
    )


@router.post("/history/checkpoints")
def sign_checkpoint(visit: Signed, _form: Form) -> Response:
    """How far the record goes now."""
    visit.station.checkpoints.sign(visit.actor)
    return go("/history/checkpoints")


@router.get("/history/checkpoints/{no}")
def keep_checkpoint(no: Number, visit: Signed) -> Response:
    """One checkpoint as a file: with it alone, everything before it can be checked."""
    note_look(visit.station, visit.actor, f"checkpoint {no}")
    text = json.dumps(visit.station.checkpoints.one(no).as_dict(), ensure_ascii=False, indent=2)
    return file_answer(text + "\n", "application/json", f"checkpoint-{no}.json")


def picture(code: str) -> Markup:
    """The code as a QR symbol, to be read by a telephone from the screen or from paper."""
    import segno

    out = BytesIO()
    segno.make(code, micro=False, error="m").save(
        out, kind="svg", xmldecl=False, scale=3, border=4, light="#fff"
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - our own picture; the code is letters and dashes
