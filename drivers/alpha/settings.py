"""What can be set for an Alpha sign; ``README.md`` says when. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drivers.alpha.slots import MOST
from drivers.options import check_range


@dataclass(frozen=True, slots=True)
class AlphaOptions:
    """Options, each checked where it is given."""

    address: str = "00"
    type_code: str = "Z"
    pictures: int = 6
    read_back: bool = True
    ack: bool = False
    checksum: bool = True
    pauses: bool = True
    three_byte: bool = False
    gap_ms: int = 250
    baud: int = 9600
    pool_bytes: int = 0
    most_lit_percent: int = 200
    timeout_ms: int = 3000
    connect_ms: int = 3000

    def __post_init__(self) -> None:
        if not re.fullmatch("[0-9A-F]{2}", self.address):
            raise ValueError(
                "option 'address' is two hexadecimal digits in upper case, "
                f"00 for every sign, not {self.address!r}"
            )
        if not re.fullmatch("[!-~]", self.type_code):
            raise ValueError(f"option 'type_code' is one printable character, not {self.type_code!r}")
        check_range("pictures", self.pictures, 2, MOST - 1)
        check_range("gap_ms", self.gap_ms, 0, 5000)
        check_range("baud", self.baud, 1200, 115_200)
        check_range("pool_bytes", self.pool_bytes, 0, 10_000_000)
        check_range("most_lit_percent", self.most_lit_percent, 1, 200)
        check_range("timeout_ms", self.timeout_ms, 50, 60_000)
        check_range("connect_ms", self.connect_ms, 50, 60_000)

    @property
    def bytes_a_byte(self) -> int:
        """How many bytes on the line one byte may become."""
        return 3 if self.three_byte else 1

    @property
    def answers(self) -> bool:
        """Whether the sign is ever heard."""
        return self.read_back or self.ack
