"""The supervision team at the boards: what was looked at, what was found, by when it is put right."""

from __future__ import annotations

from ledctl.notices.office import Office
from ledctl.settings import BoardSettings


class Checks:
    """The supervision team at the boards."""

    def __init__(self, office: Office, rules: BoardSettings) -> None:
        self._office = office
        self._rules = rules
