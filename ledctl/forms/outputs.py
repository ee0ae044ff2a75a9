"""The four ways a form leaves the office: .xlsx, .docx, .pdf, .json, all from one value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ledctl.errors import BadInput
from ledctl.forms.filing_model import Imprint
from ledctl.forms.filled import FilledForm

TYPES: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


def write_form(sort: str, form: FilledForm, imprint: Imprint, zone: ZoneInfo, *, at: datetime) -> bytes:
    """The form as a file of this sort; ``BadInput`` lists those there are."""
    match sort:
        case "xlsx":
            from ledctl.forms.workbook import write_xlsx

            return write_xlsx(form, imprint, zone)
        case "docx":
            from ledctl.forms.document import write_docx

            return write_docx(form, imprint, zone)
        case "pdf":
            from ledctl.forms.paper import write_pdf

            return write_pdf(form, imprint, zone, at=at)
        case "json":
            return json.dumps(as_json(form, imprint), ensure_ascii=False, indent=2).encode()
    raise BadInput.of("form_file_kind", where=sort, known=", ".join(TYPES))


def as_json(form: FilledForm, imprint: Imprint) -> dict[str, Any]:
    """The form with its filing: what the API and ``--json`` give."""
    return form.as_dict() | {"heading": form.heading, "filing": imprint.as_dict()}


def file_name(form: FilledForm, imprint: Imprint, sort: str) -> str:
    """A name without anything a file system minds: form-2017-2026Q3-v1.xlsx."""
    version = f"v{imprint.version}" if imprint.is_filed else "draft"
    return f"form-{form.form}-{form.period}-{version}.{sort}"
