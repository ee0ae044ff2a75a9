"""One personal datum found in a text: its kind, its place, what it tells of a birthday. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Datum(StrEnum):
    """What kind of personal datum a hit is."""

    ID_NUMBER = "id_number"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"
    PASSBOOK = "passbook"
    PASSPORT = "passport"
    PLATE = "plate"
    EMAIL = "email"
    CHAT = "chat"
    BIRTH = "birth"


@dataclass(frozen=True, slots=True)
class Hit:
    """One datum at ``text[start:end]``. ``born`` is what it tells of a birthday (latest possible day)."""

    datum: Datum
    start: int
    end: int
    mistyped: bool = False
    born: dt.date | None = None
