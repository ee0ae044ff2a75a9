"""Putting sheets up on a board and taking them down, with a photo of it."""

from __future__ import annotations

from ledctl.notices.office import Office
from ledctl.settings import BoardSettings


class Postings:
    """Putting sheets up on a board and taking them down, with a photo of it."""

    def __init__(self, office: Office, rules: BoardSettings) -> None:
        self._office = office
        self._rules = rules
