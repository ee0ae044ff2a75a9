"""The record as a download: all of it, some days, or one notice. A form, because taking it is on record.

What is taken and who may take it is ``questions.exports``, as on the command line. The file is
made in the folder of temporary files, and has no name any more while it is handed out.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter
from fastapi.responses import Response

from ledctl.accounts.model import Actor
from ledctl.errors import LedctlError, NotAllowed
from ledctl.questions.exports import EXPORTERS, Wanted
from ledctl.station import Station
from ledctl.web.days import span
from ledctl.web.deps import Form, Signed, Visit
from ledctl.web.files import stream_answer

router = APIRouter()

ASKED = ("since", "until", "notice")


@router.get("/history/export")
def ask_export(visit: Signed) -> Response:
    """How much of it."""
    return _page(visit, dict.fromkeys(ASKED, ""))


@router.post("/history/export")
def take_export(visit: Signed, form: Form) -> Response:
    """The file, or the form again with what is wrong."""
    asked = {name: form.line(name) for name in ASKED}
    try:
        return download(visit.station, visit.actor, **asked)
    except NotAllowed:
        raise
    except LedctlError as error:
        return _page(visit, asked, error)


def download(station: Station, actor: Actor, *, since: str, until: str, notice: str) -> Response:
    """Sign the record, write down who takes what, hand it out."""
    days = span(station, since, until)
    with TemporaryDirectory(prefix="ledctl-export-") as folder:
        file = Path(folder) / "export.zip"
        made = station.exports.write(actor, file, Wanted(days.since, days.until, notice or None))
        out = file.open("rb")
    what = notice or "-".join(day for day in (since, until) if day) or "all"
    return stream_answer(out, "application/zip", f"record-{what}.zip", size=made.size, digest=made.sha256)


def _page(visit: Visit, asked: dict[str, str], error: LedctlError | None = None) -> Response:
    return visit.page(
        "export.html",
        status=error.http_status if error else 200,
        problems=error.sentences if error else (),
        asked=asked,
        may_export=visit.actor.has(*EXPORTERS),
    )
