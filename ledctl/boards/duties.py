"""What is due at the boards, by when, and what was done."""

from __future__ import annotations

from ledctl.notices.office import Office
from ledctl.settings import BoardSettings


class Duties:
    """What is due at the boards, by when, and what was done."""

    def __init__(self, office: Office, rules: BoardSettings) -> None:
        self._office = office
        self._rules = rules
