"""How a card says no: the manual's error numbers, the answer, and the request that earns it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from drivers.errors import ProtocolError

UNKNOWN_GROUP, UNKNOWN_COMMAND, BUSY, CHECKSUM, DATE, SCREEN_PARAMETERS, PARAMETER = 1, 2, 3, 5, 14, 18, 25
REASONS = {
    UNKNOWN_GROUP: "unknown command group",
    UNKNOWN_COMMAND: "unknown command",
    BUSY: "busy",
    4: "memory full",
    CHECKSUM: "checksum",
    6: "no such file",
    7: "flash",
    8: "download",
    9: "file name",
    10: "file type",
    11: "file checksum",
    12: "no such font",
    13: "firmware of another card",
    DATE: "date",
    15: "file exists",
    16: "block number",
    17: "wrong controller type",
    SCREEN_PARAMETERS: "screen parameters",
    19: "controller address",
    20: "password",
    24: "no clock",
    PARAMETER: "parameter",
}


@dataclass(frozen=True, slots=True)
class Nack:
    """Not done; ``code`` is one of ``REASONS`` or a number the manual has and we do not name."""

    code: int

    def __str__(self) -> str:
        return f"{REASONS.get(self.code, 'error')} ({self.code})"


class RequestError(ProtocolError):
    """A request a card would refuse; ``code`` is the number it would give."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code
