"""Sheets for the boards, from the approved version alone: what they say, printing them, their copies."""

from __future__ import annotations

from ledctl.notices.office import Office
from ledctl.settings import BoardSettings


class Sheets:
    """Sheets for the boards."""

    def __init__(self, office: Office, rules: BoardSettings) -> None:
        self._office = office
        self._rules = rules
