"""Comparing two stored versions of a notice by their numbers."""

from __future__ import annotations

from typing import Any

from ledctl.db import Database
from ledctl.errors import NotFound
from ledctl.notices.compare import compare
from ledctl.notices.facts import Dossier, VersionFacts
from ledctl.notices.queries import one


def compare_versions(
    database: Database, notice_id: str, older: int | None = None, newer: int | None = None
) -> dict[str, Any]:
    """What version ``newer`` says otherwise than ``older``; by default the current one and the one before."""
    file = one(database, notice_id)
    new = _version(file, newer or file.current.no)
    old = _version(file, older or max(1, new.no - 1))
    return {"id": file.id, "from": old.no, "to": new.no, **compare(old.content, new.content).as_dict()}


def _version(file: Dossier, no: int) -> VersionFacts:
    found = next((version for version in file.versions if version.no == no), None)
    if found is None:
        raise NotFound.of("no_such_version", where="version", no=no)
    return found
